"""Each rule: a plan that keeps it, one that breaks it, wishes that it makes impossible, and the words it finds."""

import re
from dataclasses import replace

import pytest
from small_sessions import BASE, KNOWN, SIX, activity, broken_rules, plan_of

from pebblepath.core.planner.session import GoalWish, Lock, Played, RequestError, check, plan_session
from pebblepath.core.planner.session.clash import wishes_of
from pebblepath.core.planner.session.fitting import FIT_RULES, against
from pebblepath.core.planner.session.rules import RULES

GOOD = plan_of(("crawl", 8), ("draw", 9, "build"), ("story", 9))


def can_be_planned(request, cards=SIX):
    outcome = plan_session(cards, request, explain=False)
    if outcome.plan is None:
        assert outcome.status == "clash"
        return False
    assert check(outcome.plan, request, cards).holds
    return True


def broken(*rows, request=BASE, cards=SIX):
    return broken_rules(plan_of(*rows, request=request), request, cards)


def words(*rows, request=BASE, cards=SIX):
    return " ".join(fault.words for fault in check(plan_of(*rows, request=request), request, cards).faults)


def changed(name, **values):
    return tuple(replace(one, **values) if one.id == name else one for one in SIX)


def test_a_good_plan_keeps_every_rule():
    assert check(GOOD, BASE, SIX).faults == ()
    assert can_be_planned(BASE)


def test_every_rule_has_its_own_name_and_sentence():
    names = [rule.name for rule in (*RULES, *FIT_RULES)]
    assert len(set(names)) == len(names) == 25
    assert all(rule.sentence.endswith(".") for rule in (*RULES, *FIT_RULES))


def test_the_words_of_the_rules_fit_any_child():
    one_childs = re.compile(r"\b(she|hers?|herself|he|his|him|himself)\b", re.IGNORECASE)
    wishes = list(wishes_of(replace(BASE, too_much=frozenset({"sound"})), SIX))
    said = [rule.sentence for rule in (*RULES, *FIT_RULES)] + [
        words for one in wishes for words in (one.sentence, one.words)
    ]
    assert [sentence for sentence in said if one_childs.search(sentence)] == []


# Rules on the plan.


def test_time_is_filled_but_never_passed():
    assert broken(("crawl", 5), ("draw", 5, "build"), ("story", 10)) == {"time"}
    assert broken(("crawl", 10), ("draw", 15, "build"), ("story", 9)) == {"time"}
    assert broken(("crawl", 8), ("draw", 8, "build"), ("story", 5)) == set()
    assert not can_be_planned(replace(BASE, minutes=120))


def test_times_follow_each_other():
    late = replace(GOOD, items=(replace(GOOD.items[0], start=3), *GOOD.items[1:]))
    assert broken_rules(late, BASE, SIX) == {"time"}


def test_each_activity_gets_minutes_that_suit_it():
    assert broken(("crawl", 3), ("draw", 14, "build"), ("story", 9)) == {"length"}
    short = tuple(replace(one, minutes_most=6) for one in SIX)
    assert can_be_planned(replace(BASE, minutes=45)) and not can_be_planned(replace(BASE, minutes=60), short)


def test_both_sides_of_a_choice_suit_its_minutes():
    cards = changed("build", minutes_most=6)
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), cards=cards) == {"length"}


def test_locked_minutes_go_past_the_cards_range():
    locked = replace(BASE, locks=(Lock(0, "crawl", 4),))
    assert broken(("crawl", 4), ("draw", 13, "build"), ("story", 9), request=locked) == set()
    assert broken(("crawl", 5), ("draw", 12, "build"), ("story", 9), request=locked) == {"length"}
    assert can_be_planned(locked)


def test_there_are_three_to_seven_activities():
    assert broken(("crawl", 13), ("story", 15, "cloud")) == {"count"}
    assert can_be_planned(replace(BASE, items_least=4))
    assert not can_be_planned(replace(BASE, items_least=6))


def test_nothing_is_offered_twice():
    assert "once" in broken(("crawl", 8), ("draw", 9, "crawl"), ("story", 9))
    assert not can_be_planned(replace(BASE, items_least=4), SIX[:4])


