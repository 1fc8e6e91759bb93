import numpy as np
import pytest

from pebblepath.core.evidence.settle import NUMBERS, more_to_settle, project
from pebblepath.core.evidence.verdict import Verdict

EVEN = np.full(5, 0.2)
LOPSIDED = np.array([0.96, 0.01, 0.01, 0.01, 0.01])


def projected(mean=0.8, sd=0.7, with_=6, without=6, shares=EVEN):
    one = (np.array([value]) for value in (mean, sd, with_, without))
    return project(*one, shares[None])[0]


def more(verdict, with_=6, without=6, number=18):
    return more_to_settle(verdict, setting="home", with_=with_, without=without, projected=number)


@pytest.mark.parametrize("verdict", [Verdict.HELPS, Verdict.LITTLE_DIFFERENCE, Verdict.BETTER_SINCE_THEN])
def test_what_is_settled_needs_no_more(verdict):
    assert more(verdict) is None


@pytest.mark.parametrize("verdict", [Verdict.CANNOT_TELL_YET, Verdict.PROMISING])
def test_what_is_open_needs_as_many_as_projected(verdict):
    assert (more(verdict).moments, more(verdict).beyond) == (18, False)


def test_what_would_take_many_says_so():
    answer = more(Verdict.CANNOT_TELL_YET, number=None)
    assert answer.beyond and answer.moments == NUMBERS[-1]


@pytest.mark.parametrize(("with_", "without", "short"), [(0, 9, 4), (3, 1, 4), (2, 4, 2), (0, 0, 8)])
def test_not_enough_yet_needs_four_each_way(with_, without, short):
    assert more(Verdict.NOT_ENOUGH_YET, with_, without).moments == short


def test_a_large_effect_settles_sooner_than_a_middling_one():
    assert projected(mean=1.0) < projected(mean=0.8)


def test_an_effect_on_the_edge_takes_more_than_the_cap():
    assert projected(mean=0.45, sd=0.5, with_=100, without=100) is None


def test_outcomes_on_one_level_tell_little():
    assert projected(mean=1.0) is not None and projected(mean=1.0, shares=LOPSIDED) is None


def test_a_strategy_that_was_never_used_still_gets_a_projection():
    assert projected(mean=1.0, sd=1.1, with_=0, without=9) is not None
