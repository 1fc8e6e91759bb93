import numpy as np
import pytest

from pebblepath.core.evidence.try_out import power


def tells(**options) -> float:
    return power(rng=np.random.default_rng(4), cases=120, **options).tells


def test_longer_try_outs_and_more_moments_a_day_tell_more_often():
    """120 children a time: an sd is at most 0.046; the true differences are four times that and more."""
    assert tells(days=14) < tells(days=42)
    assert tells(days=14) < tells(days=14, per_day=3)


def test_when_nothing_works_it_seldom_says_so():
    """One-sided 5 %: of 120 children at most 6 + two and a half sds (6)."""
    assert tells(days=28, effect=0.0) <= 12 / 120


def test_the_same_seed_gives_the_same_chance():
    assert tells(days=14) == tells(days=14)


def test_odd_lengths_are_refused():
    with pytest.raises(ValueError, match="even number"):
        tells(days=15)
