"""A stranger plans for six children, plays with all of them at once, and signs six notes, each in her own words."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from cast import Cast, goal_for
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import Child, Role
from pebblepath.apps.play.models import Group, Note, Session

from .conftest import Visit
from .hand import Visitor
from .tablet import TABLET, with_tablets

OTHERS = ("Ada", "Ben", "Cy", "Dee")
TAPPED = ("Mia", "Leo", "Ada", "Cy")
A_MINUTE, FIVE_MINUTES = 60, 300
A_TAP = 3.0  # seconds for a stranger to find and tap one thing


@pytest.fixture
def visit(visit: Visit) -> Iterator[Visit]:
    """Come with a tablet."""
    yield from with_tablets(visit)


@pytest.fixture
def crew(cast: Cast) -> Cast:
    """Six children of one practice, each with a goal."""
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(occupation="zip-jacket")
    for name in OTHERS:
        child = Child.objects.create(practice=cast.practice, name=name, picture="bear")
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
        goal_for(cast.access(cast.robin, child), f"{name} joins in")
    goal_for(cast.access(cast.robin, cast.leo), "Leo joins in")
    return cast


def test_a_group_is_planned_run_and_its_six_notes_are_signed_within_a_minute(visit: Visit, crew: Cast):
    robin, began = visit(crew.robin, TABLET), time.monotonic()
    plan_for_six(robin)
    play_together(robin)
    ended, taps = time.monotonic(), robin.hand.taps
    sign_six(robin)
    now = time.monotonic()
    assert now - ended + (robin.hand.taps - taps) * A_TAP < A_MINUTE, (now - ended, robin.hand.taps - taps)
    assert now - began + robin.hand.taps * A_TAP < FIVE_MINUTES, (now - began, robin.hand.taps)
    assert robin.hand.typed == 0
    group = Group.objects.get()
    assert Session.objects.filter(group=group).count() == 6
    assert Note.objects.filter(session__group=group, signed_by=crew.robin).count() == 6
    told = Moment.objects.filter(caught__session__group=group)
    assert sorted(told.values_list("child__name", flat=True)) == sorted(TAPPED)
    for note in Note.objects.select_related("session__child"):
        name = note.session.child.name
        assert name in note.sections["own"]
        assert not any(other in " ".join(note.sections.values()) for other in {"Mia", "Leo", *OTHERS} - {name})


def plan_for_six(robin: Visitor) -> None:
    """From the day: a plan for Mia, and five others who play it with her."""
    page = robin.page
    robin.open("/")
    robin.tap("link", "Plan a session for Mia")
    robin.tap("button", "Make a plan")
    expect(page.get_by_role("link", name="Start", exact=True).first).to_be_visible()
    robin.open("/")
    robin.hand.tap(page.get_by_role("link", name="A group").first)
    for name in ("Mia", "Leo", *OTHERS):
        robin.hand.tap(page.locator(".group-children label").filter(has_text=name))
    robin.tap("button", "Begin together")
    expect(page.locator("[data-child]")).to_have_count(6)


def play_together(robin: Visitor) -> None:
    """All activities; in the first, four children are tapped."""
    page = robin.page
    robin.tap("button", "Begin", exact=True)
    for name in TAPPED:
        child = page.locator(f"[data-child][data-name={name}]")
        robin.hand.tap(child.locator("[data-step='2']:visible"))
        robin.hand.tap(child.locator("[data-felt='2']"))
    for _ in Session.objects.exclude(plan=[]).earliest("pk").plan:
        choices = page.locator(".run-card:visible [data-pick]:visible")
        if choices.count():
            robin.hand.tap(choices.first)
        robin.hand.tap(page.locator("[data-next]"))
    expect(page.get_by_text("The group has ended")).to_be_visible()
    expect(page.get_by_role("link", name="Note")).to_have_count(6)


def sign_six(robin: Visitor) -> None:
    """The first note by its link; each signed one leads to the next."""
    page = robin.page
    robin.hand.tap(page.get_by_role("link", name="Note").first)
    for left in range(5, -1, -1):
        robin.hand.tap(page.get_by_role("checkbox").first)
        robin.tap("button", "Sign as Robin")
        expect(page.get_by_text("Signed by").first).to_be_visible()
        assert Session.objects.unsigned().count() == left
