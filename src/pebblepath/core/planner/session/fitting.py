"""Which activities fit this child, this room and this day at all: rules on one activity, each a row with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .instance import MESSES, NOISES, Activity, SessionRequest


@dataclass(frozen=True)
class FitRule:
    """A rule that an activity keeps or breaks by itself.

    Attributes:
        name: what ``SessionRequest.loosened`` calls it.
        sentence: the rule, to a therapist.
        against: what speaks against the activity, as the end of a sentence; empty where nothing does.
        safe: true where it can never be loosened.
    """

    name: str
    sentence: str
    against: Callable[[Activity, SessionRequest], str]
    safe: bool = False


def _care(activity: Activity, request: SessionRequest) -> str:
    return _listed("isn't for a child with: ", activity.not_with & request.cares)


def _too_much(activity: Activity, request: SessionRequest) -> str:
    # Presence counts, whatever its strength: a settling touch is still a touch, and the child said "too much".
    return _listed("gives what is too much: ", set(activity.gives) & request.too_much)


def _equipment(activity: Activity, request: SessionRequest) -> str:
    there = activity.equipment if request.things is None else request.things
    return _listed("needs what isn't there: ", (activity.equipment - there) | (activity.equipment & request.missing))


def _space(activity: Activity, request: SessionRequest) -> str:
    return "" if activity.space in request.places_offered else f"needs a place that isn't there: {activity.space}"


def _people(activity: Activity, request: SessionRequest) -> str:
    if activity.people_least > request.people:
        return f"needs {activity.people_least} people"
    return f"is for {activity.people_most} at most" if activity.people_most < request.children else ""


def _noise(activity: Activity, request: SessionRequest) -> str:
    return "" if NOISES.index(activity.noise) <= NOISES.index(request.noise) else f"is {activity.noise}"


def _mess(activity: Activity, request: SessionRequest) -> str:
    return "" if MESSES.index(activity.mess) <= MESSES.index(request.mess) else f"makes {activity.mess} mess"


def _age(activity: Activity, request: SessionRequest) -> str:
    if request.age is None or activity.age_from <= request.age <= activity.age_to:
        return ""
    return f"is meant for {activity.age_from} to {activity.age_to} years"


def _wanted(activity: Activity, request: SessionRequest) -> str:
    return "isn't wanted today" if activity.id in request.excluded else ""


def _not_again(activity: Activity, request: SessionRequest) -> str:
    return "was played already" if any(one.activity == activity.id for one in request.played) else ""


def _listed(words: str, found: Iterable[str]) -> str:
    return f"{words}{', '.join(sorted(found))}" if found else ""


FIT_RULES: tuple[FitRule, ...] = (
    FitRule("cautions", "No activity whose caution applies to this child.", _care, safe=True),
    FitRule("too-much", "No activity that gives a sense which is too much for the child.", _too_much, safe=True),
    FitRule("equipment", "Everything that an activity needs is there.", _equipment),
    FitRule("space", "There is room for it.", _space),
    FitRule("people", "There are enough people for it, and not too many.", _people),
    FitRule("noise", "It isn't louder than is all right today.", _noise),
    FitRule("mess", "It makes no more mess than is all right today.", _mess),
    FitRule("age", "It suits the child's age, as the card hints.", _age),
    FitRule("unwanted", "What isn't wanted today isn't played.", _wanted),
    FitRule("played-already", "What was played already today isn't played again.", _not_again),
)


def against(activity: Activity, request: SessionRequest) -> tuple[str, ...]:
    """All that speaks against an activity today, as ends of sentences; empty where it fits."""
    found = (rule.against(activity, request) for rule in FIT_RULES if rule.safe or rule.name not in request.loosened)
    return tuple(words for words in found if words)


def fitting(activities: Sequence[Activity], request: SessionRequest) -> tuple[Activity, ...]:
    """The activities that fit, in their order."""
    return tuple(activity for activity in activities if not against(activity, request))


def new_most(pool: Sequence[Activity], request: SessionRequest) -> int:
    """How many new activities a plan may offer: one, and one more for each place that lacks a known one."""
    if request.new_most is not None:
        return request.new_most
    known = sum(activity.id in request.known for activity in pool)
    return 1 + max(0, request.places_most - known)
