"""`pebblepath clinic-day FILE.json`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import read_text, stop

if TYPE_CHECKING:
    from pebblepath.core.planner.clinic.day import DayAnswer
    from pebblepath.core.planner.clinic.exchange import Request
    from pebblepath.core.planner.clinic.week import WeekAnswer

IMPOSSIBLE = 1
SIZES = ("small", "usual", "hard", "extreme")


@click.command("clinic-day")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option(
    "--seconds", type=click.FloatRange(0.5, 3600), default=30.0, show_default=True, help="Stop after so many."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads of the solver.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Of the solver, or the example."
)
@click.option(
    "--close", type=click.FloatRange(0, 1), default=0.01, show_default=True, help="How near the bound is enough."
)
@click.option("--check", "plan", type=click.Path(path_type=Path), help="Judge the plan in this JSON file instead.")
@click.option("--example", type=click.Choice(SIZES), help="Write a made-up school week to standard output instead.")
@click.option("--day", is_flag=True, help="With --example: a clinic day instead of a school week.")
def clinic_day(
    file: Path | None,
    as_json: bool,
    seconds: float,
    workers: int,
    seed: int,
    close: float,
    plan: Path | None,
    example: str | None,
    day: bool,
) -> None:
    """Plan a clinic day or a school week.

    FILE is JSON as docs/clinic-day.md describes it. Progress goes to standard error. The exit code is 0 when there is a
    plan, 1 when what must be done can't be (or, with --check, when the plan doesn't keep a rule), 2 for a bad file.
    """
    if example:
        return click.echo(_example(example, seed, day))
    if file is None:
        stop("Please name a JSON file with a day or a week; `--example small` writes one to try.")
    request = _read(file)
    if plan is not None:
        return _judge(request, plan, as_json)
    answer = _plan(request, seconds=seconds, workers=workers, seed=seed, close=close)
    from pebblepath.core.planner.clinic.exchange import answer_to_json

    click.echo(json.dumps(answer_to_json(answer), indent=2, ensure_ascii=False) if as_json else _page(answer))
    if answer.status in ("infeasible", "not found"):
        sys.exit(IMPOSSIBLE)


def _example(size: str, seed: int, day: bool) -> str:
    from pebblepath.core.planner.clinic import day as days
    from pebblepath.core.planner.clinic import week as weeks
    from pebblepath.core.planner.clinic.exchange import request_to_json

    return request_to_json(days.make_day(days.SIZES[size], seed) if day else weeks.make_week(weeks.SIZES[size], seed))


def _read(file: Path) -> "Request":
    from pebblepath.core.planner.clinic.exchange import read_request

    try:
        return read_request(read_text(file))
    except ValueError as why:
        stop(f"{file.name}: {str(why).removesuffix('.')}.")


def _judge(request: "Request", plan: Path, as_json: bool) -> None:
    from pebblepath.core.planner.clinic.exchange import judge, read_plan

    try:
        clashes = judge(request, read_plan(request, read_text(plan)))
    except ValueError as why:
        stop(f"{plan.name}: {str(why).removesuffix('.')}.")
    if as_json:
        click.echo(json.dumps({"clashes": [{"rule": one.rule, "words": one.words} for one in clashes]}, indent=2))
    else:
        click.echo("\n".join(map(str, clashes)) or "The plan keeps all rules.")
    if clashes:
        sys.exit(IMPOSSIBLE)


def _plan(request: "Request", *, seconds: float, workers: int, seed: int, close: float) -> "DayAnswer | WeekAnswer":
    from pebblepath.core.planner.clinic.day import Day, plan_day
    from pebblepath.core.planner.clinic.week import plan_week

    if isinstance(request, Day):
        return plan_day(request, seconds=seconds, workers=workers, seed=seed, close=close, on_progress=_tell)
    return plan_week(request, seconds=seconds, workers=workers, seed=seed, close=close, on_progress=_tell)


def _tell(seconds: float, value: float, bound: float) -> None:
    from pebblepath.core.planner.clinic.progress import gap

    click.echo(f"{seconds:6.1f} s  value {value:.0f}, no plan under {bound:.0f} ({gap(value, bound):.1%})", err=True)


def _page(answer: "DayAnswer | WeekAnswer") -> str:
    from pebblepath.core.planner.clinic.words import in_words

    return "\n".join(in_words(answer))
