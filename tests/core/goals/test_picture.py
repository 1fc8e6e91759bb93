from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.picture import DrawnStone, PathDrawing, StoneToDraw, draw_path

WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=120)
NOTES = st.sampled_from(["", "we are here · 4 of 6 times", "where we began", "first lit 12 days ago"])
LETTER = 9.5  # a wide guess at one letter of the open font at its size in the drawing


def path_of(count: int, here: int = 1, words: str = "I join in for one song.", note: str = "") -> PathDrawing:
    states = ["lit" if step < here else "here" if step == here else "ahead" for step in range(count)]
    return draw_path([StoneToDraw(step, words, state, note) for step, state in enumerate(states)])


def box(path: str) -> tuple[float, float, float, float]:
    """The box around a shape whose numbers are all points (its curves stay within their handles)."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    xs, ys = numbers[0::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def apart(one: DrawnStone, other: DrawnStone) -> bool:
    a, b = box(one.outline), box(other.outline)
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("here", range(2))
def test_stones_never_overlap(count, here):
    stones = path_of(count, here).stones
    assert all(apart(one, other) for i, one in enumerate(stones) for other in stones[i + 1 :])


@pytest.mark.parametrize("count", range(1, 8))
def test_every_stone_lies_inside_the_drawing(count):
    drawing = path_of(count)
    for stone in drawing.stones:
        left, top, right, bottom = box(stone.outline)
        assert left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height


def words_box(stone: DrawnStone) -> tuple[float, float]:
    """From the top of the first line to the bottom of the last (letters rise some 14 units above their line)."""
    heights = [y for y, _ in stone.lines] + ([stone.note[0]] if stone.note[1] else [])
    return min(heights) - 14, max(heights) + 4


@given(st.lists(st.tuples(st.integers(1, 20), NOTES), min_size=2, max_size=7), st.integers(0, 6))
def test_words_stay_inside_and_clear_of_the_words_and_the_stone_of_the_next(said, here):
    states = ["here" if step == here % len(said) else "lit" for step in range(len(said))]
    words = [("circle " * count).strip()[:120] for count, _ in said]
    notes = [note for _, note in said]
    drawing = draw_path([StoneToDraw(*told) for told in zip(range(len(said)), words, states, notes, strict=True)])
    boxes = [words_box(stone) for stone in drawing.stones]
    assert boxes[0][0] >= 0 and boxes[-1][1] <= drawing.height
    for (above, below), (stone, next_stone) in zip(pairwise(boxes), pairwise(drawing.stones), strict=True):
        assert above[1] < below[0]
        assert above[1] < box(next_stone.outline)[1] and box(stone.outline)[3] < below[0]


def test_a_path_with_the_usual_few_words_keeps_its_even_steps():
    ys = [stone.y for stone in path_of(5).stones]
    assert {below - above for above, below in pairwise(ys)} == {104}


@given(st.lists(WORDS, min_size=2, max_size=7))
def test_no_word_is_lost_or_cut(said):
    drawing = draw_path([StoneToDraw(step, words, "ahead", "") for step, words in enumerate(said)])
    for words, stone in zip(said, reversed(drawing.stones), strict=True):
        kept = "".join(line for _, line in stone.lines)
        assert "".join(kept.split()) == "".join(words.split())


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("I stay as long as I like.", ["I stay as long", "as I like."]),
        ("I join in for three songs.", ["I join in for", "three songs."]),
        ("Socks on.", ["Socks on."]),
    ],
)
def test_words_stand_in_even_lines(words: str, lines: list[str]):
    assert [line for _, line in path_of(1, words=words).stones[0].lines] == lines


def test_lines_are_short_enough_to_end_inside_the_drawing():
    drawing = path_of(5, words="I stay as long as I like, and then I say that I would like to go.")
    for stone in drawing.stones:
        for _, line in stone.lines:
            end = stone.text_x + len(line) * LETTER * (1 if stone.anchor == "start" else -1)
            assert -5 <= end <= drawing.width + 5


def test_the_farthest_stone_is_at_the_top_as_one_looks_ahead():
    stones = path_of(5).stones
    assert [stone.step for stone in stones] == [4, 3, 2, 1, 0]
    assert [stone.y for stone in stones] == sorted(stone.y for stone in stones)


def test_the_way_runs_through_the_middle_of_every_stone():
    drawing = path_of(5)
    ends = re.findall(r"(-?\d+) (-?\d+)(?=C|$)", drawing.way)
    assert [(int(x), int(y)) for x, y in ends] == [(stone.x, stone.y) for stone in drawing.stones]


def test_the_stone_where_she_stands_is_the_biggest():
    wide = {stone.state: box(stone.outline)[2] - box(stone.outline)[0] for stone in path_of(5, here=2).stones}
    assert wide["here"] > wide["lit"] == wide["ahead"]


def test_no_two_stones_look_cast():
    shapes = {re.sub(r"-?\d+", "", s.outline) + str([round(n) for n in _from_middle(s)]) for s in path_of(5, 9).stones}
    assert len(shapes) == 5


def _from_middle(stone: DrawnStone) -> list[float]:
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", stone.outline)]
    return [n - (stone.x, stone.y)[i % 2] for i, n in enumerate(numbers)]
