"""`pebblepath try-out design` and `pebblepath try-out analyse`: a fair try, without an account."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .files import read_text, stop, stop_at

if TYPE_CHECKING:
    from pebblepath.core.evidence import Moment
    from pebblepath.core.evidence.try_out import Schedule


@click.group("try-out")
def try_out() -> None:
    """Design a fair try with coin-flip days, and analyse it at its end."""


@try_out.command()
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day that may be part of it.")
@click.option("--days", default=14, show_default=True, help="How many days: an even number from 8 to 56.")
@click.option("--school-days", is_flag=True, help="Only Monday to Friday take part.")
@click.option("--seed", type=click.IntRange(min=0), help="Of the coin; a random one if not given, and always told.")
@click.option("--levels", type=click.IntRange(2, 7), default=5, show_default=True, help="How many levels the goal has.")
@click.option("--per-day", type=click.IntRange(1, 10), default=1, show_default=True, help="Moments told on a day.")
@click.option("--json", "as_json", is_flag=True, help="The plan in JSON, for try-out analyse.")
def design(
    start: dt.datetime, days: int, school_days: bool, seed: int | None, levels: int, per_day: int, as_json: bool
) -> None:
    """Settle the days by coin, and say how often such a try-out would tell."""
    import numpy as np

    from pebblepath.core.evidence.try_out import EVERY_DAY, SCHOOL_DAYS, power
    from pebblepath.core.evidence.try_out import design as settle

    seed = secrets.randbits(32) if seed is None else seed
    weekdays = SCHOOL_DAYS if school_days else EVERY_DAY
    try:
        schedule = settle(start.date(), days=days, rng=np.random.default_rng(seed), weekdays=weekdays)
    except ValueError as why:
        stop(str(why))
    odds = power(days=days, rng=np.random.default_rng(seed), levels=levels, per_day=per_day, weekdays=weekdays)
    plan = {
        "seed": seed,
        "blocks": list(schedule.blocks),
        "days": [
            {"day": day.isoformat(), "with": side} for day, side in zip(schedule.days, schedule.with_it, strict=True)
        ],
        "arrangements": schedule.arrangements,
        "tells": odds.tells,
    }
    click.echo(json.dumps(plan, indent=2) if as_json else _plan_in_words(plan))


def _plan_in_words(plan: dict[str, Any]) -> str:
    days = [f"{day['day']}  {'with' if day['with'] else 'without'}" for day in plan["days"]]
    return "\n".join(
        [
            *days,
            "",
            f"The coin's seed is {plan['seed']}; the days could have fallen in {plan['arrangements']:,} ways.",
            f"If it truly helps (about 7 times in 10), such a try-out would tell in {plan['tells']:.0%} of cases.",
            "Skipping and stopping are fine. Never leave out what gives comfort or keeps safe to test it.",
        ]
    )


@try_out.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("moments", type=click.Path(path_type=Path))
@click.option("--setting", help="Where it was tried; needed when the moments have more than one setting.")
@click.option("--levels", type=click.IntRange(2, 7), default=5, show_default=True, help="How many levels the goal has.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def analyse(plan: Path, moments: Path, setting: str | None, levels: int, as_json: bool) -> None:
    """Hold the moments of a CSV table against the plan of `try-out design --json`.

    Each day counts as the coin said, whatever was done. The coin's own exact test stands beside the model.
    """
    from pebblepath.core.evidence.try_out.analysis import analyse_try_out
    from pebblepath.core.exchange.moments_csv import parse_moments

    schedule, seed = _read_plan(plan)
    parsed = parse_moments(read_text(moments), levels=levels)
    stop_at(parsed.faults)
    told = _in_one_setting(list(parsed.moments), setting)
    found = analyse_try_out(schedule, told, levels=levels, seed=seed)
    click.echo(json.dumps(found.to_json(), indent=2) if as_json else "\n".join(found.sentences()))


def _in_one_setting(moments: list[Moment], setting: str | None) -> list[Moment]:
    settings = sorted({moment.setting for moment in moments})
    wanted = settings[0] if setting is None and len(settings) == 1 else setting
    if wanted not in settings:
        stop(f"Please name the setting with --setting; the moments have {', '.join(settings)}.")
    return [moment for moment in moments if moment.setting == wanted]


def _read_plan(path: Path) -> tuple[Schedule, int]:
    from pebblepath.core.evidence.try_out import Schedule

    try:
        plan = json.loads(read_text(path))
        days = tuple(dt.date.fromisoformat(day["day"]) for day in plan["days"])
        sides, blocks = tuple(bool(day["with"]) for day in plan["days"]), tuple(int(size) for size in plan["blocks"])
        schedule, seed = Schedule(days, sides, blocks), int(plan["seed"])
    except (ValueError, KeyError, TypeError):
        stop(f"{path.name} isn't a plan; what `pebblepath try-out design --json` prints is accepted.")
    if sum(schedule.blocks) != len(schedule.days) or any(
        sum(sides[b]) * 2 != len(sides[b]) for b in schedule.block_slices()
    ):
        stop(f"{path.name} isn't a fair plan: each block must have as many days with as without.")
    return schedule, seed
