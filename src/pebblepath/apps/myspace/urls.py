from django.urls import path

from pebblepath.apps.myspace import setup_views, views

urlpatterns = [
    path("c/<slug:child_id>/my/", views.my_space, name="my_space"),
    path("c/<slug:child_id>/my/more/", views.my_more, name="my_more"),
    path("c/<slug:child_id>/my/out/", views.my_out, name="my_out"),
    path("c/<slug:child_id>/my/break/", views.take_break, name="take_break"),
    path("c/<slug:child_id>/my/break/kind/", views.my_break, name="my_break"),
    path("c/<slug:child_id>/my/feeling/", views.feeling, name="my_feeling"),
    path("c/<slug:child_id>/my/feeling/<uuid:told>/where/", views.feeling_where, name="my_feeling_where"),
    path("c/<slug:child_id>/my/feeling/<uuid:told>/picture/", views.feeling_picture, name="my_feeling_picture"),
    path("c/<slug:child_id>/my/first-then/", views.first_then, name="my_first_then"),
    path("c/<slug:child_id>/my/day/", views.my_day, name="my_day"),
    path("c/<slug:child_id>/my/choices/", views.my_choices, name="my_choices"),
    path("c/<slug:child_id>/my/choices/<int:board>/", views.my_board, name="my_board"),
    path("c/<slug:child_id>/my/cards/", views.my_cards, name="my_cards"),
    path("c/<slug:child_id>/my/cards/<slug:card>/", views.my_card, name="my_card"),
    path("c/<slug:child_id>/my/joys/", views.my_joys, name="my_joys"),
    path("c/<slug:child_id>/my/stones/", views.my_stones, name="my_stones"),
    path("c/<slug:child_id>/my/stones/<slug:goal>/", views.my_path, name="my_path"),
    path("c/<slug:child_id>/my/stones/<slug:goal>/<int:step>/light/", views.light_stone, name="light_stone"),
    path("c/<slug:child_id>/my/away/", views.my_away, name="my_away"),
    path("c/<slug:child_id>/my-photo/<int:photo>/", views.own_photo, name="own_photo"),
    path("c/<slug:child_id>/my-setup/", setup_views.my_setup, name="my_setup"),
    path("c/<slug:child_id>/my-setup/device/", setup_views.my_device, name="my_device"),
    path("c/<slug:child_id>/my-setup/boards/new/", setup_views.new_board, name="new_board"),
    path("c/<slug:child_id>/my-setup/boards/<int:board>/", setup_views.set_up_board, name="set_up_board"),
    path("c/<slug:child_id>/my-setup/boards/<int:board>/end/", setup_views.end_board, name="end_board"),
    path(
        "c/<slug:child_id>/my-setup/boards/<int:board>/<int:item>/",
        setup_views.change_board_item,
        name="change_board_item",
    ),
    path("c/<slug:child_id>/my-setup/day/", setup_views.set_up_day, name="set_up_day"),
    path("c/<slug:child_id>/my-setup/day/<int:item>/", setup_views.change_day_item, name="change_day_item"),
]
