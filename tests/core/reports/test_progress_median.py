"""The median of levels and its interval, beside values printed in textbooks' tables and beside brute force."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.reports.progress.median import FEWEST, ordinal_median, outer_rank

# Ranks and coverage as tables of confidence intervals for the median give them, such as those after Conover (1999);
# coverage rounded to a tenth of a percent.
TABLE = [(6, 1, 96.9), (7, 1, 98.4), (8, 1, 99.2), (9, 2, 96.1), (10, 2, 97.9), (11, 2, 98.8), (12, 3, 96.1),
         (13, 3, 97.8), (14, 3, 98.7), (15, 4, 96.5), (16, 4, 97.9), (17, 5, 95.1), (18, 5, 96.9), (19, 5, 98.1),
         (20, 6, 95.9)]  # fmt: skip


@pytest.mark.parametrize(("count", "rank", "percent"), TABLE)
def test_ranks_and_coverage_agree_with_the_printed_table(count: int, rank: int, percent: float):
    found, coverage = outer_rank(count)
    assert (found, round(100 * coverage, 1)) == (rank, percent)


def test_five_moments_have_a_median_and_no_interval_and_say_why():
    found = ordinal_median([1, 2, 2, 3, 3])
    assert found is not None
    assert (found.low, found.high, found.interval, found.coverage) == (2, 2, None, None)
    assert found.reason == "fewer than 6 moments, so no interval"


def test_six_moments_are_the_fewest_for_an_interval():
    assert outer_rank(FEWEST)[0] == 1
    assert outer_rank(FEWEST - 1) == (0, 0.0)


def test_no_moment_has_no_median():
    assert ordinal_median([]) is None


def test_two_middles_are_told_as_two_because_nothing_lies_between_two_levels():
    found = ordinal_median([0, 0, 0, 3, 3, 3])
    assert found is not None
    assert (found.low, found.high) == (0, 3)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_outside_0_to_1_is_refused_with_what_is_accepted(confidence: float):
    with pytest.raises(ValueError, match="between 0 and 1"):
        ordinal_median([1, 2], confidence=confidence)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60), st.integers(-3, 3))
def test_the_interval_holds_the_median_and_moves_with_the_levels(levels: list[int], by: int):
    found, moved = ordinal_median(levels), ordinal_median([one + by for one in levels])
    assert found is not None
    assert moved is not None
    if found.interval:
        assert found.interval[0] <= found.low <= found.high <= found.interval[1]
        assert moved.interval == (found.interval[0] + by, found.interval[1] + by)
        assert found.coverage is not None
        assert found.coverage >= 0.95


@pytest.mark.parametrize("chances", [(0.5, 0.5), (0.2, 0.5, 0.3), (0.45, 0.1, 0.45)])
def test_with_ties_it_covers_at_least_as_often_as_it_says(chances: tuple[float, ...]):
    """Every sample of seven from a distribution with ties, weighed by its chance (Scheffé & Tukey 1945)."""
    total, median = 0.0, None
    for level, chance in enumerate(chances):
        total += chance
        if total >= 0.5:
            median = level
            break
    covered = 0.0
    for sample in product(range(len(chances)), repeat=7):
        weight = 1.0
        for level in sample:
            weight *= chances[level]
        found = ordinal_median(sample)
        assert found is not None
        assert found.interval is not None
        covered += weight * (found.interval[0] <= median <= found.interval[1])
    assert covered >= outer_rank(7)[1] - 1e-12


def test_many_moments_are_counted_without_overflow():
    rank, coverage = outer_rank(50_000)
    # By the normal approximation r ≈ n/2 - 0.98 √n.
    assert rank == pytest.approx(25_000 - 0.98 * 50_000**0.5, abs=2)
    assert 0.95 <= coverage < 0.952
