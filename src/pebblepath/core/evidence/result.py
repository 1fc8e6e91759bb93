"""What the engine answers: frozen results with the names of the JSON contract."""

from dataclasses import dataclass, field
from typing import Any

from .outlook import Outlook
from .settle import More
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """What one strategy does in one setting.

    Args:
        strategy, setting: their names.
        mean, sd: posterior mean and standard deviation of delta (logits; above 0 is better).
        low, high: central 90 % interval of delta.
        p_helps: P(delta > 0).
        p_small: P(|delta| < 0.5).
        better: probability that a moment with it goes better than one without, ties counted half (0 to 1).
        steps: expected change in level.
        with_, without: moments with and without it in this setting.
        changes: how many times with and without took turns, in the order of days.
        verdict: what can honestly be said.
        more: how many more moments would likely settle it; None when it is settled.
        by_coin: whether coin-flip days decided when it was used; only then does the effect read as a cause.
    """

    strategy: str
    setting: str
    mean: float
    sd: float
    low: float
    high: float
    p_helps: float
    p_small: float
    better: float
    steps: float
    with_: int
    without: int
    changes: int
    verdict: Verdict
    more: More | None = None
    by_coin: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON object of one effect."""
        return {
            "strategy": self.strategy,
            "setting": self.setting,
            "mean": self.mean,
            "sd": self.sd,
            "low": self.low,
            "high": self.high,
            "p_helps": self.p_helps,
            "better": self.better,
            "steps": self.steps,
            "with": self.with_,
            "without": self.without,
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True, slots=True)
class GrowthDay:
    """Posterior of h on one day: the growth that would have come anyway (logits, 0 on the first day)."""

    day: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class LevelDay:
    """Expected level on one day when no strategy is used, with its 90 % band (0 to K - 1)."""

    day: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WhatHelps:
    """The whole answer for one child and one goal.

    Args:
        effects: one for each strategy and setting, strategies in order, settings within.
        sigma: posterior mean of sigma, how fast the child changes by itself (logits per square root of a
            day).
        growth: one for each day with a moment.
        outlook: the joint posterior that the growth picture is drawn from.
        sampled: whether the quick answer could not be trusted, so that the slow and exact path was taken.
    """

    effects: tuple[Effect, ...]
    sigma: float
    growth: tuple[GrowthDay, ...]
    outlook: Outlook = field(repr=False, compare=False)
    sampled: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the JSON object of the contract (`pebblepath what-helps --json`)."""
        return {
            "effects": [effect.to_json() for effect in self.effects],
            "sigma": self.sigma,
            "growth": [{"day": day.day, "mean": day.mean, "sd": day.sd} for day in self.growth],
        }


def expected_level_without(result: WhatHelps, setting: str) -> tuple[LevelDay, ...]:
    """Give the growth that would have come anyway, on the scale of levels.

    For each day with a moment: posterior mean and 90 % band of the expected level, sum over k of
    P(y > k) = logistic(h(t) + alpha_j - c_k), when no strategy is used and somebody neutral (u = 0) watches.

    Raises:
        ValueError: the goal has no moment in that setting.
    """
    mean, low, high = result.outlook.level_without(setting)
    days = (entry.day for entry in result.growth)
    return tuple(LevelDay(*row) for row in zip(days, mean.tolist(), low.tolist(), high.tolist(), strict=True))
