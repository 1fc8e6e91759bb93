"""PND, PEM, PAND and IRD: shares of points that do not overlap. None has an agreed standard error."""

import numpy as np
from numpy.typing import ArrayLike

from .dominance import NO_POINTS
from .result import EffectSize
from .series import Direction, FloatArray, points


def pnd(a: ArrayLike, b: ArrayLike, *, direction: str = "increase") -> EffectSize:
    """Percentage of non-overlapping data, as a share: B points better than the best A point (0 to 1).

    A B point that ties with the best of A overlaps. One lucky A point can make it 0, and a longer A makes it smaller.

    Source: Scruggs, Mastropieri & Casto (1987), Remedial and Special Education 8:24–33.
    """
    before, after = _towards(a, b, direction)
    if not len(before) or not len(after):
        return EffectSize("PND", None, reason=NO_POINTS)
    return EffectSize("PND", float((after > before.max()).mean()))


def pem(a: ArrayLike, b: ArrayLike, *, direction: str = "increase") -> EffectSize:
    """Percentage exceeding the median, as a share: B points better than the median of A, ties counted half (0 to 1).

    Source: Ma (2006), Behavior Modification 30:598–617; ties half as in the reference engine SingleCaseES.
    """
    before, after = _towards(a, b, direction)
    if not len(before) or not len(after):
        return EffectSize("PEM", None, reason=NO_POINTS)
    # The median may be a mean of two points, and rounded: a point within the rounding of it is a tie.
    above = after - np.median(before)
    tie = np.abs(above) <= 1e-12 * np.abs(before).max()
    return EffectSize("PEM", float((~tie & (above > 0)).mean() + tie.mean() / 2.0))


def pand(a: ArrayLike, b: ArrayLike, *, direction: str = "increase") -> EffectSize:
    """Percentage of all non-overlapping data, as a share: points left when the fewest are taken away (0 to 1).

    The fewest points are taken from either phase until the best A point left is worse than the worst B point left:
    PAND = max(i + j) / (m + n) over the i lowest of A and j highest of B with A(i) < B(n + 1 - j).

    Source: Parker, Vannest & Davis (2011), Behavior Modification 35:303–322. Never below max(m, n) / (m + n).
    """
    before, after = _towards(a, b, direction)
    if not len(before) or not len(after):
        return EffectSize("PAND", None, reason=NO_POINTS)
    return EffectSize("PAND", _kept(before, after) / (len(before) + len(after)))


def ird(a: ArrayLike, b: ArrayLike, *, direction: str = "increase") -> EffectSize:
    """Robust improvement rate difference: share of B that improved less share of A that did, balanced (0 to 1).

    With k the points that PAND leaves, the r = m + n - k taken away are shared evenly between the phases:
    IRD = 1 - (m + n) r / (2 m n), which is 1 - (m + n)² (1 - PAND) / (2 m n).

    Source: Parker, Vannest & Brown (2009), Exceptional Children 75:135–150; robust: Parker, Vannest & Davis (2011).
    """
    before, after = _towards(a, b, direction)
    m, n = len(before), len(after)
    if not m or not n:
        return EffectSize("IRD", None, reason=NO_POINTS)
    taken = m + n - _kept(before, after)
    return EffectSize("IRD", 1.0 - (m + n) * taken / (2.0 * m * n))


def _towards(a: ArrayLike, b: ArrayLike, direction: str) -> tuple[FloatArray, FloatArray]:
    sign = Direction(direction).sign
    return sign * points(a), sign * points(b)


def _kept(before: FloatArray, after: FloatArray) -> int:
    """Give the most points that can stay: cut between two outcomes, keep A below the cut and B from it on."""
    cuts = np.concatenate([after, [np.inf]])
    below = (before[None, :] < cuts[:, None]).sum(axis=1)
    return int((below + (after[None, :] >= cuts[:, None]).sum(axis=1)).max())
