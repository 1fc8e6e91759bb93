import pytest
from single_case_data import reference

from pebblepath.core.evidence.single_case import (
    ird,
    nap,
    newcombe_interval,
    pand,
    pem,
    pnd,
    pogo,
    start_point_test,
    tau,
    tau_bc,
    tau_u,
)

PARKER_A, PARKER_B = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]


@pytest.mark.parametrize(
    ("effect", "value"),
    [(pnd, 5 / 7), (pem, 1.0), (pand, 11 / 13), (ird, 6 / 7 - 1 / 6), (nap, 38.5 / 42), (tau, 35 / 42)],
)
def test_the_worked_example_of_parker_vannest_and_davis_2011(effect, value):
    assert effect(PARKER_A, PARKER_B).value == pytest.approx(value, abs=1e-12)


def test_the_worked_example_of_tau_u_by_parker_and_others_2011():
    a, b = [3, 3, 4, 5], [4, 5, 6, 7, 7]
    assert tau(a, b).value == pytest.approx(16 / 20) and tau_u(a, b).value == pytest.approx(11 / 20)


def test_growth_is_no_effect_once_the_baseline_is_corrected_tarlow_2017():
    a, b = [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]
    assert (tau(a, b).value, tau_u(a, b).value, tau_bc(a, b).value) == pytest.approx((1.0, 0.6, 0.0))


def test_tau_u_is_not_bounded_by_one():
    assert tau_u([9, 7, 5, 3, 1], [10, 12]).value == pytest.approx(2.0)


def test_newcombes_interval_does_not_collapse_where_every_pair_is_better():
    low, high = newcombe_interval(1.0, 5, 5)
    assert (float(low), float(high)) == pytest.approx((0.643, 1.0), abs=5e-4)
    low, high = newcombe_interval(0.0, 5, 5)
    assert (float(low), float(high)) == pytest.approx((0.0, 0.357), abs=5e-4)


def test_tau_has_naps_interval_on_minus_one_to_one():
    share, both = nap([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]), tau([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert (both.low, both.high, both.se) == pytest.approx((2 * share.low - 1, 1.0, 2 * share.se))


def test_percent_of_goal_obtained_by_ferron_and_others_2020():
    """Published from the graphs by their own reading of them: the digitised points agree to half a percent."""
    published = reference()["published_values"][3]["values"]
    cases = {case["name"]: case for case in reference()["cases"]}
    for name, value in (
        ("English1997 Sue", published["English1997 Sue/Don/Jake/Pete (goal 21.25)"][0]),
        ("English1997 Pete", published["English1997 Sue/Don/Jake/Pete (goal 21.25)"][3]),
        ("Facon2008 A vs D", published["Facon2008 A to B..I (goal 70)"][2]),
    ):
        case = cases[name]
        assert pogo(case["A"], case["B"], goal=case["goal"]).value == pytest.approx(value, abs=0.5)


def test_the_start_point_example_of_scan():
    """exampleAB Johanna (fictitious): 5 + 15 points, limit 5, 11 starts, observed 19.53, p = 1/11."""
    from single_case_data import first_pairs

    johanna = next(one for one in first_pairs() if one["case"] == "Johanna")
    found = start_point_test(johanna["a"] + johanna["b"], start=5, limit=5)
    assert found.arrangements == 11 and found.observed == pytest.approx(19.53333, abs=1e-5)
    assert found.p == pytest.approx(1 / 11) and found.smallest_p == pytest.approx(1 / 11)
