from django.urls import path

from pebblepath.apps.play import door_views, minutes_views, note_views

_SESSION = "c/<slug:child_id>/play/<slug:session>/"

urlpatterns = [
    path(f"{_SESSION}note/", note_views.note, name="note"),
    path(f"{_SESSION}note/amend/", note_views.amend, name="amend_note"),
    path(f"{_SESSION}door/", door_views.door_card, name="door_card"),
    path(f"{_SESSION}door/take-back/", door_views.take_back_door_card, name="take_back_door_card"),
    path("notes/", note_views.unsigned, name="unsigned"),
    path("c/<slug:child_id>/minutes/", minutes_views.minutes, name="minutes"),
    path("c/<slug:child_id>/minutes/promise/", minutes_views.promise_minutes, name="promise_minutes"),
    path("c/<slug:child_id>/minutes/file/", minutes_views.minutes_file, name="minutes_file"),
    path("c/<slug:child_id>/minutes/<int:row>/remove/", minutes_views.remove_minutes, name="remove_minutes"),
]
