"""A therapist and a family make a goal together, in three minutes, from a picture card."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.goals.models import Goal

from .conftest import Visit
from .hand import DESK
from .lived_in import LivedIn

TAPS = 6


def test_a_therapist_makes_a_goal_from_a_card_and_sees_its_path(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    page = robin.page
    robin.open("/")
    robin.hand.tap(page.get_by_role("heading", name="Mia").get_by_role("link"))
    robin.tap("link", "A new goal")
    robin.hand.tap(page.get_by_role("link", name="socks"))
    robin.hand.tap(page.get_by_role("group", name="to the child?").get_by_text("very much"))
    robin.hand.tap(page.get_by_role("group", name="to the family?").get_by_text("quite a bit"))
    robin.tap("button", "Begin this path")
    picture = page.get_by_role("img", name="The path: ")
    expect(picture).to_be_visible()
    goal = Goal.objects.latest("pk")
    assert robin.hand.taps <= TAPS and robin.hand.typed == 0
    assert (goal.child, goal.occupation, goal.stones.count()) == (cast.mia, "wear-socks", 5)
    assert (goal.child_importance, goal.family_importance) == (3, 2)
    expect(picture).to_have_accessible_name(re.compile(f"^The path: {goal.title}"))
    for stone in goal.stones.all():
        first = " ".join(stone.words.split()[:2])
        expect(picture.locator("text", has_text=first).first).to_be_visible()
    expect(page.get_by_role("heading", name="Where we are")).to_be_visible()


def test_a_goal_in_ones_own_words_asks_for_six_lines(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    page = robin.page
    robin.open(f"/c/{cast.mia.public_id}/path/new/")
    robin.tap("link", "in our own words")
    robin.hand.type(page.get_by_label("What would the child like to do?"), "I ride the bus to Grandma")
    words = ("I look at the bus.", "I get on.", "I ride one stop.", "I ride there.", "I ride there and back.")
    for label, said in zip(("First", "Second", "Third", "Fourth", "Last"), words, strict=True):
        robin.hand.type(page.get_by_label(f"{label} stone", exact=False).and_(page.get_by_role("textbox")), said)
    robin.hand.tap(page.get_by_role("checkbox", name="Out and about"))
    robin.tap("button", "Begin this path")
    expect(page.get_by_role("img", name="The path: I ride the bus to Grandma")).to_be_visible()
    assert (robin.hand.taps, robin.hand.typed) == (3, 6)
    assert [stone.words for stone in Goal.objects.latest("pk").stones.all()] == list(words)


def test_two_stones_with_the_same_words_are_told_and_nothing_is_lost(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(f"/c/{home.cast.mia.public_id}/path/new/wear-socks/")
    stones = robin.page.get_by_role("textbox", name="stone")
    robin.hand.type(stones.nth(0), "The very same")
    robin.hand.type(stones.nth(1), "the very same")
    with robin.expecting(400):
        robin.tap("button", "Begin this path")
        expect(robin.page.get_by_text("says the same as stone")).to_be_visible()
    expect(robin.page.get_by_role("textbox", name="stone").nth(0)).to_have_value("The very same")
