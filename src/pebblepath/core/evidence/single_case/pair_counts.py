"""Every A point against every B point, for many series at once.

Arrays hold points along the first axis and series along the second; a missing point is NaN and takes part in
no comparison.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .series import FloatArray

COMPARISONS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Sums over the pairs of each series, with q = 1 where B is above A, 1/2 where they tie, 0 else.

    Args:
        m, n: (N,) how many points A and B have.
        total: (N,) the sum of q over all pairs.
        by_a: (N,) for each A point the sum of q over B, squared and summed.
        by_b: (N,) for each B point the sum of q over A, squared and summed.
        squares: (N,) the sum of q squared.
    """

    m: FloatArray
    n: FloatArray
    total: FloatArray
    by_a: FloatArray
    by_b: FloatArray
    squares: FloatArray


def count_pairs(a: FloatArray, b: FloatArray) -> PairCounts:
    """Compare all points of A (m, N) with all of B (n, N), a few series at a time to stay in the cache."""
    series = a.shape[1]
    sums = np.empty((4, series))
    step = max(COMPARISONS_AT_ONCE // max(len(a) * len(b), 1), 1)
    for start in range(0, series, step):
        part = slice(start, start + step)
        sums[:, part] = _sums(np.ascontiguousarray(a[:, part]), np.ascontiguousarray(b[:, part]))
    return PairCounts(_count(a), _count(b), *sums)


def _sums(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Count with 2 q, a whole number, so that nothing is rounded."""
    small = np.int8 if 2 * max(len(a), len(b)) < 127 else np.int32
    above = (b[None] > a[:, None]).astype(np.int8)
    twice = above + (b[None] >= a[:, None])
    by_a, by_b = _add(twice, 1, small), _add(twice, 0, small)
    wins = _add(above, 1, small).sum(axis=0)
    total = by_a.sum(axis=0)
    ties = total - 2.0 * wins
    return total / 2.0, (by_a**2).sum(axis=0) / 4.0, (by_b**2).sum(axis=0) / 4.0, wins + ties / 4.0


def _add(counts: NDArray[np.int8], axis: int, kind: type[np.int8] | type[np.int32]) -> FloatArray:
    return np.asarray(counts.sum(axis=axis, dtype=kind), dtype=np.float64)


def _count(values: FloatArray) -> FloatArray:
    return np.asarray(np.isfinite(values).sum(axis=0), dtype=np.float64)
