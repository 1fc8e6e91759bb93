from django.urls import path

from pebblepath.apps.goals import attainment_views, scale_views, views, voice_views

urlpatterns = [
    path("c/<slug:child_id>/path/", views.paths, name="paths"),
    path("c/<slug:child_id>/path/new/", views.choose, name="choose_goal"),
    path("c/<slug:child_id>/path/new/<slug:occupation>/", views.new_goal, name="new_goal"),
    path("c/<slug:child_id>/path/<slug:goal>/", views.path, name="path"),
    path("c/<slug:child_id>/path/<slug:goal>/change/", views.change_goal, name="change_goal"),
    path("c/<slug:child_id>/path/<slug:goal>/state/", views.set_state, name="goal_state"),
    path("c/<slug:child_id>/path/<slug:goal>/scale/", scale_views.scale, name="scale"),
    path("c/<slug:child_id>/path/<slug:goal>/level/", attainment_views.level, name="record_level"),
    path("c/<slug:child_id>/attainment/", attainment_views.attainment, name="attainment"),
    path("c/<slug:child_id>/path/<slug:goal>/voice/", voice_views.voice, name="voice"),
    path("c/<slug:child_id>/my/stones/<slug:goal>/voice/", voice_views.my_voice, name="my_voice"),
    path("c/<slug:child_id>/path/<slug:goal>/split/<int:step>/", views.split, name="split_stone"),
    path("c/<slug:child_id>/path/<slug:goal>/pebble/<int:pebble>/", views.tick, name="tick_pebble"),
]
