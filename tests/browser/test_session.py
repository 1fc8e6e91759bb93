"""Session mode on a tablet, with one hand, whatever the network does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.play.models import Caught, Session
from sessions import planned_session

from .conftest import Visit
from .hand import PHONE, Visitor
from .tablet import TABLET, with_tablets
from .test_fit import SMALL, SPILLS, TARGET
from .walk import barriers

SYNC = re.compile(r"/sync/$")
KEPT_HERE = "kept on this tablet; will be sent when the network is back."


@pytest.fixture
def visit(visit: Visit) -> Iterator[Visit]:
    """Come with a tablet."""
    yield from with_tablets(visit)


@pytest.fixture
def session(cast: Cast) -> Session:
    return planned_session(cast.access(cast.robin), [cast.circle_time, cast.zip_jacket])


def run(visitor: Visitor, session: Session) -> Page:
    visitor.open(f"/c/{session.child.public_id}/play/{session.public_id}/run/")
    return visitor.page


def stone(page: Page, words: str) -> Locator:
    return page.locator(".run-stone:visible").filter(has_text=words)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that is told of in the database."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to be")


def kept_on_the_tablet(page: Page) -> int:
    return int(page.evaluate("() => Object.keys(localStorage).filter(k => k.startsWith('pebblepath.')).length"))


def fall_over(route: Route) -> None:
    """The server's machine goes down in the middle of a request: it was heard, and its answer never came."""
    route.fetch()
    route.abort("connectionreset")


