"""When people tell: not every day, each at their own hours, a little less as the weeks go by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pebblepath.demo.schema import WEEKDAYS, Days

LESS_BY_THE_END = 0.2
AWAY_AT_HOME = 0.4


@dataclass(frozen=True)
class Occasion:
    """A chance to tell that was taken: which day (0 the first) and at what minute of it."""

    day: int
    minute: int


def occasions(
    rng: np.random.Generator,
    dates: Sequence[dt.date],
    *,
    days: Days,
    rate: float,
    hours: Sequence[str],
    at_home: bool,
    away: tuple[int, int] | None = None,
) -> Iterator[Occasion]:
    """On which days somebody tells, and when.

    Args:
        rng: where the chance comes from.
        dates: the calendar, day 0 first.
        days: which days come into question.
        rate: moments on such a day, on average; it falls by a fifth towards the end, as it does in life.
        hours: windows of the day, such as "07:30-08:15".
        at_home: whether the place is a home; other places see nobody while the family is away.
        away: first and last day of a trip.
    """
    for day, date in enumerate(dates):
        likely = rate * (1.0 - LESS_BY_THE_END * day / len(dates)) * _presence(day, at_home, away)
        count = int(likely) + int(rng.random() < likely % 1.0)
        first = int(rng.integers(len(hours)))
        # A second moment of the same day falls into the next window.
        minutes = [_minute(rng, hours[(first + k) % len(hours)]) for k in range(count)]
        if falls_on(date, days):
            yield from (Occasion(day, minute) for minute in minutes)


def falls_on(date: dt.date, days: Days) -> bool:
    """Whether a date is one of the days meant."""
    weekday = date.weekday()
    if days == "any":
        return True
    if days == "school days":
        return weekday < 5
    if days == "weekends":
        return weekday >= 5
    return WEEKDAYS[weekday] in ((days,) if isinstance(days, str) else days)


def _presence(day: int, at_home: bool, away: tuple[int, int] | None) -> float:
    if away is None or not away[0] <= day <= away[1]:
        return 1.0
    return AWAY_AT_HOME if at_home else 0.0


def _minute(rng: np.random.Generator, window: str) -> int:
    first, last = (_minutes(clock) for clock in window.split("-"))
    return int(rng.integers(first, last + 1))


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
