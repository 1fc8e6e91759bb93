"""The picture beside an answer: moments over time, with and without, and the growth that would have come anyway."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, LEFT, RIGHT, TOP, STEP, FOOT = 340, 26, 12, 14, 30, 26


@dataclass(frozen=True)
class Dot:
    """One moment: where it lies, and whether the strategy was there."""

    x: float
    y: float
    with_it: bool


@dataclass(frozen=True)
class Picture:
    """Everything the template draws, in drawing units (340 across)."""

    width: int
    height: int
    levels: Sequence[tuple[float, int]]
    band: str
    growth: str
    dots: Sequence[Dot]
    dates: Sequence[tuple[float, str, str]]
    left: int
    right: int
    told: str


def draw(place: dict[str, Any], strategy: int, levels: int, first: dt.date) -> Picture:
    """Draw one strategy in one place.

    Args:
        place: dots as (day, step, strategies), and growth with day, mean, low and high.
        strategy: key of the strategy.
        levels: how many stones the goal has.
        first: the date of day 0.
    """
    start, end = place["dots"][0][0], max(place["dots"][-1][0], place["dots"][0][0] + 1)
    height = TOP + STEP * (levels - 1) + FOOT

    def x(day: int) -> float:
        along: float = LEFT + 8 + (day - start) / (end - start) * (WIDTH - LEFT - RIGHT - 16)
        return round(along, 1)

    def y(level: float) -> float:
        return round(TOP + STEP * (levels - 1 - level), 1)

    growth = [(x(g["day"]), y(g["mean"]), y(g["low"]), y(g["high"])) for g in place["growth"]]
    dates = [first + dt.timedelta(days=start), first + dt.timedelta(days=end)]
    return Picture(
        width=WIDTH,
        height=height,
        levels=[(y(level), level + 1) for level in range(levels)],
        band=_line([(gx, high) for gx, _, _, high in growth] + [(gx, low) for gx, _, low, _ in reversed(growth)]) + "Z",
        growth=_line([(gx, mean) for gx, mean, _, _ in growth]),
        dots=_dots(place["dots"], strategy, x, y),
        dates=[(LEFT + 2, "start", f"{dates[0]:%-d %b}"), (WIDTH - RIGHT + 6, "end", f"{dates[1]:%-d %b}")],
        left=LEFT,
        right=WIDTH - RIGHT,
        told=_told(place["dots"], strategy),
    )


def _dots(dots: Sequence[Sequence[Any]], strategy: int, x: Any, y: Any) -> list[Dot]:
    """Several moments of one day and stone lie beside each other, so that none hides another."""
    seen: Counter[tuple[int, int]] = Counter()
    drawn = []
    for day, step, used in dots:
        lift = seen[day, step]
        seen[day, step] += 1
        drawn.append(Dot(x(day), round(y(step) - 5 * lift, 1), strategy in used))
    return drawn


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{px:g} {py:g}" for px, py in points) if points else "M0 0"


def _told(dots: Sequence[Sequence[Any]], strategy: int) -> str:
    """The picture in words, for who can't see it."""
    with_it = [step for _, step, used in dots if strategy in used]
    without = [step for _, step, used in dots if strategy not in used]
    return f"With it: {_often(with_it)}. Without it: {_often(without)}."


def _often(steps: Sequence[int]) -> str:
    if not steps:
        return "no moments"
    middle = sorted(steps)[(len(steps) - 1) // 2]
    return f"{len(steps)} moment{'s' if len(steps) != 1 else ''}, half of them on stone {middle + 1} or farther"