def test_a_therapist_catches_what_happens_with_one_tap_each(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.tap("button", "Begin", exact=True)
    robin.hand.tap(stone(page, "I join in for three songs."))
    robin.tap("button", "By myself", exact=True)
    robin.tap("button", "good", exact=True)
    robin.tap("button", "“Again!”")
    expect(page.get_by_text("First time! A new stone · First time! All by myself")).to_be_visible()
    robin.tap("button", "Next", exact=True)
    page.get_by_role("button", name="Build the zoo").tap()
    robin.hand.taps += 1
    expect(page.get_by_role("heading", name="Build the zoo")).to_be_visible()
    robin.tap("button", "I zip my jacket")
    robin.hand.tap(stone(page, "I join in for one song."))
    robin.tap("button", "End", exact=True)
    expect(page.get_by_role("link", name="Door card")).to_be_visible()
    expect(page.get_by_role("link", name="Note")).to_be_visible()
    assert robin.hand.taps <= 10 and robin.hand.typed == 0
    session.refresh_from_db()
    assert session.started_at is not None and session.ended_at is not None
    assert [item["chosen"] for item in session.played["items"]] == [None, "zoo-builder"]
    first, second = Caught.objects.select_related("moment").order_by("item")
    assert (first.moment.step, first.moment.help, first.moment.felt_good) == (3, 0, 2)
    assert first.moment.words == "“Again!”" and first.moment.goal == cast.circle_time
    assert (second.moment.goal, second.moment.step, second.card) == (cast.zip_jacket, 1, "zoo-builder")
    assert kept_on_the_tablet(page) == 0, "after the end has arrived nothing of the child stays on the tablet"


def test_the_child_chooses_on_a_board_that_fills_the_screen(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.tap("button", "Begin", exact=True)
    robin.tap("button", "Next", exact=True)
    robin.tap("button", "Show it big")
    big = page.get_by_role("dialog")
    for pick in big.locator("[data-pick]").all():
        box = pick.bounding_box()
        assert box and box["width"] > TABLET.width * 0.4 and box["height"] > TABLET.height * 0.5
    assert "min" not in big.inner_text()
    big.get_by_role("button", name="Tower twins").tap()
    expect(page.get_by_role("heading", name="Tower twins")).to_be_visible()
    until(page, lambda: bool(Session.objects.get().played))
    until(page, lambda: Session.objects.get().played["items"][-1]["chosen"] == "copycat-tower")
    robin.tap("button", "Choose again")
    expect(page.get_by_role("button", name="Show it big")).to_be_visible()


def test_without_network_every_tap_is_kept_and_sent_when_it_is_back(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.tap("button", "Begin", exact=True)
    until(page, lambda: Session.objects.get().started_at is not None)
    robin.context.set_offline(True)
    robin.hand.tap(stone(page, "I join in for two songs."))
    robin.tap("button", "I zip my jacket")
    robin.hand.tap(stone(page, "I join in for three songs."))
    expect(page.get_by_text(f"2 moments are {KEPT_HERE}")).to_be_visible()
    robin.tap("button", "End", exact=True)
    expect(page.get_by_text("Door card and note come when all is sent.")).to_be_visible()
    expect(page.get_by_role("link", name="Note")).to_be_hidden()
    assert not Moment.objects.exists()
    robin.context.set_offline(False)
    expect(page.get_by_role("link", name="Note")).to_be_visible()
    assert {(m.goal_id, m.step) for m in Moment.objects.all()} == {
        (cast.circle_time.pk, 2),
        (cast.zip_jacket.pk, 3),
    }
    assert Session.objects.get().ended_at is not None


@pytest.mark.parametrize("death", ["before it heard", "after it kept it"])
def test_a_server_that_is_killed_in_mid_session_loses_nothing_that_was_tapped(
    visit: Visit, cast: Cast, session: Session, death: str
):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    page.route(SYNC, fall_over if death == "after it kept it" else lambda route: route.abort("connectionrefused"))
    robin.tap("button", "Begin", exact=True)
    robin.hand.tap(stone(page, "I join in for three songs."))
    expect(page.get_by_text(f"1 moment is {KEPT_HERE}")).to_be_visible()
    robin.hand.tap(stone(page, "I join in for two songs."))
    robin.tap("button", "Reminder")
    # The tablet is put away and taken out again while the server comes back.
    page.unroute(SYNC)
    page.reload()
    expect(stone(page, "I join in for two songs.")).to_have_attribute("aria-pressed", "true")
    until(page, lambda: list(Moment.objects.values_list("step", "help")) == [(2, 1)])
    assert Caught.objects.count() == 1


def test_a_fault_of_the_server_is_waited_for(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    page.route(SYNC, lambda route: route.fulfill(status=500, body="broken"))
    with robin.expecting(500):
        robin.hand.tap(stone(page, "I join in for three songs."))
        expect(page.get_by_text(f"1 moment is {KEPT_HERE}")).to_be_visible()
        page.unroute(SYNC)
        until(page, Moment.objects.exists)
    expect(page.get_by_text(KEPT_HERE)).to_be_hidden()


def test_who_was_signed_out_meanwhile_signs_in_again_and_loses_nothing(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.tap("button", "Begin", exact=True)
    until(page, lambda: Session.objects.get().started_at is not None)
    robin.context.clear_cookies()
    with robin.expecting(403):
        robin.hand.tap(stone(page, "I join in for three songs."))
        expect(
            page.get_by_text("You are signed out. Nothing is lost: 1 moment is kept on this tablet.")
        ).to_be_visible()
        robin.tap("link", "Sign in again")
        page.get_by_label("Email").fill(cast.robin.email)
        page.get_by_label("Password").fill("a long password")
        page.get_by_label("Password").press("Enter")
        expect(page.get_by_role("heading", name="Mia’s session")).to_be_visible()
    expect(stone(page, "I join in for three songs.")).to_have_attribute("aria-pressed", "true")
    until(page, Moment.objects.exists)


def test_what_cant_be_taken_is_named_and_stays_on_the_tablet(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    cast.circle_time.levels = 2
    cast.circle_time.save()
    with robin.expecting(400):
        robin.hand.tap(stone(page, "I stay as long as I like."))
        expect(page.get_by_text("caught 1, step: 4 was sent. Stones are 0 to 1.")).to_be_visible()
    assert kept_on_the_tablet(page) == 1 and not Moment.objects.exists()


def test_two_tabs_and_two_tablets_dont_wipe_each_other(visit: Visit, cast: Cast, session: Session):
    first = visit(cast.robin, TABLET)
    one = run(first, session)
    two = first.context.new_page()
    two.goto(one.url)
    other = visit(cast.robin, TABLET)
    three = run(other, session)
    stone(one, "I join in for two songs.").tap()
    two.get_by_role("button", name="I zip my jacket").tap()
    stone(two, "I join in for three songs.").tap()
    three.get_by_role("button", name="The play itself").tap()
    three.get_by_role("button", name="good", exact=True).tap()
    until(one, lambda: Moment.objects.count() == 3)
    for page in (one, two, three):
        page.reload()
        expect(page.locator(".run-tab.told")).to_have_count(3)
    assert Moment.objects.kept().count() == 3


def test_what_is_tapped_twice_is_tapped_away(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.hand.tap(stone(page, "I join in for three songs."))
    until(page, Moment.objects.exists)
    robin.hand.tap(stone(page, "I join in for three songs."))
    until(page, lambda: not Moment.objects.kept().exists())
    robin.hand.tap(stone(page, "I join in for two songs."))
    until(page, lambda: list(Moment.objects.kept().values_list("step", flat=True)) == [2])


def test_one_more_time_is_a_moment_of_its_own(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.hand.tap(stone(page, "I join in for one song."))
    robin.tap("button", "One more time")
    robin.hand.tap(stone(page, "I join in for two songs."))
    expect(page.get_by_role("button", name="I join in for one song.").last).to_be_visible()
    until(page, lambda: sorted(Moment.objects.values_list("step", flat=True)) == [1, 2])


def test_words_are_kept_while_they_are_typed(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET)
    page = run(robin, session)
    robin.context.set_offline(True)
    page.get_by_label("“Mia’s words”, or what you saw").press_sequentially("The boat is mine")
    robin.context.set_offline(False)
    until(page, lambda: Moment.objects.filter(words="The boat is mine").exists())
    assert Moment.objects.count() == 1


def test_time_is_told_in_whole_minutes_counting_up_and_a_sleeping_tablet_adds_none(
    visit: Visit, cast: Cast, session: Session
):
    robin = visit(cast.robin, TABLET)
    robin.page.clock.install()
    page = run(robin, session)
    robin.tap("button", "Begin", exact=True)
    expect(page.locator("[data-minutes]")).to_have_text("0 min")
    page.clock.run_for(7 * 60_000 + 20_000)
    expect(page.locator("[data-minutes]")).to_have_text("7 min")
    page.clock.fast_forward(3 * 3_600_000)
    page.clock.run_for(60_000)
    expect(page.locator("[data-minutes]")).to_have_text("8 min")
    page.clock.resume()
    page.evaluate("() => dispatchEvent(new Event('online'))")  # what waits for its next try goes now


def test_without_script_the_plan_can_be_read_and_a_moment_told(visit: Visit, cast: Cast, session: Session):
    robin = visit(cast.robin, TABLET, java_script_enabled=False)
    page = run(robin, session)
    for name in ("Build the zoo", "Tower twins", "Marble lab"):
        expect(page.get_by_role("heading", name=name).first).to_be_visible()
    expect(page.locator("[data-catch]")).to_be_hidden()
    page.get_by_role("link", name="the usual page for a moment").click()
    expect(page.get_by_role("heading", name="What was it about?")).to_be_visible()


def test_no_state_of_session_mode_has_a_barrier_and_each_fits_a_phone_and_a_thumb(
    visit: Visit, cast: Cast, session: Session
):
    robin = visit(cast.robin, TABLET, reduced_motion="reduce")
    page = run(robin, session)
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"{state}: {barrier}" for barrier in barriers(page))
        for width in (820, PHONE.width, 320):
            page.set_viewport_size({"width": width, "height": 800})
            faults = [*page.evaluate(SMALL, TARGET), *page.evaluate(SPILLS)]
            found.extend(f"{state}, {width} px: {fault}" for fault in faults)
        page.set_viewport_size({"width": TABLET.width, "height": TABLET.height})

    robin.tap("button", "Begin", exact=True)
    robin.hand.tap(stone(page, "I join in for three songs."))
    expect(page.get_by_text("First time!").first).to_be_visible()
    look("caught")
    robin.tap("button", "Next", exact=True)
    look("choice")
    robin.tap("button", "Show it big")
    look("big")
    page.get_by_role("dialog").get_by_role("button", name="Tower twins").tap()
    robin.context.set_offline(True)
    robin.hand.tap(stone(page, "I join in for two songs."))
    expect(page.get_by_text(KEPT_HERE)).to_be_visible()
    look("away")
    robin.context.set_offline(False)
    robin.tap("button", "End", exact=True)
    expect(page.get_by_role("link", name="Note")).to_be_visible()
    look("over")
    assert not found, "\n".join(found)
