"""Plans that are kept: which holds on a day, and what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Case, When

from pebblepath.apps.people.models import Child, Practice, User
from pebblepath.apps.play.timetable.models import Kind, Slot, Timetable


def week_in_force(practice: Practice, day: dt.date) -> Timetable | None:
    """The newest kept week that began by a day."""
    weeks = Timetable.objects.filter(practice=practice, kind=Kind.WEEK, kept_at__isnull=False, first__lte=day)
    return weeks.order_by("-first", "-kept_at").first()


def visit_today(child: Child, therapist: User) -> Slot | None:
    """A child's time in a kept plan of today's clinic, with this therapist where there are several; one query."""
    today = Slot.objects.filter(
        child=child, timetable__kind=Kind.DAY, timetable__kept_at__isnull=False, timetable__first=child.today()
    )
    mine_first = Case(When(therapist=therapist, then=0), default=1)
    return today.select_related("room").order_by(mine_first, "start", "pk").first()


def newest_starts(practice: Practice, day: dt.date) -> Mapping[int, int]:
    """When each child began in the newest kept plan of the same weekday: who comes at ten likes to come at ten."""
    before = Slot.objects.filter(
        timetable__practice=practice,
        timetable__kind=Kind.DAY,
        timetable__kept_at__isnull=False,
        timetable__first__lte=day,
        timetable__first__gte=day - dt.timedelta(weeks=8),
        weekday=day.weekday(),
    )
    return dict(before.order_by("timetable__first").values_list("child_id", "start"))


def sharing_a_therapist(timetable: Timetable, others: Sequence[Timetable]) -> list[Timetable]:
    """Those of the others that plan somebody's time who is planned here, too."""
    mine = planned_in(timetable)
    return [other for other in others if mine & planned_in(other)]


def planned_in(timetable: Timetable) -> set[str]:
    """Tokens of the therapists whose time a plan plans."""
    return {one["name"] for one in timetable.asked.get("therapists", [])}
