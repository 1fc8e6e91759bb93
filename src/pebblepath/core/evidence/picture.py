"""The picture beside an answer: moments over time, with and without, and the growth that would have come anyway.

Drawn as single-case research draws: a point a moment, never a line from point to point, and a dashed line where one
phase ends and the next begins.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from .result import LevelDay

WIDTH, LEFT, RIGHT, TOP, STEP, FOOT = 340, 26, 12, 14, 30, 26
MOST_PHASES = 6
MOST_GROWTH_POINTS = 80

DayStepWith = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Dot:
    """One moment: where it lies, and whether the strategy was there."""

    x: float
    y: float
    with_it: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, in drawing units (340 across).

    Args:
        width, height, left, right: of the drawing, and where the lines of the stones begin and end.
        levels: for each stone its height in the drawing and its number.
        band, growth: SVG path data of the growth that would have come anyway, with its 90 % band.
        dots: one for each moment.
        phases: where along the drawing a phase ends; empty when with and without took turns too often for phases.
        dates: where along the drawing, to which side, and what is written.
        rows: for each stone from the highest its number, and how many moments with and without were on it.
        told: the picture in words.
    """

    width: int
    height: int
    left: int
    right: int
    levels: Sequence[tuple[float, int]]
    band: str
    growth: str
    dots: Sequence[Dot]
    phases: Sequence[float]
    dates: Sequence[tuple[float, str, str]]
    rows: Sequence[tuple[int, int, int]]
    told: str


def draw(dots: Sequence[DayStepWith], growth: Sequence[LevelDay], *, levels: int, first: dt.date) -> Picture:
    """Draw the moments of one strategy in one setting.

    Args:
        dots: for each moment, in order of time, its day (0 is `first`), its stone (0 the lowest), and whether the
            strategy was there; at least one.
        growth: the expected level without any strategy on days with moments; days outside the dots are left out.
        levels: how many stones there are, 2 to 7.
        first: the date of day 0.
    """
    start, end = dots[0][0], max(dots[-1][0], dots[0][0] + 1)

    def x(day: float) -> float:
        return round(LEFT + 8 + (day - start) / (end - start) * (WIDTH - LEFT - RIGHT - 16), 1)

    def y(level: float) -> float:
        return round(TOP + STEP * (levels - 1 - level), 1)

    shown = _thin([day for day in growth if start <= day.day <= end])
    return Picture(
        width=WIDTH,
        height=TOP + STEP * (levels - 1) + FOOT,
        left=LEFT,
        right=WIDTH - RIGHT,
        levels=[(y(level), level + 1) for level in range(levels)],
        band=_line([(x(g.day), y(g.high)) for g in shown] + [(x(g.day), y(g.low)) for g in reversed(shown)]) + "Z",
        growth=_line([(x(g.day), y(g.mean)) for g in shown]),
        dots=_dots(dots, x, y),
        phases=[x(day) for day in _phase_ends(dots)],
        dates=_dates(first + dt.timedelta(days=start), first + dt.timedelta(days=end)),
        rows=[(step + 1, *_counts(dots, step)) for step in reversed(range(levels))],
        told=_told(dots),
    )


def as_svg(picture: Picture, title: str) -> str:
    """The picture as a file of its own, with its colours and a title for screen readers."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}" ',
        f'width="{2 * picture.width}" role="img" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title><desc>{escape(picture.told)}</desc>",
        f'<path d="{picture.band}" fill="#e2dac7" fill-opacity="0.75"/>',
    ]
    for y, number in picture.levels:
        parts.append(f'<path d="M{picture.left} {y}H{picture.right}" stroke="#e4dccb"/>')
        parts.append(f'<text x="{picture.left - 8}" y="{y}" dy="4" text-anchor="end" fill="#565f64">{number}</text>')
    parts.append(f'<path d="{picture.growth}" fill="none" stroke="#8b8168" stroke-width="2"/>')
    bottom = picture.height - FOOT + 4
    parts += [f'<path d="M{x} 4V{bottom}" stroke="#565f64" stroke-dasharray="4 3"/>' for x in picture.phases]
    for dot in picture.dots:
        look = 'fill="#3f6b57"' if dot.with_it else 'fill="#fffdf8" stroke="#9a5b3b" stroke-width="2.4"'
        parts.append(f'<circle cx="{dot.x}" cy="{dot.y}" r="4.5" {look}/>')
    for x, anchor, words in picture.dates:
        parts.append(f'<text x="{x}" y="{picture.height - 6}" text-anchor="{anchor}" fill="#565f64">{words}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _dots(dots: Sequence[DayStepWith], x: Callable[[float], float], y: Callable[[float], float]) -> list[Dot]:
    """Several moments of one day and stone lie beside each other, so that none hides another."""
    seen: Counter[tuple[int, int]] = Counter()
    drawn = []
    for day, step, with_it in dots:
        lift = seen[day, step]
        seen[day, step] += 1
        drawn.append(Dot(x(day), round(y(step) - 5 * lift, 1), with_it))
    return drawn


def _phase_ends(dots: Sequence[DayStepWith]) -> list[float]:
    """Half-way between the last day of one phase and the first of the next; none where there are too many."""
    turns = [(a[0] + b[0]) / 2 for a, b in pairwise(dots) if a[2] != b[2]]
    return turns if len(turns) < MOST_PHASES else []


def _dates(start: dt.date, end: dt.date) -> list[tuple[float, str, str]]:
    return [(LEFT + 2, "start", f"{start:%-d %b}"), (WIDTH - RIGHT + 6, "end", f"{end:%-d %b}")]


def _thin(growth: Sequence[LevelDay]) -> Sequence[LevelDay]:
    every = max(1, len(growth) // MOST_GROWTH_POINTS)
    thinned = growth[::every]
    return thinned if not growth or thinned[-1] is growth[-1] else [*thinned, growth[-1]]


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) if points else "M0 0"


def _counts(dots: Sequence[DayStepWith], step: int) -> tuple[int, int]:
    here = [with_it for _, at, with_it in dots if at == step]
    return sum(here), len(here) - sum(here)


def _told(dots: Sequence[DayStepWith]) -> str:
    """The picture in words, for who can't see it."""
    with_it = [step for _, step, used in dots if used]
    without = [step for _, step, used in dots if not used]
    return f"With it: {_often(with_it)}. Without it: {_often(without)}."


def _often(steps: Sequence[int]) -> str:
    if not steps:
        return "no moments"
    middle = sorted(steps)[(len(steps) - 1) // 2]
    return f"{len(steps)} moment{'s' if len(steps) != 1 else ''}, half of them on stone {middle + 1} or farther"
