"""A goal that matters most gets most of a session, and not all of it."""

from dataclasses import replace

import pytest
from small_sessions import BASE, SIX, activity, best_by_trying_all, plan_of, small_instance

from pebblepath.core.planner.session import GoalWish, Played, Weights, plan_session
from pebblepath.core.planner.session.points import terms
from pebblepath.core.planner.session.reading import before, read
from pebblepath.core.planner.session.shares import goal_points, room_for, work_in
from pebblepath.core.planner.session.weights import WEIGHTS

TWO = replace(BASE, goals=(GoalWish("fine-motor", 3), GoalWish("attention", 1)))
NOBODY_SHARES = Weights(beyond_share=WEIGHTS.goal_minute)
SHARED = (7, 36, 48, 52, 54, 58)


def room(request):
    return room_for(request, before(request, {one.id: one for one in SIX}))


def test_a_share_is_as_much_of_the_time_as_the_weight_is_of_all_weights():
    # 26 of 30 minutes can be played: 19 and 6, where an activity that mainly works on a goal counts three times.
    assert room(TWO) == {"fine-motor": 57, "attention": 18}


def test_a_goal_alone_has_the_whole_time():
    assert room(replace(BASE, goals=(GoalWish("fine-motor", 1),))) == {"fine-motor": 78}


def test_minutes_that_are_asked_for_count_in_full():
    asked = replace(BASE, goals=(GoalWish("fine-motor", 3), GoalWish("attention", 1, minutes=12)))
    assert room(asked) == {"fine-motor": 57, "attention": 36}


def test_what_was_played_takes_of_the_share_and_its_time_counts():
    later = replace(TWO, minutes=18, played=(Played("story", 10),))
    # 26 minutes again, 10 of them played; the story has given attention three times ten.
    assert room(later) == {"fine-motor": 57, "attention": 0}


def test_work_beyond_the_share_counts_a_quarter():
    some = {"fine-motor": 57, "attention": 18}
    more = {"fine-motor": 57, "attention": 26}
    full = goal_points(some, room(TWO), TWO, WEIGHTS)
    assert full == 4 * (3 * 57 + 18)
    assert goal_points(more, room(TWO), TWO, WEIGHTS) == full + 8


def test_work_is_minutes_times_how_much_an_activity_works_on_a_goal():
    rows = [(one, 5) for one in SIX if one.id in {"draw", "build", "story"}]
    assert work_in(rows, TWO) == {"fine-motor": 25, "attention": 15}


def test_a_plan_beyond_a_share_has_fewer_points_for_its_goals():
    reading = read(plan_of(("crawl", 8), ("draw", 8), ("story", 10)), TWO, SIX)
    # 24 of 57 for fine motor skill; 30 of 18 for attention: 12 beyond, of which three quarters go.
    assert terms(reading)["goals"] == 4 * (3 * 24 + 30) - 3 * 12
    assert terms(reading, NOBODY_SHARES)["goals"] == 4 * (3 * 24 + 30)


def minutes_for(weights, goal):
    """Minutes that the best plan gives to a goal, where the heavier one could have nearly all."""
    cards = (
        activity("sort", kind="sort", works_on={"fine-motor": 3}, moving=True),
        activity("draw", kind="draw", works_on={"fine-motor": 3}),
        activity("press", kind="press", works_on={"fine-motor": 3}, energy=-1),
        activity("story", kind="story", works_on={"attention": 3}, energy=-1),
    )
    request = replace(TWO, known={one.id: 20 for one in cards}, loosened=frozenset({"choice"}))
    found = plan_session(cards, request, weights=weights).plan
    works = {one.id: one.works_on for one in cards}
    return sum(item.minutes for item in found.items if goal in works[item.activity])


def test_the_lighter_goal_gets_its_share_where_the_heavier_could_have_all():
    assert minutes_for(NOBODY_SHARES, "attention") == 0
    assert minutes_for(WEIGHTS, "attention") == 6 and minutes_for(WEIGHTS, "fine-motor") == 20


@pytest.mark.parametrize("points", [0, 1, 3])
@pytest.mark.parametrize("seed", SHARED)
def test_whatever_counts_beyond_a_share_the_plan_is_the_best_of_all(seed, points):
    cards, request = small_instance(seed)
    weights = Weights(beyond_share=points)
    found = plan_session(cards, request, weights=weights, explain=False)
    assert found.objective == best_by_trying_all(cards, request, weights)


@pytest.mark.parametrize("seed", SHARED)
def test_in_these_small_sessions_shares_matter(seed):
    cards, request = small_instance(seed)
    ours, without = (plan_session(cards, request, weights=one, explain=False) for one in (WEIGHTS, NOBODY_SHARES))
    assert ours.objective != without.objective
