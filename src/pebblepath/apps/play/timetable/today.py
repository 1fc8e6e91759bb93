"""A therapist's times of today, from the plans that are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Scope, User
from pebblepath.apps.play.timetable.models import Kind, Slot, Timetable
from pebblepath.core.planner.clinic.clock import clock

COLUMNS = (
    "start", "minutes", "weekday", "child", "room__name", "child__school_place__school_class__name", "pk",
    "timetable__public_id", "timetable__kind", "timetable__first", "timetable__practice__time_zone",
    "timetable__practice__name",
)  # fmt: skip


@dataclass(frozen=True)
class TimeOfToday:
    """One time of a therapist's day.

    Attributes:
        start, end: minutes after midnight.
        children: their numbers; whoever shows them asks whose record may be seen.
        room: the room, at the clinic.
        in_class: the class, at school.
        timetable, slot: the plan that it stands in.
        practice: whose plan it is, where her day has times of several practices; else empty.
    """

    start: int
    end: int
    children: tuple[int, ...]
    room: str
    in_class: str
    timetable: str
    slot: int
    practice: str = ""


@dataclass(frozen=True)
class VisitOfToday:
    """One time of a therapist's day, as she may read it.

    Attributes:
        time: when, and in which plan.
        known: the children whose record she sees.
        taken: how many others there are.
    """

    time: TimeOfToday
    known: tuple[Access, ...]

    @property
    def taken(self) -> int:
        """How many children there are whose record she doesn't see."""
        return len(self.time.children) - len(self.known)

    @property
    def where(self) -> str:
        """The room; of children whom she knows, the class; and the practice, where she works for several today."""
        place = self.time.room or (self.time.in_class if self.known else "")
        return ", ".join(filter(None, (place, self.time.practice)))

    @property
    def alone(self) -> Access | None:
        """The one child, with whom she may plan a session."""
        one = self.known[0] if len(self.time.children) == len(self.known) == 1 else None
        return one if one and one.may(Scope.PLAY) else None

    @property
    def begins(self) -> str:
        """When it begins, as people write it."""
        return clock(self.time.start)

    @property
    def ends(self) -> str:
        """When it ends."""
        return clock(self.time.end)


def times_of_today(user: User) -> list[TimeOfToday]:
    """The times of a therapist's day in her kept plans, the earliest first; one query.

    Which day it is depends on where the practice is: the rows of three days are read, and one of them is today.
    """
    now = timezone.now()
    days = [(now + dt.timedelta(days=ahead)).date() for ahead in (-1, 0, 1)]
    kept = Timetable.objects.filter(kept_at__isnull=False, slots__therapist=user)
    # A week that begins tomorrow counts, as it may have begun where the practice is; weekends have no sessions to lose.
    weeks = kept.filter(kind=Kind.WEEK, first__lte=days[-1], practice=OuterRef("timetable__practice"))
    week = weeks.order_by("-first", "-kept_at").values("pk")[:1]
    on_day = Q(timetable__kind=Kind.DAY, timetable__first__in=days)
    in_week = Q(timetable=Subquery(week), weekday__in={day.weekday() for day in days})
    near = Slot.objects.filter(on_day | in_week, therapist=user, timetable__kept_at__isnull=False)
    rows = [row for row in near.order_by("start", "pk").values_list(*COLUMNS, named=True) if _is_today(row, now)]
    at: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        at.setdefault((row.start, row.timetable__public_id), []).append(row)
    several = len({row.timetable__practice__name for row in rows}) > 1
    return [_time(together, several=several) for together in at.values()]


def _is_today(row: Any, now: dt.datetime) -> bool:
    today = now.astimezone(ZoneInfo(row.timetable__practice__time_zone)).date()
    return bool(today == row.timetable__first if row.timetable__kind == Kind.DAY else today.weekday() == row.weekday)


def _time(together: list[Any], *, several: bool) -> TimeOfToday:
    first = together[0]
    at_school = first.timetable__kind == Kind.WEEK
    return TimeOfToday(
        start=first.start,
        end=first.start + first.minutes,
        children=tuple(row.child for row in together),
        room=first.room__name or "",
        in_class=(first.child__school_place__school_class__name or "") if at_school else "",
        timetable=first.timetable__public_id,
        slot=first.pk,
        practice=first.timetable__practice__name if several else "",
    )


def visits_for(times: list[TimeOfToday], accesses: Mapping[int, Access]) -> list[VisitOfToday]:
    """The times with what a therapist may read of their children.

    Args:
        times: of her day.
        accesses: what she may see, by the child's number.
    """
    return [VisitOfToday(one, tuple(accesses[pk] for pk in one.children if pk in accesses)) for one in times]