@pytest.mark.parametrize(("energy", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_it_starts_where_her_energy_is(energy, fits):
    request = replace(BASE, energy=energy)
    rows = ("crawl", 8), ("draw", 9, "build"), ("story", 9)
    assert broken(*rows, request=request) == (set() if fits else {"start"})


def test_a_start_that_nothing_meets_is_impossible():
    high = replace(BASE, energy=2)
    without_jump = tuple(one for one in SIX if one.id != "jump")
    assert can_be_planned(high) and not can_be_planned(high, without_jump)
    assert can_be_planned(replace(high, loosened=frozenset({"start"})), without_jump)


def test_a_choice_at_the_start_meets_her_energy_either_way():
    request, cards = replace(BASE, energy=-1), changed("jump", energy=1)
    assert broken(("crawl", 8, "jump"), ("draw", 9), ("story", 9), request=request, cards=cards) == {"start"}


def test_energy_changes_gently():
    cards = changed("crawl", energy=1)
    rows = ("crawl", 12), ("cloud", 7, "story"), ("story", 7)
    assert "gentle" in broken(("crawl", 12), ("cloud", 7), ("story", 7), cards=cards)
    assert "gentle" in broken(*rows, cards=cards)
    leap = (activity("a", energy=1, moving=True), activity("b", energy=-2), activity("c", energy=-2))
    request = replace(BASE, loosened=frozenset({"choice"}), known={one.id: 20 for one in leap}, energy=1)
    assert not can_be_planned(replace(request, items_most=3, must_have=frozenset("a")), leap)
    assert can_be_planned(replace(request, loosened=frozenset({"choice", "gentle"})), leap)


def test_it_ends_settled():
    assert broken(("crawl", 8), ("story", 9), ("draw", 9, "build")) == {"settle"}
    rousing_before_last = changed("draw", energy=1)
    assert broken(("crawl", 8), ("draw", 9), ("story", 9, "cloud"), cards=rousing_before_last) >= {"settle"}
    awake = tuple(replace(one, energy=max(0, one.energy)) for one in SIX)
    assert not can_be_planned(BASE, awake)
    assert can_be_planned(replace(BASE, loosened=frozenset({"settle"})), awake)


def test_heavy_or_moving_play_comes_before_the_table():
    assert broken(("draw", 8), ("crawl", 9), ("story", 9, "cloud")) == {"heavy-first"}
    all_at_tables = tuple(replace(one, space="table", moving=False) for one in SIX)
    assert not can_be_planned(BASE, all_at_tables)
    assert can_be_planned(replace(BASE, loosened=frozenset({"heavy-first"})), all_at_tables)


def test_a_choice_readies_for_the_table_only_when_both_ways_move():
    cards = changed("story", energy=0)
    assert broken(("crawl", 8, "story"), ("draw", 9), ("cloud", 9), cards=cards) == {"heavy-first"}
    assert broken(("crawl", 8, "jump"), ("draw", 9), ("cloud", 9), cards=cards) == set()


def test_after_the_table_nothing_rouses_but_slow_movement_may_come():
    rows = ("crawl", 6), ("draw", 6, "build"), ("jump", 6)
    cards = changed("jump", energy=1)
    assert "calm-after" in broken(*rows, ("story", 6), cards=cards)
    slow = changed("cloud", moving=True)
    assert broken(("crawl", 8), ("draw", 9, "build"), ("cloud", 9), cards=slow) == set()
    seated = replace(BASE, minutes=20, played=(Played("draw", 8, True),), must_have=frozenset({"jump"}), energy=1)
    assert not can_be_planned(seated) and can_be_planned(replace(seated, loosened=frozenset({"calm-after"})))


def test_a_plan_with_the_table_first_has_no_rousing_play_later():
    request = replace(
        BASE, locks=(Lock(0, "draw"),), must_have=frozenset({"jump"}), loosened=frozenset({"heavy-first"}), minutes=45
    )
    assert not can_be_planned(request)
    assert can_be_planned(replace(request, loosened=frozenset({"heavy-first", "calm-after"})))


def test_no_kind_comes_twice_in_a_row():
    cards = changed("draw", kind="crawl")
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), cards=cards) == {"kinds"}
    assert broken(("crawl", 8), ("build", 9, "draw"), ("story", 9), cards=cards) == {"kinds"}
    one_kind = tuple(replace(one, kind="one") for one in SIX)
    assert not can_be_planned(BASE, one_kind)
    assert can_be_planned(replace(BASE, loosened=frozenset({"kinds"})), one_kind)


def test_what_was_just_played_counts_as_a_neighbour():
    cards = changed("story", kind="draw")
    request = replace(BASE, minutes=20, played=(Played("draw", 8, True),), items_most=3)
    assert "kinds" in broken(("story", 9), ("cloud", 9), request=request, cards=cards)
    assert "kinds" not in broken(("story", 9), ("cloud", 9), request=request)


def test_every_goal_gets_its_minutes():
    asked = replace(BASE, goals=(GoalWish("fine-motor", 1, 10),))
    assert broken(("crawl", 8), ("draw", 10, "build"), ("story", 8), request=asked) == set()
    assert broken(("crawl", 9), ("draw", 9, "build"), ("story", 8), request=asked) == {"goal-minutes"}
    assert can_be_planned(asked) and not can_be_planned(replace(asked, goals=(GoalWish("fine-motor", 1, 25),)))


