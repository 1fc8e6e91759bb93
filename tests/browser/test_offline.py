"""Without network: what one opens, what one tells, and that it arrives once, in order, for the right person."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from cast import PASSWORD, Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import Consent, Scope, User
from pebblepath.web import offline
from pebblepath.web.outbox import person_key

from .conftest import Visit, session_of
from .hand import CHROMIUM, CHROMIUM_OPTIONS, PHONE, Visitor
from .unplugged import arrived, carried, pill, private_copies, settled, until_it_holds, waiting, without_network
from .walk import barriers

SONGS = "I join in for two songs."
ONE_WAITS = "1 waits on this phone"
Carry = Callable[[User], Visitor]


@pytest.fixture
def carry(visit: Visit) -> Carry:
    """A phone with Pebblepath on it: signed in, and with the pages that are kept."""

    return lambda user: carried(visit, user)


def tell_songs(visitor: Visitor) -> None:
    """Four taps from the day."""
    link = visitor.page.get_by_role("link", name="Tell a moment")
    visitor.hand.tap(link.and_(visitor.page.get_by_role("link", name="circle time")))
    visitor.tap("radio", SONGS)
    visitor.tap("checkbox", "Wobble cushion")
    visitor.tap("button", "Done")


# Telling.


def test_a_parent_without_network_opens_the_day_and_tells_in_four_taps_and_it_arrives_once(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    without_network(ana)
    ana.open("/")
    assert ana.path == f"/c/{cast.mia.public_id}/"
    expect(pill(ana)).to_contain_text("No network")
    tell_songs(ana)
    expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_focused()
    assert ana.hand.taps == 4 and ana.hand.typed == 0
    expect(pill(ana)).to_contain_text(ONE_WAITS)
    assert not Moment.objects.exists()
    ana.tap("link", "See what waits")
    expect(ana.page.get_by_role("listitem").filter(has_text=SONGS)).to_contain_text("I join circle time, my way")
    without_network(ana, off=False)
    arrived(ana.page)
    told = Moment.objects.get()
    assert (told.goal, told.step, told.told_by.name) == (cast.circle_time, 2, "Mum")
    assert list(told.strategies.all()) == [cast.cushion]
    expect(ana.page.get_by_text("Nothing waits.")).to_be_visible()


def test_two_moments_told_from_the_same_copy_are_two(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    without_network(ana)
    for _ in range(2):
        ana.open(f"/c/{cast.mia.public_id}/")
        tell_songs(ana)
        expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    without_network(ana, off=False)
    arrived(ana.page)
    assert Moment.objects.count() == 2


@pytest.mark.parametrize(
    "kept",
    ["", "tell/", "tell/any/", "right-now/", "right-now/?where=school", "toolkit/", "passport/", "victories/tell/"],
    ids=["day", "choose", "something else", "right now", "right now at school", "toolkit", "passport", "a victory"],
)
def test_what_a_parent_needs_opens_without_network(carry: Carry, cast: Cast, kept: str):
    ana = carry(cast.ana)
    without_network(ana)
    assert ana.open(f"/c/{cast.mia.public_id}/{kept}") == 200
    assert "Mia" in ana.words() and "No network right now" not in ana.words()
    # It looks as it does with network.
    assert ana.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(246, 241, 231)"


def test_a_page_with_a_choice_in_its_address_opens_without_the_choice(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    without_network(ana)
    ana.open(f"{tell_path(cast)}?with={cast.cushion.public_id}")
    ana.tap("radio", SONGS)
    ana.tap("button", "Done")
    expect(pill(ana)).to_contain_text(ONE_WAITS)
    ana.open(f"/c/{cast.mia.public_id}/right-now/?where=school")
    expect(ana.page.locator("[aria-current=true]", has_text="school")).to_be_visible()


def test_what_isnt_kept_says_so_kindly(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    without_network(ana)
    ana.open(f"/c/{cast.mia.public_id}/circle/")
    expect(ana.page.get_by_role("heading", name="No network right now")).to_be_visible()


def test_a_child_asks_for_a_break_without_network_in_one_tap(carry: Carry, cast: Cast):
    mia = carry(cast.mia_herself)
    without_network(mia)
    mia.open("/")
    mia.tap("button", "I need a break")
    assert mia.hand.taps == 1
    expect(mia.page.get_by_text("Show this to a grown-up.")).to_be_visible()
    mia.tap("link", "Back")
    expect(mia.page.get_by_role("link", name="How I feel")).to_be_visible()
    without_network(mia, off=False)
    arrived(mia.page)
    assert Moment.objects.get().asked_break


def test_nothing_that_is_shown_without_network_has_a_barrier(visit: Visit, cast: Cast):
    ana, mia = (visit(user, reduced_motion="reduce") for user in (cast.ana, cast.mia_herself))
    ana.open(tell_path(cast))
    without_network(ana)
    ana.tap("radio", SONGS)
    ana.tap("button", "Done")
    expect(pill(ana)).to_contain_text(ONE_WAITS)
    found = barriers(ana.page)
    mia.open("/")
    without_network(mia)
    mia.tap("button", "I need a break")
    expect(mia.page.get_by_text("Show this to a grown-up.")).to_be_visible()
    found += barriers(mia.page)
    queue(ana.page, cast, 2)
    ana.page.evaluate(
        """async () => {
            const [, second] = await Outbox.all();
            await Outbox.change({...second, refused: "Please tap the stone that fits best.", words: "She sang."});
        }"""
    )
    Session.objects.all().delete()
    with ana.expecting(401):
        without_network(ana, off=False)
        ana.open("/waiting/")
        expect(ana.page.get_by_text("Sign in again; nothing is lost").first).to_be_visible()
        found += barriers(ana.page)
    assert found == []


# Arriving.


def queue(page: Page, cast: Cast, count: int) -> None:
    """Put moments into the outbox as the page itself does, one after the other, each with its number in words."""
    page.evaluate(
        """async ({person, url, count}) => {
            for (let n = 0; n < count; n++) {
                const id = Outbox.newId();
                const at = Date.now() - (count - n) * 60_000;
                const body = new URLSearchParams({id, setting: "home", step: "2", words: `number ${n}`}).toString();
                await Outbox.keep({id, person, url, body, at, title: "t", words: ""});
            }
        }""",
        {"person": person_key(cast.ana), "url": tell_path(cast), "count": count},
    )


def tell_path(cast: Cast) -> str:
    return f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/"


def in_the_order_of_arriving() -> list[str]:
    from pebblepath.apps.people.models import AuditLine

    words = {str(moment.pk): moment.words for moment in Moment.objects.all()}
    lines = AuditLine.objects.filter(about="moment", deed="added").order_by("pk")
    return [words[line.ref] for line in lines]


def test_five_hundred_arrive_once_and_in_order(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 500)
    assert len(waiting(ana.page)) == 500
    without_network(ana, off=False)
    # Twenty rounds of 25: two or three seconds; a machine that does much else at once takes its time.
    arrived(ana.page, seconds=60)
    assert in_the_order_of_arriving() == [f"number {n}" for n in range(500)]
    assert [m.words for m in Moment.objects.order_by("happened_at")] == [f"number {n}" for n in range(500)]


def test_a_server_that_dies_in_the_middle_of_a_request_has_the_moment_once(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    died: list[int] = []

    def die_after_it_was_kept(route: Route) -> None:
        if route.request.method == "POST" and not died:
            died.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    ana.context.route("**/outbox/", die_after_it_was_kept)
    ana.open(f"/c/{cast.mia.public_id}/")
    tell_songs(ana)
    expect(ana.page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()
    assert died == [200] and Moment.objects.count() == 1
    arrived(ana.page)
    assert Moment.objects.count() == 1


def test_a_server_that_dies_in_the_middle_of_a_round_gets_the_rest_later_and_all_in_order(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 40)
    died: list[int] = []

    def die_half_way(route: Route) -> None:
        things = route.request.post_data_json
        if len(things) > 1 and not died:
            died.append(len(things))
            route.fetch(post_data=json.dumps(things[:7]))
            route.abort("connectionreset")
        else:
            route.continue_()

    ana.context.route("**/outbox/", die_half_way)
    without_network(ana, off=False)
    arrived(ana.page)
    assert died == [25] and in_the_order_of_arriving() == [f"number {n}" for n in range(40)]


def test_what_breaks_the_server_steps_aside_after_some_tries_and_the_others_arrive(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 5)
    ana.page.evaluate("async () => { for (const one of await Outbox.all()) await Outbox.change({...one, tries: 9}); }")

    def break_at_the_third(route: Route) -> None:
        if "number+2" in str(route.request.post_data):
            route.fulfill(status=500, body="broken")
        else:
            route.continue_()

    ana.context.route("**/outbox/", break_at_the_third)
    with ana.expecting(500):
        without_network(ana, off=False)
        for _ in range(40):
            if in_the_order_of_arriving() == [f"number {n}" for n in (0, 1, 3, 4)]:
                break
            ana.page.evaluate("() => Outbox.hurry()")
            ana.page.wait_for_timeout(100)
        arrived(ana.page, 1)
    assert in_the_order_of_arriving() == [f"number {n}" for n in (0, 1, 3, 4)]
    assert waiting(ana.page)[0]["refused"] == "Something on our side broke with it."


def test_a_server_that_is_broken_for_a_while_gets_it_later(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    broken: list[bool] = []

    def break_twice(route: Route) -> None:
        if route.request.method == "POST" and len(broken) < 2:
            broken.append(True)
            route.fulfill(status=503, body="busy")
        else:
            route.continue_()

    ana.context.route("**/outbox/", break_twice)
    with ana.expecting(503):
        ana.open(f"/c/{cast.mia.public_id}/")
        tell_songs(ana)
        expect(pill(ana)).to_contain_text(ONE_WAITS)
        arrived(ana.page)
    assert len(broken) == 2 and Moment.objects.count() == 1


def test_a_server_that_is_away_for_long_makes_nothing_step_aside(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 3)
    ana.context.route("**/outbox/", lambda route: route.fulfill(status=502, body="away"))
    with ana.expecting(502):
        without_network(ana, off=False)
        for _ in range(12):
            ana.page.evaluate("() => Outbox.hurry()")
    assert [entry.get("refused") for entry in waiting(ana.page)] == [None] * 3
    ana.context.unroute("**/outbox/")
    ana.page.evaluate("() => Outbox.hurry()")
    arrived(ana.page)
    assert in_the_order_of_arriving() == [f"number {n}" for n in range(3)]


def test_a_session_that_is_over_loses_nothing(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(tell_path(cast))
    ana.tap("radio", SONGS)
    Session.objects.all().delete()
    with ana.expecting(401):
        ana.tap("button", "Done")
        expect(ana.page.get_by_text("You are signed out.")).to_be_visible()
        assert not Moment.objects.exists()
        ana.hand.tap(ana.page.get_by_role("link", name="Sign in again", exact=True))
        ana.page.wait_for_url("**/accounts/login/**")
        expect(pill(ana)).to_contain_text("1 waits on this phone · Sign in again; nothing is lost")
    ana.page.locator("[name=login]").fill(cast.ana.email)
    ana.page.locator("[name=password]").fill(PASSWORD)
    ana.page.locator("[name=password]").press("Enter")
    ana.page.wait_for_url(f"**/c/{cast.mia.public_id}/")
    arrived(ana.page)
    assert Moment.objects.get().told_by.name == "Mum"


def test_what_cant_be_kept_lets_the_others_pass_and_keeps_its_words(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 3)
    ana.page.evaluate(
        """async () => {
            const [, second] = await Outbox.all();
            await Outbox.change({...second, body: second.body.replace("step=2", "step=9"), words: "She sang it all."});
        }"""
    )
    with ana.expecting(400):
        without_network(ana, off=False)
        arrived(ana.page, 1)
        assert in_the_order_of_arriving() == ["number 0", "number 2"]
        expect(pill(ana)).to_contain_text("1 couldn’t be kept")
        ana.hand.tap(pill(ana))
    row = ana.page.get_by_role("listitem").filter(has_text="She sang it all.")
    expect(row).to_contain_text("Select a valid choice")
    ana.hand.tap(row.get_by_role("button", name="Let it go"))
    expect(ana.page.get_by_text("Nothing waits.")).to_be_visible()


def test_a_consent_that_was_taken_back_meanwhile_is_told(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 1)
    Consent.objects.filter(member__user=cast.ana, scope=Scope.TELL).delete()
    with ana.expecting(404):
        without_network(ana, off=False)
        ana.open("/waiting/")
        expect(ana.page.get_by_text("This isn’t shared with you any more")).to_be_visible()
    assert not Moment.objects.exists()


def test_a_form_with_a_fault_is_shown_with_the_fault_and_doesnt_wait(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(tell_path(cast))
    ana.tap("checkbox", "Wobble cushion")
    ana.page.locator("form[data-outbox]").evaluate("form => { form.noValidate = true; }")
    with ana.expecting(400):
        ana.tap("button", "Done")
        expect(ana.page.get_by_text("Please tap the stone that fits best.")).to_be_visible()
    expect(ana.page.get_by_role("checkbox", name="Wobble cushion")).to_be_checked()
    assert waiting(ana.page) == [] and not Moment.objects.exists()


def test_two_phones_that_send_the_same_event_make_one_and_two_tellers_make_two(visit: Visit, cast: Cast):
    phones = [visit(cast.ana), visit(cast.ana), visit(cast.robin)]
    for phone, who in zip(phones, (cast.ana, cast.ana, cast.robin), strict=True):
        phone.open(f"/c/{cast.mia.public_id}/tell/")
        without_network(phone)
        same = "11111111-1111-4111-8111-111111111111" if who == cast.ana else "22222222-2222-4222-8222-222222222222"
        entry = {"id": same, "person": person_key(who), "url": tell_path(cast), "title": "t", "words": ""}
        body = f"id={same}&setting=home&step=2"
        phone.page.evaluate("entry => Outbox.keep({...entry, at: Date.now()})", entry | {"body": body})
    for phone in phones:
        without_network(phone, off=False)
        arrived(phone.page)
    assert sorted(Moment.objects.values_list("told_by__name", flat=True)) == ["Mum", "Robin"]


# The phone is restarted, changes hands, gets a new version.


@pytest.fixture
def restart(chromium: Browser, live_server: LiveServer, transactional_db: None, tmp_path: Path) -> Iterator[Any]:
    """Switch a phone on; each time it is the same one."""
    on: list[Any] = []

    def switch_on(user: User | None = None) -> Page:
        if on:
            on.pop().close()
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=CHROMIUM,
            args=list(CHROMIUM_OPTIONS),
            base_url=live_server.url,
            **PHONE.wishes(),  # type: ignore[arg-type]
        )
        on.append(context)
        if user is not None:
            cookie = {
                "name": "sessionid",
                "value": session_of(user),
                "url": live_server.url,
                "expires": time.time() + 9e5,
            }
            context.add_cookies([cookie])  # type: ignore[list-item]
        return context.pages[0]

    yield switch_on
    for context in on:
        context.close()


def test_what_waits_is_still_there_after_the_phone_was_restarted(restart: Any, cast: Cast):
    page = restart(cast.ana)
    page.goto("/")
    settled(page, person_key(cast.ana))
    page.context.set_offline(True)
    queue(page, cast, 2)
    page = restart()
    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("[data-waits]")).to_contain_text("2 wait on this phone")
    assert not Moment.objects.exists()
    page.context.set_offline(False)
    arrived(page)
    assert in_the_order_of_arriving() == ["number 0", "number 1"]


def test_after_signing_out_nothing_private_is_on_the_phone(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    assert private_copies(ana.page)
    ana.open("/look/")
    ana.tap("button", "Sign out")
    expect(ana.page.get_by_role("heading", name="Small stones.")).to_be_visible()
    assert private_copies(ana.page) == []
    without_network(ana)
    ana.open(f"/c/{cast.mia.public_id}/")
    assert "Mia" not in ana.words()


def test_signing_out_without_network_shuts_the_phone_at_once_and_the_account_later(carry: Carry, cast: Cast):
    ana = carry(cast.ana)
    ana.open("/look/")
    without_network(ana)
    ana.tap("button", "Sign out")
    ana.page.wait_for_url("**/offline/")
    assert private_copies(ana.page) == []
    ana.open("/")
    assert "Mia" not in ana.words()
    without_network(ana, off=False)
    expect(ana.page.get_by_role("heading", name="Small stones.")).to_be_visible()
    ana.open(f"/c/{cast.mia.public_id}/")
    assert "Mia" not in ana.words() and ana.path == "/accounts/login/"
    assert waiting(ana.page) == []


def test_signing_in_again_isnt_undone_by_a_signing_out_that_came_too_late(
    carry: Carry, cast: Cast, live_server: LiveServer
):
    ana = carry(cast.ana)
    ana.open("/look/")
    without_network(ana)
    ana.tap("button", "Sign out")
    ana.page.wait_for_url("**/offline/")
    Session.objects.all().delete()
    without_network(ana, off=False)
    arrived(ana.page)
    ana.context.add_cookies([{"name": "sessionid", "value": session_of(cast.ana), "url": live_server.url}])
    ana.open("/look/")
    ana.open("/look/")
    expect(ana.page.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_next_person_on_the_phone_never_sees_the_first_ones_pages(
    carry: Carry, cast: Cast, live_server: LiveServer
):
    ana = carry(cast.ana)
    without_network(ana)
    queue(ana.page, cast, 1)
    # Somebody else's session on the same phone, without a sign-out in between.
    ana.context.add_cookies([{"name": "sessionid", "value": session_of(cast.sam), "url": live_server.url}])
    without_network(ana, off=False)
    with ana.expecting(401):
        ana.open("/children/")
        settled(ana.page, person_key(cast.sam))
        assert [entry["person"] for entry in waiting(ana.page)] == [person_key(cast.ana)]
        assert not any(cast.mia.public_id in url for url in private_copies(ana.page))
        ana.open("/waiting/")
        expect(ana.page.get_by_text("1 waits here for somebody else who uses this phone.")).to_be_visible()
        without_network(ana)
        ana.open(f"/c/{cast.mia.public_id}/")
        assert "circle time" not in ana.words()
        without_network(ana, off=False)
    assert not Moment.objects.exists()
    # And when the first one is back, hers arrives.
    ana.context.add_cookies([{"name": "sessionid", "value": session_of(cast.ana), "url": live_server.url}])
    ana.open("/")
    arrived(ana.page)
    assert Moment.objects.get().told_by.name == "Mum"


def test_what_waits_never_arrives_in_the_name_of_who_signed_in_while_it_was_sent(
    visit: Visit, cast: Cast, live_server: LiveServer
):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 2)
    robins = {"name": "sessionid", "value": session_of(cast.robin), "url": live_server.url}
    changed: list[bool] = []

    def change_hands(route: Route) -> None:
        if changed:
            route.continue_()
            return
        changed.append(True)
        ana.context.add_cookies([robins])  # type: ignore[list-item]
        route.fulfill(status=403, body="an old token")

    ana.context.route("**/outbox/", change_hands)
    with ana.expecting(401, 403):
        without_network(ana, off=False)
        until_it_holds(ana.page, "async () => (await Outbox.flush(), Outbox.state() === 'other')")
    assert len(waiting(ana.page)) == 2 and not Moment.objects.exists()


def test_a_thing_that_is_far_too_long_steps_aside_with_its_words(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 3)
    ana.page.evaluate(
        """async () => {
            const [, second] = await Outbox.all();
            await Outbox.change({...second, body: second.body + "&more=" + "x".repeat(150_000), at: NaN});
        }"""
    )
    with ana.expecting(400):
        without_network(ana, off=False)
        arrived(ana.page, 1)
    assert in_the_order_of_arriving() == ["number 0", "number 2"]


def test_a_new_version_loses_neither_what_waits_nor_the_copies(
    carry: Carry, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    ana = carry(cast.ana)
    first = f"shell-{offline.version()}"
    without_network(ana)
    queue(ana.page, cast, 3)
    ana.page.evaluate("() => Outbox.all()")
    monkeypatch.setattr(offline, "version", lambda: "next")
    # The update comes; nothing may be sent yet, so that we see that it waits through it.
    ana.context.route("**/outbox/token/", lambda route: route.abort())
    without_network(ana, off=False)
    ana.page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until_it_holds(ana.page, "async () => (await caches.keys()).includes('shell-next')")
    until_it_holds(
        ana.page,
        """async () => {
            const {installing, waiting, active} = await navigator.serviceWorker.getRegistration();
            return !installing && !waiting && active.state === "activated";
        }""",
    )
    assert first in ana.page.evaluate("() => caches.keys()")
    assert len(waiting(ana.page)) == 3
    without_network(ana)
    ana.open(f"/c/{cast.mia.public_id}/")
    assert "circle time" in ana.words()
    without_network(ana, off=False)
    ana.context.unroute("**/outbox/token/")
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    arrived(ana.page)
    assert in_the_order_of_arriving() == ["number 0", "number 1", "number 2"]


def test_a_page_of_an_older_version_still_keeps_what_is_told_when_the_store_has_a_newer_shape(visit: Visit, cast: Cast):
    ana = visit(cast.ana)
    ana.open(f"/c/{cast.mia.public_id}/tell/")
    without_network(ana)
    queue(ana.page, cast, 1)
    ana.page.evaluate(
        """() => new Promise((done, failed) => {
            const asked = indexedDB.open("pebblepath", 2);
            asked.onupgradeneeded = () => asked.result.createObjectStore("of-a-newer-version");
            asked.onsuccess = () => done(asked.result.close());
            asked.onerror = asked.onblocked = () => failed(new Error("the older page stands in the way"));
        })"""
    )
    queue(ana.page, cast, 2)
    assert len(waiting(ana.page)) == 3
    without_network(ana, off=False)
    arrived(ana.page)
    assert Moment.objects.count() == 3
