from datetime import date, datetime

import numpy as np
import pytest

from pebblepath.core.evidence import Case, Moment


def moment(day: int, outcome: int = 2, **other) -> Moment:
    return Moment(date(2024, 3, day), other.pop("setting", "home"), other.pop("observer", "mum"), outcome, **other)


def test_moments_are_put_in_order_of_time():
    case = Case.from_moments([moment(9, 3), moment(2, 1)])
    assert case.day.tolist() == [0, 7] and case.outcome.tolist() == [1, 3]


def test_the_clock_decides_within_a_day():
    late = Moment(datetime(2024, 3, 2, 17), "home", "mum", 4)
    early = Moment(datetime(2024, 3, 2, 8), "home", "mum", 0)
    assert Case.from_moments([late, early]).outcome.tolist() == [0, 4]


def test_names_are_in_alphabetical_order():
    rows = [moment(1, setting="school", strategies=frozenset({"song", "cushion"})), moment(2)]
    case = Case.from_moments(rows)
    assert case.setting_names == ("home", "school") and case.strategy_names == ("cushion", "song")
    assert case.strategies.tolist() == [[True, True], [False, False]]


def test_no_moments_is_refused_in_words():
    with pytest.raises(ValueError, match="There are no moments yet"):
        Case.from_moments([])
    with pytest.raises(ValueError, match="There are no moments yet"):
        Case.from_arrays(levels=5, day=[], setting=[], observer=[], strategies=[], outcome=[])


@pytest.mark.parametrize("levels", [1, 8, 0])
def test_a_goal_has_two_to_seven_levels(levels):
    with pytest.raises(ValueError, match="from 2 to 7 levels"):
        Case.from_moments([moment(1, 0)], levels=levels)


@pytest.mark.parametrize("outcome", [-1, 5])
def test_an_outcome_outside_the_levels_is_refused(outcome):
    with pytest.raises(ValueError, match="from 0 to 4"):
        Case.from_moments([moment(1, outcome)])


def test_a_setting_without_a_moment_is_refused():
    with pytest.raises(ValueError, match="Every setting must have a name and at least one moment"):
        Case.from_arrays(levels=3, day=[0], setting=[1], observer=[0], strategies=[[1]], outcome=[1])


def test_arrays_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one entry for each moment"):
        Case.from_arrays(levels=3, day=[0, 1], setting=[0], observer=[0], strategies=[[1]], outcome=[1])


def test_half_outcomes_are_refused():
    with pytest.raises(ValueError, match="outcome must be whole numbers"):
        Case.from_arrays(levels=3, day=[0], setting=[0], observer=[0], strategies=[[1]], outcome=np.array([0.5]))


def test_a_case_without_strategies_is_fine():
    case = Case.from_arrays(levels=3, day=[0, 1], setting=[0, 0], observer=[0, 0], strategies=[[], []], outcome=[1, 2])
    assert case.strategies.shape == (2, 0)
