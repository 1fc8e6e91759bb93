from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.victories import Before, Told, victories

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
        assert set(victories(moment, before)) <= {"asked"}


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
