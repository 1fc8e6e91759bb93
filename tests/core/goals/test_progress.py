from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.progress import (
    Week,
    bar_height,
    draw_strip,
    hard_weeks,
    in_words,
    mondays_until,
    then_and_now,
    times,
)

MONDAY = dt.date(2026, 11, 23)


def weeks(*steps: tuple[int, ...], **last: object) -> list[Week]:
    found = [Week(MONDAY + dt.timedelta(weeks=n), told) for n, told in enumerate(steps)]
    return [*found[:-1], Week(**{**vars(found[-1]), **last})]  # type: ignore[arg-type]


def hard(*steps: tuple[int, ...], **last: object) -> bool:
    return hard_weeks(weeks(*steps, **last))[-1]


@pytest.mark.parametrize("today", [MONDAY + dt.timedelta(days=n) for n in range(7)])
def test_twelve_mondays_end_with_that_of_this_week(today: dt.date):
    mondays = mondays_until(today)
    assert len(mondays) == 12 and mondays[-1] == MONDAY and mondays[0] == MONDAY - dt.timedelta(weeks=11)
    assert all(monday.weekday() == 0 for monday in mondays) and mondays == sorted(mondays)


def test_a_week_is_hard_when_most_moments_were_lower_than_in_the_weeks_before():
    assert hard((0, 0, 4, 0, 0), (2, 1, 1, 0, 0))


def test_half_of_the_moments_is_not_most():
    assert not hard((0, 0, 4, 0, 0), (1, 1, 2, 0, 0))


def test_where_she_always_was_is_no_hard_week():
    assert not hard((5, 0, 0, 0, 0), (5, 0, 0, 0, 0))
    assert not hard((5, 5, 0, 0, 0), (9, 1, 0, 0, 0))


def test_two_low_moments_make_no_hard_week():
    assert not hard((0, 0, 9, 0, 0), (2, 0, 0, 0, 0)) and hard((0, 0, 9, 0, 0), (3, 0, 0, 0, 0))


def test_the_first_weeks_are_compared_with_nothing():
    assert not hard((9, 0, 0, 0, 0))
    assert not hard((0, 0, 0, 0, 2), (9, 0, 0, 0, 0))  # two moments before are too few to know what is usual


def test_only_the_four_weeks_before_are_her_usual():
    high, low = (0, 0, 0, 0, 5), (5, 0, 0, 0, 0)
    assert not hard(high, low, low, low, low, low) and hard(high, low)


def test_mostly_sad_faces_make_a_hard_week():
    assert hard((0, 1, 0), faces=(2, 1, 0)) and not hard((0, 1, 0), faces=(2, 0, 2)) and not hard((0,), faces=(2, 0, 0))


def test_a_family_that_is_full_has_a_hard_week():
    assert hard((0, 0, 3), full=True) and not hard((0, 0, 3))


STEPS = st.tuples(*[st.integers(0, 9)] * 5)


@given(st.lists(STEPS, min_size=1, max_size=12))
def test_a_week_that_was_better_is_never_hard(told: list[tuple[int, ...]]):
    top = (0, 0, 0, 0, 5)
    assert not hard_weeks(weeks(*told, top))[-1]


def test_bars_can_be_compared_between_rows():
    assert [bar_height(count, 4) for count in (0, 1, 2, 4)] == [0, 11, 22, 44]
    strip = draw_strip([1, 0], [False, True], most=4)
    assert strip.numbers == (("13", "46", "1"),) and strip.hard == ("26",) and strip.width == 52


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.integers(0, 3))
def test_every_bar_has_its_count_within_the_drawing_and_none_is_drawn_for_nothing(counts: list[int], more: int):
    strip = draw_strip(counts, [False] * len(counts), most=max(counts) + more)
    assert [count for _, _, count in strip.numbers] == [str(count) for count in counts if count]
    assert strip.bars.count("Z") == len(strip.numbers)
    for x, y, _ in strip.numbers:
        assert 0 < int(x) < strip.width and 13 <= int(y) <= 53


def test_a_strip_is_told_in_words_too():
    assert in_words([0, 2, 1]) == "3 times in 3 weeks. Week by week: 0, 2, 1."
    assert in_words([0, 0]) == "not in these 2 weeks"
    assert [times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_then_and_now_are_counts_of_counts():
    assert then_and_now([1, 0, 2, 3], [4, 4, 5, 5]) == ((1, 8), (5, 10))


def test_there_is_no_then_and_now_where_one_half_is_empty():
    assert then_and_now([0, 0, 2, 3], [0, 0, 5, 5]) is None and then_and_now([1, 1], [2, 0]) is None
