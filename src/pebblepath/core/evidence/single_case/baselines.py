"""Randomization tests of several cases together: multiple baselines."""

import math
from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike

from .randomization import (
    DRAWS,
    MOST_EXACT,
    RandomizationTest,
    drawn_test,
    exact_test,
    mean_differences,
    needed,
    no_test,
    rounding,
)
from .schedules import NO_DIFFERENCE
from .series import Direction, FloatArray


def drawn_starts_test(
    outcomes: Sequence[ArrayLike],
    *,
    starts: Sequence[int],
    possible: Sequence[Sequence[int]],
    direction: str = "increase",
    two_sided: bool = False,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> RandomizationTest:
    """Multiple baseline where chance chose each case's start from its own possible starts.

    The statistic is the mean over cases of mean B - mean A, in the direction of improvement; the arrangements are all
    combinations of possible starts. Up to 200,000 are all tried; of more, `draws` are drawn.

    Args:
        outcomes: for each case (N,) outcomes in the order of sessions, NaN where missing.
        starts: for each case the index (from 0) of its first point of B.
        possible: for each case the starts that could have been, with the one that was.
        direction, two_sided, rng, draws: as in `schedules.phase_change_test`.

    Source: Marascuilo & Busk (1988), Behavioral Assessment 10:1–28.

    Raises:
        ValueError: lists have different lengths, a start was not possible, or a generator is needed.
    """
    if not len(outcomes) == len(starts) == len(possible) or not outcomes:
        raise ValueError("starts and possible must have one entry for each case, and there must be a case.")
    if any(start not in chances for start, chances in zip(starts, possible, strict=True)):
        raise ValueError("A start that was used is not among the possible ones.")
    tables = [_by_start(outcome, chances, direction) for outcome, chances in zip(outcomes, possible, strict=True)]
    places = [list(chances).index(start) for start, chances in zip(starts, possible, strict=True)]
    observed = float(np.mean([table[place] for table, place in zip(tables, places, strict=True)]))
    if not math.isfinite(observed):
        return no_test(NO_DIFFERENCE)
    same = _rounding(outcomes)
    if math.prod(len(table) for table in tables) <= MOST_EXACT:
        return exact_test(observed, _all_sums(tables) / len(tables), same=same, two_sided=two_sided)
    chosen = [needed(rng).choice(table, size=draws) for table in tables]
    return drawn_test(observed, np.mean(chosen, axis=0), same=same, two_sided=two_sided)


def staggered_test(
    outcomes: Sequence[ArrayLike],
    *,
    starts: Sequence[int],
    direction: str = "increase",
    two_sided: bool = False,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> RandomizationTest:
    """Multiple baseline where the starts were fixed and chance chose which case got which.

    The statistic is as in `drawn_starts_test`; the arrangements are all ways to hand the starts to the cases: k! for k
    cases, so that three cases cannot give p below 1/6 and four not below 1/24. Up to 200,000 are all tried.

    Args:
        outcomes, starts, direction, two_sided, rng, draws: as in `drawn_starts_test`.

    Source: Wampold & Worsham (1986), Behavioral Assessment 8:135–143.

    Raises:
        ValueError: lists have different lengths, a start leaves a case without A or B, or a generator is needed.
    """
    if len(outcomes) != len(starts) or not outcomes:
        raise ValueError("starts must have one entry for each case, and there must be a case.")
    table = np.array([_by_start(outcome, starts, direction) for outcome in outcomes])
    cases = np.arange(len(table))
    observed = float(table[cases, cases].mean())
    if not math.isfinite(observed):
        return no_test(NO_DIFFERENCE)
    same = _rounding(outcomes)
    if math.factorial(len(table)) <= MOST_EXACT:
        every = (float(table[cases, order].mean()) for order in _orders(len(table)))
        return exact_test(observed, every, same=same, two_sided=two_sided)
    generator = needed(rng)
    drawn = (float(table[cases, generator.permutation(len(table))].mean()) for _ in range(draws))
    return drawn_test(observed, drawn, same=same, two_sided=two_sided)


def _by_start(outcome: ArrayLike, starts: Sequence[int], direction: str) -> FloatArray:
    """Give mean B - mean A for each start, in the direction of improvement."""
    values = Direction(direction).sign * np.asarray(outcome, dtype=np.float64).reshape(-1)
    if min(starts) < 1 or max(starts) >= len(values):
        raise ValueError(f"A start leaves no point of A or of B: starts must be from 1 to {len(values) - 1}.")
    return mean_differences(values, np.arange(len(values)) >= np.asarray(starts)[:, None])


def _rounding(outcomes: Sequence[ArrayLike]) -> float:
    return max(rounding(np.asarray(outcome, dtype=np.float64)) for outcome in outcomes)


def _all_sums(tables: Sequence[FloatArray]) -> FloatArray:
    sums = np.zeros(1)
    for table in tables:
        sums = np.add.outer(sums, table).reshape(-1)
    return sums


def _orders(count: int) -> Iterator[list[int]]:
    return (list(order) for order in permutations(range(count)))
