"""Nothing fits: the wishes that are named do clash, none of them is there for nothing, and what to loosen is enough."""

from dataclasses import replace

import pytest
from small_sessions import BASE, SIX, activity, small_instance

from pebblepath.core.planner.session import GoalWish, Lock, plan_session
from pebblepath.core.planner.session.clash import NOTHING_LEFT, clash_of, wishes_of


def clash(request, cards=SIX):
    outcome = plan_session(cards, request)
    assert outcome.status == "clash" and outcome.plan is None and outcome.clash is not None
    return outcome.clash


def enough(found):
    return {one.wish for one in found.loosen if one.enough}


def test_too_many_minutes_for_one_goal():
    found = clash(replace(BASE, goals=(GoalWish("fine-motor", 2, 30),)))
    assert "30 minutes for fine motor skill." in found.wishes
    assert "goal fine-motor" in enough(found)
    words = next(one.words for one in found.loosen if one.wish == "goal fine-motor")
    assert words == "Ask for fewer minutes for fine motor skill: 15 minutes can be had with all the rest."


def test_two_goals_that_do_not_go_together():
    goals = (GoalWish("strength", 1, 14), GoalWish("attention", 1, 14))
    assert all(plan_session(SIX, replace(BASE, goals=(one,))).plan for one in goals)
    found = clash(replace(BASE, goals=goals))
    assert {"14 minutes for strength.", "14 minutes for attention."} <= set(found.wishes)
    assert {"goal strength", "goal attention"} <= enough(found)


def test_what_has_to_be_in_it_needs_what_is_not_there():
    found = clash(replace(BASE, must_have=frozenset({"jump"}), things=frozenset({"mat"})))
    assert set(found.wishes) == {"Jump has to be in it.", "Only what is in the room."}
    assert enough(found) == {"must jump", "equipment"}


def test_a_lock_at_the_end_that_does_not_settle():
    found = clash(replace(BASE, locks=(Lock(2, "draw"),), items_most=3))
    assert "Draw stays at place 3." in found.wishes and "lock 2" in enough(found) and "settle" in enough(found)


def test_what_is_too_much_is_named_but_never_loosened():
    cards = tuple(replace(one, gives={"touch": 0}) if one.id == "crawl" else one for one in SIX if one.id != "jump")
    found = clash(replace(BASE, too_much=frozenset({"touch"}), must_have=frozenset({"draw"})), cards)
    assert any("too much" in wish and "touch" in wish for wish in found.wishes)
    assert "too-much" not in {one.wish for one in found.loosen}


def test_a_caution_is_named_but_never_loosened():
    cards = tuple(replace(one, not_with=frozenset({"heights"})) if one.id == "crawl" else one for one in SIX)
    found = clash(replace(BASE, cares=frozenset({"heights"}), must_have=frozenset({"crawl"})), cards)
    assert any("heights" in wish for wish in found.wishes)
    assert {one.wish for one in found.loosen} == {"must crawl"}


@pytest.mark.parametrize(
    ("card", "wishes", "named"),
    [
        ({"noise": "loud"}, {"noise": "quiet"}, "Not louder than quiet."),
        ({"mess": "much"}, {"mess": "none"}, "Not more mess than none."),
        ({"space": "outdoors"}, {}, "Only these places: room and table."),
        ({"age_from": 9}, {"age": 4}, "For 4 years."),
        ({"people_least": 5}, {}, "2 people to play, 1 of them children."),
        ({}, {"excluded": frozenset({"jump"}), "must_have": frozenset({"jump"})}, "Not today: Jump."),
    ],
)
def test_what_the_day_allows_is_named(card, wishes, named):
    cards = tuple(replace(one, **card) if one.id == "jump" else one for one in SIX)
    found = clash(replace(BASE, **{"must_have": frozenset({"jump"}), **wishes}), cards)
    assert named in found.wishes and len(enough(found)) == 2


def test_where_everything_is_ruled_out_nothing_is_offered_to_loosen():
    found = clash(replace(BASE, cares=frozenset({"skin"})), (activity("jump", not_with=frozenset({"skin"})),))
    assert "Nothing that isn't for a child with: skin; this always holds." in found.wishes
    assert not enough(found)


def test_without_any_activity_there_is_nothing_to_loosen():
    found = clash(BASE, ())
    assert found.wishes == (NOTHING_LEFT,) and found.loosen == ()


def test_each_wish_named_is_needed_and_together_they_clash():
    tried = 0
    for seed in range(60):
        cards, request = small_instance(seed)
        if tried == 8 or plan_session(cards, request, explain=False).plan is not None:
            continue
        found = clash_of(cards, request)
        if found.wishes == (NOTHING_LEFT,):
            continue
        tried += 1
        named = [wish for wish in wishes_of(request, cards) if wish.sentence in found.wishes]
        others = [wish for wish in wishes_of(request, cards) if wish.sentence not in found.wishes]
        assert not _possible(cards, request, others)
        assert all(_possible(cards, request, [*others, one]) for one in named)
    assert tried == 8


def test_what_is_said_to_be_enough_is_enough():
    request = replace(BASE, goals=(GoalWish("strength", 1, 14), GoalWish("attention", 1, 14)))
    by_name = {wish.name: wish for wish in wishes_of(request, SIX)}
    for one in clash(request).loosen:
        assert _possible(SIX, request, [by_name[one.wish]]) == one.enough


def _possible(cards, request, loosened):
    from pebblepath.core.planner.session.solve import model_of, run

    for wish in loosened:
        request = wish.loosen(request)
    leaving_out = frozenset(wish.rule for wish in loosened if wish.rule)
    return run(model_of(cards, request, leaving_out=leaving_out), 10.0)[1] in {"optimal", "feasible"}
