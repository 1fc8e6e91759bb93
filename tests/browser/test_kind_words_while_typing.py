"""Kinder words while one types: one tap takes a phrase, one keeps one's own; and nothing stops anybody."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.models import Message
from pebblepath.apps.play.models import Note

from .conftest import Visit
from .hand import DESK, PHONE, Visitor
from .lived_in import LivedIn
from .walk import pages_of

LONG_NOTE = "Mia sang by the door, chose the red ball and rolled it to her friend. " * 28 + "Mia refused to sit."
AT_ONCE = 50
# The rest of the hands before a text is looked at, and a busy machine.
PATIENCE = 5_000


def message(visitor: Visitor, cast: Cast) -> Locator:
    visitor.open(f"/c/{cast.mia.public_id}/messages/")
    return visitor.page.get_by_label("Your message")


def hints(visitor: Visitor) -> Locator:
    return visitor.page.locator(".kinder [data-rule]:visible")


def test_a_therapist_takes_one_phrase_and_keeps_another_with_a_tap_each(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    field = message(robin, cast)
    robin.hand.type(field, "Mia refused to sit. She is noncompliant.")
    expect(hints(robin)).to_have_count(2, timeout=PATIENCE)
    robin.tap("button", "Say instead: chose not to")
    expect(field).to_have_value("Mia chose not to sit. She is noncompliant.")
    expect(hints(robin)).to_have_count(1, timeout=PATIENCE)
    robin.hand.tap(robin.page.get_by_role("button", name=re.compile("^Keep mine ?: noncompliant")))
    expect(hints(robin)).to_have_count(0)
    field.press("End")
    field.type(" She sang.")
    robin.page.wait_for_timeout(800)
    expect(hints(robin)).to_have_count(0)
    robin.hand.tap(robin.page.get_by_role("checkbox", name=re.compile("^Home")))
    robin.tap("button", "Send")
    expect(robin.page.locator(".talk-words")).to_have_count(1)
    assert robin.hand.taps == 4
    assert Message.objects.get().words == "Mia chose not to sit. She is noncompliant. She sang."


def test_a_gap_that_only_the_writer_can_fill_is_marked_ready_to_be_typed_over(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    field = message(robin, cast)
    robin.hand.type(field, "🙂 Mia had a tantrum.")
    robin.hand.tap(robin.page.get_by_role("button", name=re.compile(r"Say instead: .*\[what was seen\]")))
    field.press_sequentially("tears")
    assert "tears" in field.input_value() and "[" not in field.input_value()
    assert field.input_value().startswith("🙂 Mia ")


def test_three_are_shown_at_a_time_and_the_next_follows(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    robin.hand.type(
        message(robin, cast), "He refused to sit. He is lazy. He is noncompliant. He is manipulative. Stubborn!"
    )
    expect(hints(robin)).to_have_count(3, timeout=PATIENCE)
    expect(robin.page.get_by_text("more after these.")).to_be_visible()
    told = hints(robin).nth(0).inner_text()
    hints(robin).nth(0).get_by_role("button", name="Keep mine").click()
    expect(hints(robin)).to_have_count(3)
    assert hints(robin).nth(0).inner_text() != told


def test_a_family_is_offered_one_way_and_sends_what_it_wrote(visit: Visit, cast: Cast):
    ana = visit(cast.ana, PHONE)
    ana.hand.type(message(ana, cast), "She refused to eat and was noncompliant.")
    expect(ana.page.get_by_text("If you like")).to_have_count(1, timeout=PATIENCE)
    ana.tap("button", "Send")
    expect(ana.page.locator(".talk-words").last).to_have_text("She refused to eat and was noncompliant.")


def test_a_child_and_a_familys_moment_are_left_alone(visit: Visit, cast: Cast):
    ana = visit(cast.ana, PHONE)
    ana.open(f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/")
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(request.url))
    ana.page.get_by_text("More, if you like").click()
    ana.page.get_by_label("In a few words").fill("She refused to sit.")
    ana.page.wait_for_timeout(1000)
    assert not [url for url in asked if url.endswith("/words/")]


def test_without_a_network_one_writes_on_and_nothing_is_said(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    field = message(robin, cast)
    robin.page.route("**/words/", lambda route: route.abort())
    robin.hand.type(field, "Mia refused to sit.")
    robin.page.wait_for_timeout(1000)
    expect(hints(robin)).to_have_count(0)
    expect(field).to_have_value("Mia refused to sit.")


def test_a_note_of_400_words_is_looked_at_at_once(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(pages_of(home, "therapist")["note"])
    plan = robin.page.get_by_label("Plan", exact=True)
    plan.fill(LONG_NOTE)
    took = []
    for _ in range(4):
        with robin.page.expect_response("**/words/") as looked:
            plan.press("End")
            plan.type(".")
        timing = looked.value.request.timing
        took.append(timing["responseStart"] - timing["requestStart"])
    assert min(took) < AT_ONCE, took
    robin.tap("button", "Say instead: chose not to")
    expect(plan).to_have_value(re.compile("Mia chose not to sit"))
    robin.tap("button", "Keep for later")
    assert "chose not to sit" in Note.objects.get(session=home.session).sections["plan"]


def test_questions_about_the_stones_come_while_they_are_written(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    robin.open(f"/c/{cast.mia.public_id}/path/new/own/")
    expect(robin.page.get_by_text("When all the stones have words")).to_be_visible(timeout=PATIENCE)
    stones = robin.page.get_by_role("textbox", name="stone")
    for place, count in enumerate((9, 4, 3, 2, 1)):
        stones.nth(place).fill(f"I join in for {count} songs.")
    expect(robin.page.get_by_text("Is each step about as large?")).to_be_visible(timeout=PATIENCE)
    stones.nth(0).fill("I join in for 5 songs.")
    expect(robin.page.get_by_text("Is each step about as large?")).to_have_count(0, timeout=PATIENCE)
    assert Goal.objects.filter(child=cast.mia).count() == 2
