"""A plan read with its activities: what each place offers, and what went before. Judges and points work on this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .fitting import fitting, new_most
from .instance import Activity, Item, Plan, RequestError, SessionRequest


@dataclass(frozen=True)
class Before:
    """What was played before the plan begins.

    Attributes:
        last_kind: of the last activity, or None.
        kinds: how often each kind was played.
        moved: whether heavy or moving play came already; sat: whether play at a table did.
        chose: whether the child had a choice already.
        new: how many were new to her.
        minutes: deeper goal → minutes that it has had.
        work: deeper goal → minutes times how much the activity works on it, all added up.
        time: minutes of play, without what lies between.
    """

    last_kind: str | None
    kinds: Mapping[str, int]
    moved: bool
    sat: bool
    chose: bool
    new: int
    minutes: Mapping[str, int]
    work: Mapping[str, int]
    time: int


@dataclass(frozen=True)
class Offer:
    """One place of a plan: what is offered there (one activity, or two to choose from) and for how long."""

    item: Item
    options: tuple[Activity, ...]

    @property
    def main(self) -> Activity:
        """What is planned unless the child chooses the other."""
        return self.options[0]

    @property
    def name(self) -> str:
        """What the place is called in a sentence."""
        return " or ".join(option.name for option in self.options)


@dataclass(frozen=True)
class Reading:
    """A plan with its request and the activities that it names."""

    offers: tuple[Offer, ...]
    request: SessionRequest
    before: Before
    new_most: int

    @cached_property
    def everything(self) -> tuple[Activity, ...]:
        """Every activity that is offered."""
        return tuple(option for offer in self.offers for option in offer.options)

    def neighbours(self) -> list[tuple[Offer, Offer]]:
        """Each place with the next."""
        return list(pairwise(self.offers))


GOAL_COUNTS_FROM = 2


def works_well_on(activity: Activity, goal: str) -> bool:
    """Whether its minutes count for a goal: it works on it quite (2) or mainly (3), not just a little (1)."""
    return activity.works_on.get(goal, 0) >= GOAL_COUNTS_FROM


def read(plan: Plan, request: SessionRequest, activities: Sequence[Activity]) -> Reading:
    """Look a plan's activities up. Raises RequestError for an id that isn't among the activities."""
    by_id = {activity.id: activity for activity in activities}
    offers = tuple(
        Offer(item, tuple(find(one, by_id) for one in (item.activity, item.or_else) if one is not None))
        for item in plan.items
    )
    return Reading(offers, request, before(request, by_id), new_most(fitting(activities, request), request))


def find(wanted: str, by_id: Mapping[str, Activity]) -> Activity:
    """The activity of that id. Raises RequestError where there is none."""
    if wanted not in by_id:
        raise RequestError(f"'{wanted}' is no activity; ids of the library's play cards are accepted.")
    return by_id[wanted]


def before(request: SessionRequest, by_id: Mapping[str, Activity]) -> Before:
    """What was played already."""
    played = [(find(one.activity, by_id), one) for one in request.played]
    kinds = [activity.kind for activity, _ in played]
    return Before(
        last_kind=kinds[-1] if kinds else None,
        kinds={kind: kinds.count(kind) for kind in kinds},
        moved=any(activity.moving for activity, _ in played),
        sat=any(activity.at_table for activity, _ in played),
        chose=any(one.chosen for _, one in played),
        new=sum(activity.id not in request.known for activity, _ in played),
        minutes={
            wish.goal: sum(one.minutes for activity, one in played if works_well_on(activity, wish.goal))
            for wish in request.goals
        },
        work={
            wish.goal: sum(one.minutes * activity.works_on.get(wish.goal, 0) for activity, one in played)
            for wish in request.goals
        },
        time=sum(one.minutes for _, one in played),
    )
