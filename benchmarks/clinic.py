"""Measure planning of school weeks and clinic days: seconds, value, bound, gap, and whether the plan keeps all rules.

The instances are ours (docs/clinic-day.md). "cpu" are the seconds of processor time, twice the seconds where two cores
were free: on a busy machine it says how much of the time was really had. "gap" is of the whole value. "gap of the rest"
leaves the minutes of sessions out of the value that it is a part of, so that nobody thinks it small only because
sessions are many. "to 2 %" are the seconds of processor time until the gap of the value was no more than the bar.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pebblepath.core.planner.clinic import day as days
from pebblepath.core.planner.clinic import week as weeks
from pebblepath.core.planner.clinic.progress import gap

SEEDS = (0, 1, 2, 3)
FEW = 2
SECONDS = {"small": 5.0, "usual": 5.0, "hard": 30.0, "extreme": 120.0}
BAR = 0.02
GOOD = 0.01
"""The search stops here: half of the bar, so that it ends early. "to 2 %" says when the bar was met."""


def run() -> None:
    """Print both tables."""
    print("\nSchool week")
    print(f"{'instance':>12s}{'children/buildings':>20s}", end="")
    print(f"{'seconds':>9s}{'cpu':>6s}{'to 2 %':>8s}{'value':>8s}{'bound':>8s}{'gap':>7s}", end="")
    print(f"{'gap of the rest':>17s}  status     rules")
    for size, asked in weeks.SIZES.items():
        for seed in SEEDS[: FEW if size == "extreme" else None]:
            week = weeks.make_week(asked, seed)
            measured = timed(weeks.plan_week, week, SECONDS[size])
            answer, rest = measured.answer, measured.answer.cost.value - measured.answer.cost.sessions
            row(size, seed, f"{asked.children}/{asked.buildings}", measured, weeks.check(week, answer.plan), rest)
    print("\nClinic day")
    for size, wanted in days.SIZES.items():
        for seed in SEEDS:
            day = days.make_day(wanted, seed)
            measured = timed(days.plan_day, day, SECONDS[size])
            found = measured.answer
            clashes = days.check(day, found.plan)
            row(size, seed, f"{wanted.children}/{wanted.therapists}", measured, clashes, found.cost.value)


@dataclass(frozen=True)
class Measured:
    """A plan, the processor seconds that it took, and those until the bar was met (None: it wasn't)."""

    answer: Any
    cpu: float
    to_bar: float | None


def timed(plan: Callable[..., Any], instance: object, seconds: float) -> Measured:
    began = time.process_time()
    met: list[float] = []

    def told(_: float, value: float, bound: float) -> None:
        if value and gap(value, bound) <= BAR:
            met.append(time.process_time() - began)

    answer = plan(instance, seconds=seconds, close=GOOD, on_progress=told)
    return Measured(answer, time.process_time() - began, met[0] if met else None)


def row(size: str, seed: int, sizes: str, measured: Measured, clashes: list, rest: int) -> None:
    answer, to_bar = measured.answer, measured.to_bar
    of_the_rest = (answer.cost.value - answer.bound) / rest if rest else 0.0
    met = "-" if to_bar is None else f"{to_bar:.1f}"
    print(f"{size:>10s}{seed:2d}{sizes:>20s}{answer.seconds:9.1f}{measured.cpu:6.1f}{met:>8s}", end="")
    print(f"{answer.cost.value:8d}{answer.bound:8.0f}{answer.gap:7.1%}{of_the_rest:17.1%}", end="")
    print(f"  {answer.status:10s} {clashes[0] if clashes else 'ok'}", flush=True)


if __name__ == "__main__":
    run()
