"""NAP and Tau: how often a B point is better than an A point."""

import math

import numpy as np
from numpy.typing import ArrayLike

from .newcombe import newcombe_interval
from .pair_counts import PairCounts, count_pairs
from .result import EffectSize
from .series import Direction, FloatArray, finite, points

NO_POINTS = "Both phases need at least one point."


def nap(a: ArrayLike, b: ArrayLike, *, direction: str = "increase", confidence: float = 0.95) -> EffectSize:
    """Non-overlap of all pairs: the share of A–B pairs in which B is better, ties counted half (0 to 1).

    NAP = sum of q / (m n), q = 1 where B is better, 1/2 where they tie, 0 else. Standard error: square root of the
    unbiased variance (`nap_variance`), None when a phase has one point. Interval: `newcombe_interval`.

    Source: Parker & Vannest (2009), Behavior Therapy 40:357–367; Sen (1967) and Mee (1990) for the standard error.
    Assumes independent points; a trend that was there anyway counts as improvement: see `tau_bc`.
    """
    return _dominance("NAP", a, b, direction, confidence, scale=1.0, shift=0.0)


def tau(a: ArrayLike, b: ArrayLike, *, direction: str = "increase", confidence: float = 0.95) -> EffectSize:
    """Tau (non-overlap): the share of pairs in which B is better, less the share in which it is worse (-1 to 1).

    Tau = 2 NAP - 1; its standard error is twice that of NAP, its interval NAP's on -1 … 1.

    Source: Parker, Vannest, Davis & Sauber (2011), Behavior Therapy 42:284–299. Not corrected for trend.
    """
    return _dominance("Tau", a, b, direction, confidence, scale=2.0, shift=-1.0)


def nap_value(counts: PairCounts) -> FloatArray:
    """NAP of each series, NaN where a phase is empty."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts.total / (counts.m * counts.n)


def nap_variance(counts: PairCounts) -> FloatArray:
    """Unbiased variance of NAP, NaN where a phase has fewer than two points.

    V = [NAP - (m + n - 1) NAP² + n Q1 + m Q2 - 2 Q3] / [(m - 1)(n - 1)], with Q1 the mean over A points of the
    squared share of B points they lose to, Q2 the same over B points, Q3 the mean of q². Without ties it is exactly
    unbiased; with ties larger by (NAP - Q3) / [(m - 1)(n - 1)]. At NAP 0 or 1 it is 0, as if nothing could be wrong;
    there V = t (1 - t) / [(m - 1)(n - 1)] with t = 1 / (2 m n), half of one pair.

    Source: Sen (1967), Annals of Mathematical Statistics 38; Mee (1990), JASA 85:793–800; the floor as in the
    reference engine SingleCaseES.
    """
    m, n, value = counts.m, counts.n, nap_value(counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        q1, q2, q3 = counts.by_a / (m * n**2), counts.by_b / (m**2 * n), counts.squares / (m * n)
        spread = value - (m + n - 1.0) * value**2 + n * q1 + m * q2 - 2.0 * q3
        half_a_pair = 0.5 / (m * n)
        complete = (value == 0.0) | (value == 1.0)
        spread = np.where(complete, half_a_pair * (1.0 - half_a_pair), np.maximum(spread, 0.0))
        return np.where((m > 1) & (n > 1), spread / ((m - 1.0) * (n - 1.0)), np.nan)


def _dominance(
    name: str, a: ArrayLike, b: ArrayLike, direction: str, confidence: float, *, scale: float, shift: float
) -> EffectSize:
    sign = Direction(direction).sign
    before, after = sign * points(a), sign * points(b)
    if not len(before) or not len(after):
        return EffectSize(name, None, reason=NO_POINTS)
    counts = count_pairs(before[:, None], after[:, None])
    value = nap_value(counts)
    low, high = newcombe_interval(value, counts.m, counts.n, confidence=confidence)
    error = math.sqrt(nap_variance(counts)[0])
    limits = [scale * float(limit[0]) + shift for limit in (value, low, high)]
    return EffectSize(name, limits[0], finite(scale * error), limits[1], limits[2])
