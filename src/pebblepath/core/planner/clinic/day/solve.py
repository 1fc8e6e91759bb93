"""Plan a clinic day."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Literal

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.progress import OnProgress, gap, silent
from pebblepath.core.planner.clinic.solver import make_solver

from .costs import Cost, cost
from .explain import why_not
from .instance import Day, DayPlan
from .model import DayModel

Status = Literal["planned", "short", "infeasible", "not found"]


@dataclass(frozen=True)
class DayAnswer:
    """A planned day.

    Args:
        status: "planned" (everybody is seen), "short" (some aren't), "infeasible" (proven: those who must be seen can't
            all be) or "not found" (somebody who must be seen isn't, and no proof that it can't be).
        plan: the visits and lunches; the best there is, also where it isn't enough.
        cost: what it costs, in parts.
        bound: no plan costs less.
        seconds: how long it took.
        unseen: who isn't seen.
        clashes: why they can't all be seen.
    """

    status: Status
    plan: DayPlan
    cost: Cost
    bound: float
    seconds: float
    unseen: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def gap(self) -> float:
        """How much cheaper another plan could be at most, as a part of this one's value: 0 to 1."""
        return gap(self.cost.value, self.bound)


def plan_day(
    day: Day,
    *,
    seconds: float = 30.0,
    workers: int = 2,
    seed: int = 0,
    close: float = 0.01,
    on_progress: OnProgress = silent,
) -> DayAnswer:
    """Plan a day.

    Args:
        day: what is known.
        seconds: stop after about so many.
        workers: threads of the solver; with 1 the same seed gives the same plan as long as time doesn't run out.
        seed: of the solver.
        close: stop when no plan can be cheaper by more than this part of the value, 0 to 1.
        on_progress: told of each better plan.
    """
    from ortools.sat.python import cp_model

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            on_progress(time.perf_counter() - began, self.objective_value, max(0.0, self.best_objective_bound))

    began = time.perf_counter()
    model = DayModel(day)
    model.model.minimize(sum(model.costs))
    left = seconds - (time.perf_counter() - began)
    solver = make_solver(seconds=left, workers=workers, seed=seed, close=close)
    status = solver.solve(model.model, Watch())
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    plan = model.plan(solver) if found else DayPlan(())
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    return _answer(day, plan, bound, time.perf_counter() - began, seed)


def _answer(day: Day, plan: DayPlan, bound: int, seconds: float, seed: int) -> DayAnswer:
    seen, priced = {visit.child for visit in plan.visits}, cost(day, plan)
    unseen = tuple(child.name for child in day.children if child.name not in seen)
    must = [name for name in unseen if day.child[name].must]
    clashes = why_not(day, must or unseen, seed=seed) if unseen else ()
    status: Status = "short" if unseen else "planned"
    if must:
        status = "infeasible" if clashes else "not found"
    return DayAnswer(status, plan, priced, min(bound, priced.value), seconds, unseen, clashes)
