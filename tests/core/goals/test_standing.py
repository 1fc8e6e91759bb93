from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.standing import FEWEST, WINDOW, Standing, standing

STEPS = st.lists(st.integers(0, 6), max_size=20)


@pytest.mark.parametrize("newest_first", [[], [4], [4, 4]])
def test_with_fewer_than_three_moments_she_stands_where_she_began(newest_first):
    assert standing(newest_first, start_step=1) == Standing(1, 0, 0)


@pytest.mark.parametrize(
    ("newest_first", "step", "at_or_above"),
    [
        ([2, 2, 2], 2, 3),
        ([4, 0, 2], 2, 2),
        ([4, 4, 0, 0], 0, 4),  # the lower median: half reached 4, but so many stayed at 0
        ([3, 3, 3, 1, 1, 1], 1, 6),
        ([3, 3, 3, 3, 1, 1], 3, 4),
        ([4, 4, 4, 4, 4, 4, 0, 0, 0, 0], 4, 6),  # the seventh and older don't count
    ],
)
def test_she_stands_on_the_stone_that_half_of_the_newest_six_reached(newest_first, step, at_or_above):
    assert standing(newest_first, start_step=1) == Standing(step, at_or_above, min(len(newest_first), 6))


@given(STEPS, st.integers(0, 6))
def test_at_least_half_of_the_moments_looked_at_reached_the_stone(steps, start):
    now = standing(steps, start_step=start)
    assert now.of == (0 if len(steps) < FEWEST else min(len(steps), WINDOW))
    assert not now.of or (2 * now.at_or_above >= now.of and now.step in steps[:WINDOW])


@given(STEPS.filter(lambda steps: len(steps) >= FEWEST))
def test_the_order_within_the_newest_six_changes_nothing(steps):
    mixed = sorted(steps[:WINDOW]) + steps[WINDOW:]
    assert standing(steps, start_step=0) == standing(mixed, start_step=0)


@given(STEPS.filter(lambda steps: len(steps) >= FEWEST), st.integers(0, 5))
def test_a_moment_that_went_farther_never_sets_her_back(steps, place):
    place = place % len(steps)
    better = [*steps[:place], min(steps[place] + 1, 6), *steps[place + 1 :]]
    assert standing(better, start_step=0).step >= standing(steps, start_step=0).step
