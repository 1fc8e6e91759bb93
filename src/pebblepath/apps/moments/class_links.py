"""A class and what its link shows: found by token, opened by PIN, child by child only what was shared."""

from __future__ import annotations

import datetime as dt
import hashlib
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, State, Stone
from pebblepath.apps.moments.class_models import ClassLink, ClassPlace
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, accesses_of
from pebblepath.apps.people.models import Scope, User

P = ParamSpec("P")


@dataclass(frozen=True)
class Seat:
    """One child of a class, with the goals that were shared; a child without any isn't there.

    Attributes:
        place: her place in the link.
        access: what the class may do, as the circle's member that stands for it.
        goals: the shared goals that are on the way, with their stones.
    """

    place: ClassPlace
    access: Access
    goals: Sequence[Goal]

    @property
    def name(self) -> str:
        """The child's first name: whatever else is written as her name stays out of a class."""
        return first_name(self.access.child.name)

    @property
    def first_anchor(self) -> str:
        """Where the first of her goals stands on the class page."""
        return anchor(self.place, self.goals[0])


@dataclass(frozen=True)
class Step:
    """One goal of one child on the class page, with what was told today.

    Attributes:
        seat: whose goal.
        goal: which goal.
        stones: its stones, the lowest first.
        told: the stone that was told last today, if any.
    """

    seat: Seat
    goal: Goal
    stones: Sequence[Stone]
    told: int | None

    @property
    def anchor(self) -> str:
        """Where it stands on the class page."""
        return anchor(self.seat.place, self.goal)

    @property
    def told_words(self) -> str:
        """The words of the stone that was told last today."""
        return "" if self.told is None else self.stones[self.told].words


@dataclass(frozen=True)
class Room:
    """A class's link, opened."""

    link: ClassLink
    token: str

    def today(self) -> dt.date:
        """The date where the practice is."""
        return timezone.localdate(timezone=zone_of(self.link))

    def seats(self) -> list[Seat]:
        """The children, as far as they are shared now. Four queries however many there are."""
        return seats_of(self.link)

    def seat(self, place: str) -> Seat:
        """One child.

        Raises:
            Http404: there is no such place, or nothing of hers is shared any more.
        """
        found = next((seat for seat in self.seats() if seat.place.public_id == place), None)
        if found is None:
            raise Http404
        return found

    def opened(self, about: str, seats: Sequence[Seat]) -> None:
        """A line in the record of each child: the class looked. The address stays out of it, for its token."""
        children = [seat.access.child for seat in seats]
        audit.opened_on_one_page(None, about, self.link.public_id, children, by_name=self.link.name)


def first_name(name: str) -> str:
    """The first word of a name."""
    return name.split()[0] if name.split() else name


def anchor(place: ClassPlace, goal: Goal) -> str:
    """Where a goal of a child stands on the class page."""
    return f"{place.public_id}-{goal.public_id}"


def zone_of(link: ClassLink) -> dt.tzinfo:
    """The time zone of the link's practice."""
    return zoneinfo.ZoneInfo(link.practice.time_zone)


def seats_of(link: ClassLink, *, typed_by: User | None = None) -> list[Seat]:
    """The children of a class with what is shared now; those of whom nothing is shared are left out."""
    present = link.places.filter(member__left_at=None).select_related("member__child__practice", "member__household")
    places = list(present)
    accesses = accesses_of([place.member for place in places], typed_by=typed_by)
    goals = Goal.objects.seen_by(*accesses, scope=Scope.TELL).filter(state=State.ACTIVE).prefetch_related("stones")
    shared: dict[int, list[Goal]] = {}
    for goal in goals.order_by("made_at", "pk"):
        shared.setdefault(goal.child_id, []).append(goal)
    return [
        Seat(place, access, shared[access.child.pk])
        for place, access in zip(places, accesses, strict=True)
        if access.child.pk in shared
    ]


def steps_of(seats: Sequence[Seat], today: dt.date) -> list[Step]:
    """Goal after goal, child after child, with what the class told today; one query."""
    members = [seat.access.member.pk for seat in seats]
    told = Moment.objects.kept().filter(told_by__in=members, day=today, step__isnull=False)
    in_order = told.order_by("told_at").values_list("told_by_id", "goal_id", "step")
    steps = {(member, goal): step for member, goal, step in in_order}
    return [
        Step(seat, goal, list(goal.stones.all()), steps.get((seat.access.member.pk, goal.pk)))
        for seat in seats
        for goal in seat.goals
    ]


def next_after(steps: Sequence[Step], here: str) -> str:
    """Where the class goes on after a goal: the next one that nobody told of today, or the list of all children."""
    places = [step.anchor for step in steps]
    at = places.index(here) if here in places else -1
    ahead = [*steps[at + 1 :], *steps[: max(at, 0)]]
    return next((step.anchor for step in ahead if step.told is None), "all")


def hash_of(token: str) -> str:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_by(token: str) -> ClassLink:
    """The link with this token.

    Raises:
        Http404: there is none.
    """
    link = ClassLink.objects.filter(token_hash=hash_of(token)).select_related("practice", "made_by").first()
    if link is None:
        raise Http404
    return link


def cookie_of(link: ClassLink) -> str:
    """The name of the cookie by which a device remembers that the PIN was typed."""
    return f"class-{link.public_id}"


def remember(response: HttpResponse, request: HttpRequest, room: Room) -> None:
    """Let this device in until the school day is over: signed, for this class's pages only."""
    now = timezone.now().astimezone(zone_of(room.link))
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(0), now.tzinfo)
    response.set_signed_cookie(
        cookie_of(room.link),
        f"{now.date().isoformat()} {room.link.pin_mark}",
        salt="pebblepath.class",
        max_age=int((midnight - now).total_seconds()),
        path=f"/class/{room.token}/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def is_remembered(request: HttpRequest, room: Room) -> bool:
    """Whether the PIN was typed on this device today, and is still the PIN."""
    told = request.get_signed_cookie(cookie_of(room.link), default="", salt="pebblepath.class")
    return told == f"{room.today().isoformat()} {room.link.pin_mark}"


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks, which wants a number and a sentence, and no page."""
    return request.headers.get("X-Class") == "tap"


def room_page(
    view: Callable[Concatenate[HttpRequest, Room, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Make a view of a page of a class: it gets the `Room` in place of the token, once the PIN was typed."""

    @link_page
    def inside(request: HttpRequest, room: Room, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_remembered(request, room):
            return view(request, room, *args, **kwargs)
        if by_script(request):
            return HttpResponse("Please type the PIN again.", status=401)
        return redirect("class_page", room.token)

    return inside


def link_page(
    view: Callable[Concatenate[HttpRequest, Room, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """The same before the PIN: a link that is over says so kindly, and nothing is ever stored."""

    @wraps(view)
    def page(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        link = link_by(token)
        if link.is_open(timezone.now()):
            with timezone.override(zone_of(link)):
                response = view(request, Room(link, token), *args, **kwargs)
        else:
            response = _over(request, link)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return page  # type: ignore[return-value]


def _over(request: HttpRequest, link: ClassLink) -> HttpResponse:
    if by_script(request):
        return HttpResponse("This link is over. Please ask for a new one.", status=410)
    return render(request, "moments/class_over.html", {"link": link}, status=410)
