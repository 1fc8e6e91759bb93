"""My space without network: a grown-up's way out by PIN, and a board that is open while a new version comes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import Board, BoardItem, Choice, DayItem, Setup
from pebblepath.apps.myspace.setting_up import MISSES, keep_setup
from pebblepath.apps.people.models import AuditLine
from pebblepath.web import offline

from .conftest import Visit
from .hand import Visitor
from .unplugged import arrived, carried, private_copies, until_it_holds, waiting, without_network
from .walk import barriers


@pytest.fixture
def locked(visit: Visit, cast: Cast, settings: Any) -> Visitor:
    """Mia's phone without network, at the way out, which has the PIN 4711."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    return at_the_way_out(visit, cast)


def at_the_way_out(visit: Visit, cast: Cast) -> Visitor:
    keep_setup(cast.access(cast.ana), Setup(child=cast.mia), pin="4711")
    mia = carried(visit, cast.mia_herself)
    without_network(mia)
    mia.open("/")
    mia.tap("link", "For grown-ups: the way out")
    expect(mia.page.locator(".held")).to_be_visible()  # from then on the script has the button
    return mia


def try_pin(visitor: Visitor, pin: str) -> None:
    visitor.hand.type(visitor.page.get_by_label("PIN"), pin)
    visitor.tap("button", "Out")


def test_the_pin_leads_out_without_network_and_leaves_nothing_on_the_phone(locked: Visitor, cast: Cast):
    try_pin(locked, "4711")
    locked.page.wait_for_url("**/offline/")
    assert private_copies(locked.page) == []
    locked.open("/")
    assert "Mia" not in locked.words()
    without_network(locked, off=False)
    expect(locked.page.get_by_role("heading", name="Small stones.")).to_be_visible()
    locked.open(f"/c/{cast.mia.public_id}/my/")
    assert locked.path == "/accounts/login/"
    assert AuditLine.objects.filter(user=cast.mia_herself, about="my space, without network").count() == 1


FILL_THE_STORE = """() => {
    for (let size = 1 << 22; size >= 1; size >>= 1)
        try {
            for (let n = 0; ; n++) localStorage.setItem(`full ${size} ${n}`, "x".repeat(size));
        } catch {}
}"""


def test_on_a_full_phone_wrong_pins_still_count_and_the_button_never_stays_dead(locked: Visitor):
    locked.page.evaluate(FILL_THE_STORE)
    for _ in range(MISSES):
        try_pin(locked, "1111")
        expect(locked.page.get_by_role("alert")).to_have_text("That isn’t the PIN.")
        expect(locked.page.get_by_role("button", name="Out")).to_be_enabled()
    try_pin(locked, "4711")
    expect(locked.page.get_by_role("alert")).to_have_text("The lock rests for a few minutes.")
    expect(locked.page.get_by_role("button", name="Out")).to_be_enabled()


def test_on_a_full_phone_the_pin_leads_out(locked: Visitor, cast: Cast):
    locked.page.evaluate(FILL_THE_STORE)
    try_pin(locked, "4711")
    locked.page.wait_for_url("**/offline/")
    assert private_copies(locked.page) == []


def test_where_nothing_at_all_can_be_kept_the_way_out_says_so(locked: Visitor):
    locked.page.evaluate("() => (Outbox.keep = () => Promise.reject(new DOMException('full', 'QuotaExceededError')))")
    try_pin(locked, "4711")
    expect(locked.page.get_by_role("alert")).to_have_text("This phone couldn’t keep that. You can just close the app.")
    expect(locked.page.get_by_role("button", name="Out")).to_be_enabled()


def test_a_wrong_pin_doesnt_lead_out_and_after_some_the_lock_rests_even_for_the_right_one(locked: Visitor):
    for _ in range(MISSES):
        try_pin(locked, "1111")
        expect(locked.page.get_by_role("alert")).to_have_text("That isn’t the PIN.")
        expect(locked.page.get_by_role("button", name="Out")).to_be_enabled()
    assert barriers(locked.page) == []
    locked.page.reload()
    expect(locked.page.locator(".held")).to_be_visible()
    try_pin(locked, "4711")
    expect(locked.page.get_by_role("alert")).to_have_text("The lock rests for a few minutes.")
    assert private_copies(locked.page)


