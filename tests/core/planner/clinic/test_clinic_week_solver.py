from dataclasses import replace
from itertools import combinations, product

import pytest
from tiny_clinic import a_week, a_week_plan, session, with_ada, with_child

from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.week import (
    DAYS,
    SIZES,
    Session,
    Taken,
    Week,
    WeekPlan,
    check,
    cost,
    make_week,
    plan_week,
)
from pebblepath.core.planner.clinic.week.outline import OutlineModel
from pebblepath.core.planner.clinic.week.scope import part
from pebblepath.core.planner.clinic.week.search import Search
from pebblepath.core.planner.clinic.week.timetable import TimetableModel


def no_lunch(week: Week) -> Week:
    return with_ada(week, lunch_minutes=0)


def cheapest_by_trying_everything(week: Week) -> int:
    """All sets of sessions on a coarse grid, for a week without lunches."""
    possible = [
        one
        for day in ("Mon", "Wed")
        for size in (1, 2)
        for group in combinations([child.name for child in week.children], size)
        for start in range(read_time("09:00"), NOON, week.step)
        if not check(week, WeekPlan((one := Session("Ada", day, start, 30, group),)))
    ]
    by_child = [
        [(), *((a,) for a in possible if a.children[0] == name)]
        + [(a, b) for a, b in combinations([p for p in possible if p.children[0] == name], 2) if a.day != b.day]
        for name in (child.name for child in week.children)
    ]
    best = 10**9
    for chosen in product(*by_child):
        sessions = tuple(one for part in chosen for one in part)
        value = cost(week, sessions).value
        if value < best and not check(week, WeekPlan(sessions)):
            best = value
    return best


NOON = read_time("12:00")
COARSE = replace(
    no_lunch(a_week()),
    step=30,
    buildings=tuple(replace(building, end=NOON) for building in a_week().buildings),
    children=tuple(child for child in a_week().children if child.name != "Noah"),
)
TINY = {
    "as it is": COARSE,
    "a long road": replace(COARSE, travel=(replace(COARSE.travel[0], minutes=60),)),
    "a meeting": with_ada(COARSE, meetings=(Taken(("Mon", "Wed"), read_time("10:30"), read_time("11:30"), "meeting"),)),
    "half days": with_ada(COARSE, hours=tuple(replace(h, end=read_time("11:00")) for h in COARSE.therapists[0].hours)),
    "one building a day": with_ada(COARSE, most_buildings=1),
    "little time": with_ada(COARSE, free_minutes=230),
}


@pytest.mark.parametrize("name", TINY)
def test_no_week_is_cheaper_than_the_solver_s(name):
    week = TINY[name]
    answer = plan_week(week, seconds=20, close=0.0)
    best = cheapest_by_trying_everything(week)
    assert check(week, answer.plan) == []
    assert answer.cost.value == best and answer.bound <= best


