"""Small ideas for home: swapped, put off and told about with a thumb; given by a therapist."""

from __future__ import annotations

from playwright.sync_api import expect

from pebblepath.apps.moments.models import Moment
from pebblepath.apps.reports.models import Report, ReportKind

from .conftest import Visit
from .hand import DESK, PHONE
from .lived_in import LivedIn
from .walk import pages_of


def test_an_idea_is_swapped_in_two_taps_and_put_off_in_one(visit: Visit, home: LivedIn):
    ana = visit(home.cast.ana, PHONE)
    ana.open(pages_of(home, "parent")["home-ideas"])
    card = ana.page.get_by_role("article").first
    ana.hand.tap(card.get_by_text("Swap it for another"))
    ana.hand.tap(card.get_by_role("button").filter(has=ana.page.locator(".strong")).first)
    expect(ana.page.get_by_text("Swapped.")).to_be_visible()
    assert (ana.hand.taps, ana.hand.typed) == (2, 0)
    ana.hand.tap(ana.page.get_by_role("button", name="Not this week").first)
    expect(ana.page.get_by_text("It rests until")).to_be_visible()
    assert ana.hand.taps == 3


def test_how_an_idea_went_is_told_in_four_taps(visit: Visit, home: LivedIn):
    ana = visit(home.cast.ana, PHONE)
    ana.open(pages_of(home, "parent")["home-ideas"])
    before = Moment.objects.count()
    ana.hand.tap(ana.page.get_by_role("link", name="Tell how it went").first)
    ana.hand.tap(ana.page.locator("label").filter(has=ana.page.get_by_role("radio")).first)
    ana.hand.tap(ana.page.get_by_role("button", name="Done").first)
    expect(ana.page.get_by_text("Thank you for telling.").first).to_be_visible()
    assert ana.hand.taps <= 4 and Moment.objects.count() == before + 1


def test_a_therapist_picks_and_gives_ideas_and_the_family_finds_them(visit: Visit, home: LivedIn):
    robin, ana = visit(home.cast.robin, DESK), visit(home.cast.ana, PHONE)
    theirs = pages_of(home, "parent")["home-ideas"]
    robin.open(pages_of(home, "therapist")["home-ideas-pick"])
    ticks = robin.page.get_by_role("checkbox")
    for place in range(ticks.count()):
        ticks.nth(place).set_checked(place == 0)
    name = robin.page.locator("label .strong").first.inner_text()
    robin.page.get_by_role("button", name="Keep these").click()
    robin.page.get_by_role("button", name="Sign as Robin").click()
    expect(robin.page.get_by_text("Signed by").first).to_be_visible()
    assert not Report.objects.unsigned().filter(child=home.cast.mia, kind=ReportKind.HOME).exists()
    ana.open(theirs)
    expect(ana.page.get_by_role("article")).to_have_count(1)
    expect(ana.page.get_by_role("heading", name=name)).to_be_visible()


def test_without_script_everything_works(visit: Visit, home: LivedIn):
    ana = visit(home.cast.ana, PHONE, java_script_enabled=False)
    ana.open(pages_of(home, "parent")["home-ideas"])
    ana.page.get_by_role("button", name="Not this week").first.click()
    expect(ana.page.get_by_text("It rests until")).to_be_visible()
