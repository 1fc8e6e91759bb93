"""The path of stones as a drawing: where each stone lies, how the way winds, where the words stand."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH = 390
TOP = 58
GAP = 104
LEFT, RIGHT = 92, 298
LINE = 21
LETTERS = 20
STONE = 68
AIR = 16


@dataclass(frozen=True)
class DrawnStone:
    """One stone in the drawing; lengths are in drawing units (390 across).

    Attributes:
        x, y: the middle of the stone.
        outline: SVG path data of its shape.
        shine: SVG path data of the light on it.
        state: ``lit`` (she was there), ``here`` (she is there now) or ``ahead``.
        text_x: where the words stand.
        anchor: ``start`` or ``end``, the side from which they run.
        lines: pairs (y, words).
        note: a short remark under the words, with its y.
        light: SVG path data of a small star where the child lit the stone herself; else empty.
    """

    step: int
    x: int
    y: int
    outline: str
    shine: str
    state: str
    text_x: int
    anchor: str
    lines: tuple[tuple[int, str], ...]
    note: tuple[int, str]
    light: str = ""


@dataclass(frozen=True)
class PathDrawing:
    """The whole path: size, the way as SVG path data, and the stones from the top down."""

    width: int
    height: int
    way: str
    stones: tuple[DrawnStone, ...]


@dataclass(frozen=True)
class StoneToDraw:
    """What is drawn of a stone: its words, its state, a short remark (may be empty), whether the child lit it."""

    step: int
    words: str
    state: str
    note: str
    own: bool = False


def draw_path(stones: Sequence[StoneToDraw]) -> PathDrawing:
    """Lay stones out on a winding way, the farthest at the top, as one would look ahead.

    Args:
        stones: the lowest first.
    """
    top_down = list(reversed(stones))
    tall = [_tall(stone) for stone in top_down]
    places = [(_x(stone.step), y) for stone, y in zip(top_down, _down(tall), strict=True)]
    height = places[-1][1] + max(TOP, tall[-1] // 2 + AIR)
    drawn = tuple(_draw(stone, x, y) for stone, (x, y) in zip(top_down, places, strict=True))
    return PathDrawing(WIDTH, height, _way(places), drawn)


def _tall(stone: StoneToDraw) -> int:
    """How much height a stone takes with its words."""
    return max(STONE, LINE * (len(_wrapped(stone)) + bool(stone.note)))


def _down(tall: Sequence[int]) -> list[int]:
    """Where the stones lie, one below the other; many words push the next stone down."""
    down = [max(TOP, tall[0] // 2 + AIR)]
    for above, below in pairwise(tall):
        down.append(down[-1] + max(GAP, (above + below) // 2 + AIR))
    return down


def _wrapped(stone: StoneToDraw) -> list[str]:
    """The words in as few lines as they need, of much the same length: no word stands in a line alone for nothing."""
    lines = textwrap.wrap(stone.words, LETTERS) or [""]
    longest = max(map(len, stone.words.split()), default=LETTERS)
    for letters in range(longest, LETTERS):
        even = textwrap.wrap(stone.words, letters)
        if len(even) == len(lines):
            return even
    return lines


def _x(step: int) -> int:
    return LEFT if step % 2 == 0 else RIGHT - (step % 3) * 6


def _draw(stone: StoneToDraw, x: int, y: int) -> DrawnStone:
    on_left = x < WIDTH / 2
    text_x, anchor = (x + 64, "start") if on_left else (x - 60, "end")
    wrapped = _wrapped(stone)
    first = y - (len(wrapped) + bool(stone.note) - 1) * LINE // 2 + 5
    lines = tuple((first + LINE * i, line) for i, line in enumerate(wrapped))
    size = 48 if stone.state == "here" else 42
    return DrawnStone(
        step=stone.step,
        x=x,
        y=y,
        outline=_pebble(x, y, size, stone.step),
        shine=_shine(x, y, size),
        state=stone.state,
        text_x=text_x,
        anchor=anchor,
        lines=lines,
        note=(first + LINE * len(wrapped), stone.note),
        light=_star(x + size // 2, y - size // 3) if stone.own else "",
    )


def _shine(x: int, y: int, size: int) -> str:
    start = f"M{x - size * 0.62:.0f} {y - size * 0.14:.0f}"
    return f"{start}q{size * 0.1:.0f} {-size * 0.34:.0f} {size * 0.5:.0f} {-size * 0.36:.0f}"


def _star(x: int, y: int) -> str:
    """A small star of four points."""
    return f"M{x} {y - 13}q2 11 13 13q-11 2 -13 13q-2 -11 -13 -13q11 -2 13 -13Z"


def _pebble(x: int, y: int, size: int, seed: int) -> str:
    """A stone shape: an ellipse whose four quarters bulge a little differently, so that no two look cast."""
    wide, high = size, size * 0.7
    lean = ((seed * 37) % 11 - 5) / 60
    top, bottom = 0.62 + lean, 0.58 - lean
    return (
        f"M{x - wide:.0f} {y:.0f}"
        f"C{x - wide:.0f} {y - high * 0.75:.0f} {x - wide * top:.0f} {y - high:.0f} {x:.0f} {y - high:.0f}"
        f"C{x + wide * (top + 0.06):.0f} {y - high:.0f} {x + wide:.0f} {y - high * 0.6:.0f} {x + wide:.0f} {y:.0f}"
        f"C{x + wide:.0f} {y + high * 0.7:.0f} {x + wide * bottom:.0f} {y + high:.0f} {x:.0f} {y + high:.0f}"
        f"C{x - wide * (bottom + 0.04):.0f} {y + high:.0f} {x - wide:.0f} {y + high * 0.72:.0f} {x - wide:.0f} {y:.0f}Z"
    )


def _way(places: Sequence[tuple[int, int]]) -> str:
    (x, y), rest = places[0], places[1:]
    way = f"M{x} {y}"
    for next_x, next_y in rest:
        middle = (y + next_y) / 2
        way += f"C{x} {middle:.0f} {next_x} {middle:.0f} {next_x} {next_y}"
        x, y = next_x, next_y
    return way
