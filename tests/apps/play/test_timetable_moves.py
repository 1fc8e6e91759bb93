"""Other times for a session: looking only at the days that a move touches finds what looking at all of them finds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest

from pebblepath.apps.play.timetable.models import Slot
from pebblepath.apps.play.timetable.moves import LUNCH_STEP, Spot, WeekBoard
from pebblepath.apps.play.timetable.names import number
from pebblepath.apps.play.timetable.times import DAYS
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
