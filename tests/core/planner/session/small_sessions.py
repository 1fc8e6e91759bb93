"""Small rooms, children and activities for the tests of the session planner, and planning by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations, product
from random import Random
from typing import Any

from pebblepath.core.planner.session import Activity, GoalWish, Plan, SessionRequest, check, lay_out
from pebblepath.core.planner.session.fitting import fitting
from pebblepath.core.planner.session.points import points
from pebblepath.core.planner.session.reading import read
from pebblepath.core.planner.session.weights import WEIGHTS, Weights


def activity(name: str, **given: Any) -> Activity:
    """A card with quiet values; what a test is about is given."""
    usual: dict[str, Any] = {
        "kind": name,
        "minutes_least": 5,
        "minutes_most": 15,
        "works_on": {"balance": 2},
        "energy": 0,
        "fun": f"{name} is yours.",
        "at_home": f"Play {name} at home.",
    }
    return Activity(id=name, name=name.capitalize(), **{**usual, **given})


# Six plays that make a session together: two that move, two at a table, two that settle.
SIX = (
    activity(
        "jump", energy=1, moving=True, works_on={"strength": 3, "balance": 2}, equipment=frozenset({"trampoline"})
    ),
    activity("crawl", energy=0, moving=True, works_on={"planning": 3}),
    activity("draw", space="table", works_on={"fine-motor": 3}),
    activity("build", space="table", works_on={"fine-motor": 2, "planning": 1}, joys=frozenset({"trains"})),
    activity("story", energy=-1, works_on={"attention": 3}),
    activity("cloud", energy=-2, works_on={"regulation": 3}, gives={"movement": -2}),
)
KNOWN = {one.id: 20 for one in SIX}
BASE = SessionRequest(minutes=30, known=KNOWN, energy=0)


def plan_of(*rows: tuple[str, int] | tuple[str, int, str], request: SessionRequest = BASE) -> Plan:
    """A plan written by hand: (activity, minutes) or (activity, minutes, or_else)."""
    return lay_out([(row[0], row[1], row[2] if len(row) == 3 else None) for row in rows], request)


def broken_rules(plan: Plan, request: SessionRequest, cards: Sequence[Activity]) -> set[str]:
    """The names of the rules that a plan breaks."""
    return {fault.rule for fault in check(plan, request, cards).faults}


def small_instance(seed: int) -> tuple[tuple[Activity, ...], SessionRequest]:
    """A few activities and a request that can be tried out in full."""
    r = Random(seed)
    count = r.choice([4, 5, 5, 6])
    cards = tuple(_card(r, f"play-{number}") for number in range(count))
    minutes = r.choice([15, 18, 21])
    wished = r.sample(GOALS, r.choice([1, 2]))
    request = SessionRequest(
        minutes=minutes,
        goals=tuple(GoalWish(goal, r.randint(1, 3), r.choice([0, 0, 4])) for goal in wished),
        energy=r.choice([-1, 0, 0, 1]),
        joys=frozenset(r.sample(["trains", "water"], r.randint(0, 2))),
        seeks=frozenset({"movement"} if r.random() < 0.5 else ()),
        too_much=frozenset({"touch"} if r.random() < 0.2 else ()),
        known={one.id: r.choice([2, 40]) for one in cards if r.random() < 0.7},
        new_most=r.choice([None, None, 1, 2]),
        transition=r.choice([1, 2]),
        items_least=r.choice([2, 3]),
        items_most=3 if count == 6 else r.choice([3, 4]),
        loosened=frozenset(name for name in ("choice", "heavy-first", "settle") if r.random() < 0.2),
    )
    return cards, replace(request, must_have=frozenset({cards[0].id})) if r.random() < 0.15 else request


GOALS = ["balance", "fine-motor", "planning"]


def _card(r: Random, name: str) -> Activity:
    least = r.randint(3, 6)
    return activity(
        name,
        kind=r.choice(["jump", "draw", "story", "calm", "ball"]),
        minutes_least=least,
        minutes_most=least + r.randint(0, 2),
        works_on={goal: r.randint(1, 3) for goal in r.sample(GOALS, r.randint(1, 2))},
        gives={sense: 0 for sense in ("touch", "movement") if r.random() < 0.2},
        energy=r.choice([-2, -1, -1, 0, 0, 1]),
        space=r.choice(["table", "room", "room"]),
        moving=r.random() < 0.5,
        joys=frozenset(r.sample(["trains", "water"], r.randint(0, 1))),
    )


def best_by_trying_all(cards: Sequence[Activity], request: SessionRequest, weights: Weights = WEIGHTS) -> int | None:
    """The points of the best plan that holds, by judging every plan there is; None where none holds."""
    best = None
    for plan in every_plan(cards, request):
        here = points(read(plan, request, cards), weights)
        if (best is None or here > best) and check(plan, request, cards).holds:
            best = here
    return best


def every_plan(cards: Sequence[Activity], request: SessionRequest) -> Iterator[Plan]:
    """Every order, every number of minutes and every single choice that could be a plan."""
    pool = fitting(cards, request)
    for count in range(request.places_least, request.places_most + 1):
        for order in permutations(pool, count):
            left = [one for one in pool if one not in order]
            for minutes in product(*(range(one.minutes_least, one.minutes_most + 1) for one in order)):
                if not 0 <= request.minutes - request.transition * (count - 1) - sum(minutes) <= 5:
                    continue
                rows = [(one.id, long, None) for one, long in zip(order, minutes, strict=True)]
                yield lay_out(rows, request)
                for place, other in product(range(count), left):
                    offered = [(a, m, other.id if p == place else None) for p, (a, m, _) in enumerate(rows)]
                    yield lay_out(offered, request)
