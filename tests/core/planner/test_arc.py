"""The line of energy: where it goes, and what is heard of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.planner.arc import BOTTOM, LEFT, RIGHT, TOP, Stretch, draw_arc

THREE = (Stretch(0, 10, 1), Stretch(12, 8, 0), Stretch(22, 8, -2))


def test_each_activity_is_a_dot_in_the_middle_of_its_minutes_and_as_high_as_its_energy():
    arc = draw_arc(THREE, 0)
    assert [y for _, y in arc.dots] == [38, 60, 104]
    assert [x for x, _ in arc.dots] == [round(LEFT + (RIGHT - LEFT) * middle / 30) for middle in (5, 16, 26)]
    assert arc.arrival == (LEFT, 60)


def test_the_line_goes_from_the_arrival_through_every_dot():
    arc = draw_arc(THREE, 0)
    ends = re.findall(r"(\d+) (\d+)(?= C|$)", arc.line)
    assert [(int(x), int(y)) for x, y in ends] == [arc.arrival, *arc.dots]


def test_the_words_say_the_same_as_the_line():
    assert draw_arc(THREE, 2).words == "On arrival very lively, then lively, steady, very calm."
    assert draw_arc((), -1).words == "On arrival calm."


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(-2, 2)), min_size=1, max_size=7), st.integers(-2, 2))
def test_the_line_never_leaves_its_frame(rows: list[tuple[int, int]], arrival: int):
    start, stretches = 0, []
    for minutes, energy in rows:
        stretches.append(Stretch(start, minutes, energy))
        start += minutes + 2
    numbers = [int(n) for n in re.findall(r"\d+", draw_arc(stretches, arrival).line)]
    assert all(LEFT <= x <= RIGHT for x in numbers[::2]) and all(TOP <= y <= BOTTOM for y in numbers[1::2])
