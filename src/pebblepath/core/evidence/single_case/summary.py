"""Count, mean and variance of many phases at once, and the interval most statistics share."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from .result import EffectSize
from .series import FloatArray, finite


@dataclass(frozen=True, slots=True)
class Summary:
    """What the mean-based statistics read of a phase.

    Args:
        count: (N,) points.
        mean: (N,) NaN where there is no point.
        variance: (N,) with count - 1 below; NaN where there are fewer than two points.
    """

    count: FloatArray
    mean: FloatArray
    variance: FloatArray


def summarise(values: FloatArray) -> Summary:
    """Summarise each column of (points, N); NaN is a missing point.

    A phase whose points are all equal has variance 0 exactly, whatever the rounding of the mean.
    """
    values = np.ascontiguousarray(values)
    there = np.isfinite(values)
    count = there.sum(axis=0).astype(np.float64)
    filled = np.where(there, values, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = filled.sum(axis=0) / count
        apart = np.where(there, values - mean, 0.0)
        variance = np.where(count > 1, (apart**2).sum(axis=0) / (count - 1.0), np.nan)
    return Summary(count, mean, np.where(_constant(values, there) & (count > 1), 0.0, variance))


def wald(name: str, value: float, error: float, confidence: float) -> EffectSize:
    """Give value ± z · standard error, z the normal quantile; without limits where there is no standard error."""
    se = finite(error)
    if se is None:
        return EffectSize(name, value)
    reach = float(ndtri(0.5 + confidence / 2.0)) * se
    return EffectSize(name, value, se, value - reach, value + reach)


def _constant(values: FloatArray, there: np.ndarray) -> np.ndarray:
    highest = np.where(there, values, -np.inf).max(axis=0, initial=-np.inf)
    lowest = np.where(there, values, np.inf).min(axis=0, initial=np.inf)
    return np.asarray(highest == lowest)
