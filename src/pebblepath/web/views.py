"""The front door, home, the look, the demo's quick sign-in, and pages for what went wrong."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import open_places, person_page, places_of
from pebblepath.apps.people.models import Deed, Role, Theme, User
from pebblepath.demo.cast import SIGN_IN
from pebblepath.web.context import LOOK_COOKIE
from pebblepath.web.therapist_today import Study, studies_of, therapist_day

A_YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    """Where one lands: the front door, the child's own space, the one child's day, or the therapist's day."""
    user = request.user
    if not isinstance(user, User):
        return render(request, "welcome.html", {"doors": SIGN_IN.values() if settings.DEMO else ()})
    places = list(places_of(user).values_list("role", "child__source", "child", "child__public_id", "child__name"))
    roles = {role for role, *_ in places}
    if Role.THERAPIST in roles or (not places and user.is_staff_somewhere()):
        studies = [Study(key, id, name) for _, source, key, id, name in places if source]
        return therapist_day(request, user, studies)
    if len(places) == 1:
        return redirect("my_space" if roles == {Role.CHILD} else "child", places[0][3])
    return redirect("children")


@person_page
def children(request: HttpRequest, user: User) -> HttpResponse:
    """Every child in whose circle one is."""
    mine = open_places(user, places_of(user))
    known = [access.child for access in mine if access.child.source]
    studies = studies_of([Study(child.pk, child.public_id, child.name) for child in known])
    real = [access for access in mine if not access.child.source]
    context = {"children": real, "studies": studies, "on_staff": user.is_staff_somewhere()}
    return render(request, "children.html", context)


def look(request: HttpRequest) -> HttpResponse:
    """Choose how Pebblepath looks: kept with the account, or on this device for who isn't signed in."""
    chosen = request.POST.get("theme", "")
    if request.method != "POST":
        return render(request, "look.html", {"themes": Theme.choices})
    if chosen not in Theme.values:
        messages.error(request, f"“{chosen}” isn't a look we have. There are: {', '.join(Theme.labels)}.")
        return render(request, "look.html", {"themes": Theme.choices}, status=400)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "look")
    if isinstance(request.user, User):
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
        audit.record(request.user, Deed.CHANGED, "look", ref=chosen)
    response.set_cookie(LOOK_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


@require_POST
def demo_sign_in(request: HttpRequest, who: str) -> HttpResponse:
    """One click into the demo, as one of its people. It exists only in a demo."""
    person = SIGN_IN.get(who)
    if not settings.DEMO or person is None:
        raise Http404
    user = User.objects.filter(email=person.email).first()
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    audit.record(user, Deed.SIGNED_IN, "account", ref=user.pk)
    return redirect("home")


def demo_truth(request: HttpRequest) -> HttpResponse:
    """What the demo's generator put in, beside what the page answers."""
    if not settings.DEMO:
        raise Http404
    from pebblepath.demo.truth import comparison

    return render(request, "demo_truth.html", {"rows": comparison()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "wrong.html", {"title": "There is nothing here", "kind": "not_found"}, status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Also for a form whose token is too old (see CSRF_FAILURE_VIEW)."""
    return render(request, "wrong.html", {"title": "That page has grown old", "kind": "not_allowed"}, status=403)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "wrong.html", {"title": "We didn't understand that", "kind": "not_understood"}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "broken.html", {"theme": "calm"}, status=500)
