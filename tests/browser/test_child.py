"""The child's own space: one touch, no reading, and the grown-ups know."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from cast import Cast, tell
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import Board, BoardItem, CheckIn, Choice, DayItem
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, make_board

from .conftest import Visit
from .hand import DESK, Screen, Visitor


def break_button(mia: Visitor) -> Locator:
    """The large blue one."""
    return mia.page.get_by_role("button", name="I need a break")


def test_one_touch_asks_for_a_break_and_the_grown_ups_see_it(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.hand.tap(break_button(mia))
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert mia.hand.taps == 1 and mia.hand.typed == 0

    ana = visit(cast.ana)
    ana.open("/")
    expect(ana.page.get_by_role("heading", name="I need a break").first).to_be_visible()
    expect(ana.page.get_by_role("article").filter(has_text="I need a break")).to_contain_text("Mia")
    robin = visit(cast.robin, DESK)
    robin.open("/")
    card = robin.page.get_by_role("listitem").filter(has=robin.page.get_by_role("heading", name="Mia"))
    expect(card).to_contain_text("asked for a break today")


def test_two_touches_and_a_reload_ask_once(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    break_button(mia).dblclick(no_wait_after=True)
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    mia.page.reload()
    mia.page.reload()
    assert Moment.objects.filter(asked_break=True).count() == 1


def test_a_break_can_be_asked_for_without_script(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, java_script_enabled=False)
    mia.open("/")
    mia.hand.tap(break_button(mia))
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert Moment.objects.get().asked_break


def test_what_kind_of_break_is_one_touch_more_and_only_if_she_likes(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.hand.tap(break_button(mia))
    mia.tap("button", "A quiet place")
    expect(mia.page.get_by_role("link", name="How I feel")).to_be_visible()
    assert mia.hand.taps == 2 and Moment.objects.get().words == "I would like: A quiet place."


def test_she_says_how_she_feels_in_two_touches(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "How I feel")
    mia.tap("button", "Buzzing", exact=True)
    expect(mia.page.get_by_role("button", name="Tummy")).to_be_visible()
    assert mia.hand.taps == 2 and str(CheckIn.objects.get()) == "Buzzing"


def test_she_shows_where_in_her_body_and_a_picture_for_it(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    mia.tap("button", "Slow", exact=True)
    mia.tap("button", "Tummy")
    mia.tap("link", "More pictures")
    mia.tap("button", "Calm", exact=True)
    expect(mia.page.get_by_role("link", name="How I feel")).to_be_visible()
    assert str(CheckIn.objects.get()) == "Slow · Tummy · Calm" and mia.hand.typed == 0


def test_how_she_feels_goes_without_script_too(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, java_script_enabled=False)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    mia.tap("button", "Sleepy", exact=True)
    mia.tap("button", "Head")
    expect(mia.page.get_by_role("button", name="Happy")).to_be_visible()
    assert str(CheckIn.objects.get()) == "Sleepy · Head"


def test_each_part_of_the_body_is_hit_where_it_is_drawn(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    mia.tap("button", "Slow", exact=True)
    expect(mia.page.get_by_role("button", name="Tummy")).to_be_visible()
    outline = mia.page.locator(".my-outline").bounding_box()
    assert outline is not None
    for part, (x, y) in {
        "head": (150, 40),
        "chest": (150, 150),
        "tummy": (150, 250),
        "arms": (55, 240),
        "legs": (110, 360),
    }.items():
        hit = mia.page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('button').value",
            [outline["x"] + x / 300 * outline["width"], outline["y"] + y / 400 * outline["height"]],
        )
        assert hit == part


def test_she_chooses_a_snack_and_the_grown_ups_know(visit: Visit, cast: Cast):
    set_up(cast)
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "More", exact=True)
    mia.tap("link", "My choices")
    mia.tap("link", "My snack")
    mia.tap("button", "Apple")
    expect(mia.page.get_by_role("status").filter(has_text="Apple")).to_be_visible()
    assert mia.hand.taps == 4 and Choice.objects.get().words == "Apple"


def test_first_then_moves_on_by_her_touch(visit: Visit, cast: Cast):
    set_up(cast)
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "First, then")
    mia.tap("button", "Bath done")
    expect(mia.page.get_by_role("button", name="Bed done")).to_be_visible()
    mia.open(f"/c/{cast.mia.public_id}/my/day/")
    mia.hand.tap(mia.page.get_by_role("button", name="Bath done", pressed=True))
    expect(mia.page.get_by_role("button", name="Bath done", pressed=False)).to_be_visible()


def test_she_puts_a_path_away_and_takes_it_out_again(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/stones/{cast.zip_jacket.public_id}/")
    mia.tap("button", "Don’t show this")
    expect(mia.page.get_by_role("link", name="I join circle time")).to_be_visible()
    expect(mia.page.get_by_role("link", name="I zip my jacket")).to_have_count(0)
    mia.open(f"/c/{cast.mia.public_id}/my/away/")
    mia.hand.tap(mia.page.get_by_role("button", name="I zip my jacket put away", pressed=True))
    expect(mia.page.get_by_role("button", name="I zip my jacket put away", pressed=False)).to_be_visible()


def test_she_lights_a_stone_that_was_reached(visit: Visit, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=2)
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "My stones")
    mia.tap("link", "I join circle time, my way")
    mia.tap("button", "Light my stone")
    expect(mia.page.get_by_role("status").filter(has_text="I lit it")).to_be_visible()


def test_everything_is_in_the_same_place_on_every_screen(visit: Visit, cast: Cast):
    set_up(cast)
    mia = visit(cast.mia_herself)
    places = set()
    for path in ("", "more/", "feeling/", "stones/", "choices/", "day/", "first-then/", "cards/", "break/kind/"):
        mia.open(f"/c/{cast.mia.public_id}/my/{path}")
        box, back = break_button(mia).bounding_box(), mia.page.locator(".my-back").first.bounding_box()
        assert box and back
        places.add(tuple(round(side) for side in (box["x"], box["y"], box["width"], back["x"], back["y"])))
    assert len(places) == 1, places


def test_the_break_is_in_sight_wherever_she_is_also_on_a_low_phone(visit: Visit, cast: Cast):
    set_up(cast)
    tell(cast.access(cast.ana), cast.circle_time, step=2)
    mia = visit(cast.mia_herself, Screen(375, 620, touch=True))
    for path in ("", "more/", "feeling/", "day/", "away/", "break/kind/", f"stones/{cast.circle_time.public_id}/"):
        mia.open(f"/c/{cast.mia.public_id}/my/{path}")
        box = break_button(mia).bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 620, path


def set_up(cast: Cast) -> None:
    """A board with two pictures, and a day with two."""
    ana = cast.access(cast.ana)
    board = make_board(ana, Board(name="My snack"))
    for name in ("apple", "bread"):
        add_to_board(ana, board, BoardItem(symbol=name, words=name.title()))
    for name in ("bath", "bed"):
        add_to_day(ana, DayItem(symbol=name, words=name.title()))


def test_she_finds_her_stones_and_the_way_back(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "My stones")
    mia.tap("link", "I join circle time, my way")
    expect(mia.page.get_by_role("img", name="The path: I join circle time, my way")).to_be_visible()
    mia.tap("link", "Back to my stones")
    mia.tap("link", "Back to my space")
    expect(break_button(mia)).to_be_visible()
