"""A planned week, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.progress import gap

from .costs import Cost
from .instance import WeekPlan

Status = Literal["planned", "short", "infeasible", "not found"]


@dataclass(frozen=True)
class WeekAnswer:
    """A planned week.

    Args:
        status: "planned" (all owed minutes), "short" (some are missing), "infeasible" (proven: what must be delivered
            can't be) or "not found" (what must be delivered wasn't fitted in, and no proof that it can't be).
        plan: the sessions and lunches; the best there is, also where it isn't enough.
        cost: what it costs, in parts.
        bound: no plan costs less.
        seconds: how long it took.
        short: children who get less than they are owed, and how many minutes less.
        moved: children whose times changed although nothing changed for them.
        moved_fewest: whether it is proven that all minutes can't be delivered with fewer moved.
        clashes: why what is missing can't be delivered.
    """

    status: Status
    plan: WeekPlan
    cost: Cost
    bound: float
    seconds: float
    short: tuple[tuple[str, int], ...] = ()
    moved: tuple[str, ...] = ()
    moved_fewest: bool = False
    clashes: tuple[Clash, ...] = ()

    @property
    def gap(self) -> float:
        """How much cheaper another plan could be at most, as a part of this one's value: 0 to 1."""
        return gap(self.cost.value, self.bound)
