"""Every address. The test of addresses and roles fails when one isn't in its table."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from pebblepath.web import offline, outbox, today, views

_icon = lazy(staticfiles_storage.url, str)("icon.svg")

urlpatterns = [
    path("", views.home, name="home"),
    path("look/", views.look, name="look"),
    path("children/", views.children, name="children"),
    path("demo/sign-in/<slug:who>/", views.demo_sign_in, name="demo_sign_in"),
    path("demo/truth/", views.demo_truth, name="demo_truth"),
    path("accounts/", include("allauth.urls")),
    path("favicon.ico", RedirectView.as_view(url=_icon), name="favicon"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("offline/pages/", offline.offline_pages, name="offline_pages"),
    path("waiting/", offline.waiting, name="waiting"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/token/", offline.outbox_token, name="outbox_token"),
    path("go/tell/", offline.go_tell, name="go_tell"),
    path("go/right-now/", offline.go_right_now, name="go_right_now"),
    path("go/my-space/", offline.go_my_space, name="go_my_space"),
    path("c/<slug:child_id>/", today.child_day, name="child"),
    path("", include("pebblepath.apps.people.urls")),
    path("", include("pebblepath.apps.understanding.urls")),
    path("", include("pebblepath.apps.understanding.practice_card_urls")),
    path("", include("pebblepath.apps.goals.urls")),
    path("", include("pebblepath.apps.moments.urls")),
    path("", include("pebblepath.apps.insights.urls")),
    path("", include("pebblepath.apps.play.urls")),
    path("", include("pebblepath.apps.reports.urls")),
    path("", include("pebblepath.apps.myspace.urls")),
    path("", include("pebblepath.apps.learn.urls")),
]

handler404 = "pebblepath.web.views.not_found"
handler403 = "pebblepath.web.views.not_allowed"
handler400 = "pebblepath.web.views.not_understood"
handler500 = "pebblepath.web.views.broken"
