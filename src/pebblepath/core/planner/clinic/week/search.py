"""The search for a week: a bound from the outline, then times for each day, then better times for days together.

The bound comes from the outline of the whole week and so holds whatever the search for times does. The search takes
two or three therapists' days at a time, opens all their sessions again and keeps what is no worse (large
neighbourhood search; Shaw 1998).
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.progress import OnProgress, gap

from .answer import Status, WeekAnswer
from .costs import cost, is_unwelcome, moved, routes, shortfalls, times_of
from .explain import why_not
from .instance import DAYS, Duty, Lunch, Session, Week, WeekPlan
from .outline import Outline, OutlineModel
from .rules import as_long_as_owed, not_during, one_therapist, within_hours
from .scope import Meeting, part, whole
from .timetable import TimetableModel

if TYPE_CHECKING:  # a page that only judges a week doesn't wait for numpy
    from numpy.random import Generator

OUTLINE_CLOSE = 0.01
"""How near its bound the first outline has to be: what is left is found sooner with times, which cost more anyway."""
OUTLINE_SHARE = 0.35
STEP_SECONDS = 3.0
LAST_SECONDS = 0.3
MOST_DAYS = 4
MOST_MOVES = 4
MOVES_SHARE = 0.3
NOTHING = WeekPlan(())


@dataclass
class Search:
    """One search, and the best plan so far."""

    week: Week
    began: float
    seconds: float
    workers: int
    seed: int
    close: float
    on_progress: OnProgress
    plan: WeekPlan = NOTHING
    bound: float = 0.0
    hard: bool = False
    impossible: bool = False
    sharp: bool = False
    again: bool = False
    fewest: int | None = None
    patience: float = STEP_SECONDS
    done: set[frozenset[Duty]] = field(default_factory=set)

    def run(self) -> None:
        """First the bound, then times."""
        self.hard = any(child.must for child in self.week.children)
        outline = self._outline(self.seconds * OUTLINE_SHARE, OUTLINE_CLOSE)
        if outline.feasible is False:
            self.impossible, self.hard = True, False
            outline = self._outline(self.seconds * OUTLINE_SHARE, OUTLINE_CLOSE)
        self._first_times(outline.met)
        self._from_before()
        self._improve()

    def _outline(self, seconds: float, close: float) -> Outline:
        model = OutlineModel(self.week, hard=self.hard)
        outline = model.solve(seconds=seconds, workers=self.workers, seed=self.seed, close=close)
        self.bound = max(self.bound, math.ceil(outline.bound - 1e-6))
        self.sharp = bool(outline.feasible) and outline.bound >= outline.value - 1e-6
        return outline

    def left(self) -> float:
        """Seconds that are left."""
        return self.seconds - (time.perf_counter() - self.began)

    def value(self) -> int:
        """What the plan costs."""
        return cost(self.week, self.plan.sessions).value

    def _first_times(self, met: Sequence[Meeting], hint: WeekPlan = NOTHING) -> None:
        """Times for each day alone; what doesn't fit is left out for now."""
        for duty in sorted(whole(self.week).duties):
            scope = part(self.week, met, [duty])
            if scope.children:
                model = TimetableModel(self.week, scope)
                model.settle([one for one in hint.sessions if (one.therapist, one.day) != duty])
                self._solve(model, hint, [duty])
        self._tell()

    def _solve(self, model: TimetableModel, hint: WeekPlan, duties: Collection[Duty]) -> bool:
        """Plan some days anew; whether a plan was found. It is taken when it is no worse."""
        model.hint(hint)
        seconds = max(0.2, min(self.patience, self.seconds / 8, self.left()))
        found = model.plan_times(seconds=seconds, workers=self.workers, seed=self.seed)
        if found.plan is not None:
            self._take(found.plan, duties)
        return found.plan is not None

    def _take(self, planned: WeekPlan, duties: Collection[Duty]) -> None:
        """Put newly planned days in their place, when that is no worse."""
        before, others = self.plan, without(self.plan, duties)
        self.plan = WeekPlan((*others.sessions, *planned.sessions), (*others.lunches, *planned.lunches))
        if cost(self.week, before.sessions).value < self.value():
            self.plan = before

    def _from_before(self) -> None:
        """Where a plan exists already, start from what of it can still be lived, if that is cheaper."""
        if not self.week.previous:
            return
        fresh, kept = self.plan, still_good(self.week)
        self.plan = WeekPlan(())
        self._first_times([_meeting(one) for one in kept], WeekPlan(tuple(kept)))
        self._move_as_few_as_possible(kept)
        if self.value() > cost(self.week, fresh.sessions).value:
            self.plan = fresh

    def _move_as_few_as_possible(self, kept: list[Session]) -> None:
        """Ask for a whole week in which nobody else moves, then one, then two; each no is a proof."""
        lacked = {name for name, _ in shortfalls(self.week, self.week.previous)} - set(self.week.changed)
        asked = replace(
            self.week,
            children=tuple(replace(child, must=child.must or child.name not in lacked) for child in self.week.children),
        )
        for most in range(MOST_MOVES + 1):
            model, duties = TimetableModel(asked, hard=True), whole(asked).duties
            model.move_at_most(most)
            model.hint(WeekPlan(tuple(kept)))
            seconds = min(MOVES_SHARE * self.seconds, self.left())
            if seconds <= LAST_SECONDS:
                return
            found = model.plan_times(seconds=seconds, workers=self.workers, seed=self.seed, close=self.close)
            if found.plan is not None:
                self.fewest = most
                self._take(found.plan, duties)
                return self._tell()
            if found.feasible is None:
                return

    def _improve(self) -> None:
        """Plan two days again, then three, then four; when all have been tried, begin anew with more patience.

        Where a plan exists already, single days come first: there a change moves the fewest others.
        """
        from numpy.random import default_rng

        rng = default_rng(self.seed)
        duties = sorted(whole(self.week).duties)
        size = 1 if self.week.previous else 2
        while self.left() > LAST_SECONDS and gap(self.value(), self.bound) > self.close:
            chosen = self._choose(rng, duties, size)
            if chosen is not None:
                size = 2 if self._plan_again(chosen) else size
            elif size < min(MOST_DAYS, len(duties)):
                size += 1
            elif self.again:
                return self._plan_whole()
            else:
                size = 2
                self._begin_again()

    def _plan_whole(self) -> None:
        """With the time that is left, the whole week as one model: its bound knows the times, too."""
        model, duties = TimetableModel(self.week, hard=self.hard), whole(self.week).duties
        model.hint(self.plan)
        found = model.plan_times(seconds=self.left(), workers=self.workers, seed=self.seed, close=self.close)
        self.bound = max(self.bound, math.ceil(found.bound - 1e-6))
        if found.plan is not None:
            self._take(found.plan, duties)
        self._tell()

    def _begin_again(self) -> None:
        """Try all days once more, longer; before that, work on the bound where it can still be better."""
        self.again, self.patience = True, 2 * self.patience
        self.done.clear()
        if not self.sharp:
            self._outline(self.left() / 2, 0.0)
        self._tell()

    def _choose(self, rng: Generator, duties: list[Duty], size: int) -> frozenset[Duty] | None:
        """Some days, the most troubled likeliest; not the same twice.

        Two have a building in common or a child who lacks sessions; among three or more, buildings may change days.
        """
        trouble, where = self._trouble(), self._where()
        possible = [
            chosen
            for chosen in map(frozenset, combinations(duties, min(size, len(duties))))
            if chosen not in self.done and (size > 2 or _meet(chosen, where))
        ]
        if not possible:
            return None
        weights = [0.05 + sum(trouble.get(duty, 0) for duty in chosen) for chosen in possible]
        return possible[int(rng.choice(len(possible), p=[weight / sum(weights) for weight in weights]))]

    def _trouble(self) -> dict[Duty, float]:
        """How much of the costs that might go away belongs to each day."""
        found: dict[Duty, float] = {}
        for one in self.plan.sessions:
            minded = sum(is_unwelcome(self.week, name, one.day, one.start) for name in one.children)
            alone = len(one.children) == 1 and self.week.child[one.children[0]].service == "group"
            worth = self.week.costs.rather_not * minded + self.week.costs.without_others * alone
            found[one.therapist, one.day] = found.get((one.therapist, one.day), 0) + worth
        for name, short in shortfalls(self.week, self.plan.sessions):
            for duty in self._might_see(name):
                found[duty] = found.get(duty, 0) + short
        times, before = times_of(self.plan.sessions), times_of(self.week.previous)
        for name in moved(self.week, self.plan.sessions):
            for therapist, day, _ in before[name] ^ times.get(name, set()):
                found[therapist, day] = found.get((therapist, day), 0) + self.week.costs.moved
        return found

    def _might_see(self, name: str) -> list[Duty]:
        who = self.week.who_may_see(self.week.child[name])
        return [duty for duty in whole(self.week).duties if duty[0] in who]

    def _where(self) -> dict[Duty, set[str]]:
        """The buildings of each day, with those of children who lack sessions."""
        found = {duty: set(route) for duty, route in routes(self.week, self.plan.sessions).items()}
        for name, _ in shortfalls(self.week, self.plan.sessions):
            for duty in self._might_see(name):
                found.setdefault(duty, set()).add(self.week.where(name))
        return found

    def _plan_again(self, duties: frozenset[Duty]) -> bool:
        """Open some days again; whether the plan got cheaper."""
        short = [name for name, _ in shortfalls(self.week, self.plan.sessions)]
        scope = part(self.week, [_meeting(one) for one in self.plan.sessions], duties, short)
        if not scope.children:
            self.done.add(duties)
            return False
        model = TimetableModel(self.week, scope)
        model.settle([one for one in self.plan.sessions if (one.therapist, one.day) not in duties])
        before = self.value()
        model.cost_at_most(before - self.cost_elsewhere(model, duties))
        better = self._solve(model, self.plan, duties) and self.value() < before
        if better:
            self.done = {other for other in self.done if not other & duties}
            self._tell()
        self.done.add(duties)
        return better

    def cost_elsewhere(self, model: TimetableModel, duties: frozenset[Duty]) -> int:
        """The part of the plan's cost that a model of these days doesn't have: all but its days and its children."""
        others = without(self.plan, duties).sessions
        theirs = sum(model.price(child, model.scope.stays(child.name).days) for child in model.children)
        away = sum(name in model.same for name in moved(self.week, others))
        return cost(self.week, others).value - theirs - self.week.costs.moved * away

    def _tell(self) -> None:
        self.on_progress(time.perf_counter() - self.began, self.value(), self.bound)

    def answer(self) -> WeekAnswer:
        """The plan as it stands, in order, with reasons where children lack minutes."""
        priced, missing = cost(self.week, self.plan.sessions), tuple(shortfalls(self.week, self.plan.sessions))
        others = moved(self.week, self.plan.sessions)
        must = [name for name, _ in missing if self.week.child[name].must]
        clashes = why_not(self.week, must or [name for name, _ in missing], seed=self.seed) if missing else ()
        return WeekAnswer(
            status=self._status(bool(missing), bool(must), bool(clashes)),
            plan=in_order(self.plan),
            cost=priced,
            bound=min(self.bound, priced.value),
            seconds=time.perf_counter() - self.began,
            short=missing,
            moved=tuple(others),
            moved_fewest=not others or (self.fewest is not None and len(others) <= self.fewest),
            clashes=clashes,
        )

    def _status(self, missing: bool, must: bool, proven: bool) -> Status:
        if must:
            return "infeasible" if self.impossible or proven else "not found"
        return "short" if missing else "planned"


