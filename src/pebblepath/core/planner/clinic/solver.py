"""CP-SAT set up in one way for all plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

LINEAR_WORKERS = ("max_lp", "reduced_costs")
"""The strategies that lean on the linear relaxation: on our weeks they prove in a second what the usual ones for two
threads don't in ten."""
MORE_WORKERS = ("lb_tree_search", "quick_restart", "no_lp", "pseudo_costs")


def make_solver(*, seconds: float, workers: int, seed: int, close: float = 0.0, cuts: bool = True) -> cp_model.CpSolver:
    """A solver for at most so many seconds, or until within `close` (a part of the value) of its bound.

    Without `cuts` it looks for none of its own: where a model says those that matter, looking costs more than it saves.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.relative_gap_limit = close
    if not cuts:
        solver.parameters.cut_level = 0
    if workers == 1:
        solver.parameters.linearization_level = 2
    else:
        solver.parameters.subsolvers.extend([*LINEAR_WORKERS, *MORE_WORKERS[: max(0, workers - len(LINEAR_WORKERS))]])
    return solver
