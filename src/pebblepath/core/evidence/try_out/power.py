"""How often a try-out of some length would tell: known before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pebblepath.core.evidence.batch import what_helps_many
from pebblepath.core.evidence.case import Case
from pebblepath.core.evidence.verdict import Verdict

from .schedule import EVERY_DAY, design

NOTICEABLE = 1.2
GROWTH = 0.1
START = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Power:
    """How often a try-out would tell.

    Args:
        days: how long it is.
        tells: the share of simulated children for whom it says "helps" when the strategy truly does (0 to 1).
        cases: how many were simulated.
    """

    days: int
    tells: float
    cases: int


def power(
    *,
    days: int,
    rng: np.random.Generator,
    levels: int = 5,
    per_day: int = 1,
    effect: float = NOTICEABLE,
    told: float = 0.9,
    cases: int = 200,
    weekdays: frozenset[int] = EVERY_DAY,
) -> Power:
    """Simulate children whom the strategy helps, give each a try-out, and count how often the model says so.

    Each child has level probabilities drawn from the model's prior (Dirichlet(2, …, 2)), growth that moves by
    Normal(0, 0.1²) a day, one setting and one observer; days go untold at random.

    Args:
        days: even, 8 to 56.
        rng: decides schedules and children.
        levels: how many stones, 2 to 7.
        per_day: moments told on a day.
        effect: how much it truly helps, in logits; 1.2 is about 7 times in 10.
        told: the share of days on which somebody tells (0 to 1).
        cases: how many children.
        weekdays: which days of the week take part.
    """
    children = [_child(days, rng, levels, per_day, effect, told, weekdays) for _ in range(cases)]
    answers = what_helps_many([child for child in children if child is not None], processes=1)
    helped = sum(answer.effects[0].verdict is Verdict.HELPS for answer in answers)
    return Power(days, helped / cases, cases)


def _child(
    days: int,
    rng: np.random.Generator,
    levels: int,
    per_day: int,
    effect: float,
    told: float,
    weekdays: frozenset[int],
) -> Case | None:
    schedule = design(START, days=days, rng=rng, weekdays=weekdays)
    day = np.array([(date - schedule.days[0]).days for date in schedule.days])
    growth = np.cumsum(rng.normal(0.0, GROWTH * np.sqrt(np.diff(day, prepend=0))))
    told_days = np.flatnonzero(rng.random(days) < told)
    if not len(told_days):
        return None
    rows = np.repeat(told_days, per_day)
    with_it = np.array(schedule.with_it)[rows]
    outcome = _outcomes(growth[rows] + effect * with_it, levels, rng)
    return Case.from_arrays(
        levels=levels,
        day=day[rows],
        setting=np.zeros(len(rows), dtype=np.int64),
        observer=np.zeros(len(rows), dtype=np.int64),
        strategies=with_it[:, None],
        outcome=outcome,
    )


def _outcomes(eta: NDArray[np.float64], levels: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Levels drawn from the cumulative logit model."""
    at_most = np.cumsum(rng.dirichlet(np.full(levels, 2.0)))[:-1].clip(1e-9, 1 - 1e-9)
    cuts = np.log(at_most / (1 - at_most))
    latent = eta + rng.logistic(size=len(eta))
    outcome: NDArray[np.int64] = (latent[:, None] > cuts).sum(axis=1).astype(np.int64)
    return outcome
