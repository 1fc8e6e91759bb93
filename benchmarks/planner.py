"""Measure the session planner: how long the proof takes, and what a greedy planner leaves on the table.

    python -m benchmarks planner

Sessions of seeded children with the whole library (filled up to 200 activities by variants of its own cards), one
thread; bar: the optimum is proven in at most 1 s of CPU for 45 minutes. That row has 200 children, the others 60, so
that all takes two to three minutes of CPU. "share" is what the least served goal of a session has, as a part of its
share of the minutes; the median of all sessions.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from pebblepath.core.planner.session import Activity, GoalWish, Plan, SessionRequest, check, plan_session
from pebblepath.core.planner.session.greedy import greedy_plan
from pebblepath.core.planner.session.reading import works_well_on
from pebblepath.library import load_library
from pebblepath.library.planning import as_activities
from pebblepath.library.schema import CARES, DEEPER_GOALS

BAR = 1.0
ACTIVITIES = 200
SESSIONS = {30: 60, 45: 200, 60: 60}
"""Minutes of a session, and how many children are planned for."""


@dataclass(frozen=True)
class Measured:
    """One planned session: CPU seconds of the proof, its points, and those of the greedy planner (None: no plan).

    ``share``: minutes of the least served goal as a part of its share, None without a plan.
    """

    seconds: float
    status: str
    points: int | None
    greedy: int | None
    items: int
    share: float | None


def run() -> None:
    """Print how long the proof takes, by length of session, and the points beside the greedy planner's."""
    activities = two_hundred()
    warm_up(activities)
    print(f"\nSessions of seeded children, {len(activities)} activities; bar: 45 minutes in {BAR:.0f} s of CPU")
    heads = (
        "minutes",
        "proven",
        "clash",
        "median s",
        "95% s",
        "worst s",
        "items",
        "share",
        "points",
        "greedy",
        "no plan",
    )
    print("".join(f"{head:>10s}" for head in heads) + f"{'':>8s}")
    for minutes, children in SESSIONS.items():
        measured = [measure(activities, random_request(seed, activities, minutes)) for seed in range(children)]
        line(minutes, measured)


def line(minutes: int, measured: Sequence[Measured]) -> None:
    planned = [one for one in measured if one.points is not None]
    seconds = sorted(one.seconds for one in planned)
    # Points beside points only where both planners have a plan; where greedy has none is counted by itself.
    both = [one for one in planned if one.greedy is not None]
    figures = (
        f"{sum(one.status == 'proven' for one in planned)}/{len(planned)}",
        f"{sum(one.status == 'clash' for one in measured)}",
        f"{statistics.median(seconds):.2f}",
        f"{seconds[len(seconds) * 95 // 100]:.2f}",
        f"{seconds[-1]:.2f}",
        f"{statistics.mean(one.items for one in planned):.1f}",
        f"{statistics.median(one.share or 0 for one in planned):.2f}",
        f"{statistics.mean(one.points or 0 for one in both):.0f}",
        f"{statistics.mean(one.greedy or 0 for one in both):.0f}",
        f"{len(planned) - len(both)}",
    )
    verdict = ("met" if seconds[-1] <= BAR else "MISSED") if minutes == 45 else ""
    print(f"{minutes:10d}" + "".join(f"{figure:>10s}" for figure in figures) + f"{verdict:>8s}")


def measure(activities: Sequence[Activity], request: SessionRequest) -> Measured:
    start = time.process_time()
    outcome = plan_session(activities, request, explain=False)
    seconds = time.process_time() - start
    quick = greedy_plan(activities, request)
    if outcome.plan is not None:
        assert check(outcome.plan, request, activities).holds
    items = len(outcome.plan.items) if outcome.plan else 0
    share = least_share(outcome.plan, request, activities) if outcome.plan else None
    return Measured(seconds, outcome.status, outcome.objective, quick[1] if quick else None, items, share)


def least_share(plan: Plan, request: SessionRequest, activities: Sequence[Activity]) -> float:
    """Minutes of the goal that is served least, as a part of the session's minutes by the weights of the goals."""
    by_id = {one.id: one for one in activities}
    weight = sum(wish.weight for wish in request.goals)
    return min(
        sum(item.minutes for item in plan.items if works_well_on(by_id[item.activity], wish.goal))
        / (request.minutes * wish.weight / weight)
        for wish in request.goals
    )


def warm_up(activities: Sequence[Activity]) -> None:
    """Import the solver before anything is timed."""
    plan_session(activities, SessionRequest(45))


def two_hundred() -> tuple[Activity, ...]:
    """The library, filled up with its own cards under other names and slightly other minutes."""
    cards = as_activities(load_library().play.values())
    more = [
        replace(one, id=f"{one.id}-again", name=f"{one.name} again", minutes_most=one.minutes_most + 1)
        for one in cards[:: max(1, len(cards) // max(1, ACTIVITIES - len(cards)))]
    ]
    return (*cards, *more)[:ACTIVITIES]


def random_request(seed: int, activities: Sequence[Activity], minutes: int) -> SessionRequest:
    """A child with two or three goals, a room that has most things, and some play that is known."""
    r = Random(seed)
    goals = r.sample(DEEPER_GOALS, r.choice([2, 2, 3]))
    share = minutes // (len(goals) + 2)
    everything = sorted({thing for one in activities for thing in one.equipment})
    joys = sorted({joy for one in activities for joy in one.joys})
    return SessionRequest(
        minutes=minutes,
        goals=tuple(GoalWish(goal, r.randint(1, 3), r.choice([0, share // 2, share])) for goal in goals),
        energy=r.randint(-2, 2),
        too_much=frozenset(r.sample(["sound", "smell", "taste", "touch", "movement"], r.choice([0, 0, 1]))),
        seeks=frozenset(r.sample(["movement", "body", "touch", "sight"], r.randint(0, 2))),
        joys=frozenset(r.sample(joys, r.randint(1, 3))),
        things=frozenset(r.sample(everything, int(len(everything) * r.uniform(0.6, 1.0)))),
        spaces=frozenset(r.choice([("table", "room"), ("table", "gym"), ("table", "gym", "outdoors")])),
        noise=r.choice(["medium", "loud"]),
        mess=r.choice(["little", "much"]),
        age=r.randint(4, 10),
        cares=frozenset(r.sample(CARES, r.choice([0, 0, 1]))),
        known={one.id: r.randint(1, 90) for one in r.sample(list(activities), r.choice([0, 20, 50, 80]))},
    )
