"""Through My space without touching: one switch, a resting pointer, the voice; and out of it only for grown-ups."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import CheckIn, Setup
from pebblepath.apps.myspace.setting_up import keep_setup

from .conftest import Visit
from .hand import DESK, Visitor
from .test_sorting_cards import VOICES
from .walk import barriers

PACE = 1_000


def way(cast: Cast, **set_up: int) -> None:
    """Set one way through up."""
    keep_setup(cast.access(cast.ana), Setup(child=cast.mia, **set_up))


def lit(page: Page) -> str:
    """What the light is on."""
    return str(page.evaluate("() => document.querySelector('.scanned')?.innerText.trim() ?? ''"))


def stop_the_clock(page: Page) -> None:
    """From here on, time goes on only when it is moved."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)


def at_feelings(visit: Visit, cast: Cast) -> Visitor:
    """Mia before the three pictures of energy, with a clock that stands until it is moved."""
    mia = visit(cast.mia_herself, DESK)
    stop_the_clock(mia.page)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    return mia


def test_one_switch_goes_from_thing_to_thing_and_picks(visit: Visit, cast: Cast):
    way(cast, scan_seconds=1)
    mia = at_feelings(visit, cast)
    seen = []
    for _ in range(5):
        seen.append(lit(mia.page) or mia.page.evaluate("() => document.activeElement.ariaLabel"))
        mia.page.clock.run_for(PACE)
    assert seen == ["Sleepy", "Slow", "Buzzing", "I need a break", "Back to my space"]
    assert lit(mia.page) == "Sleepy"
    mia.page.keyboard.press("Space")
    expect(mia.page.get_by_role("button", name="Tummy")).to_be_visible()
    assert CheckIn.objects.get().energy == "sleepy"


def test_the_switch_reaches_the_break_and_enter_does_as_well_as_space(visit: Visit, cast: Cast):
    way(cast, scan_seconds=1)
    mia = at_feelings(visit, cast)
    mia.page.clock.run_for(3 * PACE)
    mia.page.keyboard.press("Enter")
    expect(mia.page.get_by_role("button", name="The grown-ups know")).to_be_visible()
    assert Moment.objects.get().asked_break and not CheckIn.objects.exists()


def test_after_three_rounds_the_light_waits_for_the_switch(visit: Visit, cast: Cast):
    way(cast, scan_seconds=1)
    mia = at_feelings(visit, cast)
    mia.page.clock.run_for(20 * PACE)
    assert lit(mia.page) == ""
    mia.page.keyboard.press("Space")
    assert lit(mia.page) == "Sleepy" and not CheckIn.objects.exists()


def test_the_switch_never_leads_out_of_my_space(visit: Visit, cast: Cast):
    way(cast, scan_seconds=1)
    mia = visit(cast.mia_herself, DESK)
    stop_the_clock(mia.page)
    mia.open("/")
    seen = set()
    for _ in range(12):
        seen.add(mia.page.evaluate("() => document.activeElement.ariaLabel"))
        mia.page.clock.run_for(PACE)
    assert "More" in seen and "For grown-ups: the way out" not in seen


def test_resting_on_a_thing_picks_it_and_passing_over_it_does_not(visit: Visit, cast: Cast):
    way(cast, dwell_seconds=2)
    mia = at_feelings(visit, cast)
    mia.page.clock.run_for(700)
    mia.page.get_by_role("button", name="Sleepy").hover()
    mia.page.clock.run_for(1_900)
    mia.page.get_by_role("button", name="Buzzing").hover()
    mia.page.clock.run_for(1_900)
    assert mia.path.endswith("/my/feeling/") and not CheckIn.objects.exists()
    mia.page.clock.run_for(200)
    expect(mia.page.get_by_role("button", name="Tummy")).to_be_visible()
    assert CheckIn.objects.get().energy == "buzzing"


def test_what_lies_under_the_eye_as_a_screen_comes_isnt_picked(visit: Visit, cast: Cast):
    way(cast, dwell_seconds=1)
    mia = visit(cast.mia_herself, DESK)
    stop_the_clock(mia.page)
    mia.page.mouse.move(640, 300)
    mia.open(f"/c/{cast.mia.public_id}/my/feeling/")
    mia.page.mouse.move(641, 301)
    mia.page.clock.run_for(3_000)
    assert mia.path.endswith("/my/feeling/") and not CheckIn.objects.exists()


