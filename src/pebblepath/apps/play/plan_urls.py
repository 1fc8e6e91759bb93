from django.urls import path

from pebblepath.apps.play import plan_views, rooms_views

_PLAY = "c/<slug:child_id>/play/"

urlpatterns = [
    path(_PLAY, plan_views.sessions, name="sessions"),
    path(f"{_PLAY}new/", plan_views.plan_session, name="plan_session"),
    path(f"{_PLAY}<slug:session>/", plan_views.session, name="session"),
    path(f"{_PLAY}<slug:session>/change/", plan_views.change_plan, name="change_plan"),
    path(f"{_PLAY}<slug:session>/drop/", plan_views.drop_session, name="drop_session"),
    path("rooms/", rooms_views.rooms, name="rooms"),
    path("rooms/new/", rooms_views.new_room, name="new_room"),
    path("rooms/<slug:room>/", rooms_views.room, name="room"),
    path("rooms/<slug:room>/remove/", rooms_views.remove, name="remove_room"),
]
