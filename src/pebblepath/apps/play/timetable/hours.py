"""The hours of a practice's therapists, as told or as usual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pebblepath.apps.people.models import Member, Practice, Role, User
from pebblepath.apps.play.timetable.models import WorkingHours
from pebblepath.apps.play.timetable.times import DAYS, SCHOOL_DAYS, Block

USUAL = [8 * 60 + 30, 16 * 60 + 30]


def therapists_of(practice: Practice) -> list[User]:
    """Everybody on the staff, by name."""
    return list(User.objects.filter(staff_of__practice=practice).order_by("name", "pk"))


def hours_of(practice: Practice, therapists: Sequence[User]) -> dict[int, WorkingHours]:
    """For each therapist her hours; where nobody has said them, the usual ones of a week, not kept."""
    told = {one.therapist_id: one for one in WorkingHours.objects.filter(practice=practice).prefetch_related("schools")}
    return {one.pk: told.get(one.pk) or usual_hours(practice, one) for one in therapists}


def usual_hours(practice: Practice, therapist: User) -> WorkingHours:
    """Monday to Friday, half past eight to half past four."""
    return WorkingHours(practice=practice, therapist=therapist, hours={day: USUAL for day in SCHOOL_DAYS})


def weekday_of(day: dt.date) -> str | None:
    """The weekday's short name; None on a Sunday."""
    return DAYS[day.weekday()] if day.weekday() < len(DAYS) else None


def works_on(hours: WorkingHours, day: dt.date) -> bool:
    """Whether she works on a date's weekday."""
    return weekday_of(day) in hours.hours


def meetings_on(hours: WorkingHours, day: str) -> list[Block]:
    """Her meetings and breaks on a weekday."""
    blocks = map(Block.from_json, hours.meetings)
    return [block for block in blocks if day in block.days]


def who_sees(practice: Practice, children: Sequence[int]) -> Mapping[int, list[int]]:
    """For each child the therapists of her circle who are on the staff."""
    members = Member.objects.present().filter(
        child__in=children, role=Role.THERAPIST, user__staff_of__practice=practice
    )
    found: dict[int, list[int]] = {child: [] for child in children}
    for child, user in members.order_by("pk").values_list("child_id", "user_id"):
        if user not in found[child]:
            found[child].append(user)
    return found
