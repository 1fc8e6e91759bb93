"""Times: where each session of some therapists' days goes, with the roads, lunch and meetings between.

It is the outline with times added, so it chooses days, groups, ways and times at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pebblepath.core.planner.clinic.solver import make_solver

from .choices import unwelcome
from .costs import times_of
from .instance import Duty, Lunch, Session, Week, WeekPlan
from .outline import OutlineModel
from .scope import Meeting, Scope

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Timetable:
    """The planned part of a week.

    Args:
        plan: sessions and lunches of the scope's days; None when none was found.
        bound: no way to plan this part costs less, all else as it is.
        feasible: False when proven that there is none, None when none was found in time.
    """

    plan: WeekPlan | None
    bound: float
    feasible: bool | None


class TimetableModel(OutlineModel):
    """The outline with starts, and nothing overlaps."""

    all_orders = True

    def __init__(self, week: Week, scope: Scope | None = None, *, hard: bool = False) -> None:
        super().__init__(week, scope, hard=hard)
        self.start: dict[Meeting, cp_model.IntVar] = {}
        self.lunch: dict[Duty, cp_model.IntVar] = {}
        self._busy: dict[Duty, list[cp_model.IntervalVar]] = {duty: [] for duty in self.scope.duties}
        self._sides: dict[tuple[Duty, str], tuple[cp_model.IntVar, cp_model.IntVar]] = {}
        for duty in sorted(self.scope.duties):
            self._stay_in_buildings(duty)
            self._have_lunch(duty)
            self._hold_meetings(duty)
        for meeting in self.meets:
            self._give_time(meeting)
        self._keep_times()
        for busy in self._busy.values():
            self.model.add_no_overlap(busy)

    def _stay_in_buildings(self, duty: Duty) -> None:
        """Each stay has a first and a last minute; setting up and roads lie between stays."""
        hours = self.week.therapist[duty[0]].on(duty[1])
        assert hours is not None
        places = {name for way in self.ways[duty] for name in way}
        for name in sorted(places):
            begin = self.model.new_int_var(hours.start, hours.end, f"{duty} {name} from")
            end = self.model.new_int_var(hours.start, hours.end, f"{duty} {name} to")
            self.model.add(begin <= end)  # also for a stay without sessions, or roads could be taken in any order
            self._sides[duty, name] = begin, end
        roads: dict[tuple[str | None, str], list[cp_model.IntVar]] = {}
        for way, takes in self.ways[duty].items():
            for a, b in zip((None, *way), way, strict=False):
                roads.setdefault((a, b), []).append(takes)
        for (a, b), ways in roads.items():
            self._travel(duty, a, b, ways)

    def _travel(self, duty: Duty, a: str | None, b: str, ways: list[cp_model.IntVar]) -> None:
        minutes = self.week.building[b].set_up_minutes + (self.week.road(a, b) if a else 0)
        hours = self.week.therapist[duty[0]].on(duty[1])
        assert hours is not None
        takes = self.model.new_bool_var(f"{duty} {a} {b}")
        self.model.add(sum(ways) == takes)
        begin = self.model.new_int_var(hours.start, hours.end, f"{duty} {a} {b} leaves")
        self._busy[duty].append(self.model.new_optional_fixed_size_interval_var(begin, minutes, takes, f"{a} {b}"))
        self.model.add(begin + minutes <= self._sides[duty, b][0]).only_enforce_if(takes)
        if a:
            self.model.add(begin >= self._sides[duty, a][1]).only_enforce_if(takes)

    def _have_lunch(self, duty: Duty) -> None:
        therapist = self.week.therapist[duty[0]]
        minutes, between = therapist.lunch_on(duty[1]), therapist.lunch_between
        if not minutes:
            return
        works = self.model.new_bool_var(f"{duty} works")
        self.model.add(works == 1 - self.ways[duty][()])
        begin = self.lunch[duty] = self.model.new_int_var(between.start, between.end - minutes, f"{duty} lunch")
        self._busy[duty].append(self.model.new_optional_fixed_size_interval_var(begin, minutes, works, "lunch"))

    def _hold_meetings(self, duty: Duty) -> None:
        for meeting in self.week.therapist[duty[0]].meetings_on(duty[1]):
            self._busy[duty].append(self.model.new_fixed_size_interval_var(meeting.start, meeting.minutes, "meeting"))

    def _give_time(self, meeting: Meeting) -> None:
        from ortools.sat.python import cp_model

        group, therapist, day = meeting
        duty, meets, free = (therapist, day), self.meets[meeting], self.free[meeting]
        minutes = self.week.child[group[0]].session_minutes
        start = self.start[meeting] = self.model.new_int_var_from_domain(
            cp_model.Domain.from_values(free), f"{meeting} start"
        )
        self._busy[duty].append(self.model.new_optional_fixed_size_interval_var(start, minutes, meets, f"{meeting}"))
        begin, end = self._sides[duty, self.week.where(group[0])]
        self.model.add(start >= begin).only_enforce_if(meets)
        self.model.add(start + minutes <= end).only_enforce_if(meets)
        self._mind_teachers(meeting)

    def _mind_teachers(self, meeting: Meeting) -> None:
        """Beyond what can't be avoided, each child in a time that her teacher asked to spare costs something."""
        from ortools.sat.python import cp_model

        group, _, day = meeting
        minded = {start: unwelcome(self.week, group, day, start) for start in self.free[meeting]}
        for level in range(min(minded.values()), max(minded.values())):
            welcome = cp_model.Domain.from_values([start for start, count in minded.items() if count <= level])
            over = self.model.new_bool_var(f"{meeting} minded over {level}")
            self.model.add_linear_expression_in_domain(self.start[meeting], welcome).only_enforce_if(
                self.meets[meeting], ~over
            )
            self.costs.append(self.week.costs.rather_not * over)

    def _keep_times(self) -> None:
        """A child counts as not moved only at the times of before."""
        for name, same in self.same.items():
            starts = {(therapist, day): start for therapist, day, start in self._before[name]}
            for meeting, meets in self.meets.items():
                group, therapist, day = meeting
                if name in group:
                    before = starts.get((therapist, day))
                    if before is None:
                        self.model.add_implication(same, ~meets)
                    else:
                        self.model.add(self.start[meeting] == before).only_enforce_if(same, meets)

    def settle(self, others: Iterable[Session]) -> None:
        """A child who has moved already on days that stay as they are can't count as not moved."""
        for name, times in times_of(others).items():
            if name in self.same and not times <= self._before[name]:
                self.model.add(self.same[name] == 0)

    def move_at_most(self, count: int) -> None:
        """At most so many children, of those who asked for no change, may be moved."""
        self.model.add(sum(1 - same for same in self.same.values()) <= count)

    def cost_at_most(self, most: int) -> None:
        """No dearer than the plan so far: what would be, such as a child left out, is gone before the search begins."""
        self.model.add(sum(self.costs) <= most)

    def hint(self, plan: WeekPlan) -> None:
        """Start the search from a plan."""
        times = {(one.children, one.therapist, one.day): one.start for one in plan.sessions}
        for meeting, meets in self.meets.items():
            self.model.add_hint(meets, meeting in times)
            if meeting in times:
                self.model.add_hint(self.start[meeting], times[meeting])

    def plan_times(self, *, seconds: float, workers: int, seed: int, close: float = 0.0) -> Timetable:
        """Search for at most so many seconds."""
        from ortools.sat.python import cp_model

        self.model.minimize(sum(self.costs))
        solver = make_solver(seconds=seconds, workers=workers, seed=seed, close=close, cuts=False)
        status = solver.solve(self.model)
        bound = max(0.0, solver.best_objective_bound)
        if status == cp_model.INFEASIBLE:
            return Timetable(None, bound, False)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Timetable(None, bound, None)
        sessions = tuple(
            Session(therapist, day, solver.value(self.start[key]), self.week.child[group[0]].session_minutes, group)
            for key in self.meets
            if solver.boolean_value(self.meets[key])
            for group, therapist, day in [key]
        )
        at_work = {(one.therapist, one.day) for one in sessions}
        lunches = tuple(Lunch(*duty, solver.value(start)) for duty, start in self.lunch.items() if duty in at_work)
        return Timetable(WeekPlan(sessions, lunches), bound, True)
