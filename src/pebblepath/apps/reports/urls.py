from django.urls import path

from pebblepath.apps.reports import views

urlpatterns = [
    path("c/<slug:child_id>/what-helps/<slug:goal>/paper/", views.what_helps_paper, name="what_helps_paper"),
    path("c/<slug:child_id>/passport/paper/", views.passport_paper, name="passport_paper"),
]
