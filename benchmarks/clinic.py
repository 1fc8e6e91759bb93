"""Measure planning of school weeks and clinic days: seconds, value, bound, gap, and whether the plan keeps all rules.

The instances are ours (docs/clinic-day.md). "cpu" are the seconds of processor time, twice the seconds where two cores
were free: on a busy machine it says how much of the time was really had. "gap" is of the whole value. "gap of the rest"
leaves the minutes of sessions out of the value that it is a part of, so that nobody thinks it small only because
sessions are many.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from pebblepath.core.planner.clinic import day as days
from pebblepath.core.planner.clinic import week as weeks

SEEDS = (0, 1, 2, 3)
FEW = 2
SECONDS = {"small": 5.0, "usual": 5.0, "hard": 30.0, "extreme": 120.0}
GOOD = 0.015
"""The search stops here: three quarters of the bar, so that it ends early and the bar is still met with a margin."""


def run() -> None:
    """Print both tables."""
    print("\nSchool week")
    print(f"{'instance':>12s}{'children/buildings':>20s}", end="")
    print(f"{'seconds':>9s}{'cpu':>6s}{'value':>8s}{'bound':>8s}{'gap':>7s}{'gap of the rest':>17s}  status     rules")
    for size, asked in weeks.SIZES.items():
        for seed in SEEDS[: FEW if size == "extreme" else None]:
            week = weeks.make_week(asked, seed)
            answer, cpu = timed(lambda week=week, size=size: weeks.plan_week(week, seconds=SECONDS[size], close=GOOD))
            rest = answer.cost.value - answer.cost.sessions
            row(size, seed, f"{asked.children}/{asked.buildings}", answer, cpu, weeks.check(week, answer.plan), rest)
    print("\nClinic day")
    for size, wanted in days.SIZES.items():
        for seed in SEEDS:
            day = days.make_day(wanted, seed)
            found, cpu = timed(lambda day=day, size=size: days.plan_day(day, seconds=SECONDS[size], close=GOOD))
            row(
                size,
                seed,
                f"{wanted.children}/{wanted.therapists}",
                found,
                cpu,
                days.check(day, found.plan),
                found.cost.value,
            )


def timed(work: Callable) -> tuple:
    began = time.process_time()
    answer = work()
    return answer, time.process_time() - began


def row(
    size: str, seed: int, sizes: str, answer: weeks.WeekAnswer | days.DayAnswer, cpu: float, clashes: list, rest: int
) -> None:
    of_the_rest = (answer.cost.value - answer.bound) / rest if rest else 0.0
    print(
        f"{size:>10s}{seed:2d}{sizes:>20s}{answer.seconds:9.1f}{cpu:6.1f}{answer.cost.value:8d}{answer.bound:8.0f}",
        end="",
    )
    print(f"{answer.gap:7.1%}{of_the_rest:17.1%}  {answer.status:10s} {clashes[0] if clashes else 'ok'}", flush=True)


if __name__ == "__main__":
    run()
