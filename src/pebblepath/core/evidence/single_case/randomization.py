"""The randomization test: where does what was found stand among all that chance could have chosen?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from .series import FloatArray

MOST_EXACT = 200_000
DRAWS = 10_000
SAME = 1e-12
NEEDS_RNG = "There are too many arrangements to try all of them: pass a seeded random generator to draw from them."


@dataclass(frozen=True, slots=True)
class RandomizationTest:
    """What a randomization test found.

    Args:
        observed: the statistic of the arrangement that was used; above 0 is better.
        p: share of the arrangements that do at least as well (or, two-sided, differ at least as much).
        arrangements: how many were looked at, the one that was used included.
        exact: whether these are all that could have been chosen; else they were drawn.
        smallest_p: the smallest p that this plan could give.
        reason: why there is no test; observed and p are then None.
    """

    observed: float | None
    p: float | None
    arrangements: int
    exact: bool
    smallest_p: float | None
    reason: str | None = None


def no_test(reason: str) -> RandomizationTest:
    """Say why there is no test."""
    return RandomizationTest(None, None, 0, True, None, reason)


def exact_test(
    observed: float, every: Iterable[float] | FloatArray, *, same: float = 0.0, two_sided: bool = False
) -> RandomizationTest:
    """Compare with every arrangement, the used one among them: p = (number at least as good) / (number of all).

    Statistics that differ by no more than `same` (`rounding`) tie, so that rounding cannot drop a tie.

    Source: Edgington & Onghena (2007), Randomization Tests, 4th edition.
    """
    found = np.fromiter(every, dtype=np.float64) if not isinstance(every, np.ndarray) else every
    at_least = _at_least(found, observed, same, two_sided)
    return RandomizationTest(observed, at_least / len(found), len(found), True, 1.0 / len(found))


def drawn_test(
    observed: float, drawn: Iterable[float] | FloatArray, *, same: float = 0.0, two_sided: bool = False
) -> RandomizationTest:
    """Compare with arrangements drawn at random: p = (1 + number at least as good) / (1 + number drawn).

    The arrangement that was used counts as one of them, so p is never 0 and never too small.

    Source: Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9:39.
    """
    found = np.fromiter(drawn, dtype=np.float64) if not isinstance(drawn, np.ndarray) else drawn
    at_least = _at_least(found, observed, same, two_sided)
    total = len(found) + 1
    return RandomizationTest(observed, (1 + at_least) / total, total, False, 1.0 / total)


def mean_differences(outcome: FloatArray, after: NDArray[np.bool_]) -> FloatArray:
    """Give mean B - mean A for many arrangements at once; a missing outcome (NaN) is left out.

    Args:
        outcome: (N,) outcomes.
        after: (arrangements, N) True where a point is B.

    Returns:
        (arrangements,) differences, NaN where a condition has no value.
    """
    there = np.isfinite(outcome)
    filled, b = np.where(there, outcome, 0.0), np.asarray(after, dtype=np.float64)
    count_b, sum_b = b @ there.astype(np.float64), b @ filled
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sum_b / count_b - (filled.sum() - sum_b) / (there.sum() - count_b))


def in_batches(arrangements: Iterator[NDArray[np.bool_]], size: int = 4096) -> Iterator[NDArray[np.bool_]]:
    """Stack arrangements a few thousand at a time."""
    while part := list(islice(arrangements, size)):
        yield np.array(part)


def needed(rng: np.random.Generator | None) -> np.random.Generator:
    """Give the generator that arrangements are drawn with.

    Raises:
        ValueError: there is none.
    """
    if rng is None:
        raise ValueError(NEEDS_RNG)
    return rng


def rounding(outcomes: FloatArray) -> float:
    """Give how far rounding can part two means of these outcomes that are equal: 1e-12 of the largest."""
    return SAME * float(np.abs(outcomes[np.isfinite(outcomes)]).max(initial=0.0))


def _at_least(found: FloatArray, observed: float, same: float, two_sided: bool) -> int:
    values, mark = (np.abs(found), abs(observed)) if two_sided else (found, observed)
    return int((values >= mark - same).sum())
