"""A therapist plans Tuesday and sees it on Today; with taps counted, with and without script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.timetable.apart import plan_here
from pebblepath.apps.play.timetable.models import State, Timetable, UsualVisit
from pebblepath.apps.play.timetable.planning import run_plan

from .conftest import Visit
from .hand import DESK, PHONE

TUESDAY_MORNING = dt.datetime(2026, 6, 2, 7, 30, tzinfo=dt.UTC)
NowIs = Callable[[dt.datetime], None]


def works() -> None:
    """What the worker does meanwhile."""
    run_plan(Timetable.objects.get(state=State.ASKED).pk, plan=partial(plan_here, workers=1))


def test_a_therapist_plans_tuesday_and_sees_it_on_today(visit: Visit, cast: Cast, now_is: NowIs):
    now_is(TUESDAY_MORNING)
    Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    UsualVisit.objects.create(child=cast.mia, therapist=cast.robin, times={"Tue": [[14 * 60, 16 * 60]]})
    UsualVisit.objects.create(child=cast.leo, times={"Tue": [[9 * 60, 11 * 60]]}, minutes=30)
    robin = visit(cast.robin, DESK)
    page = robin.page
    robin.open("/")
    robin.tap("link", "Days and weeks")
    robin.tap("link", "Plan a day")
    robin.tap("link", "Tue 2")
    expect(page.get_by_label("Mia")).to_be_checked()
    robin.tap("button", "Plan this day")
    expect(page.get_by_role("heading", name="Planning")).to_be_visible()

    works()  # and the page finds out by itself
    expect(page.get_by_role("heading", name="Everybody is seen.")).to_be_visible()
    expect(page.get_by_text("that is proven")).to_be_visible()
    expect(page.locator(".plan-grid").get_by_role("link", name="Leo")).to_be_visible()
    robin.tap("button", "Keep it")
    robin.open("/")
    rows = page.locator(".today-visits li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Leo")
    expect(rows.nth(1)).to_contain_text("Swing room")
    assert (robin.hand.taps, robin.hand.typed) == (5, 0)

    # The family can't come then: one tap on Today, one on another time.
    before = Timetable.objects.get().slots.get(child=cast.mia).start
    robin.hand.tap(rows.nth(1).get_by_role("link", name="Move"))
    offered = page.locator(".fit")
    robin.hand.tap(offered.last)
    expect(page.get_by_text("Changed by hand")).to_be_visible()
    assert Timetable.objects.get().slots.get(child=cast.mia).start != before
    assert robin.hand.taps == 7

    # From a visit it is one tap to the plan of its session.
    robin.open("/")
    robin.tap("link", "with Mia")
    expect(page.get_by_role("button", name="Make a plan")).to_be_visible()


def test_without_script_one_looks_again(visit: Visit, cast: Cast, now_is: NowIs):
    now_is(TUESDAY_MORNING)
    robin = visit(cast.robin, PHONE, java_script_enabled=False)
    page = robin.page
    robin.open("/timetables/new/day/?day=2026-06-02")
    robin.hand.tap(page.locator("label", has_text="Mia"))
    robin.tap("button", "Plan this day")
    expect(page.get_by_text("begins in a moment")).to_be_visible()
    works()
    robin.tap("link", "Look again")
    expect(page.get_by_text("Everybody is seen.")).to_be_visible()
    # On a phone the day is a list.
    expect(page.locator(".plan-narrow").get_by_role("link", name="Mia")).to_be_visible()
    expect(page.locator(".plan-grid")).to_be_hidden()


def test_a_time_that_is_taken_is_named_and_what_was_typed_stays(visit: Visit, cast: Cast, now_is: NowIs):
    now_is(TUESDAY_MORNING)
    robin = visit(cast.robin, PHONE)
    page = robin.page
    robin.open("/timetables/new/day/?day=2026-06-02")
    for name in ("Kai", "Mia", "Leo"):  # Kai works on Tuesdays; not on this one
        robin.hand.tap(page.locator("label", has_text=name))
    robin.tap("button", "Plan this day")
    expect(page.get_by_text("begins in a moment")).to_be_visible()
    works()
    expect(page.get_by_text("Everybody is seen.")).to_be_visible()
    leo = Timetable.objects.get().slots.get(child=cast.leo)
    robin.hand.tap(page.locator(".plan-narrow").get_by_role("link", name="Mia"))
    robin.hand.tap(page.get_by_text("A time that isn’t here"))
    typed = f"{leo.start // 60}:{leo.start % 60:02d}"
    robin.hand.type(page.get_by_label("Another time"), typed)
    with robin.expecting(400):
        robin.tap("button", "Move it there")
        expect(page.get_by_role("alert")).to_contain_text("at the same time")
    expect(page.get_by_label("Another time")).to_have_value(typed)
