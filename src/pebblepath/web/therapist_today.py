"""The therapist's day: who comes when, and one card a child with all that matters before she is at the door."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst

from pebblepath.apps.goals.paths import Path, active_paths_of
from pebblepath.apps.insights.views import surest_labels
from pebblepath.apps.moments.friday import Waiting, waiting_fridays
from pebblepath.apps.moments.models import Moment, Victory, words_of_victory
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, open_places, places_of
from pebblepath.apps.people.models import Member, Role, Scope, User
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.plan_views import line_of
from pebblepath.apps.play.timetable.today import VisitOfToday, times_of_today, visits_for
from pebblepath.apps.reports.deletion import wishes_to_answer
from pebblepath.apps.understanding.energy import load_of, with_load
from pebblepath.apps.understanding.models import Amount, Care, How, Kind, Trait
from pebblepath.core.planner.session.words import listed
from pebblepath.web.greeting import day_and_time

CARDS = 8
EACH = 10
LATEST = 24 * 60
LATELY = dt.timedelta(days=10)
TOO_MUCH = {
    "touch": "touch", "sound": "sounds", "sight": "light and sights", "movement": "moving", "body": "pushing",
    "taste": "tastes", "smell": "smells", "inside": "what is felt inside",
}  # fmt: skip


class Heard(NamedTuple):
    """What a card shows of a moment; its victory is the first reason to celebrate it, empty where there is none."""

    child: int
    id: uuid.UUID
    day: dt.date
    words: str
    asked_break: bool
    name: str
    role: str
    won: str = ""


HEARD = ("id", "day", "words", "asked_break", "told_by__name", "told_by__role")


@dataclass(frozen=True)
class TodayCard:
    """What a therapist wants to know of one child before she comes through the door."""

    access: Access
    age: int | None
    paths: list[Path]
    from_home: Heard | None
    from_school: Heard | None
    victory: str
    asked_break: bool
    minds: str
    plan: PlanOnCard | None
    friday: Waiting | None = None

    @property
    def week_is_full(self) -> bool:
        """Whether the family said that there is no room this week."""
        return load_of(self.access.member, self.access.child.today()) == Amount.NONE

    @property
    def may_plan(self) -> bool:
        """Whether this person plans sessions with the child."""
        return self.access.may(Scope.PLAY)


@dataclass(frozen=True)
class PlanOnCard:
    """A child's last plan.

    Attributes:
        session: whose plan it is.
        is_today: it is for today.
        can_start: it is for today and isn't over.
        line: for each activity its colour, name and minutes.
    """

    session: Session
    is_today: bool
    can_start: bool
    line: list[tuple[str, str, int]]


def therapist_day(request: HttpRequest, user: User, studies: Sequence[Study]) -> HttpResponse:
    """The children that were heard from lately, one card each: levels, the newest from home and school, victories.

    Args:
        request: of the page.
        user: a therapist.
        studies: the children known only from published studies, to be listed below.
    """
    times = times_of_today(user)
    coming = {child: time.start for time in reversed(times) for child in time.children}
    heard = open_places(user, _heard_from(user, coming))
    paths, told = active_paths_of(heard), _newest_told(heard)
    minds, plans, fridays = _to_mind(heard), _last_plans(heard), waiting_fridays(heard)
    cards = [
        _card(access, paths[key], told[key], minds=minds[key], plan=plans.get(key), friday=fridays.get(key))
        for key, access in ((access.child.pk, access) for access in heard)
    ]
    audit.opened_on_one_page(user, "therapist_day", request.path, [access.child for access in heard])
    context = {
        "when": day_and_time(timezone.localtime(timezone=_zone_of(heard))),
        "cards": _in_order(cards, coming),
        "visits": _with_plans(visits_for(times, {access.child.pk: access for access in heard}), plans),
        "unsigned": heard[0].member.unsigned if heard else 0,  # type: ignore[attr-defined]
        "wishes": heard[0].member.wishes if heard else wishes_to_answer(user).count(),  # type: ignore[attr-defined]
        "studies": studies_of(studies),
    }
    return render(request, "therapist_day.html", context)


def _in_order(cards: list[TodayCard], coming: Mapping[int, int]) -> list[TodayCard]:
    """Who comes today is seen first, by the hour or else in the order of the plans; the others as they were heard from.

    Args:
        cards: a card a child.
        coming: when each child comes who is in a plan of today, in minutes after midnight.
    """
    planned = [card.plan for card in cards if card.plan and card.plan.can_start]
    made = sorted(planned, key=lambda plan: plan.session.made_at)
    place = {plan.session.child_id: LATEST + nth for nth, plan in enumerate(made)} | dict(coming)
    return sorted(cards, key=lambda card: place.get(card.access.child.pk, LATEST + len(cards)))


def _with_plans(
    visits: list[VisitOfToday], plans: Mapping[int, PlanOnCard]
) -> list[tuple[VisitOfToday, Session | None]]:
    """Today's times, each with the session that can be started."""
    return [(visit, _session_to_start(visit, plans)) for visit in visits]


def _session_to_start(visit: VisitOfToday, plans: Mapping[int, PlanOnCard]) -> Session | None:
    plan = plans.get(visit.alone.child.pk) if visit.alone else None
    return plan.session if plan and plan.can_start else None


