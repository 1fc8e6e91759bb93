"""Tau-U and baseline-corrected Tau: dominance with the growth of the baseline taken into account."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from .dominance import NO_POINTS, tau
from .result import EffectSize
from .series import Direction, FloatArray, finite, points

SAME = 1e-9
NO_TREND = "A baseline trend needs at least two points in phase A."


def kendall_s(values: FloatArray) -> float:
    """Kendall's S of a series against time: pairs that rise less pairs that fall."""
    return float(np.sign(values[None, :] - values[:, None])[np.triu_indices(len(values), 1)].sum())


def tau_u(a: ArrayLike, b: ArrayLike, *, direction: str = "increase") -> EffectSize:
    """Tau-U (Parker): dominance of B over A less the trend in A, (S_AB - S_A) / (m n).

    S_AB and S_A are Kendall's S between the phases and within A, each in the direction of improvement. It has no agreed
    standard error and is not bounded by 1 (A = 9 7 5 3 1, B = 10 12 gives 2).

    Source: Parker, Vannest, Davis & Sauber (2011), Behavior Therapy 42:284–299. Its size depends on the lengths of
    the phases (Tarlow 2017); `tau_bc` does not share that.
    """
    sign = Direction(direction).sign
    before, after = sign * points(a), sign * points(b)
    if not len(before) or not len(after):
        return EffectSize("Tau_U", None, reason=NO_POINTS)
    between = float(np.sign(after[None, :] - before[:, None]).sum())
    return EffectSize("Tau_U", (between - kendall_s(before)) / (len(before) * len(after)))


def tau_u_complete(a: ArrayLike, b: ArrayLike, *, direction: str = "increase", confidence: float = 0.95) -> EffectSize:
    """Complete Tau-U: dominance of B over A, plus the trend in B, less the trend in A, over all pairs (-1 to 1).

    Tau = (S_AB + S_B - S_A) / [N (N - 1) / 2] with N = m + n: Kendall's tau-a of the series with A turned round.
    Standard error under no change: sqrt[N (N - 1)(2N + 5) / 18] / [N (N - 1) / 2]. Interval by Fisher's z with
    standard error sqrt[1 / (N - 3)]; None at -1 and 1 and below four points, where that does not exist.

    Source: Parker et al. (2011); Brossart, Laird & Armstrong (2018), Cogent Psychology 5:1518687.
    """
    sign = Direction(direction).sign
    before, after = sign * points(a), sign * points(b)
    if not len(before) or not len(after):
        return EffectSize("Tau_U_complete", None, reason=NO_POINTS)
    total = len(before) + len(after)
    pairs = total * (total - 1) / 2.0
    value = kendall_s(np.concatenate([before[::-1], after])) / pairs
    error = math.sqrt(total * (total - 1) * (2 * total + 5) / 18.0) / pairs
    return EffectSize("Tau_U_complete", value, error, *_fisher(value, total, confidence))


def tau_bc(
    a: ArrayLike,
    b: ArrayLike,
    *,
    direction: str = "increase",
    confidence: float = 0.95,
    sessions: tuple[ArrayLike, ArrayLike] | None = None,
) -> EffectSize:
    """Baseline-corrected Tau: Tau after the Theil–Sen trend of A was taken off all points (-1 to 1).

    Always corrected, with no pre-test. The slope is the median of all pairwise slopes of A over 1 … m, its points in
    order; B goes on with m + 1 …; residuals that differ by no more than 1e-9 of the largest outcome tie. Standard error
    and interval are Tau's: they leave out that the slope was estimated. None when A has one point.

    Args:
        a, b, direction, confidence: as in `tau`.
        sessions: the session numbers of the points of A and of B, where B does not simply follow A; no missing points.

    Source: Tarlow (2017), Behavior Modification 41:427–467, with Tau in place of Kendall's tau-b.
    """
    before, after = points(a), points(b)
    if not len(before) or not len(after):
        return EffectSize("Tau_BC", None, reason=NO_POINTS)
    if len(before) < 2:
        return EffectSize("Tau_BC", None, reason=NO_TREND)
    every = np.concatenate([before, after])
    time = np.arange(1.0, len(every) + 1.0) if sessions is None else np.concatenate([points(part) for part in sessions])
    left = every - theil_sen(before, time[: len(before)]) * time
    ranks = _ranks(left, SAME * float(np.abs(every).max()))
    corrected = tau(ranks[: len(before)], ranks[len(before) :], direction=direction, confidence=confidence)
    return replace(corrected, name="Tau_BC")


def theil_sen(values: FloatArray, time: FloatArray) -> float:
    """Give the median slope over all pairs of points at different times; there must be such a pair.

    Source: Theil (1950); Sen (1968), JASA 63:1379–1389.
    """
    i, j = np.triu_indices(len(values), 1)
    i, j = i[time[j] != time[i]], j[time[j] != time[i]]
    return float(np.median((values[j] - values[i]) / (time[j] - time[i])))


def _ranks(values: FloatArray, same: float) -> FloatArray:
    """Number the values from the smallest; neighbours no further apart than `same` share a number."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order], prepend=values[order[:1]]) > same
    ranks = np.empty(len(values))
    ranks[order] = np.cumsum(steps)
    return ranks


def _fisher(value: float, total: int, confidence: float) -> tuple[float | None, float | None]:
    from scipy.special import ndtri

    if abs(value) >= 1.0 or total < 4:
        return None, None
    reach = float(ndtri(0.5 + confidence / 2.0)) / math.sqrt(total - 3)
    middle = math.atanh(value)
    return finite(math.tanh(middle - reach)), finite(math.tanh(middle + reach))
