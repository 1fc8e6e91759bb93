"""Somebody new comes into the circle by a link."""

from __future__ import annotations

from playwright.sync_api import expect

from cast import Cast

from .conftest import Visit
from .hand import Visitor


def link_shown_to(visitor: Visitor) -> str:
    """The link that was made just now for Aunt Rosa."""
    return visitor.page.get_by_label("Link for Aunt Rosa").input_value()


def test_a_parent_makes_a_link_and_an_aunt_joins_by_it(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open("/")
    ana.tap("link", "Circle", exact=True)
    ana.tap("link", "Invite")
    ana.hand.type(ana.page.get_by_label("What do you call this person?"), "Aunt Rosa")
    ana.tap("radio", "Someone else")
    ana.tap("checkbox", "I join circle time, my way")
    ana.tap("button", "Make the link")
    link = link_shown_to(ana)
    assert ana.hand.typed == 1

    rosa = visit()
    rosa.open(link)
    expect(rosa.page.get_by_role("heading", name="Hello Aunt Rosa")).to_be_visible()
    rosa.tap("link", "I’m new here")
    page = rosa.page
    rosa.hand.type(page.get_by_label("Your name"), "Rosa")
    rosa.hand.type(page.get_by_label("Email"), "rosa@example.org")
    rosa.hand.type(page.get_by_label("Password"), "stones in the river")
    rosa.hand.tap(page.get_by_role("main").get_by_role("button"))
    rosa.tap("button", "Join as Rosa")
    expect(page.get_by_role("heading", name="Mia’s day")).to_be_visible()
    expect(page.get_by_text("I join circle time, my way").first).to_be_visible()
    assert "zip" not in page.content()

    other = visit()
    with other.expecting(410):
        assert other.open(link) == 410
    expect(other.page.get_by_role("heading", name="used already")).to_be_visible()


def test_without_a_link_nobody_signs_up(visit: Visit, cast: Cast):
    nobody = visit()
    nobody.open("/accounts/signup/")
    assert nobody.page.get_by_label("Password").count() == 0


def test_a_link_that_was_taken_back_opens_nothing(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/circle/invite/")
    ana.hand.type(ana.page.get_by_label("What do you call this person?"), "Aunt Rosa")
    ana.tap("radio", "Family")
    ana.tap("button", "Make the link")
    link = link_shown_to(ana)
    ana.tap("button", "Take back the invitation for Aunt Rosa")
    expect(ana.page.get_by_label("Link for Aunt Rosa")).to_have_count(0)
    rosa = visit()
    with rosa.expecting(410):
        assert rosa.open(link) == 410
