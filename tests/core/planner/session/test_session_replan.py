"""Changing a plan in the middle: what is locked stays, what is broken goes, what was played isn't played again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_sessions import BASE, SIX, activity, plan_of, small_instance

from pebblepath.core.planner.session import GoalWish, Lock, Played, RequestError, check, plan_session
from pebblepath.core.planner.session.alternatives import alternatives
from pebblepath.core.planner.session.replan import lengthen, lock, minutes_left, played, swap, without, without_activity

CARDS = (
    *SIX,
    activity("puzzle", space="table", works_on={"attention": 2}),
    activity("song", energy=-1, works_on={"communication": 3}),
)
REQUEST = replace(BASE, known={one.id: 20 for one in CARDS})
PLAN = plan_of(("crawl", 8), ("draw", 9, "build"), ("story", 9))


def planned(request):
    outcome = plan_session(CARDS, request)
    assert outcome.plan is not None, outcome.clash
    assert check(outcome.plan, request, CARDS).holds
    return outcome.plan


def ids(plan):
    return [item.activity for item in plan.items]


def test_a_locked_place_stays_as_it_was():
    plan = planned(lock(REQUEST, PLAN, 1))
    assert (plan.items[1].activity, plan.items[1].minutes, plan.items[1].or_else) == ("draw", 9, "build")


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=3))
@settings(max_examples=40, deadline=None)
def test_locking_part_of_the_best_plan_gives_as_good_a_plan(seed, place):
    cards, request = small_instance(seed)
    first = plan_session(cards, request, explain=False)
    if first.plan is None or place >= len(first.plan.items):
        return
    again = plan_session(cards, lock(request, first.plan, place))
    assert again.objective == first.objective and again.plan is not None
    kept, before = again.plan.items[place], first.plan.items[place]
    assert (kept.activity, kept.minutes, kept.or_else) == (before.activity, before.minutes, before.or_else)


def test_a_longer_activity_is_as_long_as_was_said():
    plan = planned(lengthen(REQUEST, PLAN, 2, 12))
    assert plan.items[2].activity == "story" and plan.items[2].minutes == 12


def test_longer_than_the_card_suggests_is_a_therapists_right():
    plan = planned(lengthen(replace(REQUEST, minutes=45), PLAN, 0, 20))
    assert plan.items[0].minutes == 20


def test_a_swap_changes_one_place_only():
    plan = planned(swap(REQUEST, PLAN, 0))
    assert ids(plan)[1:] == ["draw", "story"] and ids(plan)[0] not in {"crawl", "build"}


def test_a_swap_for_something_puts_it_there():
    plan = planned(swap(REQUEST, PLAN, 2, "song"))
    assert ids(plan) == ["crawl", "draw", "song"] and plan.items[1].or_else == "build"


@pytest.mark.parametrize("wanted", [None, "puzzle"])
def test_swapping_the_only_choice_leaves_a_choice_there(wanted):
    plan = planned(swap(REQUEST, PLAN, 1, wanted))
    assert ids(plan)[0] == "crawl" and ids(plan)[2] == "story" and "draw" not in ids(plan)
    assert plan.items[1].or_else not in {None, "draw"}
    assert wanted in {None, plan.items[1].activity}


def test_a_swap_for_what_is_there_already_gets_a_sentence():
    with pytest.raises(RequestError, match="'story' is in the plan already"):
        swap(REQUEST, PLAN, 0, "story")


def test_a_place_that_is_not_there_gets_a_sentence():
    with pytest.raises(RequestError, match=r"Place 4 isn't in the plan; 1 to 3 are accepted\."):
        lock(REQUEST, PLAN, 3)


def test_what_needs_a_broken_thing_goes_even_when_it_was_locked():
    request = replace(REQUEST, energy=1, locks=(Lock(0, "jump", 8),), must_have=frozenset({"jump"}))
    assert ids(planned(request))[0] == "jump"
    anew = without(request, " Trampoline", CARDS)
    assert anew.locks == () and anew.must_have == frozenset()
    assert "jump" not in ids(planned(anew))


def test_what_is_not_wanted_goes():
    assert "crawl" not in ids(planned(without_activity(lock(REQUEST, PLAN, 0), "crawl")))


def test_with_less_time_goals_shrink_in_proportion_and_locks_keep_their_places():
    request = replace(lock(REQUEST, PLAN, 1), goals=(GoalWish("fine-motor", 2, 12),))
    short = minutes_left(request, 25, CARDS)
    assert short.goals[0].minutes == 10 and short.locks == (Lock(1, "draw", None, "build"),)
    plan = planned(short)
    assert ids(plan)[1] == "draw" and plan.minutes <= 25


def test_with_more_time_nothing_asked_for_shrinks():
    request = replace(lock(REQUEST, PLAN, 1), goals=(GoalWish("fine-motor", 2, 9),))
    long = minutes_left(request, 40, CARDS)
    assert long.goals == request.goals and long.locks == request.locks
    assert planned(long).minutes >= 35


def test_what_was_played_is_gone_and_the_rest_is_planned_from_now():
    request = played(lock(REQUEST, PLAN, 2), PLAN, 1, CARDS)
    assert request.played == (Played("crawl", 8, False),) and request.minutes == 20 and request.energy == 0
    assert request.locks == (Lock(1, "story", 9),)
    plan = planned(request)
    assert "crawl" not in ids(plan) and plan.items[0].start == 0 and ids(plan)[1] == "story"


def test_what_she_chose_is_what_was_played():
    request = played(REQUEST, PLAN, 2, CARDS, energy=1, chose=["build"])
    assert request.played == (Played("crawl", 8), Played("build", 9, True)) and request.energy == 1
    assert request.minutes == 9


def test_minutes_that_a_goal_had_do_not_shrink_with_the_time_left():
    asked = replace(REQUEST, goals=(GoalWish("planning", 2, 18),))
    later = minutes_left(played(asked, PLAN, 1, CARDS), 10, CARDS)
    assert later.goals[0].minutes == 8 + 5


def test_more_items_than_there_are_cannot_have_been_played():
    with pytest.raises(RequestError, match="4 items were played; 1 to 3 is accepted"):
        played(REQUEST, PLAN, 4, CARDS)


def test_alternatives_all_hold_and_come_best_first():
    found = alternatives(PLAN, REQUEST, CARDS, 2)
    assert set(found) == {"song", "cloud"}
    points = [check(plan_of(("crawl", 8), ("draw", 9, "build"), (one, 9)), REQUEST, CARDS).points for one in found]
    assert points == sorted(points, reverse=True)
    assert len(alternatives(PLAN, REQUEST, CARDS, 2, limit=1)) == 1
