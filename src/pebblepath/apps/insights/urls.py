from django.urls import path

from pebblepath.apps.insights import views

urlpatterns = [path("c/<slug:child_id>/what-helps/", views.what_helps, name="what_helps")]
