"""People tell on their days, at their hours, and not every day."""

import datetime as dt

import numpy as np
import pytest

from pebblepath.demo.rhythm import falls_on, occasions

DATES = [dt.date(2026, 8, 24) + dt.timedelta(days=day) for day in range(90)]  # a Monday is the first
HOURS = ("07:30-08:00", "17:00-18:00")


def told(rate: float, seed: int = 1, **other: object):
    kept = {"days": "any", "hours": HOURS, "at_home": True} | other
    return list(occasions(np.random.default_rng(seed), DATES, rate=rate, **kept))


@pytest.mark.parametrize(
    ("days", "count"), [("any", 7), ("school days", 5), ("weekends", 2), ("tue", 1), (("mon", "sat"), 2)]
)
def test_days_are_those_meant(days: object, count: int) -> None:
    assert sum(falls_on(date, days) for date in DATES[:7]) == count


def test_moments_lie_in_the_hours() -> None:
    for occasion in told(1.6):
        assert 450 <= occasion.minute <= 480 or 1020 <= occasion.minute <= 1080


def test_people_tell_as_often_as_meant_and_a_little_less_towards_the_end() -> None:
    """Rate 0.6 with a fifth less by the end is 0.54 a day: 48.6 of 90 days; 30 seeds leave a standard error of 0.9."""
    counts = [len(told(0.6, seed)) for seed in range(30)]
    assert np.mean(counts) == pytest.approx(48.6, abs=3)


def test_two_moments_of_a_day_fall_into_different_windows() -> None:
    by_day: dict[int, list[int]] = {}
    for occasion in told(2.0):
        by_day.setdefault(occasion.day, []).append(occasion.minute)
    pairs = [minutes for minutes in by_day.values() if len(minutes) == 2]
    assert pairs and all((first < 500) != (second < 500) for first, second in pairs)


def test_the_weekday_changes_which_moments_are_told_but_not_their_hours() -> None:
    on_any_day = {(o.day, o.minute) for o in told(0.5)}
    on_school_days = {(o.day, o.minute) for o in told(0.5, days="school days")}
    assert on_school_days < on_any_day
