"""The demo's days and weeks: hours, usual visits, two schools; a clinic day and a school week, planned and kept."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Child, Practice, User
from pebblepath.apps.play.minutes import promise
from pebblepath.apps.play.models import Owed
from pebblepath.apps.play.timetable.apart import plan_here
from pebblepath.apps.play.timetable.hours import weekday_of
from pebblepath.apps.play.timetable.models import (
    School,
    SchoolClass,
    SchoolPlace,
    Service,
    SharedThing,
    Timetable,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.planning import ask_for_day, ask_for_week, keep, run_plan
from pebblepath.apps.play.timetable.times import DAYS, SCHOOL_DAYS, read_blocks, read_times
from pebblepath.demo.cast import SIGN_IN

SAM = "sam@demo.example"
PROMISED_FOR = dt.timedelta(weeks=6)
# Who comes: minutes, when she can, with whom usually, and what the visit needs.
VISITS: dict[str, dict[str, Any]] = {
    "Mia": {"minutes": 45, "times": "9-12", "with": "robin", "things": ["swing"]},
    "Noah": {"minutes": 45, "times": "9-11:30, 2-4:30", "with": "robin", "things": ["swing"]},
    "Zuri": {"minutes": 30, "times": "2-4:30", "with": "robin"},
    "Ava": {"minutes": 45, "times": "9-3", "with": "robin", "things": ["sand tray"]},
    "Leo": {"minutes": 30, "times": "9-11", "with": "sam", "things": ["tricycle"], "must": True},
    "Thảo": {"minutes": 45, "times": "9-12, 2-4", "with": "sam", "things": ["tricycle"]},
}
NOT_DURING = "{lunch} lunch and recess\nTue Thu {special} music"
# Which classes there are, who is in them, with what and with whom.
CLASSES: dict[str, dict[str, dict[str, dict[str, Any]]]] = {
    "Cedar Grove School": {
        "Room 4": {"Noah": {"minutes": 60}, "Thảo": {"minutes": 60, "service": Service.EITHER}},
        "Preschool": {"Leo": {"minutes": 40, "session_minutes": 20}},
    },
    "Lakeside School": {
        "Kindergarten": {"Mia": {"session_minutes": 45}, "Ava": {"minutes": 30}},
        "Room 9": {"Zuri": {"minutes": 30}},
    },
}
LUNCHES = {"Room 4": "11:30-12:20", "Preschool": "11:00-12:00", "Kindergarten": "11:15-12:05", "Room 9": "11:45-12:35"}


def plan_day_and_week(today: dt.date) -> None:
    """Say what is known, plan the school week and the clinic's day, and keep both."""
    robin, sam = User.objects.get(email=SIGN_IN["therapist"].email), User.objects.get(email=SAM)
    practice = Child.objects.get(name="Mia", source="").practice
    children = list(Child.objects.filter(practice=practice, source="").order_by("name"))
    day = today if weekday_of(today) else today + dt.timedelta(days=1)
    _say_hours(practice, robin, sam)
    _say_visits(practice, {"robin": robin, "sam": sam}, weekday_of(day) or "", children)
    _say_schools(practice, [sam, robin], day, {child.name: child for child in children})
    monday = today - dt.timedelta(days=today.weekday())
    _settle(robin, ask_for_week(robin, practice, monday, [robin, sam], children))
    _settle(robin, ask_for_day(robin, practice, day, [robin, sam], children))


def _settle(user: User, asked: Timetable) -> None:
    """Plan here and now, with one thread, so that the demo is the same each time; then keep it."""
    run_plan(asked.pk, plan=partial(plan_here, workers=1))
    asked.refresh_from_db()
    keep(user, asked)


def _say_hours(practice: Practice, robin: User, sam: User) -> None:
    meetings = [block.as_json() for block in read_blocks("Wed 1:00-2:00 team meeting\n10:30-10:45 break")]
    for who, hours in ((robin, "8:30-16:30"), (sam, "8:30-15:30")):
        ((start, end),) = read_times(hours)
        told = {day: [start, end] for day in DAYS}
        WorkingHours.objects.create(practice=practice, therapist=who, hours=told, meetings=meetings)
    SharedThing.objects.create(practice=practice, name="tricycle")


def _say_visits(practice: Practice, staff: dict[str, User], weekday: str, children: list[Child]) -> None:
    again = SCHOOL_DAYS[(SCHOOL_DAYS.index(weekday) + 3) % 5] if weekday in SCHOOL_DAYS else "Wed"
    for child in children:
        told = VISITS[child.name]
        pairs = [list(pair) for pair in read_times(told["times"])]
        times = {day: pairs for day in (weekday, again)}
        UsualVisit.objects.create(
            child=child,
            minutes=told["minutes"],
            times=times,
            therapist=staff[told["with"]],
            things=told.get("things", []),
            must=told.get("must", False),
        )


def _say_schools(practice: Practice, staff: list[User], day: dt.date, children: dict[str, Child]) -> None:
    """Sam goes to Cedar Grove all week, and Robin to Lakeside on one day, which isn't the clinic's."""
    other = SCHOOL_DAYS[(day.weekday() + 2) % len(SCHOOL_DAYS)]
    rest = [name for name in SCHOOL_DAYS if name != weekday_of(day)]
    for (name, classes), days, who in zip(CLASSES.items(), (rest, [other]), staff, strict=True):
        school = School.objects.create(practice=practice, name=name, days=days)
        WorkingHours.objects.get(therapist=who).schools.add(school)
        for class_name, pupils in classes.items():
            lines = NOT_DURING.format(lunch=LUNCHES[class_name], special="9:30-10:15")
            made = SchoolClass.objects.create(
                school=school,
                name=class_name,
                not_during=[block.as_json() for block in read_blocks(lines)],
                rather_not=[block.as_json() for block in read_blocks("8:30-9:30 reading")],
            )
            for pupil, told in pupils.items():
                _place(staff[-1], children[pupil], made, **told)


def _place(by: User, child: Child, school_class: SchoolClass, *, minutes: int = 0, **told: Any) -> None:
    """A child's place; minutes are promised where nothing was promised yet."""
    SchoolPlace.objects.create(child=child, school_class=school_class, goal="fine-motor", **told)
    if minutes and not child.owed.exists():
        access = get_access_for(by, child.public_id)
        promise(access, Owed(minutes=minutes, per="week", first=child.today() - PROMISED_FOR))
