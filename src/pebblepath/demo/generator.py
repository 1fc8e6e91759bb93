"""Moments of made-up children, from a truth that is known.

The model is the one that the evidence engine assumes, run forwards. For a moment on day t, in place j, told by r:

    P(step <= k) = logistic(c_k - eta),   eta = h(t) + alpha_j + u_r + sum of delta_sj over the strategies used

What differs from the engine's prior, on purpose, because life differs too: h has a drift (a rise, or a plateau) beside
its random walk, and now and then a hard week or a hard day lowers it. Nothing here reads a clock, a file or a database:
the truth, the calendar and the `numpy` generator are passed in, so the same seed gives the same moments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pebblepath.demo.rhythm import Occasion, occasions
from pebblepath.demo.schema import ALL_DAYS, GoalTruth, Growth, StrategyTruth

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

HARD_WEEK_DAYS = 6
USED_WHEN_HARD, USED_WHEN_NOT_HARD = 0.9, 0.04


@dataclass(frozen=True)
class Told:
    """One moment of a goal.

    Attributes:
        day: 0 the first day.
        minute: of the day, by the clock of the place.
        by: who told it.
        place: a setting, or "home:<id>" where there are two homes.
        step: the stone reached, 0 the lowest.
        strategies: those used, in alphabetical order.
    """

    day: int
    minute: int
    by: str
    place: str
    step: int
    strategies: tuple[str, ...]


def calendar(today: dt.date) -> list[dt.date]:
    """The days of the demo: ninety, today the last."""
    return [today - dt.timedelta(days=ALL_DAYS - 1 - day) for day in range(ALL_DAYS)]


def tell_goal(
    rng: np.random.Generator,
    goal: GoalTruth,
    dates: Sequence[dt.date],
    *,
    leans: Mapping[str, float],
    away: tuple[int, int] | None = None,
) -> list[Told]:
    """Simulate all moments of one goal, in order of time.

    Args:
        rng: where all chance comes from.
        goal: who tells, and the truth.
        dates: the calendar, from `calendar`.
        leans: how much farther along each person tends to see a moment (u_r, logits); 0 where not named.
        away: first and last day of the family's trip.
    """
    ways = iter(rng.spawn(3 + len(goal.strategies)))
    h, hard = growth_path(next(ways), goal.growth, len(dates))
    chances, steps = next(ways), next(ways)
    days_with = {truth.strategy: _days_with(next(ways), truth, hard) for truth in goal.strategies}
    moments = []
    for occasion, by, place in _all_occasions(chances, goal, dates, away):
        used = [t for t in goal.strategies if place in t.effect and days_with[t.strategy][place][occasion.day]]
        effects = sum(truth.effect[place] for truth in used)
        eta = h[occasion.day] + goal.places[place] + leans.get(by, 0.0) + effects
        names = tuple(sorted(truth.strategy for truth in used))
        moments.append(Told(occasion.day, occasion.minute, by, place, _step(steps, eta, goal.cuts), names))
    return sorted(moments, key=lambda told: (told.day, told.minute))


def growth_path(rng: np.random.Generator, growth: Growth, days: int) -> tuple[FloatArray, BoolArray]:
    """Draw h(t), the growth that would have come anyway.

    Returns:
        h on each day (logits, 0 on the first day before any hard day), and whether the day is a hard one.
    """
    rise = growth.rise * np.minimum(np.arange(days) / (growth.rise_days - 1), 1.0)
    walk = np.concatenate([[0.0], np.cumsum(rng.normal(0.0, growth.sigma, days - 1))])
    hard = rng.random(days) < growth.hard_days
    for first in growth.hard_weeks:
        hard[first : first + HARD_WEEK_DAYS] = True
    return rise + walk - growth.dip * hard, hard


def _all_occasions(
    rng: np.random.Generator, goal: GoalTruth, dates: Sequence[dt.date], away: tuple[int, int] | None
) -> list[tuple[Occasion, str, str]]:
    return [
        (occasion, teller.by, teller.place)
        for teller, own in zip(goal.tellers, rng.spawn(len(goal.tellers)), strict=True)
        for occasion in occasions(
            own,
            dates,
            days=teller.days,
            rate=teller.rate,
            hours=teller.hours,
            at_home=teller.place.startswith("home"),
            away=away,
        )
        if goal.begins <= occasion.day < goal.ends
    ]


def _days_with(rng: np.random.Generator, truth: StrategyTruth, hard: BoolArray) -> dict[str, BoolArray]:
    """For each place, on which days the strategy is used there: one decision a day and place, as in a try-out."""
    days = np.arange(len(hard))
    with_it = {}
    for place in truth.effect:
        coin = rng.random(len(hard))
        chosen = {
            "random days": coin < truth.share,
            "when wanted": coin < truth.share,
            "hard days": coin < np.where(hard, USED_WHEN_HARD, USED_WHEN_NOT_HARD),
            "since": np.ones(len(hard), dtype=bool),
            "always": np.ones(len(hard), dtype=bool),
        }[truth.used]
        with_it[place] = chosen & (days >= truth.from_day)
    return with_it


def _step(rng: np.random.Generator, eta: float, cuts: Sequence[float]) -> int:
    """Draw a step: the number of cutpoints below eta plus a logistic error."""
    return int(np.sum(eta + rng.logistic() > np.asarray(cuts)))
