"""Which moments are worth celebrating."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What one moment says.

    Attributes:
        step: the stone reached, 0 the lowest; None when the moment is about no goal.
        start_step: the stone where the child was when the goal was made.
        by_self: she did it without help.
        asked_break: she asked for a break.
    """

    step: int | None
    start_step: int
    by_self: bool
    asked_break: bool


@dataclass(frozen=True)
class Before:
    """What had been told of the same goal before.

    Attributes:
        farthest: the farthest stone reached so far; None before the first moment.
        here_before: there was a moment in the same setting.
        elsewhere_before: there was a moment in another setting.
        by_self_before: there was a moment without help beyond the start.
    """

    farthest: int | None
    here_before: bool
    elsewhere_before: bool
    by_self_before: bool


def victories(told: Told, before: Before) -> tuple[str, ...]:
    """Why a moment is worth celebrating; empty for most moments, and that is fine.

    Only what goes beyond where the child began counts as a new stone, a new place or "by myself". Asking for a break
    always counts: saying what one needs is an achievement, never a strike.

    Returns:
        Some of ``new_stone``, ``new_place``, ``by_self``, ``asked``, in this order.
    """
    beyond = told.step is not None and told.step > told.start_step
    farthest = before.farthest if before.farthest is not None else told.start_step
    reasons = {
        "new_stone": beyond and told.step is not None and told.step > farthest,
        "new_place": beyond and not before.here_before and before.elsewhere_before,
        "by_self": beyond and told.by_self and not before.by_self_before,
        "asked": told.asked_break,
    }
    return tuple(kind for kind, holds in reasons.items() if holds)
