"""Randomization tests of one case: a drawn start, drawn changes of phase, drawn days in blocks.

Each test holds only for a plan in which chance chose what the test varies; for a start that somebody chose,
p is arithmetic without meaning.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .randomization import (
    DRAWS,
    MOST_EXACT,
    RandomizationTest,
    drawn_test,
    exact_test,
    in_batches,
    mean_differences,
    needed,
    no_test,
    rounding,
)
from .series import Direction, FloatArray

NO_DIFFERENCE = "One condition has no value, so there is nothing to compare."

Changes = tuple[int, ...]
BoolArray = NDArray[np.bool_]


def start_point_test(
    outcome: ArrayLike, *, start: int, limit: int = 5, direction: str = "increase", two_sided: bool = False
) -> RandomizationTest:
    """AB: was the day on which B started better than other days it could have started?

    The statistic is mean B - mean A in the direction of improvement. Chance chose the start among all points that leave
    at least `limit` in each phase: N - 2 limit + 1 starts, all tried, so p is never below 1 in that number.

    Args:
        outcome: (N,) outcomes in the order of sessions, NaN where missing.
        start: index (from 0) of the first point of B.
        limit: fewest points of a phase.
        direction: which way is better.
        two_sided: whether a change for the worse counts as well.

    Source: Edgington (1975), Journal of Psychology 90:57–68; Bulté & Onghena (2008), Behavior Research Methods 40:467.

    Raises:
        ValueError: the start that was used is none of those that could have been.
    """
    return phase_change_test(outcome, changes=(start,), limit=limit, direction=direction, two_sided=two_sided)


def phase_change_test(
    outcome: ArrayLike,
    *,
    changes: Sequence[int],
    limit: int = 3,
    direction: str = "increase",
    two_sided: bool = False,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> RandomizationTest:
    """ABAB and the like: phases A, B, A, … whose changes chance chose, each phase with at least `limit` points.

    The statistic is the mean of all B points less that of all A points, in the direction of improvement. With N points
    and k changes there are C(N - (k + 1) limit + k, k) plans. Up to 200,000 are all tried; of more, `draws` are drawn.

    Args:
        outcome: (N,) outcomes in the order of sessions, NaN where missing.
        changes: index (from 0) of the first point of each phase after the first, rising.
        limit, direction, two_sided: as in `start_point_test`.
        rng: seeded generator, needed only where plans are drawn.
        draws: how many to draw.

    Source: Onghena (1992), Behavioral Assessment 14:153–171.

    Raises:
        ValueError: the changes that were used could not have been chosen, or a generator is needed.
    """
    values, sign = np.asarray(outcome, dtype=np.float64).reshape(-1), Direction(direction).sign
    used, total = tuple(changes), len(values)
    if not used or min(np.diff([0, *used, total])) < limit or limit < 1:
        raise ValueError(f"The changes {list(used)} leave a phase with fewer than {limit} points, or there are none.")
    many = plans(total, len(used), limit)
    masks: Iterator[BoolArray] = (_after(total, plan) for plan in _every_plan(total, len(used), limit))
    if many > MOST_EXACT:
        masks = (_after(total, plan) for plan in _drawn_plans(total, len(used), limit, draws, needed(rng)))
    return _compare(values * sign, _after(total, used), masks, many <= MOST_EXACT, two_sided)


def alternating_test(
    outcome: ArrayLike,
    *,
    condition: Sequence[str],
    block: Sequence[int] | None = None,
    direction: str = "increase",
    two_sided: bool = False,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> RandomizationTest:
    """Alternating treatments: within each block chance chose which points were A and which B.

    The statistic is mean B - mean A in the direction of improvement. Each block keeps its numbers of A and B; the plans
    are the product over blocks of C(points, B points): 2 to the number of blocks for pairs. Without blocks all points
    are one block (complete randomization). Up to 200,000 plans are all tried; of more, `draws` are drawn.

    Args:
        outcome: (N,) outcomes in the order of sessions, NaN where missing: the plan had that day too.
        condition: (N,) "A" or "B".
        block: (N,) which block each point belongs to.
        direction, two_sided, rng, draws: as in `phase_change_test`.

    Source: Onghena & Edgington (1994), Behaviour Research and Therapy 32:783–786.

    Raises:
        ValueError: lengths disagree, a condition is neither A nor B, or a generator is needed.
    """
    values, sign = np.asarray(outcome, dtype=np.float64).reshape(-1), Direction(direction).sign
    blocks = [0] * len(values) if block is None else list(block)
    if not len(values) == len(condition) == len(blocks) or not set(condition) <= {"A", "B"}:
        raise ValueError("condition (A or B) and block must have one entry for each outcome.")
    after = np.array([letter == "B" for letter in condition])
    places = [np.flatnonzero(np.array(blocks) == name) for name in dict.fromkeys(blocks)]
    many = math.prod(math.comb(len(place), int(after[place].sum())) for place in places)
    exact = many <= MOST_EXACT
    masks = _every_day(after, places) if exact else _drawn_days(after, places, draws, needed(rng))
    return _compare(values * sign, after, masks, exact, two_sided)


def plans(points: int, changes: int, limit: int) -> int:
    """Count the ways to place the changes so that each phase has at least `limit` of the points."""
    free = points - (changes + 1) * limit
    return math.comb(free + changes, changes) if free >= 0 else 0


def _compare(
    values: FloatArray, used: BoolArray, masks: Iterator[BoolArray], exact: bool, two_sided: bool
) -> RandomizationTest:
    observed = float(mean_differences(values, used[None, :])[0])
    if not math.isfinite(observed):
        return no_test(NO_DIFFERENCE)
    every = np.concatenate([mean_differences(values, part) for part in in_batches(masks)])
    return (exact_test if exact else drawn_test)(observed, every, same=rounding(values), two_sided=two_sided)


def _after(total: int, changes: Changes) -> BoolArray:
    """Mark the points of B: after an odd number of changes."""
    marks = np.zeros(total, dtype=np.int64)
    marks[list(changes)] = 1
    return np.asarray(np.cumsum(marks) % 2 == 1)


def _every_plan(total: int, changes: int, limit: int) -> Iterator[Changes]:
    free = total - (changes + 1) * limit
    for bars in combinations(range(free + changes), changes):
        yield _spread(bars, limit)


def _drawn_plans(total: int, changes: int, limit: int, draws: int, rng: np.random.Generator) -> Iterator[Changes]:
    free = total - (changes + 1) * limit
    for _ in range(draws):
        bars = np.sort(rng.choice(free + changes, size=changes, replace=False))
        yield _spread(tuple(bars.tolist()), limit)


def _spread(bars: Changes, limit: int) -> Changes:
    """Turn bars among stars into first points of phases (stars are the points beyond the limits)."""
    return tuple(bar - index + (index + 1) * limit for index, bar in enumerate(bars))


def _every_day(after: BoolArray, places: Sequence[NDArray[np.intp]]) -> Iterator[BoolArray]:
    choices = [list(combinations(place.tolist(), int(after[place].sum()))) for place in places]
    for chosen in product(*choices):
        mask = np.zeros(len(after), dtype=bool)
        mask[[index for part in chosen for index in part]] = True
        yield mask


def _drawn_days(
    after: BoolArray, places: Sequence[NDArray[np.intp]], draws: int, rng: np.random.Generator
) -> Iterator[BoolArray]:
    for _ in range(draws):
        mask = after.copy()
        for place in places:
            mask[place] = rng.permutation(mask[place])
        yield mask
