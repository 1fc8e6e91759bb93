from django.urls import path

from pebblepath.apps.reports import deletion_views as views

urlpatterns = [
    path("c/<slug:child_id>/delete/", views.delete_record, name="delete_record"),
    path("c/<slug:child_id>/delete/keep/", views.keep_record, name="keep_record"),
    path("c/<slug:child_id>/delete/answer/", views.answer_deletion, name="answer_deletion"),
    path("staff/records/", views.kept_records, name="kept_records"),
    path("staff/records/asked/<int:pk>/", views.carry_out_deletion, name="carry_out_deletion"),
    path("staff/records/asked/<int:pk>/decline/", views.decline_deletion, name="decline_deletion"),
    path("staff/records/<slug:record>/file/", views.kept_file, name="kept_file"),
]
