"""A parent tells about her child for the first time: leaves in the middle, comes back another day, finishes."""

from __future__ import annotations

from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.understanding.models import AtHand, Intake, Kind, Routine, Trait

from .conftest import Visit
from .hand import DESK, PHONE

TAPS = 36


def test_a_parent_tells_in_small_steps_leaves_comes_back_and_finishes(visit: Visit, cast: Cast):
    ana = visit(cast.ana, PHONE)
    page = ana.page
    ana.open(f"/c/{cast.mia.public_id}/")
    ana.tap("link", "Have a look")
    ana.tap("link", "Begin")
    expect(page.get_by_text("Step 1 of 11 · about 10 minutes left")).to_be_visible()
    for words in ("I am kind.", "I build things."):
        ana.hand.tap(page.get_by_role("checkbox", name=words))
    ana.tap("button", "Keep and go on")
    for words in ("Trains", "Water play"):
        ana.hand.tap(page.get_by_role("checkbox", name=words))
    ana.tap("button", "Keep and go on")
    expect(page.get_by_role("heading", name="How do things feel to Mia?")).to_be_visible()
    touch, sound = page.get_by_role("group", name="Touch"), page.get_by_role("group", name="Sounds")
    ana.hand.tap(touch.get_by_role("radio", name="I look for it"))
    ana.hand.tap(sound.get_by_role("radio", name="It is too much"))
    ana.tap("button", "Keep this and stop for today")

    # Another day, on another screen.
    later = visit(cast.ana, DESK)
    page = later.page
    later.open(f"/c/{cast.mia.public_id}/")
    expect(page.get_by_text("You stopped at “Touch, sounds, light, moving”. About 9 minutes are left.")).to_be_visible()
    later.tap("link", "Go on")
    expect(page.get_by_role("group", name="Sounds").get_by_label("It is too much")).to_be_checked()
    later.hand.tap(page.get_by_role("region", name="Sounds").get_by_text("Another time or place"))
    more = page.get_by_role("group", name="Sounds").nth(1)
    later.hand.tap(more.get_by_role("radio", name="I like it"))
    later.hand.type(page.get_by_label("What is it about? Sounds").nth(1), "Songs that I know")
    later.tap("button", "Keep and go on")
    for _ in range(3):
        later.tap("button", "Not now")
    later.hand.tap(page.get_by_role("checkbox", name="Being rushed."))
    later.tap("button", "Keep and go on")
    later.hand.tap(page.get_by_role("checkbox", name="Food allergy"))
    later.hand.type(page.get_by_label("What should others know? Food allergy"), "nuts")
    later.tap("button", "Keep and go on")
    later.hand.type(page.get_by_label("Bedtime"), "Two books.")
    later.tap("button", "Keep and go on")
    later.hand.tap(page.get_by_role("checkbox", name="Crayons"))
    later.tap("button", "Keep and go on")
    later.hand.type(page.get_by_label("In your own words"), "That the socks go on in peace.")
    later.tap("button", "Keep and go on")
    expect(page.get_by_role("heading", name="That is a good start.")).to_be_visible()
    expect(page.get_by_role("link", name="I wear my socks")).to_be_visible()
    assert ana.hand.taps + later.hand.taps <= TAPS and ana.hand.typed + later.hand.typed == 4
    assert Trait.objects.filter(told_by__user=cast.ana, kind=Kind.SENSE).count() == 3  # nothing is there twice
    assert Routine.objects.get().words == "Two books." and AtHand.objects.get().things == ["crayons"]
    assert Intake.objects.get().finished_at is not None
    later.tap("link", "See “About me”")
    for words in ("Trains", "I have a food allergy: nuts", "Songs that I know", "That the socks go on in peace."):
        expect(page.get_by_text(words).first).to_be_visible()
