"""What is asked of a scale before it is used."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.scale_check import check_scale
from pebblepath.library import load_library

BY = dt.date(2026, 12, 24)
SONGS = [
    "I join in for one song.",
    "I join in for two songs.",
    "I join in for three songs.",
    "I join in for four songs.",
    "I join in for five songs.",
]


def rules(stones: list[str], start_step: int | None = 1, by: dt.date | None = BY) -> list[str]:
    return [finding.rule for finding in check_scale(stones, start_step=start_step, by=by)]


def test_one_thing_in_equal_steps_from_a_known_start_by_a_day_is_fine() -> None:
    assert rules(SONGS) == []


def test_falling_numbers_are_as_good_as_rising_ones() -> None:
    assert rules([f"I wear socks with {count} breaks." for count in (8, 6, 4, 2, 0)]) == []


def test_unequal_steps_are_said_with_their_sizes() -> None:
    (finding,) = check_scale([f"I wait {count} minutes." for count in (1, 2, 4, 8, 16)], start_step=0, by=BY)
    assert finding.rule == "equal_steps" and "1, 2, 4, 8" in finding.sentence


def test_two_things_that_change_at_once_are_found() -> None:
    pairs = ((1, 10), (2, 8), (3, 6), (4, 4), (5, 2))
    assert rules([f"I put on {socks} socks in {minutes} minutes." for socks, minutes in pairs]) == ["one_variable"]


def test_ranges_that_share_a_number_overlap() -> None:
    assert rules([f"I try {least}-{least + 2} bites." for least in (1, 3, 5, 7, 9)]) == ["overlap"]
    assert rules([f"I try {least} to {least + 1} bites." for least in (1, 3, 5, 7, 9)]) == []


def test_numbers_that_run_back_and_forth_are_found() -> None:
    assert rules([f"I wait {count} minutes." for count in (1, 3, 2, 4, 5)]) == ["order"]


@pytest.mark.parametrize(
    "written",
    [
        ["five", "ten", "fifteen", "twenty", "twenty-five"],
        ["Twenty one", "twenty two", "twenty three", "twenty four", "twenty five"],
        ["eleven", "thirteen", "fifteen", "seventeen", "nineteen"],
        ["zero", "thirty", "sixty", "ninety", "one hundred and twenty"],
        ["a hundred", "one hundred and ten", "one hundred twenty", "130", "one hundred and forty"],
    ],
)
def test_written_numbers_are_read_as_their_digits_are(written: list[str]) -> None:
    assert rules([f"I wait {number} minutes." for number in written]) == []


def test_unequal_steps_in_written_numbers_are_said_with_their_sizes() -> None:
    written = ["five", "ten", "twenty-five", "thirty", "thirty-five"]
    (finding,) = check_scale([f"I wait {number} minutes." for number in written], start_step=0, by=BY)
    assert finding.rule == "equal_steps" and "5, 15, 5, 5" in finding.sentence


def test_written_ranges_that_share_a_number_overlap() -> None:
    ranges = [("ten", "fifteen"), ("fifteen", "twenty"), ("twenty", "twenty-five"), ("twenty-five", "thirty")]
    assert rules([f"I try {least} to {most} bites." for least, most in ranges]) == ["overlap"]


@pytest.mark.parametrize("tens", [("twenty", "thirty", "forty"), ("one hundred", "two hundred", "three hundred")])
def test_a_written_number_ends_at_a_comma(tens: tuple[str, ...]) -> None:
    ones = ("five", "seven", "nine")
    assert rules([f"I hop {ten}, {one} times." for ten, one in zip(tens, ones, strict=True)]) == ["one_variable"]


def test_the_same_words_twice_overlap() -> None:
    assert "overlap" in rules(["I look.", "I touch it.", "I touch it!", "I smell it.", "I taste it."])


def test_steps_in_words_are_for_a_colleague() -> None:
    (finding,) = check_scale(["I look.", "I touch it.", "I smell it.", "I lick it.", "I eat it."], start_step=0, by=BY)
    assert (finding.rule, finding.weight) == ("words_only", "ask")


@pytest.mark.parametrize(("start", "by", "rule"), [(None, BY, "baseline"), (4, BY, "baseline"), (1, None, "by_when")])
def test_start_and_day_are_asked_for(start: int | None, by: dt.date | None, rule: str) -> None:
    assert rules(SONGS, start, by) == [rule]


def test_no_scale_of_the_library_has_something_to_mend() -> None:
    for card in load_library().occupations.values():
        found = check_scale(card.stones, start_step=1, by=BY)
        assert [finding for finding in found if finding.weight == "mend"] == [], card.id


@given(st.lists(st.text(max_size=60), min_size=2, max_size=7), st.integers(0, 6))
def test_any_words_are_looked_at_without_a_fall(stones: list[str], start: int) -> None:
    for finding in check_scale(stones, start_step=start, by=None):
        assert finding.sentence and all(0 <= step < len(stones) for step in finding.steps)
