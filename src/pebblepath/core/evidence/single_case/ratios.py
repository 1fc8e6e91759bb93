"""Log response ratios: change in proportion to the baseline mean."""

import numpy as np
from numpy.typing import ArrayLike

from .result import EffectSize
from .series import Direction, FloatArray, Scale, finite, points
from .summary import Summary, summarise, wald

FULL = {Scale.PERCENTAGE: 100.0, Scale.PROPORTION: 1.0}
TOO_FEW = "The bias correction needs at least two points in each phase."
NO_RATIO = "A phase has a mean of zero or less, so there is no ratio."


def lrr_i(
    a: ArrayLike,
    b: ArrayLike,
    *,
    direction: str = "increase",
    scale: str = "other",
    intervals: float | None = None,
    confidence: float = 0.95,
) -> EffectSize:
    """Log response ratio, increasing form: above 0 is better.

    R = ln(y_B) + s_B² / (2 n y_B²) - ln(y_A) - s_A² / (2 m y_A²), with a minus sign where less is better; y and s² are
    mean and variance of each phase. Standard error sqrt[s_A² / (m y_A²) + s_B² / (n y_B²)], interval R ± z SE.
    Percentages and proportions of an outcome that should fall are first turned round (100 - y, 1 - y), so that R speaks
    of the good part. 100 (exp(R) - 1) is the change in percent.

    Zeros: with a known grain D of the measurement, y is at least 1 / (2 D k) and s² at least 1 / (D² k³) for k points:
    D = 1 for a count, the number of intervals for a proportion, a hundredth of it for a percentage. Without one (scale
    other, or no intervals) nothing is truncated.

    Source: Pustejovsky (2015), Psychological Methods 20:342–359; (2018), Journal of School Psychology 68:99–112. For
    ratio scales only. None when a phase has one point or, untruncated, a mean of 0 or less.
    """
    way = Direction(direction)
    turned = way is Direction.DECREASE and Scale(scale) in FULL
    sign = 1.0 if turned else way.sign
    return _ratio("LRRi", a, b, Scale(scale), intervals, turned, sign, confidence)


def lrr_d(
    a: ArrayLike,
    b: ArrayLike,
    *,
    direction: str = "increase",
    scale: str = "other",
    intervals: float | None = None,
    confidence: float = 0.95,
) -> EffectSize:
    """Log response ratio, decreasing form: below 0 is better.

    As `lrr_i` with the sign turned; for percentages and proportions of an outcome that should rise it speaks of
    the part that should fall (100 - y, 1 - y) and so differs in size as well. Source and conditions: `lrr_i`.
    """
    way = Direction(direction)
    turned = way is Direction.INCREASE and Scale(scale) in FULL
    sign = 1.0 if turned else -way.sign
    return _ratio("LRRd", a, b, Scale(scale), intervals, turned, sign, confidence)


def lrr_value(a: Summary, b: Summary, grain: FloatArray | float = np.inf) -> tuple[FloatArray, FloatArray]:
    """Log response ratio (B above A positive, bias-corrected) and its variance for many series; NaN where none is."""
    first, second = _part(a, grain), _part(b, grain)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.log(second[0]) + second[1] / 2.0 - np.log(first[0]) - first[1] / 2.0
        return value, first[1] + second[1]


def grain_of(scale: Scale, intervals: float | None) -> float:
    """Give D, the grain of the measurement: infinite when it is not known, so that nothing is truncated."""
    if scale is Scale.COUNT:
        return 1.0
    return intervals / FULL[scale] if scale in FULL and intervals is not None else np.inf


def _part(phase: Summary, grain: FloatArray | float) -> tuple[FloatArray, FloatArray]:
    """Give the truncated mean, NaN where it is not positive, and the relative variance of that mean."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.maximum(phase.mean, 1.0 / (2.0 * grain * phase.count))
        variance = np.maximum(phase.variance, 1.0 / (grain**2 * phase.count**3))
        mean = np.where((mean > 0.0) & (phase.count > 1), mean, np.nan)
        return mean, variance / (phase.count * mean**2)


def _ratio(
    name: str,
    a: ArrayLike,
    b: ArrayLike,
    scale: Scale,
    intervals: float | None,
    turned: bool,
    sign: float,
    confidence: float,
) -> EffectSize:
    before, after = points(a), points(b)
    if min(len(before), len(after)) < 2:
        return EffectSize(name, None, reason=TOO_FEW)
    if turned:
        before, after = FULL[scale] - before, FULL[scale] - after
    grain = grain_of(scale, intervals)
    value, variance = lrr_value(summarise(before[:, None]), summarise(after[:, None]), grain)
    found = finite(sign * value[0])
    if found is None:
        return EffectSize(name, None, reason=NO_RATIO)
    return wald(name, found, float(np.sqrt(variance[0])), confidence)