def test_like_goals_share_a_session():
    answer = plan_week(a_week(), seconds=20, close=0.0)
    assert ("Mia", "Noah") in {one.children for one in answer.plan.sessions}
    assert (
        answer.cost.value == cost(a_week(), answer.plan.sessions).value <= cost(a_week(), a_week_plan().sessions).value
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_week_is_planned_within_two_percent_and_keeps_all_rules(seed):
    week = make_week(SIZES["small"], seed)
    answer = plan_week(week, seconds=20)
    assert check(week, answer.plan) == [] and answer.status == "planned" and answer.gap <= 0.02


def test_a_larger_week_keeps_all_rules_also_when_time_runs_out():
    week = make_week(SIZES["usual"], 0)
    answer = plan_week(week, seconds=1.0)
    assert check(week, answer.plan) == [] and answer.bound <= answer.cost.value


@pytest.mark.parametrize("seed", range(2))
def test_the_bound_without_times_is_never_above_the_value_with_times(seed):
    week = make_week(replace(SIZES["small"], children=8), seed)
    bound = OutlineModel(week).solve(seconds=20, workers=2, seed=0, close=0.0).bound
    timed = TimetableModel(week).plan_times(seconds=30, workers=2, seed=0)
    assert timed.plan is not None and check(week, timed.plan) == []
    assert bound <= timed.bound + 1e-6 <= cost(week, timed.plan.sessions).value + 2e-6


def test_one_worker_and_the_same_seed_give_the_same_week():
    week = make_week(SIZES["small"], 1)
    first, second = (plan_week(week, seconds=60, workers=1, seed=2).plan for _ in range(2))
    assert first == second


def test_progress_is_told():
    told: list[tuple[float, float, float]] = []
    plan_week(make_week(SIZES["small"], 0), seconds=10, on_progress=lambda *step: told.append(step))
    assert told and all(bound <= value for _, value, bound in told)


@pytest.mark.parametrize("seed", range(3))
def test_a_week_planned_without_any_cost_keeps_all_rules_too(seed):
    """Nothing then keeps the model from stays without sessions, which mustn't loosen the order of roads."""
    week = make_week(SIZES["small"], seed)
    week = replace(week, children=tuple(replace(child, must=True) for child in week.children))
    model = TimetableModel(week, hard=True)
    model.costs = [0]
    found = model.plan_times(seconds=20, workers=1, seed=seed)
    assert found.plan is not None and check(week, found.plan) == []


def planned_before() -> Week:
    week = make_week(SIZES["small"], 1)
    return replace(week, previous=plan_week(week, seconds=15).plan.sessions)


@pytest.mark.parametrize("days", list(combinations(("Tue", "Thu", "Fri"), 2)))
def test_what_planning_days_again_may_cost_is_to_the_minute_what_they_cost_now(days):
    """Also where a child lacks minutes and others, on these days and elsewhere, have been moved."""
    week = planned_before()
    plan = WeekPlan(week.previous[1:])
    late = tuple(replace(one, start=one.start + 5) if one in week.previous[1::3] else one for one in week.previous)
    week = replace(week, previous=late)
    search = Search(week, 0.0, 60.0, 2, 0, 0.0, lambda *_: None, plan=plan)
    duties = frozenset((one.therapist, one.day) for one in plan.sessions if one.day in days)
    assert duties and cost(week, plan.sessions).owed > 0 and cost(week, plan.sessions).moved > 0

    def anew(most: int) -> bool | None:
        model = TimetableModel(
            week,
            part(
                week,
                [(one.children, one.therapist, one.day) for one in plan.sessions],
                duties,
                week.previous[0].children,
            ),
        )
        model.settle([one for one in plan.sessions if (one.therapist, one.day) not in duties])
        model.cost_at_most(most - search.cost_elsewhere(model, duties))
        times = {(one.children, one.therapist, one.day): one.start for one in plan.sessions}
        for meeting, meets in model.meets.items():
            model.model.add(meets == (meeting in times))
            if meeting in times:
                model.model.add(model.start[meeting] == times[meeting])
        return model.plan_times(seconds=20, workers=1, seed=0).feasible

    assert anew(search.value()) is True and anew(search.value() - 1) is False


def test_a_plan_that_is_still_good_is_kept_as_it_is():
    week = planned_before()
    answer = plan_week(week, seconds=15)
    assert answer.moved == () and set(answer.plan.sessions) == set(week.previous)


def test_one_child_s_change_moves_nobody_where_there_is_room():
    week = replace(a_week(), previous=a_week_plan().sessions, changed=("Lou",))
    gym = Taken(DAYS, read_time("10:30"), read_time("11:00"), "gym")
    answer = plan_week(with_child(week, "Lou", not_during=(gym,)), seconds=15, close=0.0)
    assert answer.moved == () and answer.status == "planned"
    assert {one for one in answer.plan.sessions if "Lou" not in one.children} == {
        one for one in a_week_plan().sessions if "Lou" not in one.children
    }


def test_where_somebody_has_to_move_it_is_one_and_she_is_named():
    """Zoe can be seen only on Monday at 10:30, when Lou had her time."""
    before = Taken(DAYS, read_time("09:00"), read_time("10:30"), "choir")
    after = Taken(DAYS, read_time("11:00"), read_time("14:00"), "swimming")
    week = with_child(a_week(previous=a_week_plan().sessions, changed=("Zoe",)), "Zoe", not_during=(before, after))
    week = replace(week, buildings=(week.buildings[0], replace(week.buildings[1], days=("Mon",))))
    answer = plan_week(week, seconds=15, close=0.0)
    assert check(week, answer.plan) == [] and answer.status == "planned"
    assert answer.moved == ("Lou",) and answer.moved_fewest and answer.bound == answer.cost.value


def test_a_child_who_is_new_gets_her_minutes_beside_an_old_plan():
    before = tuple(one for one in a_week_plan().sessions if "Zoe" not in one.children)
    answer = plan_week(replace(a_week(), previous=before, changed=("Zoe",)), seconds=15, close=0.0)
    assert answer.short == () and answer.moved == () and set(before) <= set(answer.plan.sessions)
    assert session("Mon", "09:30", "Mia", "Noah") in answer.plan.sessions
