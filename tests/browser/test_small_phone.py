"""What squeezed, hid or ran on for screens at 360 px reads well there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.understanding.actions import give_card, say
from pebblepath.apps.understanding.models import Kind, Trait
from pebblepath.library import load_library

from .conftest import Visit
from .hand import Screen

SMALL = Screen(360, 780, touch=True)
LEAST_LETTERS = 15
# How large the letters of each line of a picture come out on the screen.
LETTERS = """picture => [...picture.querySelectorAll("text")].map(
    line => parseFloat(getComputedStyle(line).fontSize) * picture.getScreenCTM().a)"""


def apart(one: Locator, other: Locator) -> bool:
    """Whether two things on the page lie beside or below each other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


def height(there: Locator) -> float:
    box = there.bounding_box()
    assert box
    return box["height"]


def test_a_sense_that_is_seen_in_different_ways_keeps_its_name_free(visit: Visit, cast: Cast):
    for who, how in ((cast.ana, "too_much"), (cast.robin, "likes")):
        say(cast.access(who), Trait(kind=Kind.SENSE, sense="sound", how=how))
    robin = visit(cast.robin, SMALL)
    robin.open(f"/c/{cast.mia.public_id}/about-me/")
    name = robin.page.get_by_role("heading", name="Sounds")
    expect(name).to_be_visible()
    assert name.evaluate("name => name.scrollWidth <= name.clientWidth")
    assert apart(name, robin.page.get_by_text("seen in different ways"))


def test_the_places_of_a_comfort_card_take_two_lines(visit: Visit, cast: Cast):
    card = load_library().strategies["ear-defenders"]
    give_card(cast.access(cast.robin), card)
    robin = visit(cast.robin, SMALL)
    robin.open(f"/c/{cast.mia.public_id}/toolkit/")
    tool = robin.page.locator(".tool", has_text=card.name)
    assert apart(tool.get_by_role("heading"), tool.get_by_text("comfort", exact=True))
    assert height(tool.get_by_text("at school")) <= 2 * 24


def test_send_stands_below_its_hint(visit: Visit, cast: Cast):
    robin = visit(cast.robin, SMALL)
    robin.open(f"/c/{cast.mia.public_id}/messages/")
    hint = robin.page.get_by_text("It looks the same for everyone")
    assert apart(hint, robin.page.get_by_role("button", name="Send")) and height(hint) <= 3 * 24


@pytest.mark.parametrize("mine", [False, True])
def test_the_words_of_a_path_are_no_smaller_than_any_others(visit: Visit, cast: Cast, mine: bool):
    visitor = visit(cast.mia_herself if mine else cast.ana, SMALL)
    visitor.open(f"/c/{cast.mia.public_id}/{'my/stones' if mine else 'path'}/{cast.circle_time.public_id}/")
    letters = visitor.page.locator(".path-picture").evaluate(LETTERS)
    assert len(letters) > 5 and min(letters) >= LEAST_LETTERS - 0.05


def test_a_goal_from_a_folded_group_is_one_tap_more_and_the_page_is_short(visit: Visit, cast: Cast):
    robin = visit(cast.robin, SMALL)
    robin.open(f"/c/{cast.mia.public_id}/path/new/")
    assert robin.page.evaluate("document.documentElement.scrollHeight") < 4 * SMALL.height
    bus = robin.page.get_by_role("link", name="I ride the bus or train")
    expect(bus).to_have_count(0)
    robin.hand.tap(robin.page.locator("summary", has_text="Out and about"))
    robin.hand.tap(bus)
    expect(robin.page.get_by_role("button", name="Begin this path")).to_be_visible()
    assert robin.hand.taps == 2


def test_the_cards_for_home_fold_and_one_of_them_is_added_in_two_taps(visit: Visit, cast: Cast):
    say(cast.access(cast.ana), Trait(kind=Kind.SENSE, sense="movement", how="seeks"))
    ana = visit(cast.ana, SMALL)
    ana.open(f"/c/{cast.mia.public_id}/toolkit/cards/?where=home")
    assert ana.page.evaluate("document.documentElement.scrollHeight") < 5 * SMALL.height
    ana.hand.tap(ana.page.locator("summary", has_text="A routine"))
    routine = ana.page.locator("details.fold", has_text="A routine").first
    name = routine.get_by_role("heading", level=3).first.inner_text()
    ana.hand.tap(routine.get_by_role("button", name=f"Add {name}", exact=True))
    expect(ana.page.get_by_text("is in Mia's toolkit.")).to_contain_text(name)
    assert ana.hand.taps == 2
