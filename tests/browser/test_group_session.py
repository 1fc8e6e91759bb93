"""Six children at once: one tap each, and one note each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cast import Cast, goal_for
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import Child, Role
from pebblepath.apps.play.models import Group, Session
from sessions import planned_session

from .conftest import Visit
from .hand import PHONE
from .tablet import TABLET, with_tablets
from .test_fit import SMALL, SPILLS, TARGET, unfold
from .walk import barriers

NAMES = ("Ada", "Ben", "Cy", "Dee")
SECONDS_A_TAP = 1.5  # to find the child on the screen, and tap


@pytest.fixture
def visit(visit: Visit) -> Iterator[Visit]:
    """Come with a tablet."""
    yield from with_tablets(visit)


@pytest.fixture
def plan(cast: Cast) -> Session:
    for name in NAMES:
        child = Child.objects.create(practice=cast.practice, name=name, picture="bear")
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
        goal_for(cast.access(cast.robin, child), f"{name} joins in")
    goal_for(cast.access(cast.robin, cast.leo), "Leo joins in")
    return planned_session(cast.access(cast.robin), [cast.circle_time])


def test_six_children_are_caught_and_their_notes_wait_in_under_a_minute(visit: Visit, cast: Cast, plan: Session):
    robin = visit(cast.robin, TABLET)
    page = robin.page
    robin.open("/groups/new/")
    for name in ("Mia", "Leo", *NAMES):
        page.get_by_role("checkbox", name=name, exact=True).check(force=True)
    robin.tap("button", "Begin together")
    expect(page.locator("[data-child]")).to_have_count(6)
    began, taps = timezone.now(), robin.hand.taps
    robin.tap("button", "Begin", exact=True)
    for child in page.locator("[data-child]").all():
        robin.hand.tap(child.locator("[data-step='2']:visible"))
        robin.hand.tap(child.locator("[data-felt='2']"))
    expect(page.locator("[data-child] .run-level[aria-pressed=true]")).to_have_count(12)
    robin.tap("button", "End", exact=True)
    expect(page.get_by_role("link", name="Note")).to_have_count(6)
    taps = robin.hand.taps - taps
    assert taps == 14 and taps * SECONDS_A_TAP < 60
    assert (timezone.now() - began).total_seconds() < 60
    assert Moment.objects.filter(step=2, felt_good=2).values("child").distinct().count() == 6
    assert Session.objects.filter(group=Group.objects.get(), ended_at__isnull=False).count() == 6
    assert robin.hand.typed == 0


def test_without_network_all_children_are_kept_and_sent_when_it_is_back(visit: Visit, cast: Cast, plan: Session):
    robin = visit(cast.robin, TABLET)
    page = robin.page
    robin.open(group_of(cast, plan))
    robin.context.set_offline(True)
    for child in page.locator("[data-child]").all():
        robin.hand.tap(child.locator("[data-step='3']:visible"))
    expect(
        page.get_by_text("2 moments are kept on this tablet; will be sent when the network is back.")
    ).to_be_visible()
    robin.tap("button", "Next", exact=True)
    robin.tap("button", "Tower twins")
    robin.tap("button", "End", exact=True)
    robin.context.set_offline(False)
    expect(page.get_by_role("link", name="Note")).to_have_count(2)
    assert Moment.objects.filter(step=3).count() == 2
    played = [session.played["items"] for session in Session.objects.all()]
    assert [[item["chosen"] for item in items] for items in played] == [[None, "copycat-tower"]] * 2


def test_a_group_is_taken_up_where_it_was_and_a_tap_can_be_taken_back(visit: Visit, cast: Cast, plan: Session):
    robin = visit(cast.robin, TABLET)
    page = robin.page
    robin.open(group_of(cast, plan))
    robin.tap("button", "Begin", exact=True)
    robin.tap("button", "Next", exact=True)
    leo = page.locator("[data-child][data-name=Leo]")
    robin.hand.tap(leo.locator("[data-step='1']:visible"))
    page.reload()
    expect(leo.locator("[data-step='1']:visible")).to_have_attribute("aria-pressed", "true")
    expect(leo.get_by_text("I join in for one song.", exact=True)).to_be_visible()
    robin.hand.tap(leo.locator("[data-step='1']:visible"))
    expect(leo.get_by_text("Now: I join in for one song.")).to_be_visible()


def test_the_page_of_a_group_has_no_barrier_and_fits(visit: Visit, cast: Cast, plan: Session):
    robin = visit(cast.robin, TABLET, reduced_motion="reduce")
    page = robin.page
    robin.open("/groups/new/")
    found = barriers(page)
    robin.open(group_of(cast, plan))
    robin.tap("button", "Begin", exact=True)
    robin.hand.tap(page.locator("[data-child][data-name=Leo] [data-step='4']:visible"))
    expect(page.get_by_text(re.compile("First time!")).first).to_be_visible()
    unfold(page)
    found += barriers(page)
    for width in (TABLET.width, 820, PHONE.width, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {fault}" for fault in [*page.evaluate(SMALL, TARGET), *page.evaluate(SPILLS)]]
    robin.tap("button", "End", exact=True)
    expect(page.get_by_role("link", name="Note")).to_have_count(2)
    found += barriers(page)
    assert not found, "\n".join(found)


def group_of(cast: Cast, plan: Session) -> str:
    """The page of Mia and Leo, who play together."""
    group = Group.objects.create(practice=cast.practice, name="Mia, Leo", led_by=cast.robin)
    plan.group = group
    plan.save()
    leo = cast.access(cast.robin, cast.leo)
    leos = planned_session(leo, [], group=group)
    leos.plan = [{**item, "serves": []} for item in plan.plan]
    leos.save()
    return f"/groups/{group.public_id}/run/"
