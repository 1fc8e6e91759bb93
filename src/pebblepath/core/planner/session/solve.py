"""Find the best plan, and prove that nothing is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .fitting import FIT_RULES, fitting
from .greedy import greedy_plan
from .instance import Activity, Clash, Outcome, Plan, RequestError, SessionRequest, lay_out
from .points import choice_points, goal_value, own_points, rewards_new
from .reading import find
from .rules import RULES, rules_for
from .shares import MAINLY, room_for
from .weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

    from .variables import Expression, Variables

SECONDS_MOST = 10.0
SEED = 20
LOOSE_RULES = frozenset(
    [rule.name for rule in RULES if rule.can_loosen] + [rule.name for rule in FIT_RULES if not rule.safe]
)


def plan_session(
    activities: Sequence[Activity],
    request: SessionRequest,
    *,
    weights: Weights = WEIGHTS,
    seconds: float = SECONDS_MOST,
    explain: bool = True,
) -> Outcome:
    """The best plan of a session, or which wishes clash.

    Args:
        activities: what there is to choose from, with everything that was played or locked.
        request: what is wished for.
        weights: points for what is good (see ``weights``).
        seconds: how long to look at most; within it the same request always gets the same plan.
        explain: whether to find out which wishes clash where nothing fits; that may take some seconds.

    Returns:
        An Outcome: ``proven`` says that no plan has more points, ``good`` that time ran out before that was shown (the
        plan is then the better of the solver's and the quick one), ``clash`` comes with the wishes that can't be had
        together, ``no answer`` says that time ran out before a plan was found.

    Raises:
        RequestError: for an id that isn't among the activities.
    """
    _all_there(activities, request)
    variables = model_of(activities, request)
    maximize(variables, weights)
    solver, status = run(variables, seconds)
    took = solver.wall_time
    if status == "infeasible":
        return Outcome(None, None, None, "clash", took, _explained(activities, request) if explain else None)
    bound = None if status == "unknown" else round(solver.best_objective_bound)
    found = None if status == "unknown" else (plan_of(variables, solver), round(solver.objective_value))
    if status == "optimal":
        return Outcome(*_apart(found), bound, "proven", took)
    best = max(
        (one for one in (found, greedy_plan(activities, request, weights=weights)) if one), key=_points, default=None
    )
    return Outcome(*_apart(best), bound, "good" if best else "no answer", took)


def _all_there(activities: Sequence[Activity], request: SessionRequest) -> None:
    """Look up every id and rule that is named, as a slip of the finger is no clash of wishes."""
    if unknown := sorted(request.loosened - LOOSE_RULES):
        accepted = ", ".join(sorted(LOOSE_RULES))
        raise RequestError(f"'{unknown[0]}' is no rule that can be loosened; {accepted} are accepted.")
    by_id = {activity.id: activity for activity in activities}
    locked = [one for lock in request.locks for one in (lock.activity, lock.or_else) if one is not None]
    for one in (*locked, *sorted(request.must_have), *(done.activity for done in request.played)):
        find(one, by_id)


def _explained(activities: Sequence[Activity], request: SessionRequest) -> Clash:
    from .clash import clash_of

    return clash_of(activities, request)


def _points(found: tuple[Plan, int]) -> int:
    return found[1]


def _apart(found: tuple[Plan, int] | None) -> tuple[Plan | None, int | None]:
    return found or (None, None)


def model_of(
    activities: Sequence[Activity], request: SessionRequest, *, leaving_out: frozenset[str] = frozenset()
) -> Variables:
    """The variables of a request, held to every rule but those left out."""
    from .variables import Variables

    variables = Variables(fitting(activities, request), activities, request)
    for rule in rules_for(request.loosened, leaving_out=leaving_out):
        rule.add(variables)
    return variables


def maximize(v: Variables, weights: Weights) -> None:
    """Make the points as large as can be (``points`` counts the same without the model)."""
    request, pool = v.request, v.pool
    goal = sum(weights.goal_minute * goal_value(one, request) * v.minutes[a] for a, one in enumerate(pool))
    own = sum(own_points(one, request, weights) * v.played[a] for a, one in enumerate(pool))
    choice = sum(choice_points(one, request, weights) * v.other[a] for a, one in enumerate(pool))
    taken = sum(v.minutes) + request.transition * (sum(v.used) - 1)
    start = sum(abs(one.energy - request.energy) * v.at[a][0] for a, one in enumerate(pool))
    big = sum(step for (_, e, f), step in v.step.items() if abs(e - f) >= 2)
    v.model.maximize(
        goal
        - _beyond_shares(v, weights)
        + own
        + choice
        + weights.unused_minute * (request.minutes - taken)
        + weights.start_step * start
        + weights.big_step * big
        + weights.same_kind * _kinds_again(v)
        + weights.new * _something_new(v)
    )


def _beyond_shares(v: Variables, weights: Weights) -> Expression:
    """What work on goals beyond their shares counts less (``goal_points``)."""
    less, room = [], room_for(v.request, v.before)
    for wish in v.request.goals:
        beyond = v.model.new_int_var(0, MAINLY * v.request.minutes, f"beyond {wish.goal}")
        work = sum(one.works_on.get(wish.goal, 0) * v.minutes[a] for a, one in enumerate(v.pool))
        v.model.add(beyond >= work - room[wish.goal])
        less.append((weights.goal_minute - weights.beyond_share) * wish.weight * beyond)
    return sum(less)


def _kinds_again(v: Variables) -> Expression:
    again = []
    for kind in sorted({one.kind for one in v.pool}):
        times = sum(v.played[a] for a, one in enumerate(v.pool) if one.kind == kind)
        more = v.model.new_int_var(0, len(v.places), f"again {kind}")
        v.model.add(more >= times - (kind not in v.before.kinds))
        again.append(more)
    return sum(again)


def _something_new(v: Variables) -> Expression:
    if not rewards_new(v.request, v.before.new):
        return 0
    new = v.model.new_bool_var("something new")
    v.model.add(new <= sum(v.played[a] for a, one in enumerate(v.pool) if one.id not in v.request.known))
    return new


def run(v: Variables, seconds: float) -> tuple[CpSolver, str]:
    """Solve a model in one thread with a fixed seed, so that the answer can be repeated."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = seconds
    # The linear relaxation proves these small models; probing and cuts cost more here than they save.
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_presolve_iterations = 2
    solver.parameters.cut_level = 0
    return solver, solver.status_name(solver.solve(v.model)).lower()


def plan_of(v: Variables, solver: CpSolver) -> Plan:
    """The plan that a solved model says."""
    mains = {p: a for a, row in enumerate(v.at) for p, there in enumerate(row) if solver.boolean_value(there)}
    other = next((one.id for a, one in enumerate(v.pool) if solver.boolean_value(v.other[a])), None)
    rows = [
        (
            v.pool[mains[p]].id,
            solver.value(v.minutes[mains[p]]),
            other if solver.boolean_value(v.choice_at[p]) else None,
        )
        for p in sorted(mains)
    ]
    return lay_out(rows, v.request)
