from django.urls import path

from pebblepath.apps.play.timetable import known_views, views

_ALL = "timetables/"
_ONE = f"{_ALL}<slug:timetable>/"

urlpatterns = [
    path(_ALL, views.timetables, name="timetables"),
    path(f"{_ALL}new/day/", views.plan_day, name="plan_day"),
    path(f"{_ALL}new/week/", views.plan_week, name="plan_week"),
    path(f"{_ALL}hours/<int:therapist>/", known_views.hours, name="hours"),
    path(f"{_ALL}shared-things/", known_views.shared_things, name="shared_things"),
    path(f"{_ALL}schools/new/", known_views.new_school, name="new_school"),
    path(f"{_ALL}schools/<slug:school>/", known_views.school, name="school"),
    path(f"{_ALL}schools/<slug:school>/remove/", known_views.remove_school, name="remove_school"),
    path(f"{_ALL}schools/<slug:school>/classes/new/", known_views.new_class, name="new_class"),
    path(f"{_ALL}classes/<slug:school_class>/", known_views.school_class, name="school_class"),
    path(f"{_ALL}classes/<slug:school_class>/remove/", known_views.remove_class, name="remove_class"),
    path(_ONE, views.timetable, name="timetable"),
    path(f"{_ONE}keep/", views.keep_timetable, name="keep_timetable"),
    path(f"{_ONE}again/", views.plan_again, name="plan_again"),
    path(f"{_ONE}drop/", views.drop_timetable, name="drop_timetable"),
    path(f"{_ONE}<int:slot>/", views.slot, name="slot"),
    path("c/<slug:child_id>/visit/", known_views.usual_visit, name="usual_visit"),
    path("c/<slug:child_id>/school/", known_views.school_place, name="school_place"),
    path("c/<slug:child_id>/school/leave/", known_views.leave_school, name="leave_school"),
]
