"""What else would fit at a place of a plan, best first: to swap, or for a child who wants another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .check import check
from .fitting import fitting
from .instance import Activity, Plan, SessionRequest, lay_out


def alternatives(
    plan: Plan, request: SessionRequest, activities: Sequence[Activity], place: int, *, limit: int = 5
) -> tuple[str, ...]:
    """Ids of activities that could be at a place, in the same minutes, with every rule still kept.

    Args:
        place: 0 for the first.
        limit: how many at most; the plan's points with them decide which come first, then the id.
    """
    offered = {one for item in plan.items for one in (item.activity, item.or_else)}
    free = replace(request, locks=tuple(lock for lock in request.locks if lock.place != place))
    found = []
    for one in fitting(activities, request):
        if one.id not in offered:
            judged = check(_with(plan, free, place, one.id), free, activities)
            if judged.holds:
                found.append((-judged.points, one.id))
    return tuple(name for _, name in sorted(found)[:limit])


def _with(plan: Plan, request: SessionRequest, place: int, activity: str) -> Plan:
    rows = [
        (activity if number == place else item.activity, item.minutes, item.or_else)
        for number, item in enumerate(plan.items)
    ]
    return lay_out(rows, request)
