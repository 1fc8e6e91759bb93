from django.urls import path

from pebblepath.apps.play import group_views, run_views

urlpatterns = [
    path("c/<slug:child_id>/play/<slug:session>/run/", run_views.run_session, name="run_session"),
    path("c/<slug:child_id>/play/<slug:session>/sync/", run_views.sync_session, name="sync_session"),
    path("groups/new/", group_views.new_group, name="new_group"),
    path("groups/<slug:group>/run/", group_views.run_group, name="run_group"),
]
