"""From the end of a session to a signed note and a card at the door: taps, and nothing typed twice."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from cast import Cast
from pebblepath.apps.people.actions import open_record
from pebblepath.apps.people.models import Child
from pebblepath.apps.play.models import DoorCard, Group, Note, Session
from played import catch, play

from .conftest import Visit
from .hand import DESK, PHONE
from .lived_in import LivedIn
from .walk import pages_of

A_MINUTE, A_CARD = 60, 15


def note_of(home: LivedIn) -> str:
    return pages_of(home, "therapist")["note"]


def test_a_note_is_signed_in_two_taps_within_a_minute(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    began = time.monotonic()
    robin.open(note_of(home))
    robin.tap("checkbox", "In my judgement Mia is ready to be offered the next stone.")
    robin.tap("button", "Sign as Robin")
    expect(robin.page.get_by_text("Signed by").first).to_be_visible()
    assert time.monotonic() - began < A_MINUTE and (robin.hand.taps, robin.hand.typed) == (2, 0)
    note = Note.objects.get(session=home.session)
    assert note.signed_by == home.cast.robin and note.sections["own"].endswith("the next stone.")


def test_a_door_card_is_sent_in_one_tap_and_the_family_reads_it(visit: Visit, home: LivedIn):
    robin, ana = visit(home.cast.robin, DESK), visit(home.cast.ana, PHONE)
    robin.open(note_of(home))
    began = time.monotonic()
    robin.page.get_by_role("button", name="Send it to the family").click()
    expect(robin.page.get_by_text("The door card is sent.")).to_be_visible()
    assert time.monotonic() - began < A_CARD
    ana.open(pages_of(home, "parent")["day"])
    for line in DoorCard.objects.get(session=home.session).lines:
        expect(ana.page.get_by_text(line)).to_be_visible()


def test_six_notes_of_a_group_are_signed_within_a_minute(visit: Visit, cast: Cast):
    group = Group.objects.create(practice=cast.practice, name="Tuesday crew", led_by=cast.robin)
    for number in range(6):
        access = open_record(cast.robin, cast.practice, Child(name=f"Child {number}", picture="fox"))
        catch(access, play(access, None, group=group), None, words="“Again!”")
    robin = visit(cast.robin, DESK)
    began = time.monotonic()
    robin.open("/notes/")
    robin.page.get_by_role("link", name="The note").first.click()
    for left in range(5, -1, -1):
        robin.page.get_by_role("checkbox").first.check()
        robin.page.get_by_role("button", name="Sign as").click()
        expect(robin.page.get_by_text("Signed by").first).to_be_visible()
        assert Session.objects.unsigned().count() == left
    assert time.monotonic() - began < A_MINUTE


def kept_on(page: Page) -> list[str]:
    """What a device still keeps of notes."""
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('note-'))")
    return keys


def plan(page: Page) -> str:
    return page.get_by_label("Plan").input_value()


def test_what_was_typed_is_there_again_when_the_page_was_closed_before_it_was_kept(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(note_of(home))
    drafted = plan(robin.page)
    robin.page.get_by_label("Plan").fill("Swing first next time.")
    robin.open("/notes/")
    robin.open(note_of(home))
    assert plan(robin.page) == "Swing first next time."
    expect(robin.page.get_by_text("What you typed here before is back.")).to_be_visible()
    robin.page.get_by_role("button", name="Keep for later").click()
    expect(robin.page.get_by_text("Kept. Nothing is signed yet.")).to_be_visible()
    robin.open(note_of(home))
    expect(robin.page.get_by_text("What you typed here before is back.")).to_be_hidden()
    assert plan(robin.page) == "Swing first next time." != drafted
    assert kept_on(robin.page) == []


def test_what_was_typed_is_there_again_when_the_network_was_away(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(note_of(home))
    robin.page.get_by_label("Plan").fill("Swing first next time.")
    robin.page.route("**/note/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    robin.page.get_by_role("button", name="Keep for later").click(no_wait_after=True)
    robin.page.wait_for_timeout(500)
    robin.page.unroute("**/note/")
    robin.watch.faults.clear()
    robin.open(note_of(home))
    assert plan(robin.page) == "Swing first next time."
    assert Note.objects.get(session=home.session).sections["plan"] != "Swing first next time."


def test_it_works_without_script(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK, java_script_enabled=False)
    robin.open(note_of(home))
    robin.tap("checkbox", "I leave it out today")
    robin.page.get_by_role("button", name="Sign as").click()
    expect(robin.page.get_by_text("Signed by").first).to_be_visible()


def test_a_signed_note_leaves_nothing_on_the_device(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(note_of(home))
    robin.page.get_by_label("Your own sentence").fill("We keep going.")
    robin.page.get_by_role("button", name="Sign as").click()
    expect(robin.page.get_by_text("Signed by").first).to_be_visible()
    assert kept_on(robin.page) == []
