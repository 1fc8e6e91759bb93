"""Two plans of one day: what the other people's plan has is taken for this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pebblepath.apps.play.timetable.kept import planned_in
from pebblepath.apps.play.timetable.models import Kind, Slot, Timetable
from pebblepath.apps.play.timetable.names import token_of
from pebblepath.core.planner.clinic.clock import Span
from pebblepath.core.planner.clinic.day import Day

Spans = Mapping[str, Sequence[Span]]


def plans_beside(practice_id: int, day: dt.date, therapists: Collection[str]) -> list[Timetable]:
    """The kept plans of a day that plan only other people's time; a plan of the same people would be replaced.

    Args:
        practice_id: whose day it is.
        day: which.
        therapists: tokens of those whose time is planned here.
    """
    kept = Timetable.objects.filter(practice=practice_id, kind=Kind.DAY, first=day, kept_at__isnull=False)
    return [other for other in kept.order_by("kept_at") if not planned_in(other) & set(therapists)]


def with_taken(day: Day, others: Sequence[Timetable]) -> Day:
    """The day as it is beside other plans: their rooms are taken while their visits last, and their shared things.

    Args:
        day: what the planner is asked.
        others: kept plans of the same date.
    """
    slots = list(Slot.objects.filter(timetable__in=others)) if others else []
    rooms, things = _rooms(slots), _things(slots, others)
    return replace(
        day,
        rooms=tuple(replace(room, taken=_of(rooms, room.name)) for room in day.rooms),
        things=tuple(replace(thing, taken=_of(things, thing.name)) for thing in day.things),
    )


def _rooms(slots: Iterable[Slot]) -> Spans:
    found: dict[str, list[Span]] = {}
    for slot in slots:
        found.setdefault(token_of("r", slot.room_id or 0), []).append(Span(slot.start, slot.end))
    return found


def _things(slots: Iterable[Slot], others: Sequence[Timetable]) -> Spans:
    needs = {(one.pk, child["name"]): child["things"] for one in others for child in one.asked.get("children", [])}
    found: dict[str, list[Span]] = {}
    for slot in slots:
        for thing in needs.get((slot.timetable_id, token_of("c", slot.child_id)), ()):
            found.setdefault(thing, []).append(Span(slot.start, slot.end))
    return found


def _of(spans: Spans, name: str) -> tuple[Span, ...]:
    return tuple(sorted(spans.get(name, ())))
