"""Planning in a process of its own gives the same answer, and keeps the solver out of one's memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pebblepath.core.planner.session import GoalWish, RequestError, SessionRequest
from pebblepath.core.planner.session.apart import first_plan, first_plan_apart
from pebblepath.library import load_library
from pebblepath.library.planning import as_activities

REQUEST = SessionRequest(minutes=45, goals=(GoalWish("balance", 2, 8),), joys=frozenset({"trains"}))
TOO_MUCH = SessionRequest(minutes=45, goals=(GoalWish("balance", 3, 44), GoalWish("communication", 3, 44)))


def test_the_answer_is_the_same_as_in_ones_own_process() -> None:
    activities = as_activities(load_library().play.values())
    here = first_plan(activities, [TOO_MUCH, REQUEST], seconds=10, explain=False)
    apart = first_plan_apart(activities, [TOO_MUCH, REQUEST], seconds=10, explain=False)
    assert here[0] == apart[0] == 1
    assert (here[1].plan, here[1].objective) == (apart[1].plan, apart[1].objective)


def test_the_solver_isnt_loaded_by_who_asks() -> None:
    script = (
        "import sys; from pebblepath.library import load_library\n"
        "from pebblepath.library.planning import as_activities\n"
        "from pebblepath.core.planner.session import SessionRequest\n"
        "from pebblepath.core.planner.session.apart import first_plan_apart\n"
        "activities = as_activities(load_library().play.values())\n"
        "place, outcome = first_plan_apart(activities, [SessionRequest(minutes=30)], seconds=10, explain=False)\n"
        "print(outcome.plan is not None, 'ortools' in sys.modules, 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]


def test_a_request_that_cant_be_read_is_said_in_its_own_words() -> None:
    from dataclasses import replace

    with pytest.raises(RequestError, match="no-such-card"):
        first_plan(
            as_activities(load_library().play.values()),
            [replace(REQUEST, must_have=frozenset({"no-such-card"}))],
            seconds=5,
            explain=False,
        )
