import pytest
from single_case_data import reference, study

from pebblepath.core.evidence.single_case import Design, Met, Series, by_design, design_of, design_standards
from pebblepath.core.evidence.single_case.standards import baseline_trend, reversibility

EXAMPLE = reference()["wwc_5_0_examples"]


def series(condition: str, outcome=None, *, first: int = 1, case: str = "Ana", **more) -> Series:
    values = [k % 3 for k in range(len(condition))] if outcome is None else outcome
    sessions = range(first, first + len(condition))
    return Series.from_rows(case, condition=condition, session=sessions, outcome=values, **more)


def met(*cases: Series) -> dict[str, Met]:
    return {one.name: one.met for one in design_standards(cases)}


def example() -> Series:
    data = EXAMPLE["data"]
    phases = [data[name] for name in ("baseline1", "treatment1", "baseline2", "treatment2")]
    condition = "".join(letter * len(phase) for letter, phase in zip("ABAB", phases, strict=True))
    return series(condition, [value for phase in phases for value in phase], direction="decrease")


def test_the_worked_values_of_appendix_i():
    phases = example().phases
    back = reversibility(phases[0], phases[2], direction="decrease")
    trend = baseline_trend(phases[0], direction="decrease")
    assert round(back, 3) == EXAMPLE["reversibility"]["published"] and back == EXAMPLE["reversibility"]["value"]
    assert round(trend, 2) == EXAMPLE["baseline_trend"]["published"]


def test_the_handbooks_reversal_example_meets_what_data_can_show():
    found = met(example())
    assert {name for name, one in found.items() if one is Met.YES} == {
        "data_shown",
        "three_attempts",
        "points_a_phase",
        "no_baseline_trend",
        "reversible",
    }
    assert found["agreement"] is found["systematic_manipulation"] is found["no_confounding"] is Met.CANNOT_TELL


@pytest.mark.parametrize(
    ("cases", "design"),
    [
        ([series("AAABBB")], Design.AB),
        ([series("AAABBB"), series("AAABBB", case="Bo")], Design.AB),
        ([series("AAABBB"), series("AAAABB", case="Bo")], Design.MULTIPLE_BASELINE),
        ([series("AAABBBAAA")], Design.REVERSAL),
        ([series("ABBABAAB")], Design.ALTERNATING),
    ],
)
def test_the_design_is_read_from_the_phases(cases, design):
    assert design_of(cases) is design


def test_cases_of_different_designs_are_judged_apart():
    mixed = [series("AAABBB"), series("ABBABAAB", case="Bo"), series("AAAABB", case="Cy")]
    assert {design: [one.case for one in cases] for design, cases in by_design(mixed).items()} == {
        Design.MULTIPLE_BASELINE: ["Ana", "Cy"],
        Design.ALTERNATING: ["Bo"],
    }


@pytest.mark.parametrize(
    ("points", "answer"), [(5, Met.YES), (4, Met.WITH_RESERVATIONS), (3, Met.WITH_RESERVATIONS), (2, Met.NO)]
)
def test_points_a_phase_are_graded(points, answer):
    assert met(series("A" * 5 + "B" * points + "A" * 5 + "B" * 5))["points_a_phase"] is answer


def test_a_missing_day_is_no_point():
    nan = float("nan")
    found = design_standards([series("AAAAABBBBB", [1, 2, nan, 3, 1, 4, 5, 6, 5, 4])])
    assert {one.name: one.met for one in found}["points_a_phase"] is Met.WITH_RESERVATIONS
    assert found[0].sentence == "The outcome of each session is there (9 points; 1 of 10 sessions have none)."


def test_one_ab_series_has_a_single_attempt():
    assert met(series("A" * 6 + "B" * 6))["three_attempts"] is Met.NO


def test_three_staggered_baselines_are_three_attempts_and_must_overlap():
    together = [series("A" * k + "B" * (20 - k), case=str(k)) for k in (5, 8, 11)]
    found = met(*together)
    assert found["three_attempts"] is Met.YES and found["concurrent_baselines"] is Met.YES
    apart = [series("AAAAABBBBB", first=start, case=str(start)) for start in (1, 21, 41)]
    assert met(*apart)["concurrent_baselines"] is Met.NO


def test_laskis_children_are_a_multiple_baseline():
    found = met(*study("laski"))
    assert found["three_attempts"] is Met.YES and "concurrent_baselines" in found and "reversible" not in found


def test_a_baseline_that_improves_by_itself_is_found():
    assert met(series("AAAAAABBBBB", [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9]))["no_baseline_trend"] is Met.NO
    assert met(series("AAAABBBBB"))["no_baseline_trend"] is Met.CANNOT_TELL


def test_an_outcome_that_did_not_come_back_is_found():
    stayed = series("AAAAABBBBBAAAAABBBBB", [1] * 5 + [5] * 5 + [5] * 5 + [6] * 5)
    assert met(stayed)["reversible"] is Met.NO


@pytest.mark.parametrize(
    ("condition", "answer"), [("ABBAABBAAB", Met.YES), ("ABABBABA", Met.WITH_RESERVATIONS), ("ABABAB", Met.NO)]
)
def test_repetitions_of_an_alternation_are_graded(condition, answer):
    assert met(series(condition))["repetitions"] is answer


def test_three_in_a_row_are_no_quick_alternation():
    assert met(series("ABAAABBABBAB"))["repetitions"] is Met.NO


def test_every_line_is_one_sentence_or_two():
    for one in design_standards([example()]):
        assert one.sentence.endswith(".") and "\n" not in one.sentence and len(one.sentence) < 140


def test_nothing_to_check_is_a_programmers_error():
    with pytest.raises(ValueError, match="no series"):
        design_standards([])
