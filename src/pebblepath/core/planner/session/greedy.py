"""A quick planner that takes what looks best, place by place: the measure beside which the proof is shown.

It has no proof and may find nothing where there is something. It also stands in where the solver runs out of time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .arc import BEFORE_LAST_ENERGY, GENTLE_STEPS_MOST, LAST_ENERGY, ROUSING_FROM, START_STEPS_MOST
from .check import check
from .fitting import fitting
from .instance import Activity, Item, Plan, SessionRequest, lay_out
from .points import choice_points, own_points
from .reading import before
from .shares import goal_points, room_for, work_in
from .weights import WEIGHTS, Weights

CHOICES_TRIED = 12
MUST = 10_000  # more than any activity is worth
Rows = list[tuple[Activity, int]]
Worth = Callable[[Rows], int]
"""Points of activities with their minutes, for what they give to the goals."""


def greedy_plan(
    activities: Sequence[Activity], request: SessionRequest, *, weights: Weights = WEIGHTS
) -> tuple[Plan, int] | None:
    """The best plan that the quick way finds, with its points, or None where it finds none that holds.

    For each number of places it fills them from the first to the last with what has most points in its usual minutes
    and suits the place, then gives minutes to what is worth most, then adds the choice.
    """
    pool = fitting(activities, request)
    room, found = room_for(request, before(request, {one.id: one for one in activities})), []

    def worth(rows: Rows) -> int:
        return goal_points(work_in(rows, request), room, request, weights)

    for count in range(request.places_least, request.places_most + 1):
        chosen = _fill(pool, request, count, worth, weights)
        plan = _with_minutes(chosen, request, worth) if chosen else None
        plan = _with_choice(plan, pool, request, activities) if plan else None
        if plan:
            found.append((plan, check(plan, request, activities, weights=weights).points))
    return max(found, key=lambda one: one[1], default=None)


def _fill(
    pool: Sequence[Activity], request: SessionRequest, count: int, worth: Worth, weights: Weights
) -> list[Activity]:
    chosen: list[Activity] = []
    locked = {lock.place: lock.activity for lock in request.locks}
    kept = {one for lock in request.locks for one in (lock.activity, lock.or_else)}
    share = (request.minutes - request.transition * (count - 1)) // count

    def usual(one: Activity) -> tuple[Activity, int]:
        return one, min(max(share, one.minutes_least), one.minutes_most)

    def adds(one: Activity) -> tuple[int, str]:
        must = MUST * (one.id in request.must_have)
        more = worth([usual(other) for other in (*chosen, one)])
        return must + more + own_points(one, request, weights), one.id

    for place in range(count):
        left = count - 1 - place
        suits = [
            one
            for one in pool
            if (one.id == locked[place] if place in locked else one.id not in kept)
            and one not in chosen
            and _suits(one, chosen, request, left)
        ]
        if not suits:
            return []
        chosen.append(max(suits, key=adds))
    return chosen


def _suits(one: Activity, chosen: list[Activity], request: SessionRequest, left: int) -> bool:
    """Whether an activity can come next, with so many places left after it."""
    previous = chosen[-1] if chosen else None
    step = abs(one.energy - (previous.energy if previous else request.energy))
    if step > (GENTLE_STEPS_MOST if previous else START_STEPS_MOST):
        return False
    if previous and previous.kind == one.kind:
        return False
    if one.at_table and not any(other.moving for other in chosen):
        return False
    if one.moving and one.energy >= ROUSING_FROM and any(other.at_table for other in chosen):
        return False
    if one.id not in request.known and sum(other.id not in request.known for other in chosen) >= 1 and request.known:
        return False
    return one.energy <= {0: LAST_ENERGY, 1: BEFORE_LAST_ENERGY}.get(left, 2)


def _with_minutes(chosen: list[Activity], request: SessionRequest, worth: Worth) -> Plan | None:
    """Least minutes for all, then each minute that is left to what it is worth most for."""
    locked = {lock.activity: lock.minutes for lock in request.locks if lock.minutes is not None}
    minutes = {one.id: locked.get(one.id, one.minutes_least) for one in chosen}
    free = request.minutes - request.transition * (len(chosen) - 1) - sum(minutes.values())

    def adds(one: Activity) -> tuple[int, str]:
        return worth([(other, minutes[other.id] + (other is one)) for other in chosen]), one.id

    for _ in range(free):
        longer = [one for one in chosen if one.id not in locked and minutes[one.id] < one.minutes_most]
        if longer:
            minutes[max(longer, key=adds).id] += 1
    return lay_out([(one.id, minutes[one.id], None) for one in chosen], request) if free >= 0 else None


def _with_choice(
    plan: Plan, pool: Sequence[Activity], request: SessionRequest, activities: Sequence[Activity]
) -> Plan | None:
    """The plan with the first choice that makes it hold; None where none does."""
    by_worth = sorted(pool, key=lambda one: (-choice_points(one, request), one.id))
    locked = next((lock for lock in request.locks if lock.or_else is not None), None)
    tries = [plan]
    for place, item in enumerate(plan.items):
        if locked is not None:
            others = [one for one in pool if one.id == locked.or_else and place == locked.place]
        else:
            others = [one for one in by_worth if one.minutes_least <= item.minutes <= one.minutes_most]
        tries += [_offering(plan, place, other.id) for other in others[:CHOICES_TRIED]]
    holding = [(judged.points, one) for one in tries if (judged := check(one, request, activities)).holds]
    return max(holding, key=lambda one: one[0], default=(0, None))[1]


def _offering(plan: Plan, place: int, other: str) -> Plan:
    items: list[Item] = list(plan.items)
    items[place] = replace(items[place], or_else=other)
    return Plan(tuple(items))
