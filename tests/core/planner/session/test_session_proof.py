"""The solver's plan is the best there is: it equals trying everything, the judge agrees, and it can be repeated."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_sessions import BASE, SIX, best_by_trying_all, small_instance

from pebblepath.core.planner.session import GoalWish, check, plan_session
from pebblepath.core.planner.session.greedy import greedy_plan

TRIED = range(60)


@pytest.mark.parametrize("seed", TRIED)
def test_the_plan_is_as_good_as_the_best_of_all(seed):
    cards, request = small_instance(seed)
    outcome = plan_session(cards, request, explain=False)
    best = best_by_trying_all(cards, request)
    assert outcome.objective == best
    assert outcome.status == ("clash" if best is None else "proven")


def test_these_instances_are_of_both_sorts():
    found = [plan_session(*small_instance(seed), explain=False).plan is not None for seed in TRIED]
    assert found.count(True) >= 20 and found.count(False) >= 10


@given(st.integers(min_value=1000, max_value=10**9))
@settings(max_examples=60, deadline=None)
def test_the_judge_passes_every_plan_and_counts_the_same_points(seed):
    cards, request = small_instance(seed)
    outcome = plan_session(cards, request, explain=False)
    if outcome.plan is not None:
        judged = check(outcome.plan, request, cards)
        assert judged.faults == () and judged.points == outcome.objective == outcome.bound


@given(st.integers(min_value=1000, max_value=10**9))
@settings(max_examples=60, deadline=None)
def test_the_quick_way_holds_and_is_never_better(seed):
    cards, request = small_instance(seed)
    quick = greedy_plan(cards, request)
    if quick is not None:
        assert check(quick[0], request, cards).holds
        best = plan_session(cards, request, explain=False).objective
        assert best is not None and quick[1] <= best


def test_the_same_wishes_get_the_same_plan():
    cards, request = SIX, BASE
    assert {plan_session(cards, request).plan for _ in range(3)} == {plan_session(cards, request).plan}


def test_the_quick_way_stands_in_when_time_runs_out():
    outcome = plan_session(SIX, BASE, seconds=0.0)
    assert outcome.status == "good" and outcome.plan is not None
    assert check(outcome.plan, BASE, SIX).holds and outcome.bound is None


def test_more_weight_on_a_goal_never_gives_it_fewer_points():
    light = plan_session(SIX, _with_goal(1))
    heavy = plan_session(SIX, _with_goal(3))
    assert light.plan and heavy.plan
    assert _minutes_of(heavy.plan, "draw") + _minutes_of(heavy.plan, "build") >= _minutes_of(
        light.plan, "draw"
    ) + _minutes_of(light.plan, "build")


def _with_goal(weight):
    return replace(BASE, goals=(GoalWish("fine-motor", weight), GoalWish("strength", 2)))


def _minutes_of(plan, name):
    return sum(item.minutes for item in plan.items if item.activity == name)


def test_importing_the_planner_imports_no_solver():
    heavy = "[name for name in ('ortools', 'pandas', 'numpy') if name in sys.modules]"
    code = f"import sys, pebblepath.core.planner.session; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