def test_what_a_phone_knows_of_the_pin_fits_many(locked: Visitor):
    told = locked.page.locator("[data-pin]").evaluate("gate => ({...gate.dataset})")
    assert sorted(told) == ["mark", "misses", "pin", "rest", "rounds", "salt"]
    assert 0 <= int(told["mark"]) <= 255 and int(told["rounds"]) >= 600_000
    assert "4711" not in locked.page.content()


def test_where_a_phone_cant_check_the_pin_it_says_plainly_what_to_do(visit: Visit, cast: Cast):
    # The tests' own way to keep a PIN is one that no browser knows.
    mia = at_the_way_out(visit, cast)
    try_pin(mia, "4711")
    expect(mia.page.get_by_role("alert")).to_contain_text("You can just close the app.")
    assert private_copies(mia.page)


def test_with_network_again_the_server_asks_for_the_pin_as_ever(locked: Visitor):
    without_network(locked, off=False)
    with locked.expecting(400):
        try_pin(locked, "1111")
        expect(locked.page.get_by_role("alert")).to_contain_text("A new one can be made")
    try_pin(locked, "4711")
    expect(locked.page.get_by_role("main").get_by_role("button", name="Sign Out")).to_be_visible()


def test_a_new_version_while_a_board_is_open_loses_neither_the_board_nor_what_was_picked(
    visit: Visit, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    board = Board.objects.create(child=cast.mia, name="Snack", made_by=cast.ana)
    for place, words in enumerate(("Apple", "Toast")):
        BoardItem.objects.create(board=board, words=words, symbol="heart", place=place)
    mia = carried(visit, cast.mia_herself)
    path = f"/c/{cast.mia.public_id}/my/choices/{board.pk}/"
    without_network(mia)
    mia.open(path)
    without_network(mia, off=False)
    monkeypatch.setattr(offline, "version", lambda: "next")
    mia.page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until_it_holds(
        mia.page,
        """async () => {
            const {installing, waiting, active} = await navigator.serviceWorker.getRegistration();
            const is_new = (await caches.keys()).includes("shell-next");
            return is_new && !installing && !waiting && active.state === "activated";
        }""",
    )
    without_network(mia)
    mia.tap("button", "Apple")
    expect(mia.page.get_by_role("heading", name="Kept", exact=True)).to_be_focused()
    mia.open(path)
    mia.tap("button", "Toast")
    expect(mia.page.get_by_role("heading", name="Kept", exact=True)).to_be_focused()
    assert len(waiting(mia.page)) == 2
    without_network(mia, off=False)
    arrived(mia.page)
    assert list(Choice.objects.order_by("at").values_list("words", flat=True)) == ["Apple", "Toast"]


def test_a_picture_of_the_day_is_turned_where_it_is_and_a_break_stays_one_tap_away(visit: Visit, cast: Cast):
    for place, words in enumerate(("Breakfast", "Bus")):
        DayItem.objects.create(child=cast.mia, words=words, symbol="heart", place=place)
    mia = carried(visit, cast.mia_herself, reduced_motion="reduce")
    without_network(mia)
    mia.open(f"/c/{cast.mia.public_id}/my/day/")
    for pressed in ("true", "false", "true"):
        mia.tap("button", "Breakfast")
        expect(mia.page.get_by_role("button", name="Breakfast")).to_have_attribute("aria-pressed", pressed)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    mia.hand.tap(mia.page.locator(".my-choices button").first)
    expect(mia.page.get_by_text("Your grown-ups get it soon.")).to_be_visible()
    assert barriers(mia.page) == []
    mia.tap("button", "I need a break")
    expect(mia.page.get_by_text("Show this to a grown-up.")).to_be_visible()
    without_network(mia, off=False)
    arrived(mia.page)
    done = dict(DayItem.objects.values_list("words", "done_on"))
    assert done == {"Breakfast": cast.mia.today(), "Bus": None} and Moment.objects.get().asked_break
