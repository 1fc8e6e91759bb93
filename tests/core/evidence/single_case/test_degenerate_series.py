import math

import pytest

from pebblepath.core.evidence.single_case import (
    Pair,
    Series,
    analyse,
    effects_of,
    lrm,
    lrr_d,
    lrr_i,
    nap,
    piecewise,
    pogo,
    smd,
    tau_bc,
    tau_u_complete,
)

LEVEL, RISING = [3, 3, 3, 3], [4, 5, 6, 7]


def reasons(a, b):
    return {name: effect.reason for name, effect in effects_of(Pair.of(a, b)).items()}


@pytest.mark.parametrize(("a", "b"), [([], [1, 2]), ([1, 2], []), ([], []), ([math.nan], [1, 2])])
def test_without_points_in_a_phase_nothing_exists_and_each_says_why(a, b):
    for effect in effects_of(Pair.of(a, b)).values():
        assert (effect.value, effect.se, effect.low, effect.high) == (None,) * 4
        assert effect.reason and effect.reason.endswith(".")


def test_a_missing_value_is_left_out():
    assert nap([1, math.nan, 2], [3, math.nan]) == nap([1, 2], [3])


@pytest.mark.parametrize("effect", [nap, smd, tau_bc, lrr_i, lrm])
def test_an_infinite_value_is_a_programmers_error(effect):
    with pytest.raises(ValueError, match="finite"):
        effect([1, math.inf], [1, 2])


def test_one_point_a_phase_has_a_nap_and_an_interval_but_no_standard_error():
    found = nap([1], [2])
    assert found.value == 1.0 and found.se is None and found.low == pytest.approx(0.2065, abs=1e-4)
    assert found.high == 1.0 and found.reason is None


def test_one_baseline_point_has_no_trend_no_spread_and_no_ratio_correction():
    found = reasons([1], [2, 3])
    assert "trend" in found["Tau_BC"] and "spread" in found["SMD"] and "two points" in found["LRRi"]
    assert found["NAP"] is None and found["PND"] is None and found["LRM"] is None


def test_one_intervention_point_leaves_the_smd_without_a_standard_error():
    found = smd([1, 2, 4], [6])
    assert found.value is not None and found.se is None and found.low is None


def test_with_two_baseline_points_the_smd_says_that_it_says_nothing():
    found = smd([1, 2], [6, 7])
    assert found.value == 0.0 and found.se is None and "says nothing" in found.reason


@pytest.mark.parametrize("step", [0.0, 0.1, 1 / 3, 1e8 + 0.1])
def test_a_constant_baseline_has_no_smd_whatever_the_rounding(step):
    assert smd([step] * 7, RISING).value is None


def test_all_ties_are_no_change():
    found = {name: effect.value for name, effect in effects_of(Pair.of(LEVEL, LEVEL)).items()}
    assert (found["NAP"], found["Tau"], found["Tau_U"], found["Tau_BC"]) == (0.5, 0.0, 0.0, 0.0)
    assert (found["PND"], found["PEM"], found["PAND"], found["IRD"]) == (0.0, 0.5, 0.5, 0.0)
    assert (found["SMD"], found["LRRi"], found["LRM"]) == (None, 0.0, 0.0)


def test_all_ties_have_the_same_pand_in_both_directions():
    up, down = (effects_of(Pair.of([2] * 3, [2] * 5, direction=way))["PAND"].value for way in ("increase", "decrease"))
    assert up == down == 5 / 8


def test_rounding_does_not_decide_ties_after_the_trend_is_taken_off():
    a = [0.1, 0.2, 0.3, 0.4]
    assert tau_bc(a, [0.5, 0.6, 0.7]).value == 0.0


def test_phases_of_zeros_have_no_ratio_unless_the_grain_is_known():
    assert lrr_i([0, 0, 0], [2, 3, 4]).value is None and "zero or less" in lrr_i([0, 0], [2, 3]).reason
    counted = lrr_i([0, 0, 0], [2, 3, 4], scale="count")
    assert counted.value == pytest.approx(math.log(3) + 1 / (2 * 3 * 9) - math.log(1 / 6) - (1 / 27) / (2 * 3 / 36))
    watched = lrr_i([0, 0, 0], [0.2, 0.3, 0.4], scale="proportion", intervals=20)
    assert watched.value is not None and lrr_i([0, 0, 0], [0.2, 0.3, 0.4], scale="proportion").value is None


def test_a_percentage_that_should_rise_is_turned_round_for_the_decreasing_ratio():
    turned = lrr_d([20, 30, 40], [60, 70, 90], scale="percentage")
    same = lrr_i([80, 70, 60], [40, 30, 10], scale="other")
    assert turned.value == pytest.approx(same.value) and turned.value < 0


def test_a_median_of_zero_has_no_ratio_and_a_zero_at_the_edge_no_standard_error():
    assert lrm([0, 0, 1], [2, 3]).value is None
    edge = lrm([0, 2, 3], [4, 5, 6])
    assert edge.value == pytest.approx(math.log(2.5)) and edge.se is None and edge.low is None


def test_the_way_to_the_goal_needs_a_goal_that_is_not_reached_already():
    assert "no goal" in pogo([1, 2], [3, 4], goal=None).reason
    assert "already" in pogo([1, 2], [3, 4], goal=1.5).reason
    assert pogo([1, 2], [3], goal=5.5).se is None
    assert pogo([8, 10], [5, 4], goal=0, direction="decrease").value == pytest.approx(50.0)


def test_complete_tau_u_has_no_interval_at_its_bounds():
    found = tau_u_complete([3, 2, 1], [4, 5, 6])
    assert found.value == 1.0 and found.low is None and found.high is None


@pytest.mark.parametrize(("a", "b"), [([1], [2, 3, 4]), ([1, 2, 3], [4]), ([1, 2], []), ([], [])])
def test_a_phase_of_one_session_has_no_piecewise_regression(a, b):
    assert "two sessions" in piecewise(a, b).reason


def test_four_points_fit_without_anything_left_to_judge_by():
    found = piecewise([1, 2], [5, 7])
    assert found.freedom == 0 and found.coefficients["level_change"].value == pytest.approx(2.0)
    assert found.coefficients["level_change"].se is None and found.r_squared == pytest.approx(1.0)


def test_a_series_without_a_phase_b_answers_with_reasons():
    only_a = Series.from_rows("Ana", condition="AAA", session=[1, 2, 3], outcome=[1, 2, 3])
    answer = analyse(only_a)
    assert answer.case == "Ana" and all(effect.value is None for effect in answer.effects.values())


def test_unknown_direction_and_scale_are_named():
    with pytest.raises(ValueError, match="sideways"):
        nap([1], [2], direction="sideways")
    with pytest.raises(ValueError, match="inches"):
        lrr_i([1, 2], [2, 3], scale="inches")