class Study(NamedTuple):
    """A child known only from a published study: her key, her public id, her name."""

    key: int
    id: str
    name: str


def studies_of(studies: Sequence[Study]) -> list[tuple[Study, tuple[str, str] | None]]:
    """The children known only from published studies, each with the surest answer."""
    labels = surest_labels([study.key for study in studies]) if studies else {}
    return [(study, labels.get(study.key)) for study in studies]


def _zone_of(accesses: list[Access]) -> ZoneInfo:
    return ZoneInfo(accesses[0].child.practice.time_zone if accesses else "UTC")


def _heard_from(user: User, coming: Collection[int]) -> QuerySet[Member]:
    """The places at all who come today, then at those heard from last; those never heard from come by name.

    Within the same query each has, as ``unsigned``, how many notes wait for this person's name, and as ``wishes`` how
    many wishes to delete a record wait for their answer.
    """
    newest = Moment.objects.kept().filter(child=OuterRef("child")).order_by("-happened_at").values("happened_at")[:1]
    waiting = Session.objects.unsigned().filter(by__user=user).order_by().values("by__user")
    unsigned = Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), 0)
    asked = wishes_to_answer(user).order_by().values("child__practice")
    wishes = Coalesce(Subquery(asked.annotate(count=Count("pk")).values("count")), 0)
    real = with_load(places_of(user).filter(child__source="")).annotate(
        newest=Subquery(newest), unsigned=unsigned, wishes=wishes
    )
    comes = [Case(When(child__in=list(coming), then=0), default=1)] if coming else []
    return real.order_by(*comes, F("newest").desc(nulls_last=True), "child__name")[: max(CARDS, len(coming))]


def _newest_told(accesses: list[Access]) -> dict[int, list[Heard]]:
    """The newest moments of each child, in two queries, with no more than a card shows."""
    told: dict[int, list[Heard]] = {access.child.pk: [] for access in accesses}
    place = Window(RowNumber(), partition_by="child", order_by=[F("happened_at").desc(), F("id").desc()])
    lately = Moment.objects.kept().seen_by(*accesses).filter(happened_at__gte=timezone.now() - LATELY)
    newest = lately.annotate(place=place).filter(place__lte=EACH).order_by("-happened_at", "-id")
    rows = [Heard(*row) for row in newest.values_list("child", *HEARD)]
    won = Victory.objects.filter(moment__in=[heard.id for heard in rows]).order_by("-pk")
    kinds = dict(won.values_list("moment", "kind"))
    for heard in rows:
        told[heard.child].append(heard._replace(won=kinds.get(heard.id, "")))
    return told


def _card(access: Access, paths: list[Path], newest: list[Heard], **known: Any) -> TodayCard:
    """A card from what was told, and what else is known of the child: what to mind, the last plan, the Friday."""
    worded = [moment for moment in newest if moment.words]
    today = access.child.today()
    return TodayCard(
        access=access,
        age=access.child.age_on(today),
        paths=paths,
        from_home=next((m for m in worded if m.role == Role.FAMILY), None),
        from_school=next((m for m in worded if m.role == Role.TEACHER), None),
        victory=next((words_of_victory(m.won, is_break=m.asked_break) for m in newest if m.won), ""),
        asked_break=any(m.asked_break and m.role == Role.CHILD and m.day == today for m in newest),
        **known,
    )


def _to_mind(accesses: list[Access]) -> dict[int, str]:
    """What needs minding around each child, and which senses are too much; one query."""
    minds: dict[int, list[str]] = {access.child.pk: [] for access in accesses}
    told = Trait.objects.current().filter(child__in=list(minds)).order_by("kind", "pk")
    needed = told.filter(Q(kind=Kind.CARE) & ~Q(care="") | Q(kind=Kind.SENSE, how=How.TOO_MUCH))
    much: dict[int, list[str]] = {}
    for child, care, sense in needed.values_list("child", "care", "sense"):
        words = minds[child] if care else much.setdefault(child, [])
        one = str(Care(care).label) if care else TOO_MUCH[sense]
        if one not in words:
            words.append(one)
    for child, senses in much.items():
        minds[child].append(f"too much: {listed(senses)}")
    lines = {child: " · ".join(words) for child, words in minds.items()}
    return {child: capfirst(line) for child, line in lines.items()}


def _last_plans(accesses: list[Access]) -> dict[int, PlanOnCard]:
    """The newest plan of each child of whom one may plan sessions; one query."""
    children = {access.child.pk: access.child for access in accesses if access.may(Scope.PLAY)}
    place = Window(RowNumber(), partition_by="child", order_by=[F("day").desc(), F("made_at").desc()])
    newest = Session.objects.filter(child__in=list(children)).annotate(place=place).filter(place=1)
    shown = newest.only("child", "public_id", "day", "plan", "made_at", "started_at", "ended_at")
    return {one.child_id: _plan_on_card(one, children[one.child_id].today()) for one in shown}


def _plan_on_card(session: Session, today: dt.date) -> PlanOnCard:
    is_today = session.day == today
    return PlanOnCard(session, is_today, is_today and session.ended_at is None, line_of(session))
