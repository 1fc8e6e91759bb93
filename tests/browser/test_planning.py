"""A therapist plans a session, changes it and starts it; from the first look at the day, with taps counted."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.models import Setting
from pebblepath.apps.play.models import Session

from .conftest import Visit
from .hand import DESK, PHONE

SECONDS = 180


def test_a_stranger_plans_changes_and_starts_a_session_in_a_few_taps(visit: Visit, cast: Cast):
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(occupation="zip-jacket")
    began = time.monotonic()
    robin = visit(cast.robin, DESK)
    page = robin.page
    robin.open("/")
    robin.tap("link", "Plan a session for Mia")
    robin.tap("button", "Make a plan")
    expect(page.get_by_text("The best plan that there is for these wishes")).to_be_visible()
    session = Session.objects.get()
    assert session.setting == Setting.CLINIC and robin.hand.taps == 2 and robin.hand.typed == 0
    first = session.plan[0]["name"]
    expect(page.locator(".plan-card").first).to_contain_text(session.plan[0]["reasons"]["therapist"])

    # Keep the first, swap the second; then the time runs short.
    robin.hand.tap(page.get_by_role("button", name=f"Keep {first}"))
    expect(page.get_by_role("button", name=f"Keep {first}")).to_have_attribute("aria-pressed", "true")
    second = session.plan[1]["name"]
    robin.hand.tap(page.get_by_role("button", name=f"Swap {second}"))
    expect(page.get_by_role("button", name=f"Swap {second}")).to_have_count(0)
    robin.hand.tap(page.get_by_text("Only some minutes left"))
    robin.hand.tap(page.get_by_role("button", name="25 minutes"))
    session.refresh_from_db()
    assert session.plan[0]["name"] == first and session.plan[-1]["start"] + session.plan[-1]["minutes"] <= 25

    robin.tap("link", "Start")
    expect(page.get_by_text(first).first).to_be_visible()
    assert robin.path.endswith("/run/") and robin.hand.taps == 7
    assert time.monotonic() - began < SECONDS

    # The day has it, too: one tap from there.
    robin.open("/")
    robin.tap("link", "Start with Mia")
    assert robin.path.endswith("/run/") and robin.hand.taps == 8


def test_something_is_broken_on_a_phone_and_the_plan_does_without_it(visit: Visit, cast: Cast):
    robin = visit(cast.robin, PHONE)
    page = robin.page
    robin.open(f"/c/{cast.mia.public_id}/play/new/")
    robin.tap("button", "Make a plan")
    expect(page.get_by_text("for these wishes")).to_be_visible()
    broken = next(thing for item in Session.objects.get().plan for thing in item["things"])
    robin.hand.tap(page.get_by_text("Something is broken or missing"))
    robin.tap("button", f"No {broken}", exact=True)
    expect(page.get_by_text("around what you kept")).to_be_visible()
    plan = Session.objects.get().plan
    assert all(broken not in half["things"] for item in plan for half in (item, item["or"]) if half)
    assert robin.hand.taps == 3


def test_a_plan_works_without_script_and_by_keyboard(visit: Visit, cast: Cast):
    robin = visit(cast.robin, DESK, java_script_enabled=False)
    page = robin.page
    robin.open(f"/c/{cast.mia.public_id}/play/new/")
    page.get_by_role("button", name="Make a plan").press("Enter")
    before = [item["card"] for item in Session.objects.get().plan]
    page.get_by_role("button", name="Swap").first.press("Enter")
    after = [item["card"] for item in Session.objects.get().plan]
    assert after[0] != before[0] and after[1:] == before[1:]
