"""A therapist's time at school on the date of a clinic's day: her sessions, with the way there and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.play.timetable.models import USUAL_ROAD, Kind, Slot, Timetable, WorkingHours
from pebblepath.apps.play.timetable.names import token
from pebblepath.apps.play.timetable.times import DAYS
from pebblepath.core.planner.clinic.clock import Span, read_time

USUAL_SET_UP = 10
"""Minutes of setting up where the child's school isn't known any more."""
SCHOOL = "child__school_place__school_class__school"
COLUMNS = (
    "therapist", "timetable", "weekday", "start", "minutes", f"{SCHOOL}__clinic_minutes", f"{SCHOOL}__set_up_minutes",
)  # fmt: skip


@dataclass(frozen=True)
class AtSchool:
    """A therapist's time at school on one date.

    Attributes:
        spans: when she is there or on the way between school and clinic, the earliest first; none of them meet.
        has_lunch: her lunch of the school week lies in them.
    """

    spans: tuple[Span, ...] = ()
    has_lunch: bool = False


def times_at_school(
    practice: Practice, day: dt.date, therapists: Sequence[User], hours: Mapping[int, WorkingHours]
) -> Mapping[int, AtSchool]:
    """For each therapist the times of a date that her kept school week has already; two queries.

    Args:
        practice: whose weeks.
        day: which date.
        therapists: whose time.
        hours: theirs, by number: they say how long a lunch is.
    """
    kept = Slot.objects.filter(
        timetable__practice=practice,
        timetable__kind=Kind.WEEK,
        timetable__kept_at__isnull=False,
        timetable__first__lte=day,
        therapist__in=therapists,
    )
    newest: dict[int, int] = {}
    found: dict[int, list[Span]] = {}
    rows = kept.order_by("-timetable__first", "-timetable__kept_at").values_list(*COLUMNS)
    for who, week, weekday, start, minutes, road, set_up in rows:
        if newest.setdefault(who, week) == week and weekday == day.weekday():
            found.setdefault(who, []).append(_with_the_way(start, start + minutes, road, set_up))
    lunches = dict(Timetable.objects.filter(pk__in={newest[who] for who in found}).values_list("pk", "lunches"))
    return {
        one.pk: _at_school(found[one.pk], _lunch(lunches[newest[one.pk]], one, day, hours[one.pk]))
        for one in therapists
        if one.pk in found
    }


def _with_the_way(start: int, end: int, road: int | None, set_up: int | None) -> Span:
    """From leaving the clinic until being back: the road and setting up before a session, the road after it."""
    way = USUAL_ROAD if road is None else road
    return Span(max(0, start - way - (USUAL_SET_UP if set_up is None else set_up)), min(24 * 60, end + way))


def _lunch(lunches: Iterable[Mapping[str, Any]], one: User, day: dt.date, hours: WorkingHours) -> Span | None:
    """Her lunch of that weekday in the school week."""
    hers = (lunch for lunch in lunches if (lunch["therapist"], lunch["day"]) == (token(one), DAYS[day.weekday()]))
    starts = [read_time(lunch["start"]) for lunch in hers]
    return Span(starts[0], starts[0] + hours.lunch_minutes) if starts and hours.lunch_minutes else None


def _at_school(spans: Iterable[Span], lunch: Span | None) -> AtSchool:
    joined = joined_spans(spans)
    return AtSchool(joined, lunch is not None and any(span.holds(lunch) for span in joined))


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches, those that meet or touch made one; the earliest first."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
