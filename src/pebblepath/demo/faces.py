"""What may be said beside the stone: did it feel good, was she proud, how much help was there, a break."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ASKED_ABOUT_FEELING, ASKED_ABOUT_HELP, SAID_PROUD = 0.45, 0.5, 0.3
BREAK_IN_PASSING = 0.03
BREAK_GOAL = "ask-for-break"


@dataclass(frozen=True)
class Faces:
    """The optional parts of a moment; None where nobody said."""

    felt_good: int | None = None
    proud: bool | None = None
    help: int | None = None
    asked_break: bool = False


def faces_for(rng: np.random.Generator, step: int, *, occupation: str) -> Faces:
    """Draw what was said beside a step (0 to 4): farther stones go with better feelings and less help."""
    asks = rng.random(4)
    feeling = feeling_face(rng, 0.25 + 0.14 * step)
    help_given = int(np.clip(round(rng.normal(3.0 - 0.75 * step, 0.7)), 0, 3))
    return Faces(
        felt_good=feeling if asks[0] < ASKED_ABOUT_FEELING else None,
        proud=True if asks[1] < SAID_PROUD * step / 4 else None,
        help=help_given if asks[2] < ASKED_ABOUT_HELP else None,
        asked_break=bool(asks[3] < _break_chance(step, occupation)),
    )


def feeling_face(rng: np.random.Generator, good: float) -> int:
    """0 not good, 1 so-so, 2 good; `good` is the chance of the last."""
    return int(rng.choice(3, p=[0.3 * (1.0 - good), 0.7 * (1.0 - good), good]))


def _break_chance(step: int, occupation: str) -> float:
    """In the goal of asking for a break, the highest stone is the asking itself."""
    if occupation == BREAK_GOAL:
        return {4: 1.0, 3: 0.35}.get(step, 0.0)
    return BREAK_IN_PASSING
