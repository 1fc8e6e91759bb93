from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.evidence.picture import WIDTH, as_svg
from pebblepath.core.evidence.picture import draw as draw_picture
from pebblepath.core.evidence.result import LevelDay

FIRST = dt.date(2026, 1, 5)
DOTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 4), st.sampled_from([set(), {7}, {7, 8}])), min_size=1)


def place(dots, growth=()):
    return dots, [LevelDay(day, mean, mean - 0.5, mean + 0.5) for day, mean in growth]


def draw(moments, strategy, levels, first):
    dots, growth = moments
    with_it = [(day, step, strategy in used) for day, step, used in dots]
    return draw_picture(with_it, growth, levels=levels, first=first)


@given(DOTS.map(lambda dots: sorted(dots, key=lambda dot: dot[0])))
def test_every_moment_is_drawn_once_between_the_sides(dots):
    picture = draw(place(dots), 7, 5, FIRST)
    assert len(picture.dots) == len(dots)
    assert sum(dot.with_it for dot in picture.dots) == sum(7 in used for _, _, used in dots)
    assert all(picture.left <= dot.x <= picture.right for dot in picture.dots)


def test_a_higher_stone_lies_higher():
    low, high = draw(place([(0, 0, set()), (1, 4, set())]), 7, 5, FIRST).dots
    assert high.y < low.y and high.x > low.x


def test_two_moments_of_one_day_and_stone_lie_beside_each_other():
    one, other = draw(place([(3, 2, set()), (3, 2, {7})]), 7, 5, FIRST).dots
    assert (one.x, one.y) != (other.x, other.y)


def test_the_days_are_named_at_the_ends():
    dates = draw(place([(0, 1, set()), (40, 2, set())]), 7, 5, FIRST).dates
    assert [date[2] for date in dates] == ["5 Jan", "14 Feb"]


def test_growth_is_a_line_in_a_band():
    picture = draw(place([(0, 1, set()), (40, 2, set())], [(0, 1.0), (40, 2.0)]), 7, 5, FIRST)
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", picture.band)]
    assert len(numbers) == 8 and picture.band.endswith("Z") and picture.growth.count("L") == 1
    assert all(0 <= x <= WIDTH for x in numbers[0::2])


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "With it: no moments."),
        ([2], "With it: 1 moment, half of them on stone 3 or farther."),
        ([0, 4], "With it: 2 moments, half of them on stone 1 or farther."),
    ],
)
def test_the_picture_says_in_words_how_often_and_how_far(steps, says):
    dots = [(0, 0, set()), *((day, step, {7}) for day, step in enumerate(steps))]
    assert draw(place(dots), 7, 5, FIRST).told.startswith(says)


def test_a_single_moment_can_be_drawn():
    assert len(draw(place([(5, 2, {7})], [(5, 2.0)]), 7, 5, FIRST).dots) == 1


def test_a_strategy_that_was_started_one_day_has_one_phase_line_between_the_phases():
    started = [(day, 1, {7} if day >= 10 else set()) for day in range(0, 20, 2)]
    (line,) = draw(place(started), 7, 5, FIRST).phases
    dots = draw(place(started), 7, 5, FIRST).dots
    assert dots[4].x < line < dots[5].x


def test_days_that_took_turns_have_no_phase_lines():
    assert draw(place([(day, 1, {7} if day % 2 else set()) for day in range(20)]), 7, 5, FIRST).phases == []


def test_the_table_counts_every_moment_once():
    rows = draw(place([(0, 1, {7}), (1, 1, set()), (2, 4, {7})]), 7, 5, FIRST).rows
    assert rows == [(5, 1, 0), (4, 0, 0), (3, 0, 0), (2, 1, 1), (1, 0, 0)]


def test_the_file_is_an_svg_with_a_title_and_a_circle_for_each_moment():
    import xml.etree.ElementTree as ET

    root = ET.fromstring(as_svg(draw(place([(0, 1, {7}), (9, 2, set())]), 7, 5, FIRST), "Cushion <at school>"))
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("circle") == 2 and root[0].text == "Cushion <at school>"
