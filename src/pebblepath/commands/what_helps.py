"""`pebblepath what-helps FILE.csv`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import read_text, stop

if TYPE_CHECKING:
    from pebblepath.core.evidence import WhatHelps


@click.command("what-helps")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--levels", type=click.IntRange(2, 7), default=5, show_default=True, help="How many levels the goal has.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def what_helps(file: Path, levels: int, as_json: bool) -> None:
    """Say what helps one child with one goal.

    FILE is a CSV table with the columns when, setting, observer, outcome (0, 1, 2, …) and strategies
    (names with ";" between).
    """
    from pebblepath.core.evidence import what_helps as answer
    from pebblepath.core.exchange.moments_csv import parse_moments

    parsed = parse_moments(read_text(file), levels=levels)
    if parsed.faults:
        stop(_first_fault(len(parsed.faults), str(parsed.faults[0])))
    result = answer(parsed.moments, levels=levels)
    click.echo(json.dumps(result.to_json(), indent=2) if as_json else _page(result, len(parsed.moments)))


def _first_fault(count: int, first: str) -> str:
    others = {1: "", 2: " (and 1 other fault)"}.get(count, f" (and {count - 1} other faults)")
    return f"{first.removesuffix('.')}{others}."


def _page(result: "WhatHelps", moments: int) -> str:
    from pebblepath.core.evidence import sentence

    settings = list(dict.fromkeys(effect.setting for effect in result.effects))
    lines = [f"What helps, from {moments} {'moment' if moments == 1 else 'moments'}."]
    for setting in settings:
        lines += ["", setting, "-" * len(setting)]
        lines += [
            sentence(effect, strategy_name=effect.strategy, setting_name=setting)
            for effect in result.effects
            if effect.setting == setting
        ]
    if not settings:
        lines += ["", "No strategy was used in these moments, so there is nothing to compare yet."]
    return "\n".join(lines)
