"""Times as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.apps.play.timetable.times import (
    DAYS,
    SCHOOL_DAYS,
    Block,
    NotATime,
    read_blocks,
    read_clock,
    read_times,
    say_blocks,
    say_times,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9", 540), ("9:30", 570), ("09.30", 570), ("9h30", 570), ("15:30", 930), ("3 pm", 900), ("3:30PM", 930),
        ("12 pm", 720), ("12 am", 0), ("2", 840), ("02:00", 120), ("11 a.m.", 660), ("1:15", 795), ("6:30", 390),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(text: str, minutes: int):
    assert read_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "noonish", "25:00", "9:75", "13 pm", "0 am", "9:3", "9–12"])
def test_what_is_no_time_gets_a_sentence_with_what_is_accepted(text: str):
    with pytest.raises(NotATime, match=r"isn’t a time.*9:00"):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("9-12", [(540, 720)]),
        ("9:00 – 12:30, 2 to 4pm", [(540, 750), (840, 960)]),
        ("14:00–16:00 and 9 until 10", [(540, 600), (840, 960)]),
        ("11-1; 3-5", [(660, 780), (900, 1020)]),
        ("  ", []),
    ],
)
def test_a_days_stretches_are_read_the_earliest_first(text: str, times: list[tuple[int, int]]):
    assert read_times(text) == times


@pytest.mark.parametrize(
    ("text", "words"), [("mornings", "beginning and end"), ("12-9", "ends before it starts"), ("9-99", "isn’t a time")]
)
def test_a_stretch_that_cant_be_read_says_why(text: str, words: str):
    with pytest.raises(NotATime, match=words):
        read_times(text)


def test_a_line_names_days_time_and_what_it_is():
    blocks = read_blocks(
        "11:00-11:50 lunch and recess\nMon, Wed 9–10 reading\ntuesday to thursday: 1-1:45 music\n\nFri 2-3"
    )
    assert blocks == [
        Block(SCHOOL_DAYS, 660, 710, "lunch and recess"),
        Block(("Mon", "Wed"), 540, 600, "reading"),
        Block(("Tue", "Wed", "Thu"), 780, 825, "music"),
        Block(("Fri",), 840, 900, "something else"),
    ]


def test_every_day_may_be_said():
    assert read_blocks("every day 10-10:15 break", among=DAYS)[0].days == DAYS


@pytest.mark.parametrize("line", ["recess", "Mon recess", "Mon 10 recess"])
def test_a_line_without_a_time_gets_a_sentence(line: str):
    with pytest.raises(NotATime, match="no time that can be read"):
        read_blocks(line)


STARTS = st.integers(0, 22 * 60).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 24 * 60 - 1)))
WORDS = st.sampled_from(["recess", "lunch", "music room 3", "IEP meeting"])


@given(st.lists(st.tuples(st.sets(st.sampled_from(DAYS), min_size=1), STARTS, WORDS), max_size=4))
def test_what_is_said_again_is_read_the_same(rows: list[tuple[set[str], tuple[int, int], str]]):
    blocks = [Block(tuple(d for d in DAYS if d in days), *span, what) for days, span, what in rows]
    # A time in the small hours is written with a leading nought, or it would mean the afternoon.
    early = any(60 <= minute < 360 for block in blocks for minute in (block.start, block.end))
    assert early or read_blocks(say_blocks(blocks)) == blocks


def test_times_are_said_as_one_would_write_them():
    assert say_times([(540, 720), (840, 975)]) == "9:00–12:00, 14:00–16:15"
