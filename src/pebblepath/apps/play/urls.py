from pebblepath.apps.play import note_urls, plan_urls, run_urls

urlpatterns = [*plan_urls.urlpatterns, *note_urls.urlpatterns, *run_urls.urlpatterns]
