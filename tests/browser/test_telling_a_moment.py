"""The money path: a moment is told with one hand, and everybody around the child has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import Child

from .conftest import Visit
from .hand import Visitor
from .lived_in import LivedIn

SONGS = "I join in for two songs."


def moments_of(child: Child, visitor: Visitor, words: str) -> Locator:
    """The moments at home on the timeline that say these words."""
    visitor.open(f"/c/{child.public_id}/moments/?setting=home")
    return visitor.page.get_by_role("article").filter(has_text=words)


def tell_two_songs(ana: Visitor) -> None:
    """Ana's four taps, from her home screen."""
    page = ana.page
    ana.open("/")
    ana.hand.tap(page.get_by_role("link", name="Tell a moment").and_(page.get_by_role("link", name="circle time")))
    ana.tap("radio", SONGS)
    ana.tap("checkbox", "Wobble cushion")
    ana.tap("button", "Done")
    expect(page.get_by_role("status")).to_contain_text("Kept")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_parent_tells_a_moment_in_four_taps_and_types_nothing(visit: Visit, cast: Cast, script: bool):
    ana = visit(cast.ana, java_script_enabled=script)
    tell_two_songs(ana)
    assert ana.hand.taps <= 4 and ana.hand.typed == 0
    told = Moment.objects.get()
    assert (told.goal, told.step, told.setting) == (cast.circle_time, 2, "home")
    assert list(told.strategies.all()) == [cast.cushion] and told.told_by.name == "Mum"


def test_the_moment_is_once_on_the_timeline_beside_the_teachers(visit: Visit, home: LivedIn):
    mia, ana = home.cast.mia, visit(home.cast.ana)
    before = moments_of(mia, ana, SONGS).count()
    tell_two_songs(ana)
    hers = moments_of(mia, ana, SONGS)
    assert hers.count() == before + 1
    expect(hers.first).to_contain_text("Mum")
    expect(hers.first).to_contain_text("Wobble cushion")
    ana.open(f"/c/{mia.public_id}/moments/")
    for words, who in ((SONGS, "Mum"), ("She sang along, twice.", "Ms. Lopez")):
        expect(ana.page.get_by_role("article").filter(has_text=words).first).to_contain_text(who)
    # Her teacher sees it beside her own, too.
    expect(moments_of(mia, visit(home.cast.lopez), SONGS).first).to_contain_text("Mum")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_taps_on_done_make_one_moment(visit: Visit, cast: Cast, script: bool):
    ana = visit(cast.ana, java_script_enabled=script)
    ana.open(f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/")
    ana.tap("radio", SONGS)
    ana.page.get_by_role("button", name="Done").dblclick(no_wait_after=True)
    expect(ana.page.get_by_role("status")).to_contain_text("kept", ignore_case=True)
    assert Moment.objects.count() == 1
    assert moments_of(cast.mia, ana, SONGS).count() == 1


def test_done_without_a_stone_says_what_is_missing_and_keeps_what_was_chosen(visit: Visit, cast: Cast):
    ana = visit(cast.ana, java_script_enabled=False)
    ana.open(f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/")
    ana.tap("checkbox", "Wobble cushion")
    # The browser would ask first; a server that is asked all the same answers in words.
    ana.page.locator("form:has(input[name=step])").evaluate("form => form.noValidate = true")
    with ana.expecting(400):
        ana.tap("button", "Done")
        expect(ana.page.get_by_text("Please tap the stone that fits best.")).to_be_visible()
    expect(ana.page.get_by_role("checkbox", name="Wobble cushion")).to_be_checked()
    assert not Moment.objects.exists()
