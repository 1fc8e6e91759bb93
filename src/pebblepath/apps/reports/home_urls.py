from django.urls import path

from pebblepath.apps.reports import home_views, measure_views

_HOME = "c/<slug:child_id>/home-ideas/"

urlpatterns = [
    path(_HOME, home_views.home_programme, name="home_programme"),
    path(f"{_HOME}paper/", home_views.home_programme_paper, name="home_programme_paper"),
    path(f"{_HOME}<int:home>/<int:place>/", home_views.choose_home_idea, name="choose_home_idea"),
    path("c/<slug:child_id>/reports/<slug:report>/home-ideas/", home_views.pick_home_ideas, name="pick_home_ideas"),
    path("c/<slug:child_id>/measures/", measure_views.measures, name="measures"),
    path("c/<slug:child_id>/measures/<slug:measure>/remove/", measure_views.remove_measure, name="remove_measure"),
]
