from django.urls import path

from pebblepath.apps.understanding import about_views, views

urlpatterns = [
    path("c/<slug:child_id>/toolkit/", views.toolkit, name="toolkit"),
    path("c/<slug:child_id>/toolkit/cards/", views.cards, name="cards"),
    path("c/<slug:child_id>/toolkit/own/", views.own_strategy, name="own_strategy"),
    path("c/<slug:child_id>/toolkit/give/<slug:card>/", views.give, name="give"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/rest/", views.not_this_week, name="not_this_week"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/end/", views.end, name="end_strategy"),
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
