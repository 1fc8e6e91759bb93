"""A clinic day: children, therapists, rooms and shared things such as the one swing."""

from .costs import Cost, cost
from .instance import Child, Day, DayCosts, DayPlan, Lunch, Room, Therapist, Thing, Visit
from .instances import SIZES, make_day
from .rules import RULES, check
from .solve import DayAnswer, plan_day

__all__ = [
    "RULES",
    "SIZES",
    "Child",
    "Cost",
    "Day",
    "DayAnswer",
    "DayCosts",
    "DayPlan",
    "Lunch",
    "Room",
    "Therapist",
    "Thing",
    "Visit",
    "check",
    "cost",
    "make_day",
    "plan_day",
]
