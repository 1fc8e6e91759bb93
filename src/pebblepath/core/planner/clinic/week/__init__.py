"""A school week: children, buildings, roads, class timetables and minutes owed."""

from .answer import WeekAnswer
from .costs import Cost, cost
from .instance import (
    DAYS,
    Building,
    Child,
    Classroom,
    Hours,
    Lunch,
    Session,
    Taken,
    Therapist,
    Travel,
    Week,
    WeekCosts,
    WeekPlan,
)
from .instances import SIZES, make_week
from .rules import RULES, check
from .solve import plan_week

__all__ = [
    "DAYS",
    "RULES",
    "SIZES",
    "Building",
    "Child",
    "Classroom",
    "Cost",
    "Hours",
    "Lunch",
    "Session",
    "Taken",
    "Therapist",
    "Travel",
    "Week",
    "WeekAnswer",
    "WeekCosts",
    "WeekPlan",
    "check",
    "cost",
    "make_week",
    "plan_week",
]
