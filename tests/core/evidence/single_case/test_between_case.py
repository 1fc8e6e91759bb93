import pytest
from single_case_data import reference, study

from pebblepath.core.evidence.single_case import Series, between_case_multiple_baseline, between_case_reversal


def saddler() -> list[Series]:
    """T-unit length of six pupils, Saddler, Behforooz & Asaro (2008)."""
    return [
        Series.from_rows(
            case["name"],
            condition="A" * len(case["A"]) + "B" * len(case["B"]),
            session=case["session_A"] + case["session_B"],
            outcome=case["A"] + case["B"],
        )
        for case in reference()["cases"]
        if case["name"].startswith("Saddler")
    ]


def test_laski_agrees_with_hedges_pustejovsky_and_shadish_2013():
    found = between_case_multiple_baseline(study("laski"))
    assert found.value == pytest.approx(1.388385, abs=1e-6) and found.variance == pytest.approx(0.10050132, abs=1e-8)
    assert found.se == pytest.approx(0.10050132**0.5, abs=1e-8)


def test_saddlers_t_units_agree_with_hedges_pustejovsky_and_shadish_2013():
    assert between_case_multiple_baseline(saddler()).value == pytest.approx(0.785400, abs=1e-6)


def test_anglesea_agrees_with_hedges_pustejovsky_and_shadish_2012():
    found = between_case_reversal(study("anglesea"))
    assert found.value == pytest.approx(1.149507, abs=1e-6) and found.variance == pytest.approx(2.43956417, abs=1e-8)
    assert found.phi == pytest.approx(0.175859, abs=1e-6) and found.rho == pytest.approx(0.915510, abs=1e-6)


def test_less_is_better_turns_the_sign():
    def turned(series: Series) -> Series:
        return Series(series.case, series.phases, direction=type(series.direction)("decrease"))

    up, down = study("laski"), [turned(one) for one in study("laski")]
    first, second = between_case_multiple_baseline(up), between_case_multiple_baseline(down)
    assert first.value == pytest.approx(-second.value) and first.variance == pytest.approx(second.variance)


@pytest.mark.parametrize("estimate", [between_case_multiple_baseline, between_case_reversal])
def test_two_cases_are_too_few(estimate):
    assert "at least 3 cases" in estimate(study("laski")[:2]).reason


@pytest.mark.parametrize("estimate", [between_case_multiple_baseline, between_case_reversal])
def test_cases_that_are_all_alike_have_no_spread(estimate):
    alike = [Series.from_rows(name, condition="AAABBB", session=range(6), outcome=[1, 2, 1, 3, 4, 3]) for name in "xyz"]
    assert estimate(alike).value is None and "no spread" in estimate(alike).reason


def test_cases_that_never_vary_cannot_tell_how_days_follow_each_other():
    level = [
        Series.from_rows(str(k), condition="AAABBB", session=range(6), outcome=[k] * 3 + [k + 2] * 3) for k in range(4)
    ]
    assert "follow each other" in between_case_multiple_baseline(level).reason


def test_a_case_without_b_is_refused_in_words():
    cases = [*study("laski")[:3], Series.from_rows("x", condition="AA", session=[1, 2], outcome=[1, 2])]
    assert "a phase A and a phase B" in between_case_multiple_baseline(cases).reason
    assert "a phase A and a phase B" in between_case_reversal(cases).reason
