"""Every address. The test of addresses and roles fails when one isn't in its table."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from pebblepath.web import today, views

_icon = lazy(staticfiles_storage.url, str)("icon.svg")

urlpatterns = [
    path("", views.home, name="home"),
    path("look/", views.look, name="look"),
    path("children/", views.children, name="children"),
    path("demo/sign-in/<slug:who>/", views.demo_sign_in, name="demo_sign_in"),
    path("demo/truth/", views.demo_truth, name="demo_truth"),
    path("accounts/", include("allauth.urls")),
    path("favicon.ico", RedirectView.as_view(url=_icon), name="favicon"),
    path("c/<slug:child_id>/", today.child_day, name="child"),
    path("", include("pebblepath.apps.people.urls")),
    path("", include("pebblepath.apps.understanding.urls")),
    path("", include("pebblepath.apps.goals.urls")),
    path("", include("pebblepath.apps.moments.urls")),
    path("", include("pebblepath.apps.insights.urls")),
    path("", include("pebblepath.apps.reports.urls")),
    path("", include("pebblepath.apps.myspace.urls")),
    path("", include("pebblepath.apps.learn.urls")),
]

handler404 = "pebblepath.web.views.not_found"
handler403 = "pebblepath.web.views.not_allowed"
handler400 = "pebblepath.web.views.not_understood"
handler500 = "pebblepath.web.views.broken"
