"""A clinic day as a model of CP-SAT: one yes-or-no for each child, therapist, kind of room and start.

Time is cut into five minutes; in each of them a therapist has one thing to do, and no more rooms of a kind and no more
of a thing are in use than there are. Rooms of a kind that are taken at the same times are given out afterwards, which
always works: visits that never need more than n rooms at once fit into n rooms (interval graphs are perfect).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pebblepath.core.planner.clinic.clock import Span

from .costs import atoms, lunch_span, price_of_not_seeing, price_of_start, price_of_therapist
from .instance import ATOM, Child, Day, DayPlan, Lunch, Pool, Therapist, Visit, pool_of

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Choice:
    """A child with a therapist in a room of a pool from a start on."""

    child: str
    therapist: str
    pool: Pool
    start: int


class DayModel:
    """The model.

    Args:
        day: what is known.
        hard: children who must be seen are a condition, and not only dear.
    """

    def __init__(self, day: Day, *, hard: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.day, self.hard, self.model = day, hard, cp_model.CpModel()
        self.costs: list[cp_model.LinearExprT] = []
        self.takes: dict[Choice, cp_model.IntVar] = {}
        self.lunch: dict[tuple[str, int], cp_model.IntVar] = {}
        self._busy: dict[tuple[str, int], list[cp_model.IntVar]] = {}
        self._rooms: dict[tuple[Pool, int], list[cp_model.IntVar]] = {}
        self._things: dict[tuple[str, int], list[cp_model.IntVar]] = {}
        for child in day.children:
            self._see(child)
        for therapist in day.therapists:
            self._have_lunch(therapist)
            self._wait(therapist)
        self._share()

    def _see(self, child: Child) -> None:
        """A child is seen once, or not."""
        unseen = self.model.new_bool_var(f"{child.name} unseen")
        self.costs.append(price_of_not_seeing(self.day, child) * unseen)
        chosen = []
        for therapist in self.day.who_may_see(child):
            for start in starts(self.day, child, therapist):
                for pool in _free_at(self.day, child, start):
                    chosen.append(self._offer(child, therapist, Choice(child.name, therapist.name, pool, start)))
        self.model.add_exactly_one(unseen, *chosen)
        if self.hard and child.must:
            self.model.add(unseen == 0)

    def _offer(self, child: Child, therapist: Therapist, choice: Choice) -> cp_model.IntVar:
        takes = self.takes[choice] = self.model.new_bool_var(f"{choice}")
        price = price_of_therapist(self.day, child, therapist.name) + price_of_start(self.day, child, choice.start)
        self.costs.append(price * takes)
        there = Span(choice.start, choice.start + child.minutes)
        for atom in atoms(Span(there.start, there.end + therapist.note_minutes)):
            self._busy.setdefault((therapist.name, atom), []).append(takes)
        for atom in atoms(there):
            self._rooms.setdefault((choice.pool, atom), []).append(takes)
            for thing in child.things:
                self._things.setdefault((thing, atom), []).append(takes)
        return takes

    def _have_lunch(self, therapist: Therapist) -> None:
        """One lunch, missed only at a cost by those who see children."""
        if not therapist.lunch_due:
            return
        lunches = []
        for start in lunch_starts(therapist):
            has = self.lunch[therapist.name, start] = self.model.new_bool_var(f"{therapist.name} lunch {start}")
            lunches.append(has)
            for atom in atoms(lunch_span(therapist, start)):
                self._busy.setdefault((therapist.name, atom), []).append(has)
        missed = self.model.new_bool_var(f"{therapist.name} no lunch")
        self.model.add(sum(lunches) <= 1)
        for choice, takes in self.takes.items():
            if choice.therapist == therapist.name:
                self.model.add(takes <= missed + sum(lunches))
        self.costs.append(self.day.costs.no_lunch * missed)

    def _wait(self, therapist: Therapist) -> None:
        """From the first thing to the last, each five minutes without any cost something; breaks don't."""
        away = {atom for span in therapist.breaks for atom in atoms(span)}
        line = atoms(therapist.hours)
        inside = [self.model.new_bool_var(f"{therapist.name} {atom} inside") for atom in line]
        begun = [self.model.new_bool_var(f"{therapist.name} {atom} begun") for atom in line]
        over = [self.model.new_bool_var(f"{therapist.name} {atom} over") for atom in line]
        for at, atom in enumerate(line):
            self.model.add(inside[at] + over[at] == begun[at])
            if at:
                self.model.add(begun[at - 1] <= begun[at])
                self.model.add(over[at - 1] <= over[at])
            if atom in away:
                continue
            busy = sum(self._busy.get((therapist.name, atom), []))
            self.model.add(busy <= inside[at])
            self.costs.append(self.day.costs.idle * (inside[at] - busy))

    def _share(self) -> None:
        """Rooms and things are enough at each five minutes."""
        counts = Counter(map(pool_of, self.day.rooms))
        for (pool, _), users in self._rooms.items():
            self.model.add(sum(users) <= counts[pool])
        elsewhere = Counter((one.name, atom) for one in self.day.things for span in one.taken for atom in atoms(span))
        for (name, atom), users in self._things.items():
            self.model.add(sum(users) <= max(0, self.day.thing[name].count - elsewhere[name, atom]))

    def plan(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> DayPlan:
        """The plan of a solution, with rooms given out."""
        chosen = [choice for choice, takes in self.takes.items() if solver.boolean_value(takes)]
        lunches = [Lunch(name, start) for (name, start), has in self.lunch.items() if solver.boolean_value(has)]
        at_work = {choice.therapist for choice in chosen}
        return DayPlan(give_rooms(self.day, chosen), tuple(lunch for lunch in lunches if lunch.therapist in at_work))


def starts(day: Day, child: Child, therapist: Therapist) -> list[int]:
    """When a child's visit with a therapist may start, for the two of them alone."""
    long = child.minutes + therapist.note_minutes
    first = -(-therapist.start // day.step) * day.step
    return [
        start
        for start in range(first, therapist.end - long + 1, day.step)
        if any(window.holds(Span(start, start + child.minutes)) for window in child.windows)
        and not any(span.meets(Span(start, start + long)) for span in therapist.breaks)
    ]


def _free_at(day: Day, child: Child, start: int) -> list[Pool]:
    """The pools that will do for a child and aren't taken by somebody else during her visit."""
    there = Span(start, start + child.minutes)
    return [pool for pool in day.pools_for(child) if not any(span.meets(there) for span in pool[1])]


def lunch_starts(therapist: Therapist) -> list[int]:
    """When lunch may start."""
    between = therapist.lunch_between
    first = -(-between.start // ATOM) * ATOM
    return [
        start
        for start in range(first, between.end - therapist.lunch_minutes + 1, ATOM)
        if not any(span.meets(lunch_span(therapist, start)) for span in therapist.breaks)
    ]


def give_rooms(day: Day, chosen: list[Choice]) -> tuple[Visit, ...]:
    """A room of the chosen pool for each visit: in the order of starts, the first that is free."""
    free_from = {room.name: 0 for room in day.rooms}
    visits = []
    for choice in sorted(chosen, key=lambda one: (one.start, one.child)):
        minutes = day.child[choice.child].minutes
        name = next(r.name for r in day.rooms if pool_of(r) == choice.pool and free_from[r.name] <= choice.start)
        free_from[name] = choice.start + minutes
        visits.append(Visit(choice.child, choice.therapist, name, choice.start, minutes))
    return tuple(visits)
