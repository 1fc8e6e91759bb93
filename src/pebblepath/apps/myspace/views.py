"""The child's own screens: few things, big, always in the same place, no reading needed."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.goals.paths import drawing_of, paths_of
from pebblepath.apps.moments.actions import Draft
from pebblepath.apps.moments.models import Feeling, Moment
from pebblepath.apps.myspace import actions
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role, Scope, Setting

FACES = (
    (Feeling.YES, "face-good", "good"),
    (Feeling.SO_SO, "face-okay", "so-so"),
    (Feeling.NO, "face-hard", "not good"),
)


@child_page()
def my_space(request: HttpRequest, access: Access) -> HttpResponse:
    """Three things to choose from, and the break."""
    _only_the_child(access)
    asked = Moment.objects.filter(
        told_by=access.member, asked_break=True, happened_at__gte=timezone.now() - actions.A_WHILE
    )
    return render(request, "myspace/home.html", {"asked": asked.exists()})


@require_POST
@child_page(Scope.TELL)
def take_break(request: HttpRequest, access: Access) -> HttpResponse:
    """One touch: the grown-ups know."""
    _only_the_child(access)
    actions.ask_for_break(access, _id(request))
    return redirect("my_space", access.child.public_id)


@child_page(Scope.TELL)
def feeling(request: HttpRequest, access: Access) -> HttpResponse:
    """How do I feel? Three faces, none better than another."""
    _only_the_child(access)
    told = request.POST.get("felt", "")
    if told in {str(face.value) for face, _, _ in FACES}:
        _tell_feeling(access, _id(request), int(told))
        return redirect("my_space", access.child.public_id)
    return render(request, "myspace/feeling.html", {"faces": FACES}, status=400 if request.method == "POST" else 200)


def _tell_feeling(access: Access, id: uuid.UUID, felt: int) -> None:
    zone, setting = access.child.practice.time_zone, Setting(access.member.setting)
    actions.keep(access, Draft(id=id, happened_at=timezone.now(), time_zone=zone, setting=setting, felt_good=felt))


@child_page()
def my_stones(request: HttpRequest, access: Access) -> HttpResponse:
    """My paths, one picture each."""
    _only_the_child(access)
    return render(request, "myspace/stones.html", {"paths": paths_of(access, only_active=True)})


@child_page()
def my_path(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """One path, large."""
    _only_the_child(access)
    active = Goal.objects.seen_by(access).filter(state=State.ACTIVE)
    found = get_object_or_404(active.with_newest_steps(), public_id=goal)
    _, drawing = drawing_of(found, list(found.stones.all()), access.child.today())
    return render(request, "myspace/path.html", {"goal": found, "drawing": drawing})


def _only_the_child(access: Access) -> None:
    if access.member.role != Role.CHILD:
        raise Http404


def _id(request: HttpRequest) -> uuid.UUID:
    """The id made with the page, so that two taps make one; a page without one gets a new id."""
    try:
        return uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid.uuid4()
