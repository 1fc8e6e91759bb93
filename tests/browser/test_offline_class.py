"""A class's page without network: opened again from nothing, and six children told by it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.moments.models import Moment

from .classroom import NAMES, TABLET, Room, enter, room_of, shown, stone, told, wait_for
from .conftest import Visit
from .hand import Visitor
from .unplugged import until_it_holds, without_network
from .walk import barriers


@pytest.fixture
def room(cast: Cast) -> Room:
    return room_of(cast)


@pytest.fixture
def tablet(visit: Visit, room: Room) -> Visitor:
    """The class's tablet in the morning: the PIN was typed, the page was opened once more, its copy is made."""
    teacher = enter(visit(None, TABLET, service_workers="allow", reduced_motion="reduce"), room)
    teacher.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    until_it_holds(teacher.page, "() => Boolean(navigator.serviceWorker.controller)")
    until_it_holds(teacher.page, "async () => (await (await caches.open('class-pages')).keys()).length === 1")
    return teacher


def fresh_tab(visitor: Visitor, path: str) -> None:
    """Close the page and open its address anew: only the worker and its copies are there."""
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.open(path)


def of(visitor: Visitor, name: str) -> None:
    visitor.hand.tap(visitor.page.locator(".class-row", has_text=name))


def test_six_children_are_told_without_network_from_a_fresh_tab_in_seven_taps_and_a_minute(tablet: Visitor, room: Room):
    without_network(tablet)
    fresh_tab(tablet, room.path)
    began, before = time.monotonic(), tablet.hand.taps
    of(tablet, "Mia")
    for name in NAMES:
        expect(tablet.page.locator(".class-child:target h2")).to_have_text(name)
        stone(tablet, 2)
    expect(tablet.page.locator(".class-list")).to_be_visible()
    assert tablet.hand.taps - before == 7 and time.monotonic() - began < 60
    expect(tablet.page.locator("[data-class-waits]")).to_contain_text("6 taps wait on this tablet")
    assert barriers(tablet.page) == [] and told() == {}
    without_network(tablet, off=False)
    wait_for(6)
    assert told() == dict.fromkeys(NAMES, 2)


def test_taps_that_wait_are_there_in_a_fresh_tab_and_arrive_once_in_order(tablet: Visitor, room: Room):
    without_network(tablet)
    for name in ("Mia", "Leo"):
        tablet.open(room.path)
        of(tablet, name)
        stone(tablet, 1)
    fresh_tab(tablet, room.path)
    expect(tablet.page.locator(".class-row .stone-mark.lit")).to_have_count(2)
    expect(tablet.page.locator("[data-class-waits]")).to_contain_text("2 taps wait on this tablet")
    without_network(tablet, off=False)
    wait_for(2)
    fresh_tab(tablet, room.path)
    expect(tablet.page.locator("[data-class-waits]")).to_be_hidden()
    assert list(Moment.objects.order_by("told_at").values_list("child__name", flat=True)) == ["Mia", "Leo"]


def test_what_was_told_with_network_is_still_marked_in_a_fresh_tab_without(tablet: Visitor, room: Room):
    of(tablet, "Mia")
    stone(tablet, 3)
    wait_for(1)
    assert shown(tablet) == "Leo"
    without_network(tablet)
    fresh_tab(tablet, room.path)
    expect(tablet.page.locator(".class-row", has_text="Mia").locator(".stone-mark.lit")).to_have_count(1)
    of(tablet, "Leo")
    stone(tablet, 1)
    expect(tablet.page.locator(".class-child:target h2")).to_have_text("Noah")


def test_the_page_is_there_however_its_address_was_left(tablet: Visitor, room: Room):
    without_network(tablet)
    fresh_tab(tablet, f"{room.path}?after=11111111-1111-4111-8111-111111111111")
    expect(tablet.page.locator(".class-row")).to_have_count(6)


def test_when_the_school_day_is_over_the_copy_is_gone(tablet: Visitor, room: Room):
    tablet.page.evaluate(
        """async (path) => {
            const pages = await caches.open("class-pages");
            const copy = await pages.match(path);
            const headers = new Headers(copy.headers);
            headers.set("X-Until", new Date(Date.now() - 1000).toISOString());
            await pages.put(path, new Response(await copy.text(), { headers }));
        }""",
        room.path,
    )
    without_network(tablet)
    fresh_tab(tablet, room.path)
    expect(tablet.page.get_by_role("heading", name="No network right now")).to_be_visible()
    assert "Leo" not in tablet.words()
