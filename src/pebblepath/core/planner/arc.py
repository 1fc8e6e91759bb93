"""The arc of energy through a session, as a small line to draw and as words to hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 600, 120
TOP, BOTTOM = 16, 104
LEFT, RIGHT = 20, 580
LOWEST, HIGHEST = -2, 2
ENERGY_WORDS = {-2: "very calm", -1: "calm", 0: "steady", 1: "lively", 2: "very lively"}


@dataclass(frozen=True)
class Stretch:
    """One activity on the line: minutes from the beginning to its start, how long it is, energy from -2 to 2."""

    start: int
    minutes: int
    energy: int


@dataclass(frozen=True)
class Arc:
    """The drawing, in units of its own (see ``width`` and ``height``).

    Attributes:
        line: SVG path data from the energy on arrival through the middle of each activity.
        dots: pairs (x, y), one for each activity.
        arrival: where the line begins.
        words: the same to hear: "On arrival steady, then lively, very lively, calm."
    """

    width: int
    height: int
    line: str
    dots: tuple[tuple[int, int], ...]
    arrival: tuple[int, int]
    words: str


def draw_arc(stretches: Sequence[Stretch], arrival: int) -> Arc:
    """Draw how energy goes through a session.

    Args:
        stretches: the activities in their order.
        arrival: the child's energy when she comes, -2 to 2.

    Returns:
        A line that is level at every activity, so that it never rises above or falls below what is planned.
    """
    whole = max([one.start + one.minutes for one in stretches], default=1)
    first = (LEFT, _height(arrival))
    dots = tuple((_across(one.start + one.minutes / 2, whole), _height(one.energy)) for one in stretches)
    bends = [
        f"C{(x + to_x) // 2} {y} {(x + to_x) // 2} {to_y} {to_x} {to_y}"
        for (x, y), (to_x, to_y) in pairwise((first, *dots))
    ]
    return Arc(WIDTH, HEIGHT, " ".join([f"M{first[0]} {first[1]}", *bends]), dots, first, _words(stretches, arrival))


def _across(minute: float, whole: int) -> int:
    return round(LEFT + (RIGHT - LEFT) * minute / whole)


def _height(energy: int) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * (energy - LOWEST) / (HIGHEST - LOWEST))


def _words(stretches: Sequence[Stretch], arrival: int) -> str:
    then = ", ".join(ENERGY_WORDS[one.energy] for one in stretches)
    return f"On arrival {ENERGY_WORDS[arrival]}, then {then}." if then else f"On arrival {ENERGY_WORDS[arrival]}."
