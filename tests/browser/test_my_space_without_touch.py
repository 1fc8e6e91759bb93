"""Every screen of My space by keys alone, by one switch, and by a resting pointer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from cast import Cast, tell
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import Board, BoardItem, CardAnswer, CheckIn, Choice, DayItem, Hidden
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, make_board
from pebblepath.apps.people.models import Message

from .conftest import Visit
from .hand import DESK, Visitor
from .test_keyboard import Keyboard
from .test_my_space_ways import PACE, lit, stop_the_clock, way

FAR = 40


@pytest.fixture
def own(cast: Cast) -> None:
    """A board to ask with, a day with two things, a stone to light."""
    ana = cast.access(cast.ana)
    board = make_board(ana, Board(name="I need", asks=True))
    for name in ("water", "help"):
        add_to_board(ana, board, BoardItem(symbol=name, words=name.title()))
    for name in ("bath", "bed"):
        add_to_day(ana, DayItem(symbol=name, words=name.title()))
    tell(ana, cast.circle_time, step=2)


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


# What is done on each screen: where it begins, the names of what is picked one after the other, and what is then so.
Deed = tuple[str, tuple[str, ...], Callable[[Cast], bool]]
DEEDS: dict[str, Deed] = {
    "feeling": (
        "feeling/",
        ("Slow", "Tummy", "Happy"),
        lambda cast: str(CheckIn.objects.get()) == "Slow · Tummy · Happy",
    ),
    "break": (
        "break/kind/",
        ("A quiet place",),
        lambda cast: "quiet place" in Moment.objects.get(asked_break=True).words,
    ),
    "board": ("choices/", ("I need", "Water"), lambda cast: Choice.objects.get().words == "Water"),
    "first-then": (
        "first-then/",
        ("Bath",),
        lambda cast: DayItem.objects.get(symbol="bath").done_on == cast.mia.today(),
    ),
    "day": ("day/", ("Bed",), lambda cast: DayItem.objects.get(symbol="bed").done_on == cast.mia.today()),
    "stone": (
        "stones/",
        ("I join circle time, my way", "Light my stone"),
        lambda cast: cast.circle_time.stones.get(step=2).lit_by_child_on is not None,
    ),
    "voice": (
        "stones/{goal}/",
        ("What I say", "I join in for one song."),
        lambda cast: cast.circle_time.voices.exists(),
    ),
    "away": ("away/", ("Bath",), lambda cast: Hidden.objects.get().kind == "day"),
    "cards": ("cards/", ("I like it",), lambda cast: CardAnswer.objects.get().says == "like"),
}


def at(visit: Visit, cast: Cast, screen: str) -> Visitor:
    """Mia on one of her screens."""
    mia = visit(cast.mia_herself, DESK)
    mia.open(f"/c/{cast.mia.public_id}/my/{screen.format(goal=cast.circle_time.public_id)}")
    return mia


def thing(page: Page, name: str) -> Locator:
    """A link or a button that begins with these words."""
    begins = re.compile(rf"^\s*{re.escape(name)}")
    main = page.get_by_role("main")
    return main.get_by_role("link", name=begins).or_(main.get_by_role("button", name=begins)).first


@pytest.mark.parametrize("name", DEEDS)
def test_every_screen_goes_by_keys_alone(visit: Visit, cast: Cast, own: None, name: str):
    screen, picks, is_so = DEEDS[name]
    mia = at(visit, cast, screen)
    for pick in picks:
        Keyboard(mia).to(thing(mia.page, pick))
        press_and_wait(mia.page, "Enter")
    assert is_so(cast)


@pytest.mark.parametrize("name", DEEDS)
def test_every_screen_goes_by_one_switch(visit: Visit, cast: Cast, own: None, name: str):
    screen, picks, is_so = DEEDS[name]
    way(cast, scan_seconds=1)
    mia = visit(cast.mia_herself, DESK)
    stop_the_clock(mia.page)
    mia.open(f"/c/{cast.mia.public_id}/my/{screen.format(goal=cast.circle_time.public_id)}")
    for pick in picks:
        for _ in range(FAR):
            if lit(mia.page).startswith(pick):
                break
            mia.page.clock.run_for(PACE)
        assert lit(mia.page).startswith(pick), f"the light never comes to {pick}"
        press_and_wait(mia.page, "Space")
    assert is_so(cast)


@pytest.mark.parametrize("name", DEEDS)
def test_every_screen_goes_by_a_resting_pointer(visit: Visit, cast: Cast, own: None, name: str):
    screen, picks, is_so = DEEDS[name]
    way(cast, dwell_seconds=1)
    mia = visit(cast.mia_herself, DESK)
    stop_the_clock(mia.page)
    mia.open(f"/c/{cast.mia.public_id}/my/{screen.format(goal=cast.circle_time.public_id)}")
    for pick in picks:
        mia.page.mouse.move(2, 2)
        mia.page.clock.run_for(700)
        thing(mia.page, pick).hover()
        with mia.page.expect_navigation(wait_until="load"):
            mia.page.clock.run_for(1_100)
    assert is_so(cast)


def press_and_wait(page: Page, key: str) -> None:
    """Press a key that leads to another screen, and wait for it."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_a_child_who_reads_writes_a_message_and_sees_who_sees_by_keys(visit: Visit, cast: Cast):
    mia = at(visit, cast, "")
    keys, page = Keyboard(mia), mia.page
    for link, then in (
        (page.get_by_role("link", name="For grown-ups: the way out"), "For grown-ups: the way out"),
        (page.get_by_role("link", name="Who sees what about me"), "Who sees what about me"),
        (page.get_by_role("main").get_by_role("link", name="Messages"), "Messages"),
    ):
        keys.to(link)
        press_and_wait(page, "Enter")
        expect(heading(page, then)).to_be_visible()
    keys.to(page.get_by_role("checkbox").first).press("Space")
    keys.to(page.get_by_role("textbox")).write("I sang today!")
    keys.to(page.get_by_role("button", name="Send"))
    press_and_wait(page, "Enter")
    expect(page.get_by_text("I sang today!").first).to_be_visible()
    assert Message.objects.get().author.user == cast.mia_herself
