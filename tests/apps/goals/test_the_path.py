"""The path of stones: where a child stands, and the picture that says so in words, too."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import CIRCLE_TIME, Cast, goal_for, tell
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.goals.paths import active_paths_of, drawing_of, paths_of
from pebblepath.apps.moments.actions import remove_moment
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import User


def path_page(as_, cast: Cast, user: User | None = None) -> str:
    url = reverse("path", args=[cast.mia.public_id, cast.circle_time.public_id])
    return as_(user or cast.ana).get(url).content.decode()


def told(cast: Cast, *steps: int) -> None:
    """Moments on these stones, the newest last."""
    for place, step in enumerate(steps):
        tell(cast.access(cast.ana), cast.circle_time, step=step, hours_ago=24 * (len(steps) - place))


def notes_on(cast: Cast, today: dt.date) -> dict[int, str]:
    """What stands under each stone of circle time."""
    goal = Goal.objects.with_newest_steps().get(pk=cast.circle_time.pk)
    _, drawing = drawing_of(goal, list(goal.stones.all()), today)
    return {stone.step: stone.note[1] for stone in drawing.stones}


def test_before_three_moments_the_path_shows_where_she_began(as_, cast: Cast):
    told(cast, 4, 4)
    page = path_page(as_, cast)
    assert "This is where we began. After three moments the path shows where we are." in page


def test_the_path_shows_the_stone_that_most_of_the_newest_moments_reached(as_, cast: Cast):
    told(cast, 0, 0, 0, 0, 3, 3, 3, 3)
    page = path_page(as_, cast)
    assert "4 of the last 6 moments were on this stone or farther." in page
    assert "we are here · 4 of 6 times" in page


def test_the_picture_is_told_in_words_to_who_cant_see_it(as_, cast: Cast):
    told(cast, 2, 3, 3)
    page = path_page(as_, cast)
    picture = re.search(r'<svg class="path-picture".*?</svg>', page, re.S)
    assert picture and 'role="img"' in picture[0] and "The path: I join circle time, my way" in picture[0]
    desc = re.search(r"<desc[^>]*>(.*?)</desc>", picture[0], re.S)
    words = " ".join(desc[1].split()).lower() if desc else ""
    assert all(stone.lower() in words for stone in CIRCLE_TIME) and words.count("still ahead") == 1
    assert "we are here · 2 of 3 times" in words and "where we began" in words


def test_a_stone_that_was_reached_says_when_it_was_first_lit(cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=2, hours_ago=24 * 12)
    notes = notes_on(cast, timezone.now().date())
    assert notes[2] == "first lit 12 days ago" and notes[1] == "we are here" and notes[4] == ""


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "today"),
        (1, "yesterday"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (69, "9 weeks ago"),
        (90, "3 months ago"),
    ],
)
def test_how_long_ago_is_said_in_round_words(cast: Cast, days: int, says: str):
    cast.circle_time.stones.filter(step=4).update(lit_on=dt.date(2026, 3, 1))
    today = dt.date(2026, 3, 1) + dt.timedelta(days=days)
    assert notes_on(cast, today)[4] == f"first lit {says}"


def test_several_children_have_their_own_paths(cast: Cast):
    leo = get_access_for(cast.robin, cast.leo.public_id)
    goal_for(leo, "Leo's")
    paths = active_paths_of([cast.access(cast.robin), leo])
    assert {path.goal.title for path in paths[cast.leo.pk]} == {"Leo's"} and len(paths[cast.mia.pk]) == 2


def test_a_row_of_stones_shows_lit_here_and_ahead(cast: Cast):
    told(cast, 4, 3, 2, 2, 2)
    (path,) = paths_of(cast.access(cast.lopez))
    assert path.dots == ["lit", "lit", "here", "lit", "lit"]


def test_a_removed_moment_doesnt_move_her(cast: Cast):
    told(cast, 3, 3, 3)
    remove_moment(cast.access(cast.ana), cast.circle_time.moments.first())
    assert paths_of(cast.access(cast.lopez))[0].standing.of == 0
