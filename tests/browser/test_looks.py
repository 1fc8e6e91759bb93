"""Four looks, and nothing that moves for who wants stillness."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cast import Cast
from pebblepath.apps.people.models import Theme

from .conftest import Visit
from .hand import DESK
from .lived_in import LivedIn

COLOURS = """() => {
    const style = getComputedStyle(document.documentElement);
    return ["paper", "card", "line", "ink", "soft", "moss", "sky"].map(name => style.getPropertyValue("--" + name));
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
    const style = getComputedStyle(e);
    const seconds = value => Math.max(...value.split(",").map(parseFloat));
    const animated = style.animationName !== "none" && seconds(style.animationDuration) > 0;
    return animated || seconds(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
}).map(e => e.outerHTML.slice(0, 80))"""


def look_of(page: Page) -> str | None:
    """The name of the look that the page has."""
    return page.locator("html").get_attribute("data-theme")


@pytest.mark.parametrize("who", ["ana", None], ids=["signed in", "signed out"])
def test_each_of_the_four_looks_changes_the_page_and_stays(visit: Visit, cast: Cast, who: str | None):
    visitor = visit(getattr(cast, who) if who else None)
    page = visitor.page
    seen = set()
    for value, label in Theme.choices:
        visitor.open("/look/")
        visitor.tap("radio", label)
        with page.expect_navigation():
            visitor.tap("button", "Use this look")
        expect(page.get_by_role("radio", name=label)).to_be_checked()
        page.reload()
        assert look_of(page) == value
        visitor.open("/")
        assert look_of(page) == value
        seen.add(tuple(page.evaluate(COLOURS)))
    assert len(seen) == len(Theme)


def test_the_look_goes_with_the_person_to_another_device(visit: Visit, cast: Cast):
    phone, desk = visit(cast.ana), visit(cast.ana, DESK)
    phone.open("/look/")
    phone.tap("radio", "Low light")
    phone.tap("button", "Use this look")
    expect(phone.page.locator("html")).to_have_attribute("data-theme", "low")
    desk.open("/")
    assert look_of(desk.page) == "low"


def test_nothing_moves_where_stillness_is_wanted(visit: Visit, home: LivedIn):
    child = home.cast.mia.public_id
    ana = visit(home.cast.ana, reduced_motion="reduce")
    for path in ("/", f"/c/{child}/moments/", f"/c/{child}/what-helps/", f"/c/{child}/toolkit/", "/look/"):
        ana.open(path)
        assert ana.page.evaluate(MOVING) == [], path
    mia = visit(home.cast.mia_herself, reduced_motion="reduce")
    mia.open("/")
    assert mia.page.evaluate(MOVING) == []
