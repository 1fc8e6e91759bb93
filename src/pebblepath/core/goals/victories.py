"""Which moments are worth celebrating."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

LOOK_BACK = 30
HARD_SPELL = 5


@dataclass(frozen=True)
class Told:
    """What one moment says.

    Attributes:
        step: the stone reached, 0 the lowest; None when the moment is about no goal.
        start_step: the stone where the child was when the goal was made.
        by_self: she did it without help.
        asked: she asked for a break, for help, or for something else that she needs.
    """

    step: int | None
    start_step: int
    by_self: bool
    asked: bool


@dataclass(frozen=True)
class Before:
    """What had been told of the same goal before.

    Attributes:
        farthest: the farthest stone reached so far; None before the first moment.
        here_before: there was a moment in the same setting.
        elsewhere_before: there was a moment in another setting.
        by_self_before: there was a moment without help beyond the start.
        lately: stones of the moments before this one, the newest first; the newest `LOOK_BACK` are enough.
    """

    farthest: int | None
    here_before: bool
    elsewhere_before: bool
    by_self_before: bool
    lately: Sequence[int] = ()


NOTHING_NEW = Before(None, True, True, True)


def victories(told: Told, before: Before) -> tuple[str, ...]:
    """Why a moment is worth celebrating; empty for most moments, and that is fine.

    Only what goes beyond where the child began counts as a new stone, a new place or "by myself". Coming back twice in
    a row after a hard spell counts from the start on. Asking for a break, for help or for a thing always counts: saying
    what one needs is an achievement, never a strike.

    Returns:
        Some of ``new_stone``, ``new_place``, ``by_self``, ``asked``, ``again``, in this order.
    """
    beyond = told.step is not None and told.step > told.start_step
    farthest = before.farthest if before.farthest is not None else told.start_step
    reasons = {
        "new_stone": beyond and told.step is not None and told.step > farthest,
        "new_place": beyond and not before.here_before and before.elsewhere_before,
        "by_self": beyond and told.by_self and not before.by_self_before,
        "asked": told.asked,
        "again": told.step is not None and twice_in_a_row(told.step, before.lately, start_step=told.start_step),
    }
    return tuple(kind for kind, holds in reasons.items() if holds)


def twice_in_a_row(step: int, lately: Sequence[int], *, start_step: int) -> bool:
    """Whether a child came back from a hard spell with this moment and the one before it.

    Both are on a stone where she had been before (where she began, or one that she reached), and at least five
    moments right before the two were all lower. One good moment may be luck; two are worth a smile. A spell is
    celebrated once: the third good moment is just a good moment.

    Args:
        step: the stone of this moment.
        lately: stones of the moments before it, the newest first.
        start_step: the stone where she was when the goal was made.
    """
    spell = _spell(step, lately, start_step)
    told = (step, *lately)
    # Coming back step by step out of one spell is one coming back.
    return spell > 0 and not any(_spell(told[n], told[n + 1 :], start_step) for n in range(1, spell + 2))


def _spell(step: int, lately: Sequence[int], start_step: int) -> int:
    """How many moments the hard spell had that ended with the moment before this one; 0 where there was none."""
    if len(lately) <= HARD_SPELL:
        return 0
    level = min(step, lately[0])
    lower = sum(1 for _ in takewhile(lambda one: one < level, lately[1:]))
    known = level == start_step or any(earlier >= level for earlier in lately[1 + lower :])
    return lower if level >= start_step and lower >= HARD_SPELL and known else 0


@dataclass
class SoFar:
    """What was told of one goal until now, where moments are gone through in order of time."""

    start_step: int
    farthest: int | None = None
    settings: set[str] = field(default_factory=set)
    by_self: bool = False
    lately: deque[int] = field(default_factory=lambda: deque(maxlen=LOOK_BACK))

    def before(self, setting: str) -> Before:
        """How it stood before a moment in a setting."""
        return Before(
            farthest=self.farthest,
            here_before=setting in self.settings,
            elsewhere_before=bool(self.settings - {setting}),
            by_self_before=self.by_self,
            lately=tuple(self.lately),
        )

    def add(self, step: int, setting: str, *, by_self: bool) -> None:
        """Take in one more moment."""
        self.farthest = step if self.farthest is None else max(step, self.farthest)
        self.settings.add(setting)
        self.by_self |= by_self and step > self.start_step
        self.lately.appendleft(step)
