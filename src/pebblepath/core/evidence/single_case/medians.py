"""LRM: change in proportion to the baseline median."""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, ndtri

from .dominance import NO_POINTS
from .result import EffectSize
from .series import Direction, FloatArray, points
from .summary import wald

NO_RATIO = "A phase has a median of zero or less, so there is no ratio."


def lrm(a: ArrayLike, b: ArrayLike, *, direction: str = "increase", confidence: float = 0.95) -> EffectSize:
    """Log ratio of medians: ln(median B) - ln(median A), above 0 where better.

    Standard error from order statistics of each phase: [ln y(u) - ln y(l)] / (2 q) with l = max(1, round(k / 2 -
    sqrt k)), u = k - l + 1, q the normal quantile of 1 - P(X < l) for X binomial (k, 1/2); squares of both phases
    are added. None when a phase has one point or one of these points is not positive. Interval ± z SE.

    Source: Bonett & Price (2020), Journal of Educational and Behavioral Statistics 45:750–770. For skewed outcomes on a
    ratio scale. None when a median is 0 or less.
    """
    sign = Direction(direction).sign
    before, after = points(a), points(b)
    if not len(before) or not len(after):
        return EffectSize("LRM", None, reason=NO_POINTS)
    first, second = float(np.median(before)), float(np.median(after))
    if min(first, second) <= 0.0:
        return EffectSize("LRM", None, reason=NO_RATIO)
    value = sign * (math.log(second) - math.log(first))
    return wald("LRM", value, math.sqrt(_variance(before) + _variance(after)), confidence)


def _variance(values: FloatArray) -> float:
    count, ordered = len(values), np.sort(values)
    rank = max(1, round(count / 2.0 - math.sqrt(count)))
    low, high = float(ordered[rank - 1]), float(ordered[count - rank])
    if count < 2 or low <= 0.0:
        return math.nan
    quantile = float(ndtri(1.0 - bdtr(rank - 1, count, 0.5)))
    return ((math.log(high) - math.log(low)) / (2.0 * quantile)) ** 2
