"""The child's own space: one touch, no reading, and the grown-ups know."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.moments.models import Moment

from .conftest import Visit
from .hand import DESK, Visitor


def break_button(mia: Visitor) -> Locator:
    """The large blue one."""
    return mia.page.get_by_role("button", name="I need a break")


def test_one_touch_asks_for_a_break_and_the_grown_ups_see_it(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.hand.tap(break_button(mia))
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert mia.hand.taps == 1 and mia.hand.typed == 0

    ana = visit(cast.ana)
    ana.open("/")
    expect(ana.page.get_by_role("heading", name="I need a break").first).to_be_visible()
    expect(ana.page.get_by_role("article").filter(has_text="I need a break")).to_contain_text("Mia")
    robin = visit(cast.robin, DESK)
    robin.open("/")
    card = robin.page.get_by_role("listitem").filter(has=robin.page.get_by_role("heading", name="Mia"))
    expect(card).to_contain_text("asked for a break today")


def test_two_touches_and_a_reload_ask_once(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    break_button(mia).dblclick(no_wait_after=True)
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    mia.page.reload()
    mia.page.reload()
    assert Moment.objects.filter(asked_break=True).count() == 1


def test_a_break_can_be_asked_for_without_script(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, java_script_enabled=False)
    mia.open("/")
    mia.hand.tap(break_button(mia))
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert Moment.objects.get().asked_break


def test_she_says_how_she_feels_in_two_touches(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "How I feel")
    mia.tap("button", "Good", exact=True)
    expect(break_button(mia)).to_be_visible()
    assert mia.hand.taps == 2
    assert Moment.objects.get().felt_good == 2


def test_she_finds_her_stones_and_the_way_back(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "My stones")
    mia.tap("link", "I join circle time, my way")
    expect(mia.page.get_by_role("img", name="The path: I join circle time, my way")).to_be_visible()
    mia.tap("link", "Back to my stones")
    mia.tap("link", "Back to my space")
    expect(break_button(mia)).to_be_visible()
