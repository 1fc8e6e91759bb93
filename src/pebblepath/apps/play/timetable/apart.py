"""Planning in a process of its own: the solver stays out of the worker's memory, and each step forward is told.

``python -m pebblepath.apps.play.timetable.apart SECONDS`` reads a request as JSON and writes a line of JSON for each
better plan, then the answer. It imports no Django.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from pebblepath.core.planner.clinic.day import Day, plan_day
from pebblepath.core.planner.clinic.exchange import answer_to_json, read_request
from pebblepath.core.planner.clinic.week import plan_week

SECONDS_MORE = 60.0
"""Beyond the planner's own limit: starting, loading, and finding out what clashes."""
CLOSE = 0.005
WORKERS = 2
Told = Callable[[dict[str, float]], bool]
"""Is told of each better plan (seconds, value, bound); False stops the planning."""


class CameToNothing(Exception):
    """The other process gave no answer."""


def plan_apart(request: str, *, seconds: float, told: Told) -> dict[str, Any] | None:
    """Plan in another process.

    Args:
        request: a day or week as JSON.
        seconds: how long to look at most; saying why something doesn't fit comes on top.
        told: is told of each better plan.

    Returns:
        The answer as plain values, or None where `told` stopped it.

    Raises:
        CameToNothing: there was no answer.
    """
    command = [sys.executable, "-m", __name__, str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        guard = threading.Timer(seconds + SECONDS_MORE, process.kill)
        guard.start()
        try:
            process.stdin.write(request)
            process.stdin.close()
            for line in process.stdout:
                found: dict[str, Any] = json.loads(line)
                if "answer" in found:
                    return dict(found["answer"])
                if not told(found):
                    return None
        finally:
            guard.cancel()
            process.kill()
    raise CameToNothing("The planner ended without an answer.")


def plan_here(request: str, *, seconds: float, told: Told, workers: int = WORKERS) -> dict[str, Any]:
    """Plan in this process; the same answer as `plan_apart`. With one worker the same request gives the same plan."""
    asked = read_request(request)

    def on_progress(so_far: float, value: float, bound: float) -> None:
        told({"seconds": round(so_far, 1), "value": value, "bound": bound})

    plan: Callable[..., Any] = plan_day if isinstance(asked, Day) else plan_week
    return answer_to_json(plan(asked, seconds=seconds, workers=workers, close=CLOSE, on_progress=on_progress))


def _main() -> None:
    def say(found: dict[str, Any]) -> bool:
        print(json.dumps(found), flush=True)
        return True

    say({"answer": plan_here(sys.stdin.read(), seconds=float(sys.argv[1]), told=say)})


if __name__ == "__main__":
    _main()
