"""A clinic day and a school week small enough to be seen through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pebblepath.core.planner.clinic import day as days
from pebblepath.core.planner.clinic import week as weeks
from pebblepath.core.planner.clinic.clock import Span, read_time


def span(start: str, end: str) -> Span:
    return Span(read_time(start), read_time(end))


def a_day(**changes: Any) -> days.Day:
    """Mia, Noah and Lou; Ada and Ben; a gym and a small room; one swing."""
    morning = (span("09:00", "12:00"),)
    found = days.Day(
        therapists=(
            days.Therapist("Ada", read_time("09:00"), read_time("12:00"), note_minutes=0),
            days.Therapist("Ben", read_time("09:00"), read_time("12:00"), note_minutes=0),
        ),
        rooms=(days.Room("Gym", "gym"), days.Room("Nook", "small room")),
        things=(days.Thing("swing"),),
        children=(
            days.Child("Mia", 30, morning, preferred="Ada", rooms=("gym",), things=("swing",), wish=read_time("09:00")),
            days.Child("Noah", 60, morning, therapists=("Ada",), wish=read_time("09:00")),
            days.Child("Lou", 30, morning, things=("swing",), wish=read_time("09:30")),
        ),
        step=30,
    )
    return replace(found, **changes)


def visit(child: str, therapist: str, room: str, start: str, minutes: int) -> days.Visit:
    return days.Visit(child, therapist, room, read_time(start), minutes)


def a_day_plan() -> days.DayPlan:
    """A plan that keeps all rules."""
    return days.DayPlan(
        (
            visit("Mia", "Ada", "Gym", "09:00", 30),
            visit("Noah", "Ada", "Nook", "09:30", 60),
            visit("Lou", "Ben", "Gym", "09:30", 30),
        )
    )


def a_week(**changes: Any) -> weeks.Week:
    """Three children in Oak and one in Elm, twenty minutes apart; Ada works on two days."""
    oak, elm = ("Oak, grade 1", "Elm, grade 1")
    recess = weeks.Taken(weeks.DAYS, read_time("10:00"), read_time("10:30"), "recess")
    reading = weeks.Taken(weeks.DAYS, read_time("09:00"), read_time("09:30"), "reading")
    found = weeks.Week(
        therapists=(
            weeks.Therapist(
                "Ada",
                ("Oak", "Elm"),
                (
                    weeks.Hours("Mon", read_time("08:30"), read_time("14:00")),
                    weeks.Hours("Wed", read_time("08:30"), read_time("14:00")),
                ),
                lunch_between=span("11:00", "13:00"),
            ),
        ),
        buildings=(
            weeks.Building("Oak", read_time("09:00"), read_time("14:00")),
            weeks.Building("Elm", read_time("09:00"), read_time("14:00")),
        ),
        classrooms=(weeks.Classroom(oak, "Oak", (recess,), (reading,)), weeks.Classroom(elm, "Elm", (recess,))),
        children=(
            weeks.Child("Mia", oak, 60, 30, "writing", "group"),
            weeks.Child("Noah", oak, 30, 30, "writing", "group"),
            weeks.Child("Lou", oak, 30, 30),
            weeks.Child("Zoe", elm, 30, 30),
        ),
        travel=(weeks.Travel(("Oak", "Elm"), 20),),
        step=10,
    )
    return replace(found, **changes)


def session(day: weeks.instance.Weekday, start: str, *children: str, minutes: int = 30) -> weeks.Session:
    return weeks.Session("Ada", day, read_time(start), minutes, children)


def a_week_plan() -> weeks.WeekPlan:
    """A plan that keeps all rules."""
    return weeks.WeekPlan(
        (
            session("Mon", "09:30", "Mia", "Noah"),
            session("Mon", "10:30", "Lou"),
            session("Wed", "09:30", "Mia"),
            session("Wed", "10:30", "Zoe"),
        ),
        (
            weeks.Lunch("Ada", "Mon", read_time("11:30")),
            weeks.Lunch("Ada", "Wed", read_time("11:30")),
        ),
    )


def with_child(week: weeks.Week, name: str, **changes: Any) -> weeks.Week:
    children = tuple(replace(one, **changes) if one.name == name else one for one in week.children)
    return replace(week, children=children)


def with_ada(week: weeks.Week, **changes: Any) -> weeks.Week:
    return replace(week, therapists=(replace(week.therapists[0], **changes),))
