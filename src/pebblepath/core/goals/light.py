"""Goal attainment in words first, the number behind them: GAS-light.

People find it hard to begin with a number, and easy to say how it went compared with what was hoped. The level follows
from these words and from where the child was at the start: some of it was there (−1), or none yet (−2). Goals may be
weighted by how much they matter; how hard they are is left out, as that works backwards where a goal isn't reached.

Source: Turner-Stokes (2009), Clinical Rehabilitation 23, 362-370, doi 10.1177/0269215508101742, and the GAS-light model
of King's College London. The words are our own.
"""

from __future__ import annotations

from collections.abc import Mapping

from pebblepath.core.goals.attainment import HIGHEST, LOWEST, NotScorable

HOPED_FOR = 0
MORE: Mapping[str, int] = {"lot_more": HIGHEST, "little_more": 1, "as_hoped": HOPED_FOR}
PART_WAY, AS_BEFORE, HARDER = "part_way", "as_before", "harder"


def ways_it_went(start_level: int) -> tuple[str, ...]:
    """Which words fit a goal, the farthest first.

    Args:
        start_level: where the child was at the start, −2 to +2. From −2 nothing lies lower, so "harder" isn't there;
            from 0 up nothing lies between start and goal, so "part of the way" isn't there.
    """
    _refuse(start_level)
    partly = (PART_WAY,) if start_level < HOPED_FOR else ()
    lower = (HARDER,) if start_level > LOWEST else ()
    return (*MORE, *partly, AS_BEFORE, *lower)


def level_of(went: str, start_level: int) -> int:
    """The level, −2 to +2, that these words stand for.

    "Part of the way" is −1: from −2 that is one level on, and from −1 it is the level of the start, because a scale of
    five levels has none between −1 and 0.

    Args:
        went: one of `ways_it_went`.
        start_level: where the child was at the start, −2 to +2.

    Raises:
        NotScorable: these words don't fit a goal that began there.
    """
    if went not in ways_it_went(start_level):
        raise NotScorable(f"“{went}” isn't accepted for a goal that began at {start_level}.")
    return {**MORE, PART_WAY: HOPED_FOR - 1, AS_BEFORE: start_level, HARDER: LOWEST}[went]


def _refuse(start_level: int) -> None:
    if not LOWEST <= start_level <= HIGHEST:
        raise NotScorable(f"A start of {start_level} isn't on the scale; accepted are -2, -1, 0, 1 and 2.")
