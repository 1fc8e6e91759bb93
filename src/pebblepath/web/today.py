"""The day's pages, which bring together what all apps know: a child's day, and a therapist's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pebblepath.apps.goals.paths import Path, active_paths_of, paths_of
from pebblepath.apps.insights.try_outs import lines_for
from pebblepath.apps.insights.views import best_findings, surest_labels
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.moments.views import with_all
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, open_places, places_of
from pebblepath.apps.people.models import Member, Role, Scope, User
from pebblepath.web.greeting import day_and_time

NEWEST = 3
CARDS = 8
EACH = 10
LATELY = dt.timedelta(days=10)
NEWS = dt.timedelta(days=21)


@child_page()
def child_day(request: HttpRequest, access: Access) -> HttpResponse:
    """A child's day: her paths to tell from, the newest victory, what helps, the newest moments."""
    paths = paths_of(access, only_active=True)
    moments = list(with_all(Moment.objects.kept().seen_by(access))[:NEWEST])
    context = {
        "when": day_and_time(timezone.localtime(timezone=ZoneInfo(access.child.practice.time_zone))),
        "paths": [(path, access.may(Scope.TELL, path.goal.public_id)) for path in paths],
        "lines": lines_for(access, access.child.today()),
        "moments": moments,
        "victory": newest_victory(access),
        "findings": best_findings(access, [path.goal for path in paths]),
        "may_shape": access.may(Scope.SHAPE),
        "age": access.child.age_on(access.child.today()),
    }
    return render(request, "child_day.html", context)


def newest_victory(access: Access) -> Victory | None:
    """The newest reason to celebrate that this person may see, of the last three weeks."""
    lately = Moment.objects.kept().seen_by(access).filter(happened_at__gte=timezone.now() - NEWS)
    won = lately.annotate(won=F("victories"), won_as=F("victories__kind")).filter(won__isnull=False)
    moment = won.select_related("goal", "told_by").order_by("-happened_at", "-id", "won").first()
    if moment is None:
        return None
    return Victory(pk=moment.won, kind=moment.won_as, moment=moment)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class TodayCard:
    """What a therapist wants to know of one child before she comes through the door."""

    access: Access
    age: int | None
    paths: list[Path]
    from_home: Moment | None
    from_school: Moment | None
    victory: Victory | None
    asked_break: bool


def therapist_day(request: HttpRequest, user: User) -> HttpResponse:
    """The children that were heard from lately, one card each: levels, the newest from home and school, victories."""
    places = places_of(user)
    heard = open_places(user, _heard_from(places))
    paths, told = active_paths_of(heard), _newest_told(heard)
    audit.opened_on_one_page(user, "therapist_day", request.path, [access.child for access in heard])
    context = {
        "when": day_and_time(timezone.localtime(timezone=_zone_of(heard))),
        "cards": [_card(access, paths[access.child.pk], told[access.child.pk]) for access in heard],
        "studies": studies_of(open_places(user, places.exclude(child__source=""))),
    }
    return render(request, "therapist_day.html", context)


def studies_of(studies: list[Access]) -> list[tuple[Access, tuple[str, str] | None]]:
    """The children known only from published studies, each with the surest answer."""
    labels = surest_labels(studies)
    return [(access, labels.get(access.child.pk)) for access in studies]


def _zone_of(accesses: list[Access]) -> ZoneInfo:
    return ZoneInfo(accesses[0].child.practice.time_zone if accesses else "UTC")


def _heard_from(places: QuerySet[Member]) -> QuerySet[Member]:
    """The places at the children that were heard from last; those never heard from come by name."""
    newest = Moment.objects.kept().filter(child=OuterRef("child")).order_by("-happened_at").values("happened_at")[:1]
    real = places.filter(child__source="").annotate(newest=Subquery(newest))
    return real.order_by(F("newest").desc(nulls_last=True), "child__name")[:CARDS]


def _newest_told(accesses: list[Access]) -> dict[int, list[Moment]]:
    """The newest moments of each child, in one query, with no more than a card shows."""
    told: dict[int, list[Moment]] = {access.child.pk: [] for access in accesses}
    place = Window(RowNumber(), partition_by="child", order_by=[F("happened_at").desc(), F("id").desc()])
    lately = Moment.objects.kept().seen_by(*accesses).filter(happened_at__gte=timezone.now() - LATELY)
    newest = lately.annotate(place=place).filter(place__lte=EACH).select_related("told_by")
    shown = newest.only("child", "happened_at", "day", "words", "asked_break", "told_by__name", "told_by__role")
    for moment in shown.prefetch_related("victories").order_by("-happened_at", "-id"):
        told[moment.child_id].append(moment)
    return told


def _card(access: Access, paths: list[Path], newest: list[Moment]) -> TodayCard:
    worded = [moment for moment in newest if moment.words]
    won = next((moment for moment in newest if moment.victories.all()), None)
    today = access.child.today()
    return TodayCard(
        access=access,
        age=access.child.age_on(today),
        paths=paths,
        from_home=next((m for m in worded if m.told_by.role == Role.FAMILY), None),
        from_school=next((m for m in worded if m.told_by.role == Role.TEACHER), None),
        victory=won.victories.all()[0] if won else None,
        asked_break=any(m.asked_break and m.told_by.role == Role.CHILD and m.day == today for m in newest),
    )