def still_good(week: Week) -> list[Session]:
    """The sessions of the previous plan, without children who can't be in them any longer."""
    kept: list[Session] = []
    for one in week.previous:
        able = tuple(name for name in one.children if not check_one(week, replace(one, children=(name,))))
        if able:
            kept.append(replace(one, children=able))
    return kept


def check_one(week: Week, session: Session) -> list[Clash]:
    """What speaks against one session, whatever else is planned."""
    plan = WeekPlan((session,))
    return [clash for rule in (within_hours, not_during, one_therapist, as_long_as_owed) for clash in rule(week, plan)]


def without(plan: WeekPlan, duties: Collection[Duty]) -> WeekPlan:
    """A plan with some therapists' days empty."""
    return WeekPlan(
        tuple(one for one in plan.sessions if (one.therapist, one.day) not in duties),
        tuple(one for one in plan.lunches if (one.therapist, one.day) not in duties),
    )


def in_order(plan: WeekPlan) -> WeekPlan:
    """A plan by therapist, day and time."""

    def when(one: Session | Lunch) -> tuple[str, int, int]:
        return one.therapist, DAYS.index(one.day), one.start

    return WeekPlan(tuple(sorted(plan.sessions, key=when)), tuple(sorted(plan.lunches, key=when)))


def _meeting(one: Session) -> Meeting:
    return one.children, one.therapist, one.day


def _meet(duties: frozenset[Duty], where: dict[Duty, set[str]]) -> bool:
    """Whether each pair of days has a building in common, so that children can change between them."""
    return all(where.get(a, set()) & where.get(b, set()) for a, b in combinations(duties, 2))
