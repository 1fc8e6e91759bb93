from django.urls import path

from pebblepath.apps.moments import class_urls, victories_views, views

urlpatterns = [
    path("c/<slug:child_id>/tell/", views.choose, name="tell"),
    path("c/<slug:child_id>/tell/<slug:goal>/", views.tell, name="tell_goal"),
    path("c/<slug:child_id>/moments/", views.timeline, name="timeline"),
    path("c/<slug:child_id>/moments/file/", views.take_out, name="take_out"),
    path("c/<slug:child_id>/moments/bring-in/", views.bring_in, name="bring_in"),
    path("c/<slug:child_id>/moments/cheer/<int:victory>/", views.cheer, name="cheer"),
    path("c/<slug:child_id>/victories/", victories_views.river, name="river"),
    path("c/<slug:child_id>/victories/tell/", victories_views.tell_victory, name="tell_victory"),
    path("c/<slug:child_id>/moments/<str:moment>/", views.moment, name="moment"),
    path("c/<slug:child_id>/moments/<str:moment>/remove/", views.remove, name="remove_moment"),
]

urlpatterns += class_urls.urlpatterns
