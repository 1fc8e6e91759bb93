"""Planning in a process of its own, so that a server that plans now and then doesn't keep the solver in its memory.

The solver brings some 80 MB with it. ``python -m pebblepath.core.planner.session.apart`` reads what is asked from its
input and writes the answer; both are pickles between two processes of ours, never from anybody else.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence

from .instance import Activity, Outcome, SessionRequest

# Beyond the solver's own limit: starting, loading, and finding out which wishes clash.
SECONDS_MORE = 30.0


def first_plan(
    activities: Sequence[Activity], requests: Sequence[SessionRequest], *, seconds: float, explain: bool
) -> tuple[int, Outcome]:
    """The first of several requests that has a plan.

    Args:
        activities: what there is to choose from.
        requests: what is wished for, the best wish first; at least one.
        seconds: how long to look at most for each.
        explain: whether to find out which wishes clash where none has a plan.

    Returns:
        The place of the request and its outcome; the last one's where none has a plan.
    """
    from .solve import plan_session

    for place, request in enumerate(requests):
        last = place == len(requests) - 1
        outcome = plan_session(activities, request, seconds=seconds, explain=explain and last)
        if outcome.plan is not None or last:
            return place, outcome
    raise ValueError("At least one request is needed.")


def first_plan_apart(
    activities: Sequence[Activity], requests: Sequence[SessionRequest], *, seconds: float, explain: bool
) -> tuple[int, Outcome]:
    """`first_plan` in another process; it takes about half a second more.

    Raises:
        RuntimeError: the other process came to nothing.
    """
    asked = pickle.dumps((list(activities), list(requests), seconds, explain))
    most = (seconds + SECONDS_MORE) * len(requests)
    done = subprocess.run([sys.executable, "-m", __name__], input=asked, capture_output=True, timeout=most)
    if done.returncode:
        raise RuntimeError(f"Planning apart came to nothing: {done.stderr.decode(errors='replace')[-500:]}")
    place, outcome = pickle.loads(done.stdout)
    assert isinstance(place, int) and isinstance(outcome, Outcome)
    return place, outcome


def _answer() -> None:
    activities, requests, seconds, explain = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(first_plan(activities, requests, seconds=seconds, explain=explain)))


if __name__ == "__main__":
    _answer()
