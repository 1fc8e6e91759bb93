"""The demo's clinic day and school week: planned, kept, and on Robin's Today."""

from __future__ import annotations

import pytest

from pebblepath.apps.play.timetable.models import Slot, Timetable

pytestmark = pytest.mark.usefixtures("demo")


def test_everybody_is_seen_on_the_clinics_day_and_each_gets_what_is_owed_in_the_week() -> None:
    plans = {plan.kind: plan for plan in Timetable.objects.filter(kept_at__isnull=False)}
    assert {kind: plan.outcome["status"] for kind, plan in plans.items()} == {"day": "planned", "week": "planned"}
    assert not any(plan.left_out for plan in plans.values())


def test_robin_and_sam_see_children_at_the_clinic_and_at_school() -> None:
    seen = set(Slot.objects.values_list("timetable__kind", "therapist__name"))
    assert seen == {(kind, name) for kind in ("day", "week") for name in ("Robin Hale", "Sam Okafor")}


def test_the_school_week_leaves_the_clinics_day_to_the_clinic() -> None:
    day = Timetable.objects.get(kind="day")
    assert not Slot.objects.filter(timetable__kind="week", weekday=day.first.weekday()).exists()
