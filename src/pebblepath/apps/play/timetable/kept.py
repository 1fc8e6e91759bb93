"""Plans that are kept: which holds on a day, and what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.play.timetable.models import Kind, Slot, Timetable
from pebblepath.core.planner.clinic.clock import Span


def week_in_force(practice: Practice, day: dt.date) -> Timetable | None:
    """The newest kept week that began by a day."""
    weeks = Timetable.objects.filter(practice=practice, kind=Kind.WEEK, kept_at__isnull=False, first__lte=day)
    return weeks.order_by("-first", "-kept_at").first()


def kept_weeks(practice: Practice, day: dt.date, therapists: Iterable[User]) -> Mapping[int, list[Span]]:
    """For each therapist the times of a date that her school week has already."""
    in_week = Slot.objects.filter(
        timetable__practice=practice,
        timetable__kind=Kind.WEEK,
        timetable__kept_at__isnull=False,
        timetable__first__lte=day,
        therapist__in=list(therapists),
    )
    newest: dict[int, int] = {}
    found: dict[int, list[Span]] = {}
    rows = in_week.order_by("-timetable__first", "-timetable__kept_at")
    for who, week, weekday, start, minutes in rows.values_list("therapist", "timetable", "weekday", "start", "minutes"):
        if newest.setdefault(who, week) == week and weekday == day.weekday():
            found.setdefault(who, []).append(Span(start, start + minutes))
    return {who: sorted(set(spans)) for who, spans in found.items()}


def newest_starts(practice: Practice, day: dt.date) -> Mapping[int, int]:
    """When each child began in the newest kept plan of the same weekday: who comes at ten likes to come at ten."""
    before = Slot.objects.filter(
        timetable__practice=practice,
        timetable__kind=Kind.DAY,
        timetable__kept_at__isnull=False,
        timetable__first__lte=day,
        timetable__first__gte=day - dt.timedelta(weeks=8),
        weekday=day.weekday(),
    )
    return dict(before.order_by("timetable__first").values_list("child_id", "start"))


def sharing_a_therapist(timetable: Timetable, others: Sequence[Timetable]) -> list[Timetable]:
    """Those of the others that plan somebody's time who is planned here, too."""
    mine = _planned(timetable)
    return [other for other in others if mine & _planned(other)]


def _planned(timetable: Timetable) -> set[str]:
    return {one["name"] for one in timetable.asked.get("therapists", [])}
