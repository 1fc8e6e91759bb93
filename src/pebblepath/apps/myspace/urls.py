from django.urls import path

from pebblepath.apps.myspace import views

urlpatterns = [
    path("c/<slug:child_id>/my/", views.my_space, name="my_space"),
    path("c/<slug:child_id>/my/break/", views.take_break, name="take_break"),
    path("c/<slug:child_id>/my/feeling/", views.feeling, name="my_feeling"),
    path("c/<slug:child_id>/my/stones/", views.my_stones, name="my_stones"),
    path("c/<slug:child_id>/my/stones/<slug:goal>/", views.my_path, name="my_path"),
]
