"""The interval of a probability of superiority by Newcombe's method 5, solved to the last digit."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .series import FloatArray

HALVINGS = 56


def newcombe_interval(
    p: ArrayLike, m: ArrayLike, n: ArrayLike, *, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Give the limits theta of p = P(B > A) + P(B = A) / 2 that a sample of m and n points allows.

    They solve (p - theta)² = z² theta (1 - theta) / (m n) · [1 + h ((1 - theta) / (2 - theta) + theta / (1 + theta))]
    with h = (m + n) / 2 - 1 and z the normal quantile of 1 - (1 - confidence) / 2. At p = 1 both sides share
    the factor 1 - theta: it is divided out, which leaves the lower limit and high = 1; p = 0 mirrors that. So 5 + 5
    points with p = 1 give 0.643 … 1, where a solver that stops at the shared factor gives 1 … 1.

    Source: Newcombe (2006), Statistics in Medicine 25:559–573, method 5. It assumes independent points with
    one distribution within each phase.
    """
    share, first, second = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (p, m, n)))
    low, rest = _lower(np.stack([share, 1.0 - share]), first, second, confidence)
    return low, 1.0 - rest


def _lower(p: FloatArray, m: FloatArray, n: FloatArray, confidence: float) -> FloatArray:
    """Halve the stretch from 0, where the left side is larger, to p, where the right side is."""
    low, high = np.zeros_like(p), p.copy()
    half, weight = (m + n) / 2.0 - 1.0, ndtri(0.5 + confidence / 2.0) ** 2 / (m * n)
    for _ in range(HALVINGS):
        theta = (low + high) / 2.0
        below = _difference(theta, p, half, weight) > 0.0
        low, high = np.where(below, theta, low), np.where(below, high, theta)
    return (low + high) / 2.0


def _difference(theta: FloatArray, p: FloatArray, half: FloatArray, weight: FloatArray) -> FloatArray:
    other = 1.0 - theta
    spread = weight * theta * (1.0 + half * (other / (2.0 - theta) + theta / (1.0 + theta)))
    return np.where(p == 1.0, other - spread, (p - theta) ** 2 - spread * other)
