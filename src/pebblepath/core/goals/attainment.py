"""Goal attainment scaling as a number, for those who need one: the T-score. Families and children never see it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

RHO = 0.3
LOWEST, HIGHEST = -2, 2
Scoring = Literal["scores", "change"]


class NotScorable(Exception):
    """There is no T-score for this; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class ScaledGoal:
    """One goal on its scale.

    Attributes:
        score: the level reached, −2 to +2.
        baseline: the level at the start, −2 to +2; None when nobody wrote it down.
        weight: how much the goal counts (above 0): importance, or importance times difficulty.
    """

    score: int
    baseline: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Attainment:
    """T-scores of a child's goals taken together.

    Attributes:
        t: 50 where every goal is exactly reached; standard deviation about 10 under the method's assumptions.
        baseline_t: T at the start, or None where a baseline is missing.
        change: ``t - baseline_t``, or None.
        goals: how many goals.
        rho: the correlation between goals that was assumed.
    """

    t: float
    baseline_t: float | None
    change: float | None
    goals: int
    rho: float


def attainment(goals: Sequence[ScaledGoal], *, rho: float = RHO) -> Attainment:
    """T-score of several goals, at the start and now.

    Args:
        goals: at least one.
        rho: assumed mean correlation between goals, 0 to below 1; 0.3 is the usual assumption.

    Raises:
        NotScorable: no goal, a level outside −2 to +2, a weight that isn't above 0, or a rho outside 0 to 1.
    """
    now = t_score([goal.score for goal in goals], [goal.weight for goal in goals], rho=rho)
    starts = [goal.baseline for goal in goals if goal.baseline is not None]
    if len(starts) < len(goals):
        return Attainment(now, None, None, len(goals), rho)
    start = t_score(starts, [goal.weight for goal in goals], rho=rho)
    return Attainment(now, start, now - start, len(goals), rho)


def t_score(scores: Sequence[int], weights: Sequence[float] | None = None, *, rho: float = RHO) -> float:
    """T = 50 + 10 Σ wᵢ xᵢ / √((1 - ρ) Σ wᵢ² + ρ (Σ wᵢ)²).

    Source: Kiresuk & Sherman (1968), Community Mental Health Journal 4, 443-453 (a well-known guide of 2009 printed the
    formula wrongly on pages 364 and 367; its erratum agrees with this). Don't read it as a measure of a child against
    others: it only sums up her own goals, it takes ordinal levels for equal distances, and rho is assumed.

    Args:
        scores: a level for each goal, −2 to +2.
        weights: above 0, one for each goal; all equal if not given.
        rho: assumed mean correlation between goals, 0 to below 1.

    Raises:
        NotScorable: see `attainment`.
    """
    weights = [1.0] * len(scores) if weights is None else list(weights)
    _refuse_what_has_no_score(scores, weights, rho)
    spread = math.sqrt((1 - rho) * sum(w * w for w in weights) + rho * sum(weights) ** 2)
    return 50 + 10 * sum(w * x for w, x in zip(weights, scores, strict=True)) / spread


def _refuse_what_has_no_score(scores: Sequence[int], weights: Sequence[float], rho: float) -> None:
    if not scores:
        raise NotScorable("There is no goal to score; at least one is needed.")
    if len(weights) != len(scores):
        raise NotScorable(f"There are {len(scores)} goals and {len(weights)} weights; each goal has one weight.")
    for score in scores:
        if not (LOWEST <= score <= HIGHEST) or score != int(score):
            raise NotScorable(f"A level of {score} isn't on the scale; accepted are -2, -1, 0, 1 and 2.")
    for weight in weights:
        if not (weight > 0 and math.isfinite(weight)):
            raise NotScorable(f"A weight of {weight:g} isn't accepted; weights are above 0.")
    if not 0 <= rho < 1:
        raise NotScorable(f"A rho of {rho:g} isn't accepted; it runs from 0 to below 1 (usual: 0.3).")