def test_a_little_work_on_a_goal_does_not_count():
    asked = replace(BASE, goals=(GoalWish("planning", 1, 9),))
    assert broken(("jump", 8), ("build", 9, "draw"), ("story", 9), request=asked) == {"goal-minutes"}


def test_a_choice_counts_for_a_goal_only_when_both_ways_work_on_it():
    asked = replace(BASE, goals=(GoalWish("attention", 1, 9),))
    assert broken(("crawl", 8), ("draw", 9), ("story", 9, "cloud"), request=asked) == {"goal-minutes"}
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), request=asked) == set()
    few = tuple(one for one in SIX if one.id in {"crawl", "draw", "story", "cloud"})
    assert not can_be_planned(replace(asked, goals=(GoalWish("attention", 1, 9), GoalWish("fine-motor", 1, 9))), few)


def test_minutes_that_a_goal_had_already_count():
    request = replace(
        BASE, minutes=20, goals=(GoalWish("fine-motor", 1, 8),), played=(Played("draw", 8, True),), energy=0
    )
    assert broken(("story", 9), ("cloud", 9), request=request) == set()


def test_there_is_a_choice():
    assert broken(("crawl", 8), ("draw", 9), ("story", 9)) == {"choice"}
    three = tuple(one for one in SIX if one.id in {"crawl", "draw", "story"})
    assert not can_be_planned(BASE, three)
    assert can_be_planned(replace(BASE, loosened=frozenset({"choice"})), three)


def test_a_choice_that_she_had_is_enough():
    request = replace(BASE, minutes=20, played=(Played("crawl", 8, chosen=True),))
    assert broken(("draw", 9), ("story", 9), request=request) == set()
    assert broken(("draw", 9), ("story", 9), request=replace(request, played=(Played("crawl", 8),))) == {"choice"}


def test_one_thing_is_new():
    request = replace(BASE, known={name: 20 for name in KNOWN if name not in {"draw", "build"}}, new_most=1)
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), request=request) == {"novelty"}
    assert broken(("crawl", 8), ("draw", 9), ("story", 9, "cloud"), request=request) == set()
    assert not can_be_planned(replace(BASE, known={}, new_most=1))


@pytest.mark.parametrize("known", [0, 3, 6])
def test_who_knows_little_is_offered_more_that_is_new(known):
    request = replace(BASE, known={one.id: 9 for one in SIX[:known]})
    assert can_be_planned(request)


def test_what_has_to_be_in_it_is_certain():
    request = replace(BASE, must_have=frozenset({"jump"}))
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), request=request) == {"must-have"}
    assert broken(("jump", 8, "crawl"), ("draw", 9), ("story", 9), request=request) == {"must-have"}
    assert broken(("jump", 8), ("draw", 9, "build"), ("story", 9), request=request) == set()
    assert can_be_planned(request)
    assert not can_be_planned(replace(request, excluded=frozenset({"jump"})))


def test_what_is_locked_stays():
    request = replace(BASE, locks=(Lock(1, "draw", 9),))
    assert broken(("crawl", 8), ("build", 9, "jump"), ("story", 9), request=request) >= {"locks"}
    assert broken(("crawl", 8), ("draw", 9), ("story", 9, "cloud"), request=request) == set()
    assert broken(("crawl", 8), ("draw", 9, "build"), ("story", 9), request=request) == {"locks"}
    assert can_be_planned(request)
    assert not can_be_planned(replace(request, locks=(Lock(0, "draw", 9),)))


def test_what_is_locked_but_not_there_is_impossible():
    locked = replace(BASE, energy=1, locks=(Lock(0, "jump", 8),))
    assert can_be_planned(locked) and not can_be_planned(replace(locked, missing=frozenset({"trampoline"})))


def test_a_locked_choice_stays_a_choice():
    request = replace(BASE, locks=(Lock(1, "draw", 9, or_else="build"),))
    plan = plan_session(SIX, request).plan
    assert plan and (plan.items[1].activity, plan.items[1].or_else, plan.items[1].minutes) == ("draw", "build", 9)


# Rules on one activity: (rule, change of the card, request under which it doesn't fit, request under which it does).

HEIGHTS, SWING = frozenset({"heights"}), frozenset({"swing"})
FIT_CASES = [
    ("cautions", {"not_with": HEIGHTS}, {"cares": HEIGHTS}, {"cares": frozenset({"skin"})}),
    ("too-much", {"gives": {"touch": -2}}, {"too_much": frozenset({"touch"})}, {"too_much": frozenset({"sound"})}),
    ("equipment", {"equipment": SWING}, {"things": frozenset({"mat"})}, {"things": SWING}),
    ("space", {"space": "gym"}, {"spaces": frozenset({"room"})}, {"spaces": frozenset({"gym"})}),
    ("people", {"people_least": 4}, {"children": 2}, {"children": 2, "grown_ups": 2}),
    ("noise", {"noise": "loud"}, {"noise": "medium"}, {"noise": "loud"}),
    ("mess", {"mess": "much"}, {"mess": "none"}, {"mess": "much"}),
    ("age", {"age_from": 4, "age_to": 8}, {"age": 9}, {"age": 8}),
    ("unwanted", {}, {"excluded": frozenset({"play"})}, {}),
    ("played-already", {}, {"played": (Played("play", 5),)}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "card", "bad", "good"), FIT_CASES, ids=[case[0] for case in FIT_CASES])
