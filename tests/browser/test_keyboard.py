"""Whole journeys with Tab, Space and Enter: one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.models import Moment

from .conftest import Visit
from .hand import DESK, PHONE, Visitor

FAR = 80
# What is wrong with where the focus is: no ring around it, or something lies over it.
FOCUS_FAULT = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    // Inside a field of the browser's own making (a date's little calendar), the browser draws the ring.
    const ringed = !here.matches(":focus") || [here, here.closest("label")].some(e => {
        const style = e && getComputedStyle(e);
        return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    if (!ringed) return "no ring around " + here.outerHTML.slice(0, 120);
    const box = here.getClientRects()[0];
    if (!box || box.bottom <= 0 || box.top >= innerHeight) return "out of sight: " + here.outerHTML.slice(0, 120);
    const middle = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(box.left + box.width / 2, middle);
    if (!top || !(here.contains(top) || top.contains(here))) return "covered: " + here.outerHTML.slice(0, 120);
    return null;
}"""


class Keyboard:
    """Hands on the keys and nowhere else."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def to(self, there: Locator) -> Keyboard:
        """Press Tab until one is there."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            fault = self.page.evaluate(FOCUS_FAULT)
            assert fault is None, f"{self.page.url}: {fault}"
            if there.count() and there.first.evaluate("e => e === document.activeElement"):
                return self
        raise AssertionError(f"{FAR} tabs on {self.page.url} don't lead to {there}")

    def press(self, key: str) -> Keyboard:
        """Press one key."""
        self.page.keyboard.press(key)
        return self

    def write(self, words: str) -> Keyboard:
        """Type over what is in the field (it is selected when one tabs into it)."""
        self.page.keyboard.type(words)
        return self


def test_a_parent_signs_in_and_tells_a_moment_without_touching_anything_but_keys(visit: Visit, cast: Cast):
    ana = visit(screen=DESK)
    keys, page = Keyboard(ana), ana.page
    ana.open("/accounts/login/")
    keys.to(page.get_by_label("Email")).write("ana@example.org")
    keys.to(page.get_by_label("Password")).write("a long password").press("Enter")
    expect(page.get_by_role("heading", name="Mia’s day")).to_be_visible()
    keys.to(page.get_by_role("link", name="Tell a moment").and_(page.get_by_role("link", name="circle"))).press("Enter")
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    keys.to(page.get_by_role("radio", name="I listen from the door.")).press("Space")
    keys.to(page.get_by_role("checkbox", name="Wobble cushion")).press("Space")
    keys.to(page.get_by_role("button", name="Done")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    told = Moment.objects.get()
    assert told.step == 0 and list(told.strategies.all()) == [cast.cushion]


def test_a_therapist_makes_a_goal_without_touching_anything_but_keys(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK)
    keys, page = Keyboard(robin), robin.page
    robin.open("/")
    keys.to(page.get_by_role("heading", name="Mia").get_by_role("link")).press("Enter")
    expect(page.get_by_role("heading", name="Mia’s day")).to_be_visible()
    keys.to(page.get_by_role("link", name="A new goal")).press("Enter")
    expect(page.get_by_role("heading", name="What would Mia like to do?")).to_be_visible()
    keys.to(page.get_by_role("link", name="socks")).press("Enter")
    expect(page.get_by_role("button", name="Begin this path")).to_be_visible()
    keys.to(page.get_by_label("What would the child like to do?")).write("Socks that feel good")
    keys.to(page.get_by_role("checkbox", name="Out and about")).press("Space")
    keys.to(page.get_by_role("button", name="Begin this path")).press("Enter")
    expect(page.get_by_role("img", name="The path: Socks that feel good")).to_be_visible()
    assert "community" in Goal.objects.get(title="Socks that feel good").settings


def test_the_first_tab_leads_past_the_menu(visit: Visit, cast: Cast):
    ana = visit(cast.ana, DESK)
    keys, page = Keyboard(ana), ana.page
    ana.open("/")
    keys.to(page.get_by_role("link", name="Skip to the page")).press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_every_tab_on_a_phone_shows_where_one_is(visit: Visit, cast: Cast):
    """With a keyboard at a phone, too: nothing that has the focus hides behind the bar at the bottom."""
    ana = visit(cast.ana, PHONE)
    keys, page = Keyboard(ana), ana.page
    ana.open("/")
    keys.to(page.get_by_role("link", name="A new goal"))
    ana.open(f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/")
    keys.to(page.get_by_role("group", name="More, if you like").or_(page.locator("summary"))).press("Enter")
    keys.to(page.get_by_role("button", name="Done"))


def test_the_child_asks_for_a_break_by_keyboard(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open("/")
    Keyboard(mia).to(mia.page.get_by_role("button", name="I need a break")).press("Enter")
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert Moment.objects.get().asked_break
