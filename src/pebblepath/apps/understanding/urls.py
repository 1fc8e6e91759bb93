from django.urls import path

from pebblepath.apps.understanding import (
    about_views,
    day_views,
    intake_views,
    photo_views,
    reminder_views,
    sharing_views,
    views,
)

urlpatterns = [
    path("c/<slug:child_id>/toolkit/", views.toolkit, name="toolkit"),
    path("c/<slug:child_id>/toolkit/cards/", views.cards, name="cards"),
    path("c/<slug:child_id>/toolkit/own/", views.own_strategy, name="own_strategy"),
    path("c/<slug:child_id>/toolkit/share/", sharing_views.share_toolkit, name="share_toolkit"),
    path("c/<slug:child_id>/toolkit/share/<int:link>/", sharing_views.unshare_toolkit, name="unshare_toolkit"),
    path("toolkit/<str:token>/", sharing_views.shown_toolkit, name="shown_toolkit"),
    path("toolkit/<str:token>/<slug:strategy>.jpg", sharing_views.shown_photo, name="shown_photo"),
    path("c/<slug:child_id>/toolkit/give/<slug:card>/", views.give, name="give"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/rest/", views.not_this_week, name="not_this_week"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/end/", views.end, name="end_strategy"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/photo.jpg", photo_views.strategy_photo, name="strategy_photo"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/photo/", photo_views.change_photo, name="change_photo"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/photo/away/", photo_views.remove_photo, name="remove_photo"),
]

urlpatterns += [
    path("c/<slug:child_id>/idea/", day_views.say_idea, name="say_idea"),
    path("c/<slug:child_id>/week/", day_views.say_week, name="say_week"),
    path("c/<slug:child_id>/reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/stop/<str:token>/", reminder_views.stop_reminder, name="stop_reminder"),
    path("reminders/push/", reminder_views.push_place, name="push_place"),
]

urlpatterns += [
    path("c/<slug:child_id>/about-me/", about_views.about_me, name="about_me"),
    path("c/<slug:child_id>/about-me/say/<slug:kind>/", about_views.say, name="say"),
    path("c/<slug:child_id>/about-me/<int:trait>/end/", about_views.end_trait, name="end_trait"),
    path("c/<slug:child_id>/about-me/<int:trait>/keep-back/", about_views.keep_back, name="keep_back"),
    path("c/<slug:child_id>/lens/", about_views.lens, name="lens"),
    path("c/<slug:child_id>/passport/", about_views.passport, name="passport"),
    path("c/<slug:child_id>/passport/agree/", about_views.agree, name="agree"),
    path("c/<slug:child_id>/passport/share/", about_views.share, name="share_passport"),
    path("c/<slug:child_id>/passport/share/<int:link>/", about_views.unshare, name="unshare_passport"),
    path("passport/<str:token>/", about_views.shown_passport, name="shown_passport"),
]

urlpatterns += [
    path("c/<slug:child_id>/hello/", intake_views.hello, name="hello"),
    path("c/<slug:child_id>/hello/<slug:step>/", intake_views.hello_step, name="hello_step"),
]
