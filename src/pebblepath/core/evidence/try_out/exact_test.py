"""The randomization test of a try-out: could the coin alone have made the difference?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .schedule import Schedule, block_arrangements

ENUMERATE_UP_TO = 300_000
DRAWS = 99_999

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ExactTest:
    """What the coin's own chances say.

    Args:
        difference: mean level on days with minus mean level on days without (levels).
        p: the share of all schedules the coin could have made whose difference is at least as large (0 to 1).
        arrangements: how many schedules p rests on.
        exact: every one of them was looked at; else they were drawn at random.
        with_, without: days with a moment on each side.
    """

    difference: float
    p: float
    arrangements: int
    exact: bool
    with_: int
    without: int


def exact_test(schedule: Schedule, levels: Sequence[float | None], *, rng: np.random.Generator) -> ExactTest | None:
    """Test a finished try-out by its own coin (one-sided, better is higher).

    Under "it makes no difference" each day's level would have been the same under either side of the coin, so the
    observed difference is one of those that all schedules of the same blocks give (Edgington & Onghena 2007). Days
    are taken as the coin said, whether or not it was done so (as intended), and days without a moment stay without
    one in every schedule; schedules that would leave a side without days are left out.

    Args:
        schedule: the days and what the coin said.
        levels: for each day the mean level of its moments; None for a day that was skipped or not told.
        rng: draws schedules when there are more than 300,000 of them; not used otherwise.

    Returns:
        None when a side of the coin has no day with a moment.
    """
    told = np.array([level is not None for level in levels])
    level = np.array([level if level is not None else 0.0 for level in levels], dtype=np.float64)
    with_it = np.array(schedule.with_it) & told
    with_, without = int(with_it.sum()), int(told.sum() - with_it.sum())
    if not with_ or not without:
        return None
    exact = schedule.arrangements <= ENUMERATE_UP_TO
    sums, counts = _all_schedules(schedule, level, told) if exact else _drawn_schedules(schedule, level, told, rng)
    reference = _differences(sums, counts, level[told].sum(), int(told.sum()))
    observed = float(level[with_it].mean() - level[told & ~with_it].mean())
    as_large = int((reference >= observed - 1e-9).sum())
    p = as_large / len(reference) if exact else (as_large + 1) / (len(reference) + 1)
    return ExactTest(observed, p, len(reference), exact, with_, without)


def _all_schedules(schedule: Schedule, level: FloatArray, told: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
    """Sum of levels and number of days on the "with" side, for every schedule, block by block."""
    sums, counts = np.zeros(1), np.zeros(1)
    for block in schedule.block_slices():
        ways = block_arrangements(block.stop - block.start)
        sums = (sums[:, None] + ways @ (level[block] * told[block])).ravel()
        counts = (counts[:, None] + ways @ told[block].astype(np.float64)).ravel()
    return sums, counts


def _drawn_schedules(
    schedule: Schedule, level: FloatArray, told: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    sums, counts = np.zeros(DRAWS), np.zeros(DRAWS)
    for block in schedule.block_slices():
        ways = block_arrangements(block.stop - block.start)
        drawn = rng.integers(len(ways), size=DRAWS)
        sums += (ways @ (level[block] * told[block]))[drawn]
        counts += (ways @ told[block].astype(np.float64))[drawn]
    return sums, counts


def _differences(sums: FloatArray, counts: FloatArray, total: float, days: int) -> FloatArray:
    possible = (counts > 0) & (counts < days)
    sums, counts = sums[possible], counts[possible]
    return sums / counts - (total - sums) / (days - counts)
