"""A bound that holds for every plan of a week: days, buildings and groups are chosen, times of the day are not.

Whatever a whole plan does, it gives each child a set of days and one therapist, puts each day's sessions into groups,
and visits a set of buildings. The outline chooses just these, as cheaply as it can; a therapist's day only has to
hold the minutes of its sessions, roads, setting up, lunch, meetings and free time. So no plan is cheaper than the best
outline, and none is cheaper than the bound that the solver has proven for it. `timetable.py` adds the times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pebblepath.core.planner.clinic.solver import make_solver

from .choices import Group, day_sets, groups, roads, shortest, starts, teams, time_in, unwelcome
from .costs import neighbours, owed_weight, times_of
from .instance import DAYS, Child, Duty, Therapist, Week, Weekday
from .scope import Meeting, Scope, whole

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Outline:
    """Days without times.

    Args:
        met: which groups meet whom on which day.
        value: what this costs at least.
        bound: no plan costs less.
        feasible: False when proven that there is none, None when none was found in time.
    """

    met: tuple[Meeting, ...]
    value: float
    bound: float
    feasible: bool | None


class OutlineModel:
    """The outline as a model of CP-SAT.

    Args:
        week: what is known.
        scope: which part is planned; all of it if not given.
        hard: owed minutes that must be delivered are a condition, and not only dear.
    """

    all_orders = False

    def __init__(self, week: Week, scope: Scope | None = None, *, hard: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.week, self.scope, self.model = week, scope or whole(week), cp_model.CpModel()
        self.hard = hard
        self.costs: list[cp_model.LinearExprT] = []
        self.meets: dict[Meeting, cp_model.IntVar] = {}
        self.free: dict[Meeting, list[int]] = {}
        self.ways: dict[Duty, dict[tuple[str, ...], cp_model.IntVar]] = {}
        self.filled: dict[Duty, list[cp_model.LinearExprT]] = {duty: [] for duty in self.scope.duties}
        self.same: dict[str, cp_model.IntVar] = {}
        self.children = [week.child[name] for name in self.scope.children]
        self._before = times_of(week.previous)
        self._offer_groups()
        self._choose_ways()
        self._choose_days()
        self._share_at_most()
        self._fill_days()

    def _offer_groups(self) -> None:
        """A group may meet on a day that has a time for all of them; what teachers mind least is what it costs."""
        for building in self.week.buildings:
            here = [child for child in self.children if self.week.where(child.name) == building.name]
            for group in groups(self.week, here):
                for name, day in sorted(self.scope.duties):
                    if self._may_see(name, day, group):
                        self._offer(group, self.week.therapist[name], day, building.name)

    def _may_see(self, therapist: str, day: Weekday, group: Group) -> bool:
        return all(
            therapist in self.week.who_may_see(self.week.child[name])
            and self.scope.stays(name).therapist in (None, therapist)
            and DAYS.index(day) not in self.scope.stays(name).days
            for name in group
        )

    def _offer(self, group: Group, therapist: Therapist, day: Weekday, building: str) -> None:
        within = time_in(self.week, therapist, day, building)
        if within is None:
            return
        minutes, taken = self.week.child[group[0]].session_minutes, therapist.meetings_on(day)
        free = [
            start
            for start in starts(self.week, group, day, within)
            if not any(meeting.start < start + minutes and start < meeting.end for meeting in taken)
        ]
        if not free:
            return
        meeting = (group, therapist.name, day)
        meets = self.meets[meeting] = self.model.new_bool_var(f"{group} {therapist.name} {day}")
        self.free[meeting] = free
        minded = min(unwelcome(self.week, group, day, start) for start in free)
        alone = len(group) == 1 and self.week.child[group[0]].service == "group"
        price = minutes + self.week.costs.rather_not * minded + self.week.costs.without_others * alone
        self.costs.append(price * meets)
        self.filled[therapist.name, day].append(minutes * meets)

    def _choose_ways(self) -> None:
        """One way through the buildings for each day of each therapist."""
        for name, day in sorted(self.scope.duties):
            needed = dict.fromkeys(
                self.week.where(group[0]) for group, who, on in self.meets if (who, on) == (name, day)
            )
            possible = roads(self.week, self.week.therapist[name], day, needed)
            chosen = {}
            for way, road in (possible if self.all_orders else shortest(possible)).items():
                takes = chosen[way] = self.model.new_bool_var(f"{name} {day} {way}")
                minutes = road + sum(self.week.building[place].set_up_minutes for place in way)
                self.costs.append(minutes * takes)
                self.filled[name, day].append(minutes * takes)
            self.model.add_exactly_one(chosen.values())
            self.ways[name, day] = chosen

    def stay(self, duty: Duty, building: str) -> cp_model.LinearExprT:
        """Whether a therapist is in a building on that day, 0 or 1."""
        return sum(takes for way, takes in self.ways[duty].items() if building in way)

    def _choose_days(self) -> None:
        """A set of days for each child, all with one therapist."""
        at: dict[tuple[str, str, Weekday], list[cp_model.IntVar]] = {}
        for (group, therapist, day), meets in self.meets.items():
            for name in group:
                at.setdefault((name, therapist, day), []).append(meets)
        for child in self.children:
            self._choose_days_of(child, at)

    def _choose_days_of(self, child: Child, at: dict[tuple[str, str, Weekday], list[cp_model.IntVar]]) -> None:
        model, here, kept = self.model, self.week.where(child.name), self.scope.stays(child.name)
        who = [name for name in self.week.who_may_see(child) if any((child.name, name, day) in at for day in DAYS)]
        nobody = model.new_bool_var(f"{child.name} no days")
        every: dict[tuple[str | None, frozenset[int]], cp_model.IntVar] = {(kept.therapist, frozenset()): nobody}
        for therapist in who:
            possible = [number for number, day in enumerate(DAYS) if (child.name, therapist, day) in at]
            chosen = {
                days: model.new_bool_var(f"{child.name} {therapist} {sorted(days)}")
                for days in day_sets(child.sessions - len(kept.days), len(DAYS))
                if days and days <= set(possible)
            }
            every |= {(therapist, days): pattern for days, pattern in chosen.items()}
            for number in possible:
                on_day = sum(pattern for days, pattern in chosen.items() if number in days)
                model.add(sum(at[child.name, therapist, DAYS[number]]) == on_day)
                model.add(on_day <= self.stay((therapist, DAYS[number]), here))
        model.add_exactly_one(every.values())
        self.costs += [self.price(child, days | kept.days) * pattern for (_, days), pattern in every.items()]
        if child.must and self.hard:
            model.add(
                sum(len(days) * pattern for (_, days), pattern in every.items()) + len(kept.days) >= child.sessions
            )
        if child.name in self._before and child.name not in self.week.changed:
            self._keep_same(child, every)

    def _keep_same(self, child: Child, every: dict[tuple[str | None, frozenset[int]], cp_model.IntVar]) -> None:
        """A child who asked for no change costs something unless her days and therapist are those of before."""
        before, kept = self._before[child.name], self.scope.stays(child.name)
        days = frozenset(DAYS.index(day) for _, day, _ in before)
        who = {therapist for therapist, _, _ in before}
        same = self.same[child.name] = self.model.new_bool_var(f"{child.name} same")
        alike = [p for (name, chosen), p in every.items() if name in who and chosen | kept.days == days]
        self.model.add(same <= sum(alike))
        self.costs.append(self.week.costs.moved * (1 - same))

    def price(self, child: Child, days: frozenset[int]) -> int:
        """What it costs to see a child on these days: minutes owed that are missing, days in a row."""
        missing = max(0, child.minutes - len(days) * child.session_minutes)
        return owed_weight(self.week, child) * missing + self.week.costs.next_day * neighbours(days)

    def _share_at_most(self) -> None:
        """Sessions that may be shared are at least a whole number of full groups.

        This follows from the rest, but not for fractions of sessions: those could be shared to the last third. Said
        here, it is most of what proves the bound.
        """
        for names in teams(self.week, self.children):
            meets = [one for (group, _, _), one in self.meets.items() if group[0] in names]
            given = sum(len(group) * one for (group, _, _), one in self.meets.items() if group[0] in names)
            owed = sum(self.week.child[name].sessions - len(self.scope.stays(name).days) for name in names)
            # Each session that isn't given saves one meeting at most.
            self.model.add(sum(meets) >= -(-owed // self.week.group_size) - (owed - given))

    def _fill_days(self) -> None:
        """A day holds its sessions, roads, lunch, meetings and free minutes."""
        for (name, day), filled in self.filled.items():
            if filled:
                self.model.add(sum(filled) <= max(0, room(self.week.therapist[name], day)))

    def solve(self, *, seconds: float, workers: int, seed: int, close: float) -> Outline:
        """Search for at most so many seconds, or until the outline is within `close` (a part of its value)."""
        from ortools.sat.python import cp_model

        self.model.minimize(sum(self.costs))
        solver = make_solver(seconds=seconds, workers=workers, seed=seed, close=close, cuts=False)
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return Outline((), 0.0, 0.0, False)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Outline((), 0.0, max(0.0, solver.best_objective_bound), None)
        met = tuple(key for key, meets in self.meets.items() if solver.boolean_value(meets))
        return Outline(met, solver.objective_value, max(0.0, solver.best_objective_bound), True)


def room(therapist: Therapist, day: Weekday) -> int:
    """Minutes of a day for sessions, roads and setting up: her hours without lunch, meetings and free minutes."""
    hours = therapist.on(day)
    if hours is None:
        return 0
    meetings = sum(max(0, min(m.end, hours.end) - max(m.start, hours.start)) for m in therapist.meetings_on(day))
    return hours.minutes - therapist.lunch_on(day) - therapist.free_minutes - meetings
