"""The published series are what their descriptions say, and say where they come from."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from pebblepath.demo.studies import Study, load_studies
from pebblepath.library.reading import reading_grade

STUDIES = {study.id: study for study in load_studies()}

# Days with an outcome in the source, in the order of the phases.
SOURCE_COUNTS = {
    "leidig-3a1": [11, 52],
    "leidig-1a3": [7, 80],
    "leidig-2c3": [25, 42],
    "leidig-1a1": [7, 76],
    "leidig-3c3": [16, 45],
    "thorne-1": [3, 11, 5, 12],
    "thorne-12": [3, 14, 4, 11],
    "carson-a2": [4, 6, 6],
}


def outcomes(study: Study, *, with_strategy: bool) -> list[int]:
    return [day.outcome for day in study.days() if bool(day.strategies) == with_strategy]


def nap(study: Study) -> float:
    """How often a day with the strategy went better than a day without, ties counted half."""
    without, used = (outcomes(study, with_strategy=flag) for flag in (False, True))
    wins = sum((b > a) + 0.5 * (b == a) for a in without for b in used)
    return wins / (len(without) * len(used))


def test_there_are_four_to_eight_series_from_at_least_three_papers() -> None:
    assert 4 <= len(STUDIES) <= 8
    assert len({study.paper for study in STUDIES.values()}) >= 3


@pytest.mark.parametrize("study_id", SOURCE_COUNTS)
def test_a_series_has_as_many_days_in_each_phase_as_its_source(study_id: str) -> None:
    study = STUDIES[study_id]
    assert [phase.days for phase in study.phases] == SOURCE_COUNTS[study_id]
    assert len(study.days()) == sum(SOURCE_COUNTS[study_id]) == study.days_with + study.days_without


def test_every_series_is_counted_here() -> None:
    assert STUDIES.keys() == SOURCE_COUNTS.keys()


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.id)
def test_days_go_forward_on_school_days(study: Study) -> None:
    days = [day.when for day in study.days()]
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
    assert days[0] >= date(2025, 9, 1)


def test_missing_days_keep_their_gap_in_the_calendar() -> None:
    days = [day.when for day in STUDIES["leidig-3a1"].days()]
    assert date(2025, 9, 4) not in days  # the fourth day has no rating in the source
    assert days[:4] == [date(2025, 9, 1), date(2025, 9, 2), date(2025, 9, 3), date(2025, 9, 5)]
    assert STUDIES["leidig-3a1"].days_missing == 108 - len(days)


def test_the_five_pupils_of_leidig_show_the_range_of_answers() -> None:
    naps = [round(nap(study), 2) for study in STUDIES.values() if study.paper == "Leidig 2022"]
    assert naps == [0.43, 0.68, 0.77, 0.83, 0.99]
    assert [re.findall(r"\((\d\.\d+)\)", study.choice) for study in list(STUDIES.values())[:5]] == [
        [f"{value:.2f}"] for value in naps
    ]


def test_percent_of_time_became_five_bands() -> None:
    first = STUDIES["thorne-1"]
    # 63.08, 55.89, 54.72 | 91.77 ... : the published values of the first four sessions
    assert [day.outcome for day in first.days()][:4] == [3, 2, 2, 4]
    assert len(first.levels) == 5


def test_the_photo_book_series_begins_with_the_photo_book() -> None:
    study = STUDIES["carson-a2"]
    assert [phase.name for phase in study.phases] == ["B1", "A1", "B2"]
    assert outcomes(study, with_strategy=False) == [3, 5, 3, 4, 4, 3]
    assert outcomes(study, with_strategy=True) == [4, 5, 5, 5, 5, 5, 5, 5, 5, 5]


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.id)
def test_a_series_says_where_it_comes_from_and_what_was_checked(study: Study) -> None:
    assert re.fullmatch(r"10\.\d{4}/\S+", study.citation.doi)
    assert str(study.citation).endswith(study.citation.doi)
    assert "made-up calendar" in study.dates
    assert "facts" in study.licence
    assert "not seen" in study.checked


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.id)
def test_a_child_is_a_number_not_a_name(study: Study) -> None:
    assert re.fullmatch(r"Pupil [A\d]\w*, \w+ \d{4}", study.child)


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.id)
def test_families_can_read_the_words(study: Study) -> None:
    assert reading_grade(" ".join([*study.levels, f"{study.goal}.", study.strategy_about])) <= 6


def test_a_csv_that_does_not_match_its_phases_is_turned_away() -> None:
    study = STUDIES["carson-a2"]
    shorter = study.csv_text.rsplit("\n", 2)[0] + "\n"
    with pytest.raises(ValidationError, match="are not the phases"):
        Study.model_validate(study.model_dump() | {"csv_text": shorter})


def test_an_outcome_outside_the_levels_is_turned_away() -> None:
    study = STUDIES["carson-a2"]
    with pytest.raises(ValidationError, match="0 to 4 is accepted"):
        Study.model_validate(study.model_dump() | {"levels": study.levels[:5]})
