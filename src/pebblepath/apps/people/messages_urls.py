from django.urls import path

from pebblepath.apps.people import messages_views, own_say_views

urlpatterns = [
    path("c/<slug:child_id>/messages/", messages_views.messages, name="messages"),
    path("c/<slug:child_id>/circle/mine/", own_say_views.who_sees, name="who_sees"),
    path("c/<slug:child_id>/circle/mine/<int:member>/", own_say_views.switch_timeline, name="switch_timeline"),
]
