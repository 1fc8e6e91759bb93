from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.victories import LOOK_BACK, Before, SoFar, Told, twice_in_a_row, victories

FIRST = Before(farthest=None, here_before=False, elsewhere_before=False, by_self_before=False)
USUAL = Before(farthest=3, here_before=True, elsewhere_before=True, by_self_before=True)

TOLD = st.builds(Told, st.none() | st.integers(0, 6), st.integers(0, 6), st.booleans(), st.booleans())
BEFORE = st.builds(Before, st.none() | st.integers(0, 6), st.booleans(), st.booleans(), st.booleans())


def told(step: int | None = 2, *, start: int = 1, by_self: bool = False, asked: bool = False) -> Told:
    return Told(step, start, by_self, asked)


@pytest.mark.parametrize(
    ("moment", "before", "won"),
    [
        # the very first moment
        (told(2), FIRST, ("new_stone",)),
        (told(1), FIRST, ()),
        (told(0), FIRST, ()),
        (told(2, by_self=True), FIRST, ("new_stone", "by_self")),
        # farther than ever, as far as ever, less far
        (told(4), USUAL, ("new_stone",)),
        (told(3), USUAL, ()),
        (told(2), USUAL, ()),
        # a new place counts only beyond the start, and only when there was another place before
        (told(2), Before(3, False, True, True), ("new_place",)),
        (told(1), Before(3, False, True, True), ()),
        (told(2), Before(3, False, False, True), ()),
        # by herself, for the first time
        (told(2, by_self=True), Before(3, True, True, False), ("by_self",)),
        (told(2, by_self=True), USUAL, ()),
        (told(1, by_self=True), Before(3, True, True, False), ()),
        # asking for a break always counts, with a goal or without
        (told(0, asked=True), USUAL, ("asked",)),
        (told(None, asked=True), USUAL, ("asked",)),
        (told(None, by_self=True), FIRST, ()),
        # back twice in a row after a hard spell; from the start on, not below
        (told(3), Before(3, True, True, True, (3, 1, 1, 1, 0, 1, 3)), ("again",)),
        (told(1), Before(3, True, True, True, (1, 0, 0, 0, 0, 0)), ("again",)),
        (told(0), Before(3, True, True, True, (0, 0, 0, 0, 0, 0)), ()),
        # everything at once, in this order
        (
            told(4, by_self=True, asked=True),
            Before(3, False, True, False),
            ("new_stone", "new_place", "by_self", "asked"),
        ),
    ],
)
def test_what_is_worth_celebrating(moment, before, won):
    assert victories(moment, before) == won


@given(TOLD, BEFORE)
def test_asking_for_a_break_is_always_a_victory_and_never_costs_one(moment, before):
    asked = Told(moment.step, moment.start_step, moment.by_self, True)
    silent = Told(moment.step, moment.start_step, moment.by_self, False)
    assert victories(asked, before) == (*victories(silent, before), "asked")


@given(TOLD, BEFORE)
def test_nothing_at_or_below_the_start_is_more_than_asking(moment, before):
    if moment.step is None or moment.step <= moment.start_step:
        assert set(victories(moment, before)) <= {"asked"}  # no moments before are given here


@given(TOLD, BEFORE)
def test_a_new_stone_is_farther_than_all_before(moment, before):
    if "new_stone" in victories(moment, before):
        assert moment.step is not None and moment.step > max(moment.start_step, before.farthest or 0)


@given(st.lists(st.integers(0, 4), max_size=30), st.integers(0, 3))
def test_each_stone_is_new_only_once_however_often_she_stands_on_it(steps, start):
    won, farthest = [], None
    for step in steps:
        if "new_stone" in victories(Told(step, start, False, False), Before(farthest, True, True, True)):
            won.append(step)
        farthest = max(step, farthest if farthest is not None else step)
    assert won == sorted(set(won)) and len(won) <= 4 - start


# Twice in a row after a hard spell.

SPELL = (0, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("step", "lately", "won"),
    [
        (3, (2, *SPELL, 2), True),
        (2, (3, *SPELL, 3), True),  # she had been at least there before
        (2, (2, *SPELL), False),  # never there before: that is a new stone, not a way back
        (1, (1, 0, 0, 0, 0, 0), True),  # back where she began
        (2, (1, *SPELL, 3), False),  # the first good one after the spell
        (2, (2, 2, *SPELL, 3), False),  # the third good one
        (2, (2, *SPELL[:4], 2), False),  # four lower ones are a bad day or two, not a spell
        (2, (), False),
        (2, (2,), False),
        (0, (0, 0, 0, 0, 0, 0), False),
    ],
)
def test_two_good_moments_in_a_row_after_a_hard_spell(step, lately, won):
    assert twice_in_a_row(step, lately, start_step=1) is won


@given(st.lists(st.integers(0, 4), max_size=60), st.integers(0, 3))
def test_a_spell_is_celebrated_once(steps, start):
    so_far, places = SoFar(start), []
    for place, step in enumerate(steps):
        if twice_in_a_row(step, tuple(so_far.lately), start_step=start):
            places.append(place)
        so_far.add(step, "home", by_self=False)
    assert all(later - earlier > 5 for earlier, later in pairwise(places))


@given(st.lists(st.integers(0, 4), min_size=31, max_size=60), st.integers(0, 4), st.integers(0, 3))
def test_no_more_than_thirty_moments_back_are_looked_at(lately, step, start):
    so_far = SoFar(start)
    for one in reversed(lately):
        so_far.add(one, "home", by_self=False)
    assert list(so_far.lately) == lately[:LOOK_BACK]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["home", "school"]), st.booleans()), max_size=30))
def test_going_through_in_order_knows_what_was_before(told_in_order):
    so_far = SoFar(1)
    for place, (step, setting, by_self) in enumerate(told_in_order):
        earlier = told_in_order[:place]
        before = so_far.before(setting)
        assert before.farthest == max((s for s, _, _ in earlier), default=None)
        assert before.here_before == any(where == setting for _, where, _ in earlier)
        assert before.elsewhere_before == any(where != setting for _, where, _ in earlier)
        assert before.by_self_before == any(alone and s > 1 for s, _, alone in earlier)
        so_far.add(step, setting, by_self=by_self)
