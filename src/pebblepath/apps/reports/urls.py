from django.urls import path

from pebblepath.apps.reports import views

urlpatterns = [
    path("c/<slug:child_id>/what-helps/<slug:goal>/paper/", views.what_helps_paper, name="what_helps_paper"),
]
