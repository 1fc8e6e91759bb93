"""How reports say a number of things, and a day."""

from __future__ import annotations

import datetime as dt

import pytest

from pebblepath.core.reports.counts_and_days import counted, long_date


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (counted(1, "moment"), "1 moment"),
        (counted(0, "moment"), "0 moments"),
        (counted(2, "person"), "2 people"),
        (counted(1, "word on a path", "words on paths"), "1 word on a path"),
        (counted(3, "word on a path", "words on paths"), "3 words on paths"),
    ],
)
def test_a_number_of_things_stands_in_one_or_many(said: str, words: str):
    assert said == words


def test_a_day_is_written_out_without_a_leading_zero():
    assert long_date(dt.date(2026, 5, 4)) == "4 May 2026"
