"""Goal attainment in words, and the level that they stand for."""

from __future__ import annotations

import pytest

from pebblepath.core.goals.attainment import NotScorable
from pebblepath.core.goals.light import level_of, ways_it_went


@pytest.mark.parametrize(
    ("start", "levels"),
    [
        # From "some of it" (-1): partly is no whole level on; harder is below.
        (-1, {"lot_more": 2, "little_more": 1, "as_hoped": 0, "part_way": -1, "as_before": -1, "harder": -2}),
        # From "none yet" (-2): partly is a level on, and nothing lies below.
        (-2, {"lot_more": 2, "little_more": 1, "as_hoped": 0, "part_way": -1, "as_before": -2}),
        (0, {"lot_more": 2, "little_more": 1, "as_hoped": 0, "as_before": 0, "harder": -2}),
    ],
)
def test_words_stand_for_levels_as_the_guide_has_them(start: int, levels: dict[str, int]):
    assert {went: level_of(went, start) for went in ways_it_went(start)} == levels


@pytest.mark.parametrize(("went", "start"), [("harder", -2), ("part_way", 0), ("splendid", -1), ("", -1)])
def test_words_that_dont_fit_where_it_began_are_refused(went: str, start: int):
    with pytest.raises(NotScorable, match="isn't accepted"):
        level_of(went, start)


@pytest.mark.parametrize("start", [-3, 3])
def test_a_start_off_the_scale_is_refused(start: int):
    with pytest.raises(NotScorable, match="isn't on the scale"):
        ways_it_went(start)
