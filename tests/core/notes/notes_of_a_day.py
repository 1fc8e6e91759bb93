"""A session of Mia's, as facts, and the means to ask which fact a sentence was made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from pebblepath.core.notes import Facts, GoalPlayed, Played, Said

DAY = dt.date(2026, 11, 24)
STONES = (
    "I listen from the door.",
    "I join in for one song.",
    "I join in for two songs.",
    "I join in for three songs.",
    "I stay as long as I like.",
)
FRAME = {"child", "pronouns", "day", "therapist", "place"}

EMPTY = Facts(child="Mia", pronouns="she", day=DAY, therapist="Robin", place="at the clinic")
CIRCLE = GoalPlayed(
    title="I join circle time, my way",
    stones=STONES,
    start=1,
    steps=(2, 2, 3, 2),
    helps=(1, 0, 0, 2),
    firsts=("new_stone",),
    earlier=((1, 2), (2, 2), (1,)),
    earlier_helps=(2, 2, 1),
)
FULL = replace(
    EMPTY,
    minutes=45,
    said=(
        Said("Mum", "family", dt.date(2026, 11, 23), "She sang in the bath, twice."),
        Said("Ms. Lopez", "teacher", dt.date(2026, 11, 20), "A loud day."),
        Said("Mia", "child", dt.date(2026, 11, 22), "I want the swing."),
    ),
    quotes=("The boat is mine!",),
    noted=("Hummed along before the song began",),
    played=(
        Played("The slow boat", 8, ("regulation", "balance"), True, "Rock on a cushion and sing."),
        Played("Build the zoo", 12.4, ("planning",), False, "Build a zoo of boxes."),
        Played("Cross the creek", 9, ("balance",)),
    ),
    not_played=("The pirate plank",),
    goals=(CIRCLE,),
    felt=(2, 2, 1),
    proud=1,
    breaks=2,
    asks=1,
    supports=(("Wobble cushion", 3),),
)


def keeping(facts: Facts, uses: Iterable[str]) -> Facts:
    """The frame and the named facts; all others are taken out."""
    kept = set(uses)
    blank = {field.name: field.default for field in fields(Facts) if field.name not in FRAME | {"goals"}}
    changed: dict[str, Any] = {name: default for name, default in blank.items() if name not in kept}
    goals = tuple(_goal_keeping(goal, place, kept) for place, goal in enumerate(facts.goals))
    return replace(facts, goals=goals, **changed)


def taking_out(facts: Facts, uses: Iterable[str]) -> Facts:
    """Everything but the named facts."""
    every = {field.name for field in fields(Facts)} | {
        f"goals[{place}].{field.name}" for place in range(len(facts.goals)) for field in fields(GoalPlayed)
    }
    return keeping(facts, every - set(uses))


def _goal_keeping(goal: GoalPlayed, place: int, kept: set[str]) -> GoalPlayed:
    names = {
        name: f"goals[{place}].{name}" in kept for name in ("steps", "helps", "firsts", "earlier", "earlier_helps")
    }
    blank: dict[str, Any] = {name: () for name, stays in names.items() if not stays}
    return replace(goal, **blank)
