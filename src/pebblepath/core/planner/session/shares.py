"""Each goal's share of a session: as much of its time as the goal's weight is of all weights.

Work on a goal is minutes times how much the activity works on it (1 to 3), so a goal has had its share when activities
that mainly work on it have filled its part of the time. Work beyond that counts for less: a goal that matters most
gets most, and not all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .instance import Activity, SessionRequest
from .reading import Before
from .weights import Weights

MAINLY = 3


def room_for(request: SessionRequest, before: Before) -> dict[str, int]:
    """Work that still counts in full, by goal: up to its share of what was played and can be, or what is asked for."""
    time = before.time + max(0, request.minutes - request.transition * (request.places_least - 1))
    weight = sum(wish.weight for wish in request.goals)
    return {
        wish.goal: max(0, MAINLY * max(time * wish.weight // weight, wish.minutes) - before.work[wish.goal])
        for wish in request.goals
    }


def work_in(played: Iterable[tuple[Activity, int]], request: SessionRequest) -> dict[str, int]:
    """Work on each goal: minutes times how much the activity works on it, of activities with their minutes."""
    rows = list(played)
    return {wish.goal: sum(one.works_on.get(wish.goal, 0) * long for one, long in rows) for wish in request.goals}


def goal_points(work: Mapping[str, int], room: Mapping[str, int], request: SessionRequest, weights: Weights) -> int:
    """Points for work on the goals: in full while there is room for it, less beyond."""
    less = weights.goal_minute - weights.beyond_share
    return sum(
        wish.weight * (weights.goal_minute * work[wish.goal] - less * max(0, work[wish.goal] - room[wish.goal]))
        for wish in request.goals
    )
