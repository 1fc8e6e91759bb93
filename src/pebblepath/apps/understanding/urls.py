from django.urls import path

from pebblepath.apps.understanding import views

urlpatterns = [
    path("c/<slug:child_id>/toolkit/", views.toolkit, name="toolkit"),
    path("c/<slug:child_id>/toolkit/cards/", views.cards, name="cards"),
    path("c/<slug:child_id>/toolkit/own/", views.own_strategy, name="own_strategy"),
    path("c/<slug:child_id>/toolkit/give/<slug:card>/", views.give, name="give"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/rest/", views.not_this_week, name="not_this_week"),
    path("c/<slug:child_id>/toolkit/<slug:strategy>/end/", views.end, name="end_strategy"),
]
