"""Without network: which pages a phone keeps, the worker that keeps them, and what the home screen wants to know."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.myspace.device import at_this_device
from pebblepath.apps.myspace.screens import my_boards
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, open_places, person_page, places_of
from pebblepath.apps.people.models import Child, Role, Scope, Setting, User
from pebblepath.apps.play.models import Session
from pebblepath.web.outbox import announce_copies, person_key

MOST_CHILDREN = 6
STATIC = Path(__file__).resolve().parent / "static"
PAPER = "#f6f1e7"

# Pages of a child that are worth having without network.
OF_THE_CHILD = (
    "my_space",
    "my_more",
    "my_feeling",
    "my_first_then",
    "my_day",
    "my_choices",
    "my_stones",
    "my_cards",
    "my_joys",
    "my_break",
    "my_away",
    "my_out",
)
OF_A_GROWN_UP = ("child", "right_now", "toolkit", "passport")
TO_TELL = ("tell", "tell_victory")


# Addresses.


def outbox_token(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and a token for their forms: what an outbox asks before it sends what has waited."""
    answer = JsonResponse({"person": person_key(request.user), "token": get_token(request)})
    answer["Cache-Control"] = "private, no-store"
    return answer


def offline_pages(request: HttpRequest) -> HttpResponse:
    """Which pages this person should have without network; the addresses only.

    Where the phone says that it copies them now, each child's record gets one line for all of hers.
    """
    user = request.user
    pages, leads = _pages_of(request, user) if isinstance(user, User) else ([], {})
    if isinstance(user, User) and pages and "copy" in request.GET:
        kept = {page.split("/")[2] for page in pages if page.startswith("/c/")}
        children = Child.objects.filter(public_id__in=kept)
        audit.opened_on_one_page(user, "offline_pages", request.path, children)
        announce_copies(request, pages)
    answer = JsonResponse({"person": person_key(user), "pages": pages, "leads": leads})
    answer["Cache-Control"] = "private, no-store"
    return answer


def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where there is neither network nor a copy."""
    return render(request, "offline.html")


def waiting(request: HttpRequest) -> HttpResponse:
    """What waits on this device; the page's script fills it in, for nothing of it is known here."""
    return render(request, "offline_waiting.html")


def _lead_on(name: str) -> Callable[[HttpRequest], HttpResponse]:
    @person_page
    def lead(request: HttpRequest, user: User) -> HttpResponse:
        return redirect(_leads(open_places(user, places_of(user)))[reverse(name)])

    lead.__doc__ = "A shortcut from the phone's home screen: to the page of the one child, or to all children."
    return lead


go_tell, go_right_now, go_my_space = _lead_on("go_tell"), _lead_on("go_right_now"), _lead_on("go_my_space")


def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone wants to know to put Pebblepath on its home screen."""
    icons = [
        {"src": staticfiles_storage.url(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", **more}
        for name, size, more in (
            ("pebbles-192", 192, {}),
            ("pebbles-512", 512, {}),
            ("pebbles-maskable", 512, {"purpose": "maskable"}),
        )
    ]
    shortcuts = (("Tell a moment", "go_tell"), ("Right now", "go_right_now"), ("My space", "go_my_space"))
    told = {
        "id": "/",
        "name": "Pebblepath",
        "short_name": "Pebblepath",
        "description": "Small stones. Real days. What truly helps.",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": "en",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
        "shortcuts": [{"name": name, "url": reverse(address), "icons": icons[:1]} for name, address in shortcuts],
    }
    return HttpResponse(json.dumps(told), content_type="application/manifest+json")


def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, with the version of this installation in it: a new version is a new worker."""
    outbox, push = (staticfiles_storage.url(f"js/{name}.js") for name in ("outbox", "sw-push"))
    context = {"version": version(), "outbox": outbox, "push": push, "shell": json.dumps(shell())}
    response = HttpResponse(render_to_string("sw.js", context), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@cache
def shell() -> tuple[str, ...]:
    """Addresses of everything that pages are drawn with, and of the two pages that are the same for everybody."""
    files = sorted(
        path.relative_to(STATIC).as_posix()
        for path in (*STATIC.glob("js/*.js"), *STATIC.glob("css/*.css"), *STATIC.glob("fonts/*.woff2"))
    )
    return (*map(staticfiles_storage.url, [*files, "icon.svg"]), reverse("offline"), reverse("waiting"))


@cache
def version() -> str:
    """A name for this version of the shell: it changes when a file or one of its two pages changes."""
    told = hashlib.sha256(render_to_string("sw.js", {"version": "", "outbox": "", "shell": ""}).encode())
    pages = STATIC.parent / "templates"
    drawn = (*STATIC.rglob("*"), *pages.glob("offline*.html"), pages / "base.html")
    for path in sorted(path for path in drawn if path.is_file()):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:12]


