"""The same facts for a family and for a payer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pebblepath.core.wording import Facts, check, check_vague, plain_words, side_by_side
from pebblepath.library.reading import reading_grade

ZIP = Facts(
    child="Mia",
    activity="zip a jacket",
    setting="school",
    reached="with one tap on the hand",
    help="a ring on the zipper",
    times=4,
    out_of=5,
    baseline="a grown-up zipped while she held still",
    baseline_month="May",
    change="she pulls the zipper up on her own",
    frequency="once a week for 45 minutes",
    skilled="grade the steps and fit the tools",
    next_step="start the zipper",
)


def test_both_tell_the_same_facts():
    told = side_by_side(ZIP)
    for fact in ("zip a jacket", "4 of 5", "a ring on the zipper", "May", "pulls the zipper up", "once a week"):
        assert fact in told.family and fact in told.payer


def test_neither_shames_and_neither_is_vague():
    told = side_by_side(ZIP)
    assert check(told.family) == [] and check(told.payer) == []
    assert check_vague(told.payer) == []


def test_the_family_reads_plain_words():
    told = side_by_side(ZIP)
    assert reading_grade(told.family) <= 6 and plain_words(told.family) == []


def test_the_payer_reads_function_measure_baseline_change_and_skill():
    payer = side_by_side(ZIP).payer
    for heading in (
        "Functional status",
        "Measured performance",
        "Baseline (May)",
        "Change since baseline",
        "skills of a",
    ):
        assert heading in payer


def test_what_is_not_known_is_left_out():
    told = side_by_side(Facts("Mia", "zip a jacket", "home", "by herself"))
    assert told.family == "Mia can now zip a jacket at home: by herself."
    assert told.payer == "Functional status: Mia is able to zip a jacket at home (by herself)."
    assert [row.about for row in told.rows] == ["now"]


def test_rows_pair_one_fact_each():
    rows = {row.about: row for row in side_by_side(ZIP).rows}
    assert rows["count"].family == "It worked 4 of 5 times."
    assert rows["count"].payer == "Measured performance: 4 of 5 trials."
    assert rows["skill"].family == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"activity": " "}, "The activity is missing"),
        ({"times": 6}, "can't have worked 6 of 5"),
        ({"out_of": None}, "both how often it worked and of how many"),
    ],
)
def test_facts_that_cannot_be_are_refused(change: dict[str, object], sentence: str):
    with pytest.raises(ValueError, match=sentence):
        replace(ZIP, **change)  # type: ignore[arg-type]