def test_an_activity_fits_or_does_not(rule, card, bad, good):
    one = activity("play", **card)
    assert len(against(one, replace(BASE, **bad))) == 1 and against(one, replace(BASE, **good)) == ()
    loose = replace(BASE, loosened=frozenset({rule}), **bad)
    assert bool(against(one, loose)) == (rule in {"cautions", "too-much"})


@pytest.mark.parametrize(("rule", "card", "bad", "good"), FIT_CASES[:8], ids=[case[0] for case in FIT_CASES[:8]])
def test_what_does_not_fit_is_never_planned_and_the_judge_says_why(rule, card, bad, good):
    # Crawl is the only way to begin and to ready for the table, so that no plan is left without it.
    cards = tuple(replace(one, **card) if one.id == "crawl" else one for one in SIX if one.id != "jump")
    more = {"loosened": frozenset({"choice"}), "must_have": frozenset({"crawl"})}
    assert can_be_planned(replace(BASE, **more, **_with_room(good)), cards)
    request = replace(BASE, **more, **_with_room(bad))
    assert not can_be_planned(request, cards)
    assert "fit" in broken(("crawl", 8), ("draw", 9), ("story", 9), request=request, cards=cards)


def _with_room(given):
    """The request's own change, in a room that has what the other cards need."""
    spaces = {"spaces": given["spaces"] | {"table", "room"}} if "spaces" in given else {}
    return {**given, **spaces}


def test_one_more_child_than_a_card_is_for_is_too_many():
    assert against(activity("play", people_most=1), replace(BASE, children=2)) == ("is for 1 at most",)
    assert against(activity("play", people_most=1), replace(BASE, children=1, grown_ups=2)) == ()


def test_a_thing_that_is_broken_today_is_not_there():
    one = activity("play", equipment=frozenset({"swing"}))
    assert against(one, replace(BASE, missing=frozenset({"swing"}))) == ("needs what isn't there: swing",)


def test_the_judge_says_what_is_wrong_in_words():
    assert words(("crawl", 8), ("story", 9), ("draw", 9, "build")) == (
        "Draw is last and doesn't settle (energy +0). Build is last and doesn't settle (energy +0)."
    )


def test_an_empty_plan_is_judged_too():
    assert [fault.rule for fault in check(plan_of(), BASE, SIX).faults] == ["count"]


# Values that aren't accepted.


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": 10}, "Minutes is 10; 15 to 120 is accepted."),
        ({"energy": 3}, "Energy is 3; -2 to 2 is accepted."),
        ({"noise": "silent"}, "Noise is 'silent'; quiet, medium, loud are accepted."),
        ({"spaces": frozenset({"moon"})}, "Each of spaces is 'moon'; table, mat, room, gym, outdoors are accepted."),
        ({"goals": (GoalWish("balance"), GoalWish("balance"))}, "'balance' is twice in goals; once is accepted."),
        ({"items_least": 5, "items_most": 4}, "Items_most is 4; 5 to 7 is accepted."),
        ({"locks": (Lock(0, "a"), Lock(0, "b"))}, "'1' is twice in the places of locks; once is accepted."),
        (
            {"locks": (Lock(0, "a", or_else="b"), Lock(1, "c", or_else="d"))},
            "Two locks have or_else; one choice at most can be locked.",
        ),
    ],
)
def test_a_wish_that_cannot_be_read_gets_a_sentence(change, said):
    with pytest.raises(RequestError) as raised:
        replace(BASE, **change)
    assert str(raised.value) == said


def test_an_unknown_id_gets_a_sentence():
    with pytest.raises(RequestError, match="'nobody' is no activity"):
        check(plan_of(("nobody", 9)), BASE, SIX)


@pytest.mark.parametrize(
    "change",
    [
        {"must_have": frozenset({"nobody"})},
        {"locks": (Lock(0, "nobody"),)},
        {"locks": (Lock(0, "crawl", or_else="nobody"),)},
        {"played": (Played("nobody", 5),)},
    ],
)
def test_a_wish_for_an_unknown_id_gets_a_sentence(change):
    with pytest.raises(RequestError, match="'nobody' is no activity"):
        plan_session(SIX, replace(BASE, **change))
