from dataclasses import replace
from itertools import product

import pytest
from tiny_clinic import a_day, span

from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.day import SIZES, DayPlan, Lunch, Room, Visit, check, cost, make_day, plan_day
from pebblepath.core.planner.clinic.day.instance import Day


def cheapest_by_trying_everything(day: Day) -> int:
    """All ways to place each child, or not, and each lunch, or not."""
    options = [
        [
            None,
            *(
                Visit(child.name, who.name, room.name, start, child.minutes)
                for who in day.therapists
                for room in day.rooms
                for start in range(read_time("09:00"), read_time("12:00"), day.step)
                if not check(day, DayPlan((Visit(child.name, who.name, room.name, start, child.minutes),)))
            ),
        ]
        for child in day.children
    ]
    best = 10**9
    for visits in product(*options):
        plan = DayPlan(tuple(one for one in visits if one))
        if not check(day, plan):
            best = min(best, cost(day, plan).value)
    return best


TINY = {
    "as it is": a_day(),
    "everybody wants nine": a_day(
        children=tuple(replace(child, wish=read_time("09:00")) for child in a_day().children)
    ),
    "notes": a_day(therapists=tuple(replace(one, note_minutes=15) for one in a_day().therapists)),
    "one therapist, a break": a_day(
        therapists=(replace(a_day().therapists[0], breaks=(span("10:00", "10:30"),)),),
        children=tuple(replace(child, preferred="") for child in a_day().children),
    ),
    "a room and the swing are somebody else's for a while": a_day(
        rooms=(replace(a_day().rooms[0], taken=(span("09:00", "09:30"),)), a_day().rooms[1]),
        things=(replace(a_day().things[0], taken=(span("10:00", "10:30"),)),),
    ),
    "of two gyms one is somebody else's all morning": a_day(
        rooms=(*a_day().rooms, Room("Small gym", "gym", (span("09:00", "12:00"),))),
    ),
    "too much": a_day(
        therapists=(replace(a_day().therapists[0], end=read_time("10:30")),),
        children=tuple(replace(child, preferred="") for child in a_day().children),
    ),
}


@pytest.mark.parametrize("name", TINY)
def test_no_plan_is_cheaper_than_the_solver_s(name):
    day = TINY[name]
    answer = plan_day(day, seconds=20, close=0.0)
    assert check(day, answer.plan) == []
    assert answer.cost.value == answer.bound == cheapest_by_trying_everything(day)


def test_lunch_is_had_where_it_fits():
    ada, ben = a_day().therapists
    day = a_day(therapists=(replace(ada, end=read_time("17:00")), ben))
    answer = plan_day(day, seconds=20, close=0.0)
    assert [lunch.therapist for lunch in answer.plan.lunches] == ["Ada"]
    assert isinstance(answer.plan.lunches[0], Lunch) and answer.cost.no_lunch == 0


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_day_is_planned_within_two_percent_and_keeps_all_rules(seed):
    day = make_day(SIZES["small"], seed)
    answer = plan_day(day, seconds=20)
    assert check(day, answer.plan) == [] and answer.gap <= 0.02
    assert answer.status == "planned" and len(answer.plan.visits) == len(day.children)


def test_progress_is_told_and_the_bound_never_lies_above_the_value():
    told: list[tuple[float, float, float]] = []
    answer = plan_day(make_day(SIZES["small"], 1), seconds=20, on_progress=lambda *step: told.append(step))
    assert told and all(bound <= value for _, value, bound in told)
    assert answer.cost.value <= told[0][1]


def test_one_worker_and_the_same_seed_give_the_same_day():
    day = make_day(SIZES["small"], 2)
    first, second = (plan_day(day, seconds=30, workers=1, seed=3).plan for _ in range(2))
    assert first == second
