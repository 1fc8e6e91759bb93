"""The one-tap answers of a family's day without network: cheers, room in a week, the day's idea, a skipped day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from cast import Cast, tell
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.models import SkippedDay
from pebblepath.apps.moments.models import Victory
from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.actions import give_card
from pebblepath.apps.understanding.models import Load, Tried
from pebblepath.library import load_library

from .conftest import Visit
from .hand import Visitor
from .unplugged import arrived, carried, pill, without_network
from .walk import barriers


@pytest.fixture
def ana(visit: Visit, cast: Cast) -> Visitor:
    """Mum's phone without network, at the day, with a victory, an idea and a fair try on it."""
    tell(cast.access(cast.robin), cast.circle_time, step=3)
    first = cast.mia.today()
    feet = give_card(cast.access(cast.robin), load_library().strategies["feet-on-something"])
    begin_try_out(cast.access(cast.ana), cast.circle_time, feet, Setting.HOME, length=14, first=first)
    ana = carried(visit, cast.ana, reduced_motion="reduce")
    without_network(ana)
    ana.open("/")
    return ana


def cheer_of(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("button", name="Cheer")


def test_a_cheer_waits_where_it_is_tapped_and_arrives(ana: Visitor, cast: Cast):
    ana.hand.tap(cheer_of(ana))
    expect(cheer_of(ana)).to_have_attribute("aria-pressed", "true")
    expect(pill(ana)).to_contain_text("1 waits on this phone")
    assert barriers(ana.page) == []
    without_network(ana, off=False)
    arrived(ana.page)
    assert Victory.objects.get(kind="new_stone").cheers.get().user == cast.ana


def test_a_cheer_that_was_taken_back_before_it_arrived_is_none(ana: Visitor):
    for pressed in ("true", "false"):
        ana.hand.tap(cheer_of(ana))
        expect(cheer_of(ana)).to_have_attribute("aria-pressed", pressed)
    expect(pill(ana)).to_contain_text("2 wait on this phone")
    without_network(ana, off=False)
    arrived(ana.page)
    assert not Victory.objects.get(kind="new_stone").cheers.exists()


def test_room_in_this_week_waits_and_the_last_tap_holds(ana: Visitor):
    for words in ("Some", "A lot"):
        ana.tap("button", words, exact=True)
        expect(ana.page.get_by_role("button", name=words, exact=True)).to_have_attribute("aria-pressed", "true")
    expect(ana.page.get_by_role("button", name="Some", exact=True)).to_have_attribute("aria-pressed", "false")
    without_network(ana, off=False)
    arrived(ana.page)
    assert Load.objects.get().amount == 2


def test_what_became_of_the_idea_waits_and_arrives(ana: Visitor):
    ana.tap("button", "Some of it")
    expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_focused()
    without_network(ana, off=False)
    arrived(ana.page)
    assert Tried.objects.get().answer == "some"


def test_a_skipped_day_and_a_card_that_rests_wait_and_arrive(ana: Visitor, cast: Cast):
    ana.tap("button", "Skip today")
    expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    ana.open(f"/c/{cast.mia.public_id}/toolkit/")
    cushion = ana.page.locator(".tool").filter(has_text="Wobble cushion")
    ana.hand.tap(cushion.get_by_role("button", name="Not this week"))
    expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    without_network(ana, off=False)
    arrived(ana.page)
    cast.cushion.refresh_from_db()
    assert SkippedDay.objects.count() == 1 and cast.cushion.not_before is not None


def test_a_cheer_in_the_river_stays_where_it_was_tapped(visit: Visit, cast: Cast):
    for step in (2, 3, 4):
        tell(cast.access(cast.robin), cast.circle_time, step=step)
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/victories/?setting=school")
    last = cheer_of(ana).last
    last.scroll_into_view_if_needed()
    before = ana.page.evaluate("() => scrollY")
    ana.hand.tap(last)
    expect(ana.page.get_by_text("1 cheer: Mum")).to_be_visible()
    expect(cheer_of(ana).last).to_have_attribute("aria-pressed", "true")
    assert ana.page.url.endswith("?setting=school") and abs(ana.page.evaluate("() => scrollY") - before) < 40
    without_network(ana)
    ana.hand.tap(cheer_of(ana).first)
    expect(pill(ana)).to_contain_text("1 waits on this phone")
    without_network(ana, off=False)
    arrived(ana.page)
    assert sum(victory.cheers.count() for victory in Victory.objects.all()) == 2
