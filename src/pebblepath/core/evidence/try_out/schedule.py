"""Coin-flip days: a fair schedule in small balanced blocks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np

BLOCK = 4
FEWEST_DAYS, MOST_DAYS = 8, 56
EVERY_DAY = frozenset(range(7))
SCHOOL_DAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which days are with the strategy and which without, settled before the first of them.

    Args:
        days: the days, in order.
        with_it: for each day, whether the coin says "with".
        blocks: how many days each block has; half of each block's days are "with".
    """

    days: tuple[date, ...]
    with_it: tuple[bool, ...]
    blocks: tuple[int, ...]

    @property
    def arrangements(self) -> int:
        """How many schedules the coin could have made: the product of C(b, b / 2) over the blocks."""
        return math.prod(math.comb(size, size // 2) for size in self.blocks)

    def block_slices(self) -> Iterator[slice]:
        """The days of each block."""
        start = 0
        for size in self.blocks:
            yield slice(start, start + size)
            start += size

    def says(self, day: date) -> bool | None:
        """What the coin says for a day; None when the day isn't part of the try-out."""
        return dict(zip(self.days, self.with_it, strict=True)).get(day)


def design(first: date, *, days: int, rng: np.random.Generator, weekdays: frozenset[int] = EVERY_DAY) -> Schedule:
    """Settle a try-out's days.

    Blocks of four (the last of two or four) hold as many days with as without, so that growth, a cold or a holiday
    can't fall on one side alone; within a block the coin decides (randomized block design; Edgington & Onghena 2007,
    "Randomization Tests", 4th ed., chapter 11 on single-case designs).

    Args:
        first: the first day that may be part of it.
        days: how many days, even, 8 to 56.
        rng: decides; its seed is recorded by whoever calls.
        weekdays: which days of the week take part, 0 is Monday.

    Raises:
        ValueError: the number of days is odd or out of range, or no weekday takes part.
    """
    if days % 2 or not FEWEST_DAYS <= days <= MOST_DAYS:
        raise ValueError(
            f"{days} days can't be split fairly; an even number from {FEWEST_DAYS} to {MOST_DAYS} is accepted."
        )
    if not weekdays or not weekdays <= EVERY_DAY:
        raise ValueError("At least one day of the week must take part; Monday is 0, Sunday is 6.")
    blocks = block_sizes(days)
    with_it = [bool(side) for size in blocks for side in rng.permutation([True] * (size // 2) + [False] * (size // 2))]
    return Schedule(tuple(_dates(first, days, weekdays)), tuple(with_it), blocks)


def block_sizes(days: int) -> tuple[int, ...]:
    """Blocks of four, and one of two where it doesn't come out even."""
    full, rest = divmod(days, BLOCK)
    return (BLOCK,) * full + ((rest,) if rest else ())


def block_arrangements(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """All ways to have half of a block's days "with", each once: (C(size, size / 2), size)."""
    chosen: Sequence[tuple[int, ...]] = list(combinations(range(size), size // 2))
    ways = np.zeros((len(chosen), size), dtype=np.bool_)
    for row, days in enumerate(chosen):
        ways[row, list(days)] = True
    return ways


def _dates(first: date, days: int, weekdays: frozenset[int]) -> Iterator[date]:
    day = first
    while days:
        if day.weekday() in weekdays:
            yield day
            days -= 1
        day += timedelta(days=1)
