"""SMD and PoGO: how far the mean moved, in baseline standard deviations or on the way to the goal."""

import numpy as np
from numpy.typing import ArrayLike

from .dominance import NO_POINTS
from .result import EffectSize
from .series import Direction, FloatArray, finite, points
from .summary import Summary, summarise, wald

NO_SPREAD = "Phase A has no spread (one point, or all points equal), so there is nothing to standardise by."
TWO_POINTS = "With two points in phase A the small-sample correction is zero, so this value says nothing."
NO_GOAL = "There is no goal to measure the way to."
AT_GOAL = "The mean of phase A is the goal already, so there is no way to measure."


def smd(a: ArrayLike, b: ArrayLike, *, direction: str = "increase", confidence: float = 0.95) -> EffectSize:
    """Standardised mean difference within the case, on the baseline standard deviation, Hedges-corrected.

    d = J (mean B - mean A) / s_A, positive where better, J = 1 - 3 / (4 (m - 1) - 1). Standard error:
    J sqrt[1 / m + s_B² / (n s_A²) + d² / (2 (m - 1))], None when B has one point; interval d ± z SE. J is 0 at m = 2:
    the value 0 then comes with a reason.

    Source: Gingerich (1984); Busk & Serlin (1992); Hedges (1981); Pustejovsky (2019), Psychological Methods 24:217–235.
    Not comparable with the d of a group study: see `between_case`. None when A has no spread.
    """
    sign = Direction(direction).sign
    before, after = points(a), points(b)
    if not len(before) or not len(after):
        return EffectSize("SMD", None, reason=NO_POINTS)
    value, variance = smd_value(summarise(before[:, None]), summarise(after[:, None]))
    found = finite(sign * value[0])
    if found is None:
        return EffectSize("SMD", None, reason=NO_SPREAD)
    if len(before) == 2:
        return EffectSize("SMD", 0.0, reason=TWO_POINTS)
    return wald("SMD", found, float(np.sqrt(variance[0])), confidence)


def smd_value(a: Summary, b: Summary) -> tuple[FloatArray, FloatArray]:
    """SMD (B above A positive) and its variance for many series; NaN where they do not exist."""
    with np.errstate(invalid="ignore", divide="ignore"):
        correction = 1.0 - 3.0 / (4.0 * (a.count - 1.0) - 1.0)
        spread = np.where((a.count > 1) & (a.variance > 0.0), a.variance, np.nan)
        value = correction * (b.mean - a.mean) / np.sqrt(spread)
        inside = 1.0 / a.count + b.variance / (b.count * spread) + value**2 / (2.0 * (a.count - 1.0))
        return value, correction**2 * inside


def pogo(
    a: ArrayLike, b: ArrayLike, *, goal: float | None, direction: str = "increase", confidence: float = 0.95
) -> EffectSize:
    """Percent of goal obtained: how much of the way from the baseline to the goal was gone, in percent.

    PoGO = 100 (mean B - mean A) / (goal - mean A): 100 is the goal, above 100 beyond it, below 0 away from it; the goal
    itself says which way is better. With g = goal - mean A and r = PoGO / 100, standard error
    100 / |g| · sqrt[s_A² / m + s_B² / n + r² s_A² / m], None when a phase has one point; interval ± z SE.

    Source: Ferron, Goldstein, Olszewski & Rohrer (2020), EBCAI 14:6–27; Patrona et al. (2022) with Dunlap & Silver
    (1986) for the standard error. None without a goal, or when the baseline is at it.
    """
    Direction(direction)
    if goal is None:
        return EffectSize("PoGO", None, reason=NO_GOAL)
    first, second = summarise(points(a)[:, None]), summarise(points(b)[:, None])
    if not first.count[0] or not second.count[0]:
        return EffectSize("PoGO", None, reason=NO_POINTS)
    way = goal - float(first.mean[0])
    if abs(way) <= 1e-12 * max(abs(goal), abs(float(first.mean[0]))):
        return EffectSize("PoGO", None, reason=AT_GOAL)
    share = float(second.mean[0] - first.mean[0]) / way
    start = float(first.variance[0] / first.count[0])
    inside = start + float(second.variance[0] / second.count[0]) + share**2 * start
    return wald("PoGO", 100.0 * share, 100.0 * float(np.sqrt(inside)) / abs(way), confidence)
