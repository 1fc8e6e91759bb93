"""The median of levels, with an interval that assumes no shape of a distribution and no equal distances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
FEWEST = 6
TOO_FEW = f"fewer than {FEWEST} moments, so no interval"


@dataclass(frozen=True, slots=True)
class OrdinalMedian:
    """Where the middle of some levels lies.

    Attributes:
        low, high: the two middle levels; the same level where there is one middle. An ordinal scale has nothing
            halfway between two levels, so none is made up.
        count: of how many levels.
        interval: the lowest and highest level that the true median may have; None where there are too few.
        coverage: how often such an interval holds the true median, at least (0 to 1); None without an interval.
        reason: why there is no interval, in words; empty where there is one.
    """

    low: int
    high: int
    count: int
    interval: tuple[int, int] | None
    coverage: float | None
    reason: str = ""


def ordinal_median(levels: Sequence[int], *, confidence: float = CONFIDENCE) -> OrdinalMedian | None:
    """Median of ordinal levels with a distribution-free interval [x(r), x(n + 1 - r)].

    r is the largest rank with 1 - 2 P(B < r) ≥ confidence, B binomial (n, ½). Levels have ties, and with ties the
    closed interval covers at least as often as it says (Scheffé & Tukey 1945).

    Sources: Thompson (1936), Annals of Mathematical Statistics 7, 122-128; Scheffé & Tukey (1945), Annals of
    Mathematical Statistics 16, 187-192; Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2.
    Don't use it for moments that hang together (several of one morning): it takes each as one of its own, and the
    interval would be too narrow.

    Args:
        levels: any order, whole numbers.
        confidence: how often the interval shall hold the true median, above 0 and below 1.

    Returns:
        None where there is no level at all; without an interval where the two outermost levels cover less than asked
        (at 95 % with fewer than six).

    Raises:
        ValueError: the confidence isn't between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence of {confidence:g} isn't accepted; it lies between 0 and 1 (usual: 0.95).")
    ordered, count = sorted(levels), len(levels)
    if not count:
        return None
    low, high = ordered[(count - 1) // 2], ordered[count // 2]
    rank, coverage = outer_rank(count, confidence)
    if not rank:
        return OrdinalMedian(low, high, count, None, None, TOO_FEW if confidence == CONFIDENCE else "too few moments")
    return OrdinalMedian(low, high, count, (ordered[rank - 1], ordered[count - rank]), coverage)


def outer_rank(count: int, confidence: float = CONFIDENCE) -> tuple[int, float]:
    """The rank r of the interval [x(r), x(count + 1 - r)] and what it covers; (0, 0) where none covers enough.

    Args:
        count: how many levels, 1 or more.
        confidence: between 0 and 1.
    """
    rank, covered, tail = 0, 0.0, 0.0
    for below in range((count + 1) // 2):
        tail += _chance(below, count)
        if 1 - 2 * tail < confidence:
            break
        rank, covered = below + 1, 1 - 2 * tail
    return rank, covered


def _chance(below: int, count: int) -> float:
    """The chance of exactly so many of so many fair coins; by logarithms, as the binomials outgrow any float."""
    ways = math.lgamma(count + 1) - math.lgamma(below + 1) - math.lgamma(count - below + 1)
    return math.exp(ways - count * math.log(2))