# Which pages.


def _pages_of(request: HttpRequest, user: User) -> tuple[list[str], dict[str, str]]:
    places = open_places(user, places_of(user).filter(child__source=""))
    accesses = [at_this_device(request, access) for access in places]
    therapists = [access for access in accesses if access.is_therapist]
    leads = _leads(accesses)
    if therapists or (not accesses and user.is_staff_somewhere()):
        return list(_of_a_therapist(user, therapists)), leads
    mine = accesses[:MOST_CHILDREN]
    goals = _goals_of(mine)
    pages = [page for access in mine for page in _of_a_circle(access, goals[access.child.pk])]
    return ([*pages, reverse("children")] if len(accesses) > 1 else pages), leads


def _of_a_therapist(user: User, accesses: list[Access]) -> Iterator[str]:
    """The day, and those children whom she plays with today: no more of anybody's record is carried around."""
    yield reverse("home")
    places = {access.child.pk: access for access in accesses}
    todays = {access.child.today() for access in accesses}
    found = Session.objects.filter(child__in=places, day__in=todays, ended_at=None).order_by("day", "pk")
    sessions = [s for s in found if s.day == places[s.child_id].child.today()]
    seen = [access for access in accesses if any(s.child_id == access.child.pk for s in sessions)][:MOST_CHILDREN]
    goals = _goals_of(seen)
    for access in seen:
        yield from _of_a_circle(access, goals[access.child.pk])
        for session in sessions:
            if session.child_id == access.child.pk and access.may(Scope.PLAY):
                yield reverse("run_session", args=[access.child.public_id, session.public_id])


def _of_a_circle(access: Access, goals: list[Goal]) -> Iterator[str]:
    child = access.child.public_id
    if access.member.role == Role.CHILD:
        yield from (reverse(name, args=[child]) for name in OF_THE_CHILD)
        yield from (reverse(name, args=[child, goal.public_id]) for goal in goals for name in ("my_path", "my_voice"))
        yield from (reverse("my_board", args=[child, board.pk]) for board in my_boards(access))
        return
    yield from (reverse(name, args=[child]) for name in OF_A_GROWN_UP)
    yield from (f"{reverse('right_now', args=[child])}?where={setting}" for setting in Setting.values)
    if not access.may(Scope.TELL):
        return
    yield from (reverse(name, args=[child]) for name in TO_TELL)
    told = [goal.public_id for goal in goals if access.may(Scope.TELL, goal.public_id)]
    yield from (reverse("tell_goal", args=[child, goal]) for goal in (*told, "any"))


def _goals_of(accesses: list[Access]) -> dict[int, list[Goal]]:
    goals: dict[int, list[Goal]] = {access.child.pk: [] for access in accesses}
    for goal in Goal.objects.seen_by(*accesses).filter(state=State.ACTIVE).only("public_id", "child"):
        goals[goal.child_id].append(goal)
    return goals


def _leads(accesses: Iterable[Access]) -> dict[str, str]:
    """Where home and the shortcuts lead: with several children, to all of them."""
    real = [access for access in accesses if not access.child.source]
    every = reverse("children")
    if len(real) != 1:
        leads = dict.fromkeys(("go_tell", "go_right_now", "go_my_space"), every)
        return {reverse(name): to for name, to in leads.items()} | ({"/": every} if real else {})
    child, own = real[0].child.public_id, real[0].member.role == Role.CHILD
    mine = reverse("my_space", args=[child]) if own else reverse("child", args=[child])
    tell = mine if own else reverse("tell", args=[child])
    now = reverse("right_now", args=[child])
    named = {"go_tell": tell, "go_right_now": mine if own else now, "go_my_space": mine}
    return {reverse(name): to for name, to in named.items()} | {"/": mine}
