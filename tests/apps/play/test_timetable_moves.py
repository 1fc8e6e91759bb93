"""Other times for a session: looking only at the days that a move touches finds what looking at all of them finds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest

from pebblepath.apps.play.timetable.models import Slot
from pebblepath.apps.play.timetable.moves import LUNCH_STEP, DayBoard, Spot, WeekBoard
from pebblepath.apps.play.timetable.names import number
from pebblepath.apps.play.timetable.times import DAYS
from pebblepath.core.planner.clinic.clock import Span, read_time
from pebblepath.core.planner.clinic.day import Child, Day, Room, Therapist
from pebblepath.core.planner.clinic.day import Lunch as DayLunch
from pebblepath.core.planner.clinic.exchange import read_request, request_to_json
from pebblepath.core.planner.clinic.week import SIZES, Lunch, Session, Week, WeekPlan, check, make_week, plan_week
from pebblepath.core.planner.clinic.week.instance import Weekday


def a_week_by_number(seed: int) -> Week:
    """A made-up week, whose children and therapists are numbers in the place of names."""
    week = make_week(SIZES["small"], seed)
    told = json.dumps(json.loads(request_to_json(week)))
    for kind, things in (("c", week.children), ("t", week.therapists)):
        for place, one in enumerate(things, 1):
            told = told.replace(json.dumps(one.name), json.dumps(f"{{{kind}{place}}}"))
    return cast(Week, read_request(told))


def slots_of(plan: WeekPlan) -> list[Slot]:
    rows = [(session, child) for session in plan.sessions for child in session.children]
    return [
        Slot(
            pk=place,
            child_id=number(child),
            therapist_id=number(one.therapist),
            weekday=DAYS.index(one.day),
            start=one.start,
            minutes=one.minutes,
        )
        for place, (one, child) in enumerate(rows, 1)
    ]


def fits_by_looking_at_everything(board: WeekBoard, spot: Spot, usual: set[str]) -> bool:
    """Whether some lunch leaves a whole week without a clash that wasn't there before."""
    week, day = board.week, cast(Weekday, DAYS[spot.weekday])
    who = week.therapist[spot.therapist]
    moved: Session = replace(board.here, day=day, start=spot.start)
    rest = tuple(one for one in board.lunches if (one.therapist, one.day) != (who.name, day))
    last = who.lunch_between.end - who.lunch_minutes
    tries = [board.lunches] + [
        (*rest, Lunch(who.name, day, at)) for at in range(who.lunch_between.start, last + 1, LUNCH_STEP)
    ]
    plans = (WeekPlan((*board.others, moved), lunches) for lunches in tries)
    return any(not {str(clash) for clash in check(week, plan)} - usual for plan in plans)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_move_is_judged_as_if_the_whole_week_were_looked_at(seed: int):
    week = a_week_by_number(seed)
    plan = plan_week(week, seconds=5, workers=1).plan
    slots = slots_of(plan)
    usual = set(map(str, check(week, plan)))
    seen = set()
    for session in plan.sessions[::5]:
        picked = [
            slot
            for slot in slots
            if (DAYS[slot.weekday], slot.start, slot.therapist_id)
            == (session.day, session.start, number(session.therapist))
        ]
        board = WeekBoard(week, plan.lunches, slots, picked)
        for spot in board.tries(session.therapist):
            fits = not board.look(spot)[1]
            assert fits == fits_by_looking_at_everything(board, spot, usual), (session, spot)
            seen.add(fits)
    assert seen == {True, False}


def test_a_visit_that_was_moved_finds_its_way_back_to_a_lunch_at_five_past():
    sam = Therapist("{t1}", 10 * 60, 14 * 60, lunch_between=Span(11 * 60, 12 * 60 + 40), note_minutes=0)
    mia, leo = (Child(f"{{c{number}}}", minutes, (Span(600, 840),)) for number, minutes in ((1, 35), (2, 45)))
    day = Day((sam,), (Room("{r1}", "gym"),), (mia, leo))
    slots = [a_slot(1, "11:30", 35), a_slot(2, "10:45", 45)]
    lunch = read_time("12:05")
    there = DayBoard(day, (DayLunch(sam.name, lunch),), slots, slots[0]).look(Spot(0, read_time("12:30"), sam.name))
    assert there[0].lunch == read_time("11:30") and not there[1]

    moved = [a_slot(1, "12:30", 35), slots[1]]
    board = DayBoard(day, (DayLunch(sam.name, read_time("11:30")),), moved, moved[0])
    back, clashes = board.look(Spot(0, read_time("11:30"), sam.name))
    assert back.lunch == lunch and not clashes


def a_slot(child: int, start: str, minutes: int) -> Slot:
    return Slot(pk=child, child_id=child, therapist_id=1, room_id=1, weekday=0, start=read_time(start), minutes=minutes)
