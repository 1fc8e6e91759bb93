"""Plan a school week."""

from __future__ import annotations

import time

from pebblepath.core.planner.clinic.progress import OnProgress, silent

from .answer import WeekAnswer
from .instance import Week
from .search import Search


def plan_week(
    week: Week,
    *,
    seconds: float = 30.0,
    workers: int = 2,
    seed: int = 0,
    close: float = 0.01,
    on_progress: OnProgress = silent,
) -> WeekAnswer:
    """Plan a week.

    Args:
        week: what is known.
        seconds: stop after about so many.
        workers: threads of the solver; with 1 the same seed gives the same plan as long as time doesn't run out.
        seed: of the solver and of the choice of days to plan again.
        close: stop when no plan can be cheaper by more than this part of the value, 0 to 1.
        on_progress: told of each better plan.
    """
    search = Search(week, time.perf_counter(), seconds, workers, seed, close, on_progress)
    search.run()
    return search.answer()
