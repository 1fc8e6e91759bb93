"""The variables of the model: what is played where and how long, and what the child may choose instead.

A place offers its main activity and, at one place, another one to choose. Rules on neighbours speak of everything
that is offered, so that the plan holds whichever way the child chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from .fitting import new_most
from .instance import ENERGIES, Activity, Lock, SessionRequest
from .reading import before

# An expression of the solver; its classes carry no types worth naming.
Expression = Any
Group = tuple[Hashable, Callable[[Activity], bool]]


class Variables:
    """The model's variables and what always holds between them.

    Attributes:
        at[a][p]: activity a is the main one at place p; played[a]: at any place; minutes[a]: how long.
        other[a]: a is what the child may choose instead; chosen_from[a]: a is the main one at the choice.
        used[p]: there is a place p; last[p]: it is the last; choice_at[p]: the child chooses there.
        choice_minutes: how long the choice is.
        step[p, e, f]: energy goes from e at place p to f at the next; ends[p, e]: the plan ends at p with energy e.
    """

    def __init__(self, pool: Sequence[Activity], activities: Sequence[Activity], request: SessionRequest) -> None:
        self.model = cp_model.CpModel()
        self.pool, self.request = tuple(pool), request
        self.index = {activity.id: a for a, activity in enumerate(self.pool)}
        self.before = before(request, {activity.id: activity for activity in activities})
        self.new_most = new_most(self.pool, request)
        self.places = range(request.places_most)
        self._alternatives: dict[tuple[Hashable, int], Expression] = {}
        self._add_places()
        self._add_activities()
        self._add_choice()
        self._add_energies()

    def lock_of(self, activity: Activity) -> Lock | None:
        """The lock that names an activity, as the main one or as the other of a choice."""
        return next((one for one in self.request.locks if activity.id in {one.activity, one.or_else}), None)

    def minutes_of(self, activity: Activity) -> tuple[int, int]:
        """Least and most minutes; what is locked goes past what the card suggests."""
        lock = self.lock_of(activity)
        if lock is not None and lock.minutes is not None:
            return lock.minutes, lock.minutes
        return activity.minutes_least, activity.minutes_most

    def main_at(self, place: int, holds: Callable[[Activity], bool]) -> Expression:
        """1 where the main activity of a place is of a group."""
        return sum(self.at[a][place] for a, activity in enumerate(self.pool) if holds(activity))

    def alternative_at(self, place: int, group: Group) -> Expression:
        """1 where the child may choose something of a group at a place."""
        name, holds = group
        if (name, place) not in self._alternatives:
            found = self.model.new_bool_var(f"alternative {name} {place}")
            others = sum(self.other[a] for a, activity in enumerate(self.pool) if holds(activity))
            self.model.add(found >= self.choice_at[place] + others - 1)
            self._alternatives[name, place] = found
        return self._alternatives[name, place]

    def never_both(self, place: int, group: Group, later: int, later_group: Group) -> None:
        """Nothing of the first group is offered at a place when something of the second is at a later one."""
        self.model.add(self.main_at(place, group[1]) + self.main_at(later, later_group[1]) <= 1)
        self.model.add(self.alternative_at(place, group) + self.main_at(later, later_group[1]) <= 1)
        self.model.add(self.main_at(place, group[1]) + self.alternative_at(later, later_group) <= 1)

    def never_at(self, place: int, group: Group, unless: Expression = 0) -> None:
        """Nothing of a group is offered at a place, unless an expression is 1."""
        self.model.add(self.main_at(place, group[1]) <= unless)
        self.model.add(self.alternative_at(place, group) <= unless)

    def impossible(self) -> None:
        """Say that no plan can be."""
        self.model.add_bool_or([])

    def _add_places(self) -> None:
        self.used = [self.model.new_bool_var(f"used {p}") for p in self.places]
        for one, following in pairwise(self.used):
            self.model.add(following <= one)
        later: list[Expression] = [*self.used[1:], 0]
        self.last: list[Expression] = [one - following for one, following in zip(self.used, later, strict=True)]

    def _add_activities(self) -> None:
        model = self.model
        self.at = [[model.new_bool_var(f"{one.id} at {p}") for p in self.places] for one in self.pool]
        self.played = [sum(row) for row in self.at]
        self.other = [model.new_bool_var(f"or {one.id}") for one in self.pool]
        self.minutes = [model.new_int_var(0, self.minutes_of(one)[1], f"minutes {one.id}") for one in self.pool]
        for p in self.places:
            model.add(sum(row[p] for row in self.at) == self.used[p])

    def _add_choice(self) -> None:
        model = self.model
        self.choice_at = [model.new_bool_var(f"choice at {p}") for p in self.places]
        self.chosen_from = [model.new_bool_var(f"chosen from {one.id}") for one in self.pool]
        self.has_choice = sum(self.choice_at)
        longest = max((self.minutes_of(one)[1] for one in self.pool), default=0)
        self.choice_minutes = model.new_int_var(0, longest, "choice minutes")
        model.add(self.has_choice <= 1)
        model.add(sum(self.other) == self.has_choice)
        model.add(sum(self.chosen_from) == self.has_choice)
        for a, row in enumerate(self.at):
            model.add(self.chosen_from[a] <= self.played[a])
            model.add(self.choice_minutes == self.minutes[a]).only_enforce_if(self.chosen_from[a])
            for p in self.places:
                model.add(self.choice_at[p] >= self.chosen_from[a] + row[p] - 1)

    def _add_energies(self) -> None:
        model, places = self.model, self.places
        pairs = [(e, f) for e in ENERGIES for f in ENERGIES]
        self.step = {
            (p, e, f): model.new_bool_var(f"step {p} {e} {f}") for p in places if p + 1 in places for e, f in pairs
        }
        self.ends = {(p, e): model.new_bool_var(f"ends {p} {e}") for p in places for e in ENERGIES}
        for p in places:
            model.add(sum(self.ends[p, e] for e in ENERGIES) == self.last[p])
            for e in ENERGIES:
                here = self.main_at(p, lambda one, e=e: one.energy == e)  # type: ignore[misc]
                onward = sum(self.step[p, e, f] for f in ENERGIES) if p + 1 in places else 0
                model.add(self.ends[p, e] + onward == here)
                if p > 0:
                    model.add(sum(self.step[p - 1, f, e] for f in ENERGIES) == here)
