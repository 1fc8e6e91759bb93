"""Why an activity is in the plan: one sentence to the child, one to the therapist, one to the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .instance import Activity, Plan, SessionRequest
from .points import goal_value
from .reading import GOAL_COUNTS_FROM, Offer, Reading, read
from .words import listed, minutes_in_words, to_family, to_therapist


@dataclass(frozen=True)
class Reasons:
    """Three sentences for one place, and what goes with them.

    Attributes:
        child: in her world; therapist: in a therapist's words; family: in a family's.
        other: the child's sentence of what she may choose instead, or None.
        pitch: how to make it easier or harder where the child's level on a goal asks for it, or None.
    """

    child: str
    therapist: str
    family: str
    other: str | None = None
    pitch: str | None = None


def reasons(plan: Plan, request: SessionRequest, activities: Sequence[Activity]) -> tuple[Reasons, ...]:
    """Three sentences for each place of a plan, made from the cards, the goals and the place in the arc."""
    reading = read(plan, request, activities)
    return tuple(
        Reasons(
            child=offer.main.fun,
            therapist=_to_therapist(reading, place),
            family=_to_family(offer.main, request),
            other=offer.options[1].fun if len(offer.options) > 1 else None,
            pitch=_pitch(offer.main, request),
        )
        for place, offer in enumerate(reading.offers)
    )


def _pitch(one: Activity, request: SessionRequest) -> str | None:
    """Easier below a level of 0, harder above: as the goal asks that it serves most."""
    levels = [(wish.weight * one.works_on.get(wish.goal, 0), wish.level) for wish in request.goals]
    served = [(how_much, level) for how_much, level in levels if how_much and level is not None]
    if not served:
        return None
    level = max(served, key=lambda one: one[0])[1]
    return (one.easier if level < 0 else one.harder if level > 0 else "") or None


def _to_therapist(reading: Reading, place: int) -> str:
    offer = reading.offers[place]
    parts = [
        _why_here(reading, place),
        _goals_served(offer, reading.request),
        _also(offer, reading.request),
    ]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _why_here(reading: Reading, place: int) -> str:
    """Its place in the arc of energy."""
    one, request = reading.offers[place].main, reading.request
    following = [offer.main for offer in reading.offers[place + 1 :]]
    if not following:
        return "settles at the end"
    if place == 0 and not request.played:
        steps = one.energy - request.energy
        return (
            "meets the energy on arrival"
            if not steps
            else f"is one step {'above' if steps > 0 else 'below'} the energy on arrival"
        )
    if one.moving and any(other.at_table for other in following):
        return "readies the body for the table"
    earlier = reading.offers[place - 1].main.energy if place else request.energy
    if one.energy == earlier:
        return "keeps energy where it is"
    return "brings energy up" if one.energy > earlier else "brings energy down"


def _goals_served(offer: Offer, request: SessionRequest) -> str:
    one = offer.main
    asked = sorted(
        (wish for wish in request.goals if one.works_on.get(wish.goal)),
        key=lambda wish: (-wish.weight * one.works_on[wish.goal], wish.goal),
    )
    if not asked or not goal_value(one, request):
        mainly = _best(one)[:1]
        return f"serves none of today's goals but {to_therapist(mainly[0])}" if mainly else ""
    counted = [to_therapist(wish.goal) for wish in asked if one.works_on[wish.goal] >= GOAL_COUNTS_FROM]
    little = [to_therapist(wish.goal) for wish in asked if one.works_on[wish.goal] < GOAL_COUNTS_FROM]
    words = [f"gives {minutes_in_words(offer.item.minutes)} to {listed(counted)}"] if counted else []
    words += [f"works a little on {listed(little)}"] if little else []
    return " and ".join(words)


def _also(offer: Offer, request: SessionRequest) -> str:
    one = offer.main
    words = []
    if loved := sorted(one.joys & request.joys):
        words.append(f"has {listed(loved)} in it (a joy)")
    if sought := sorted(request.seeks & set(one.gives)):
        words.append(f"gives {listed(sought)}, which the child looks for")
    if offer.item.is_new and request.known:
        words.append("is new among known play")
    return " and ".join(words)


def _to_family(one: Activity, request: SessionRequest) -> str:
    asked = [goal for goal in _best(one) if any(wish.goal == goal for wish in request.goals)]
    # One goal and one idea: a sentence for a family stays short.
    goal = to_family((asked or _best(one))[0])
    return (
        f"Good for {goal}; at home, {one.at_home[0].lower()}{one.at_home[1:]}" if one.at_home else f"Good for {goal}."
    )


def _best(one: Activity) -> list[str]:
    return sorted(one.works_on, key=lambda goal: (-one.works_on[goal], goal))
