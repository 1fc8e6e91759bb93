"""The same facts of one goal for the family and for a payer, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pebblepath.core.wording.necessity import Facts as Necessity
from pebblepath.core.wording.necessity import Pair, side_by_side

from .facts import Counted, Facts, GoalFacts, by_place, newest, stands
from .parts import Sources
from .sentences import level, stone

PLACES = {"home": "home", "school": "school", "clinic": "the clinic", "community": "places out and about"}
ONCE = ("before", "changed", "frequency", "next")


@dataclass(frozen=True)
class Sided:
    """One fact in both wordings, and the source of its numbers in the report (empty where it counts nothing)."""

    pair: Pair
    source: str


def sided(goal: GoalFacts, facts: Facts, sources: Sources) -> list[Sided]:
    """The facts of one goal in both wordings, place by place; what all places share is said once.

    A place counts from three moments on. "Can now", and how often it worked, is said only where she stands beyond the
    baseline; where she doesn't, her level is said and no more.
    """
    rows: list[Sided] = []
    for number, told in enumerate(by_place(goal.moments).values(), 1):
        found = stands(told, goal.start)
        if not found.of:
            continue
        key = f"{goal.key}-p{number}-on"
        sources.run("", key, [one.id for one in newest(told) if one.step >= found.step])
        rows += [Sided(pair, key if pair.about == "count" else "") for pair in _here(goal, facts, told)]
    last_shared = {row.pair.about: row for row in rows if row.pair.about in ONCE}
    own = [row for row in rows if row.pair.about not in ONCE]
    return [*own, *last_shared.values()]


def _here(goal: GoalFacts, facts: Facts, told: Sequence[Counted]) -> list[Pair]:
    found, where = stands(told, goal.start), PLACES[told[0].setting]
    beyond = found.step > goal.start
    known = Necessity(
        child=facts.child,
        activity=goal.activity,
        setting=where,
        reached=f"level {level(goal, found.step)}, {stone(goal, found.step)}",
        times=found.at_or_above if beyond else None,
        out_of=found.of if beyond else None,
        baseline=f"level {level(goal, goal.start)}, {stone(goal, goal.start)}",
        baseline_month=_month(goal.made_on),
        change=_change(goal),
        frequency=facts.promised,
        next_step=f"level {level(goal, goal.next_stone)}, {stone(goal, goal.next_stone)}"
        if goal.next_stone is not None
        else "",
    )
    rows = [row for row in side_by_side(known).rows if row.about != "help"]
    if beyond:
        return rows
    at = f"at {where}: {known.reached}."
    level_only = Pair("now", f"{facts.child} {at}", f"Functional status, {goal.activity}, {at}")
    return [level_only if row.about == "now" else row for row in rows]


def _change(goal: GoalFacts) -> str:
    """The stones that were first reached in this time, as the payer and the family read them."""
    return "; ".join(
        f"level {level(goal, one.step)}, {stone(goal, one.step)}, first on {one.day.day} {one.day:%B}"
        for one in sorted(goal.reached, key=lambda one: one.step)
    )


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"
