from django.urls import path

from pebblepath.apps.understanding import practice_card_views as views

urlpatterns = [
    path("cards/", views.practice_cards, name="practice_cards"),
    path("cards/<slug:kind>/new/", views.new_practice_card, name="new_practice_card"),
    path("cards/<slug:kind>/<slug:card>/", views.practice_card, name="practice_card"),
    path("cards/<slug:kind>/<slug:card>/hide/", views.hide_practice_card, name="hide_practice_card"),
    path("cards/<slug:kind>/<slug:card>/remove/", views.remove_practice_card, name="remove_practice_card"),
    path("cards/<slug:kind>/<slug:card>/newer/", views.newer_practice_card, name="newer_practice_card"),
]
