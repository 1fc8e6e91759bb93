"""A plan as it stands now: what was asked, what other plans and later words have changed, and which rules it breaks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pebblepath.apps.play.timetable.beside import plans_beside, with_taken
from pebblepath.apps.play.timetable.kept import planned_in
from pebblepath.apps.play.timetable.models import Slot, Timetable
from pebblepath.apps.play.timetable.names import number, token_of
from pebblepath.apps.play.timetable.week_facts import pairs_apart, sessions_of
from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.day import Day, DayPlan, Visit
from pebblepath.core.planner.clinic.day import Lunch as DayLunch
from pebblepath.core.planner.clinic.day import check as check_day
from pebblepath.core.planner.clinic.exchange import Request, read_request
from pebblepath.core.planner.clinic.week import Lunch as WeekLunch
from pebblepath.core.planner.clinic.week import WeekPlan
from pebblepath.core.planner.clinic.week import check as check_week

TOLD_AS_MISSING = frozenset({"who_must_be_seen", "owed_in_full"})
"""Rules whose breach a page tells as who isn't fitted in."""
ABOUT_ROOMS = frozenset({"one_visit_a_room", "kind_of_room"})


def asked_now(timetable: Timetable, beside: Sequence[Timetable] | None = None) -> Request:
    """What the planner was asked, with what holds by now: another plan's rooms and things, and who doesn't share.

    Args:
        timetable: the plan.
        beside: other kept plans of the same day, where they are at hand.
    """
    asked = read_request(json.dumps(timetable.asked))
    if isinstance(asked, Day):
        return with_taken(asked, other_plans(timetable) if beside is None else beside)
    return replace(asked, apart=pairs_apart([child.name for child in asked.children]))


def other_plans(timetable: Timetable) -> list[Timetable]:
    """Kept plans of the same day for other people; none for a week."""
    if not timetable.is_day:
        return []
    return plans_beside(timetable.practice_id, timetable.first, planned_in(timetable))


def unkept(timetable: Timetable, asked: Request, slots: Sequence[Slot]) -> list[Clash]:
    """The rules that a plan breaks as it stands, whoever broke them.

    Args:
        timetable: the plan, with its lunches.
        asked: what holds by now (`asked_now`).
        slots: all its slots.
    """
    if not isinstance(asked, Day):
        return check_week(asked, WeekPlan(tuple(sessions_of(slots)), week_lunches(timetable)))
    visits = visits_of(asked, slots)
    clashes = check_day(asked, DayPlan(tuple(visits.values()), day_lunches(timetable)))
    roomless = {visits[slot.pk].child for slot in slots if not slot.room_id and _has_rooms(asked)}
    there = [clash for clash in clashes if clash.rule not in ABOUT_ROOMS or not any(c in clash.words for c in roomless)]
    return there + [Clash("kind_of_room", f"{child} has no room any more.") for child in sorted(roomless)]


def visits_of(day: Day, slots: Iterable[Slot]) -> Mapping[int, Visit]:
    """For each slot, by number, the visit that the planner knows.

    In the place of a room that was removed, or of none, stands one for each therapist.
    """
    rooms = [room.name for room in day.rooms]
    known = {number(room): room for room in rooms if number(room)}
    places = {number(one.name): place for place, one in enumerate(day.therapists)}
    return {
        slot.pk: Visit(
            token_of("c", slot.child_id),
            token_of("t", slot.therapist_id),
            known.get(slot.room_id or 0) or rooms[places.get(slot.therapist_id, 0) % len(rooms)],
            slot.start,
            slot.minutes,
        )
        for slot in slots
    }


def _has_rooms(day: Day) -> bool:
    """Whether the practice had named rooms when the day was planned."""
    return any(number(room.name) for room in day.rooms)


def day_lunches(timetable: Timetable) -> tuple[DayLunch, ...]:
    """The lunches of a clinic's day."""
    return tuple(DayLunch(one["therapist"], read_time(one["start"])) for one in timetable.lunches)


def week_lunches(timetable: Timetable) -> tuple[WeekLunch, ...]:
    """The lunches of a school week."""
    return tuple(WeekLunch(one["therapist"], one["day"], read_time(one["start"])) for one in timetable.lunches)
