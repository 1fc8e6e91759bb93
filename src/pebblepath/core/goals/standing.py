"""Where on her path a child stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 6
FEWEST = 3


@dataclass(frozen=True)
class Standing:
    """Where a child stands, and on how many moments that rests.

    Attributes:
        step: the stone, 0 the lowest.
        at_or_above: how many of the newest moments were on this stone or farther.
        of: how many of the newest moments were looked at; 0 when there are too few, and the stone is the start.
    """

    step: int
    at_or_above: int
    of: int


def standing(newest_first: Sequence[int], *, start_step: int) -> Standing:
    """The stone that at least half of the newest six moments reached.

    It is the lower median: an ordinal scale has no mean. With fewer than three moments it is the stone of the start.

    Args:
        newest_first: steps of the goal's moments, the newest first.
        start_step: the stone where the child was when the goal was made.
    """
    window = sorted(newest_first[:WINDOW])
    if len(window) < FEWEST:
        return Standing(start_step, 0, 0)
    step = window[(len(window) - 1) // 2]
    return Standing(step, sum(s >= step for s in window), len(window))