def test_both_ways_are_off_unless_somebody_sets_them(visit: Visit, cast: Cast):
    mia = at_feelings(visit, cast)
    mia.page.get_by_role("button", name="Slow").hover()
    mia.page.clock.run_for(9_000)
    assert lit(mia.page) == "" and mia.path.endswith("/my/feeling/")


def test_the_light_and_the_ring_make_no_barrier(visit: Visit, cast: Cast):
    way(cast, scan_seconds=8, dwell_seconds=3)
    mia = visit(cast.mia_herself, reduced_motion="reduce")
    mia.open("/")
    assert lit(mia.page) == "How I feel" and barriers(mia.page) == []


def test_the_arrows_go_through_the_three_things(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open("/")
    for name in ("How I feel", "First, then", "My stones", "How I feel"):
        mia.page.keyboard.press("ArrowDown")
        expect(mia.page.get_by_role("link", name=name)).to_be_focused()


def test_the_ear_reads_what_stands_on_the_screen(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.page.add_init_script(VOICES.replace("() => VOICES", "() => [away, here]"))
    mia.open("/")
    assert mia.page.evaluate("() => window.said") == []
    mia.tap("button", "Read it to me")
    assert mia.page.evaluate("() => window.said") == [
        ["Mia’s space. How I feel. First, then. My stones. I need a break", "here"]
    ]


# The way out.


def test_a_short_touch_doesnt_lead_out_and_three_seconds_do(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open("/")
    mia.tap("link", "For grown-ups: the way out")
    out = mia.page.get_by_role("button", name="Out")
    expect(out).to_contain_text("Hold for three seconds")
    expect(mia.page.locator("[data-hold-hint]")).to_be_visible()  # from then on the script holds the button
    stop_the_clock(mia.page)
    out.click()
    mia.page.clock.run_for(4_000)
    expect(out).to_be_visible()
    out.hover()
    mia.page.mouse.down()
    mia.page.clock.run_for(2_900)
    expect(out).to_be_visible()
    mia.page.clock.run_for(200)
    mia.page.mouse.up()
    expect(mia.page.get_by_role("link", name="Sign in")).to_be_visible()
    assert mia.path == "/" and not mia.page.get_by_role("link", name="How I feel").count()


def test_the_way_out_is_held_by_a_key_too(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open(f"/c/{cast.mia.public_id}/my/out/")
    out = mia.page.get_by_role("button", name="Out")
    stop_the_clock(mia.page)
    out.press("Enter")
    mia.page.clock.run_for(4_000)
    expect(out).to_be_visible()
    mia.page.keyboard.down("Enter")
    mia.page.clock.run_for(3_100)
    mia.page.keyboard.up("Enter")
    expect(mia.page.get_by_role("link", name="Sign in")).to_be_visible()


def test_what_a_screen_reader_sends_leads_out(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open(f"/c/{cast.mia.public_id}/my/out/")
    mia.page.get_by_role("button", name="Out").evaluate("out => out.click()")
    expect(mia.page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_pin_leads_out_and_another_doesnt(visit: Visit, cast: Cast):
    keep_setup(cast.access(cast.ana), Setup(child=cast.mia), pin="4711")
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/out/")
    with mia.expecting(400):
        mia.hand.type(mia.page.get_by_label("PIN"), "1111")
        mia.tap("button", "Out")
        expect(mia.page.get_by_role("alert")).to_contain_text("That isn’t the PIN")
    assert barriers(mia.page) == []
    mia.hand.type(mia.page.get_by_label("PIN"), "4711")
    mia.tap("button", "Out")
    mia.page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    expect(mia.page.get_by_role("link", name="Sign in")).to_be_visible()
    mia.page.go_back()
    expect(mia.page.get_by_role("link", name="How I feel")).to_have_count(0)


def test_without_script_the_way_out_is_a_plain_button(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, java_script_enabled=False)
    mia.open("/")
    mia.tap("link", "For grown-ups: the way out")
    mia.tap("button", "Out")
    expect(mia.page.get_by_role("link", name="Sign in")).to_be_visible()
