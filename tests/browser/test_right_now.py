"""The family's hard moment and the family's day: one tap to three things, four taps from an idea to a moment told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.understanding.models import Tried

from .conftest import Visit


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_right_now_is_one_tap_from_home_and_needs_no_typing(visit: Visit, cast: Cast, script: bool):
    ana = visit(cast.ana, java_script_enabled=script)
    ana.open("/")
    ana.tap("link", "Right now")
    expect(ana.page.get_by_role("heading", name="Right now")).to_be_visible()
    cards = ana.page.get_by_role("main").get_by_role("listitem")
    assert (ana.hand.taps, ana.hand.typed, cards.count()) == (1, 0, 3)
    for card in cards.all():
        assert card.locator(".symbol, img").count() == 1 and len(card.inner_text().split()) <= 25


def test_all_three_things_can_be_seen_on_a_phone_at_once(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/right-now/")
    bar = ana.page.get_by_role("navigation", name="Main").bounding_box()
    last = ana.page.get_by_role("main").get_by_role("listitem").last.bounding_box()
    assert bar and last and last["y"] + 0.8 * last["height"] <= bar["y"]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_idea_that_was_done_is_told_as_a_moment_in_four_taps(visit: Visit, cast: Cast, script: bool):
    cast.cushion.settings = ["home", "school"]
    cast.cushion.save()
    ana = visit(cast.ana, java_script_enabled=script)
    ana.open("/")
    ana.tap("button", "Did it")
    ana.tap("link", "How did it go?")
    expect(ana.page.get_by_role("checkbox", name="Wobble cushion")).to_be_checked()
    ana.hand.tap(
        ana.page.get_by_role("group", name="Which stone was it?")
        .or_(ana.page.get_by_role("group", name="How did it go?"))
        .get_by_role("radio")
        .nth(2)
    )
    ana.tap("button", "Done")
    expect(ana.page.get_by_role("status")).to_contain_text("Kept")
    assert ana.hand.taps <= 4 and ana.hand.typed == 0
    assert list(Moment.objects.get().strategies.all()) == [cast.cushion] and Tried.objects.get().answer == "did"
