"""The points of a plan: each term of the table of weights, counted without a solver."""

from __future__ import annotations

from collections import Counter

from .instance import Activity, SessionRequest
from .reading import Reading
from .shares import goal_points, room_for, work_in
from .weights import RECENT_DAYS, WEIGHTS, Weights


def goal_value(activity: Activity, request: SessionRequest) -> int:
    """How well an activity fits the goals: the sum of goal weight (1–3) times how much it works on it (1–3)."""
    return sum(wish.weight * activity.works_on.get(wish.goal, 0) for wish in request.goals)


def own_points(activity: Activity, request: SessionRequest, weights: Weights = WEIGHTS) -> int:
    """Points that an activity brings wherever it is played and however long."""
    days = request.known.get(activity.id)
    return (
        weights.joy * bool(activity.joys & request.joys)
        + weights.sought * bool(request.seeks & set(activity.gives))
        + weights.recent * (days is not None and days <= RECENT_DAYS)
    )


def choice_points(activity: Activity, request: SessionRequest, weights: Weights = WEIGHTS) -> int:
    """Points of an activity as the other half of a choice."""
    joy = weights.choice_joy * bool(activity.joys & request.joys)
    return weights.choice_goal * goal_value(activity, request) + joy


def rewards_new(request: SessionRequest, new_before: int) -> bool:
    """Whether something new is worth points: she knows some activities, and nothing new came yet."""
    return bool(request.known) and not new_before


def terms(reading: Reading, weights: Weights = WEIGHTS) -> dict[str, int]:
    """Points by term: goals, joys and senses (``own``), new, variety, arc, unused minutes, choice."""
    request, offers, before = reading.request, reading.offers, reading.before
    mains = [offer.main for offer in offers]
    energies = [activity.energy for activity in mains]
    kinds = Counter(activity.kind for activity in mains)
    used = sum(offer.item.minutes + offer.item.transition for offer in offers)
    big = sum(abs(b.main.energy - a.main.energy) >= 2 for a, b in reading.neighbours())
    new = rewards_new(request, before.new) and any(activity.id not in request.known for activity in mains)
    again = sum(count - (not before.kinds.get(kind)) for kind, count in kinds.items())
    others = [option for offer in offers for option in offer.options[1:]]
    return {
        "goals": _goal_points(reading, weights),
        "own": sum(own_points(activity, request, weights) for activity in mains),
        "new": weights.new * new,
        "variety": weights.same_kind * again,
        "arc": weights.start_step * abs(energies[0] - request.energy) + weights.big_step * big,
        "unused": weights.unused_minute * (request.minutes - used),
        # One choice counts, the best: more choices are welcome, but a plan isn't better for being fuller.
        "choice": max((choice_points(activity, request, weights) for activity in others), default=0),
    }


def _goal_points(reading: Reading, weights: Weights) -> int:
    request = reading.request
    work = work_in(((offer.main, offer.item.minutes) for offer in reading.offers), request)
    return goal_points(work, room_for(request, reading.before), request, weights)


def points(reading: Reading, weights: Weights = WEIGHTS) -> int:
    """The points of a plan: what the solver makes as large as it can."""
    return sum(terms(reading, weights).values())
