import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.evidence.try_out import SCHOOL_DAYS, design
from pebblepath.core.evidence.try_out.schedule import block_arrangements

MONDAY = date(2026, 1, 5)


def schedule(days: int, seed: int = 1, **options):
    return design(MONDAY, days=days, rng=np.random.default_rng(seed), **options)


@given(st.integers(4, 28).map(lambda half: 2 * half), st.integers(0, 10_000))
def test_every_block_has_as_many_days_with_as_without(days, seed):
    settled = schedule(days, seed)
    assert len(settled.days) == days
    for block in settled.block_slices():
        sides = settled.with_it[block]
        assert sum(sides) * 2 == len(sides) and len(sides) in {2, 4}


def test_the_same_seed_settles_the_same_days():
    assert schedule(14, 7) == schedule(14, 7) != schedule(14, 8)


def test_at_school_only_school_days_take_part():
    settled = schedule(14, weekdays=SCHOOL_DAYS)
    assert {day.weekday() for day in settled.days} == {0, 1, 2, 3, 4}
    assert settled.days[0] == MONDAY and settled.days[-1] == date(2026, 1, 22)


def test_fourteen_days_can_fall_in_432_ways():
    assert schedule(14).arrangements == 6**3 * 2


def test_a_days_side_can_be_asked_and_other_days_have_none():
    settled = schedule(14)
    assert settled.says(MONDAY) is settled.with_it[0]
    assert settled.says(date(2026, 3, 1)) is None


@pytest.mark.parametrize("days", [7, 13, 6, 58, 0, -2])
def test_days_that_cannot_be_split_fairly_are_refused_with_what_is_accepted(days):
    with pytest.raises(ValueError, match="an even number from 8 to 56 is accepted"):
        schedule(days)


def test_without_a_weekday_there_is_no_try_out():
    with pytest.raises(ValueError, match="At least one day of the week"):
        schedule(14, weekdays=frozenset())


@pytest.mark.parametrize("size", [2, 4])
def test_every_way_of_a_block_comes_once_and_is_balanced(size):
    ways = block_arrangements(size)
    assert len({tuple(way) for way in ways}) == len(ways) == math.comb(size, size // 2)
    assert (ways.sum(axis=1) == size // 2).all()


def test_each_day_is_with_about_half_of_the_time():
    """2,000 seeds: the sd of a share is 0.011, so 0.45 to 0.55 is four and a half sds wide on each side."""
    sides = np.array([schedule(14, seed).with_it for seed in range(2000)])
    assert ((sides.mean(axis=0) > 0.45) & (sides.mean(axis=0) < 0.55)).all()
