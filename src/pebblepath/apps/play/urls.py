from pebblepath.apps.play import note_urls, plan_urls, run_urls
from pebblepath.apps.play.timetable import urls as timetable_urls

urlpatterns = [
    *plan_urls.urlpatterns,
    *note_urls.urlpatterns,
    *run_urls.urlpatterns,
    *timetable_urls.urlpatterns,
]
