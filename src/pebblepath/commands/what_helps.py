"""`pebblepath what-helps FILE.csv`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import read_text, stop, stop_at, write_plot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pebblepath.core.evidence import Moment, WhatHelps


@click.command("what-helps")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--levels", type=click.IntRange(2, 7), default=5, show_default=True, help="How many levels the goal has.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw the moments with and without into this SVG file.")
@click.option("--strategy", help="The strategy to draw; the first one if not given.")
@click.option("--setting", help="The setting to draw; the first one of the strategy if not given.")
def what_helps(
    file: Path, levels: int, as_json: bool, plot: Path | None, strategy: str | None, setting: str | None
) -> None:
    """Say what helps one child with one goal.

    FILE is a CSV table with the columns when, setting, observer, outcome (0, 1, 2, …) and strategies
    (names with ";" between).
    """
    from pebblepath.core.evidence import what_helps as answer
    from pebblepath.core.exchange.moments_csv import parse_moments

    parsed = parse_moments(read_text(file), levels=levels)
    stop_at(parsed.faults)
    result = answer(parsed.moments, levels=levels)
    if plot:
        write_plot(plot, _drawn(result, parsed.moments, levels, strategy, setting))
    click.echo(json.dumps(result.to_json(), indent=2) if as_json else _page(result, len(parsed.moments)))


def _drawn(
    result: "WhatHelps", moments: "Sequence[Moment]", levels: int, strategy: str | None, setting: str | None
) -> str:
    """The picture of one strategy in one setting, as SVG."""
    from pebblepath.core.evidence import expected_level_without
    from pebblepath.core.evidence.case import day_of
    from pebblepath.core.evidence.picture import as_svg, draw

    pairs = [(effect.strategy, effect.setting) for effect in result.effects if effect.with_]
    fitting = [(s, p) for s, p in pairs if strategy in {None, s} and setting in {None, p}]
    if not fitting:
        there = ", ".join(f"{s} ({p})" for s, p in pairs) or "none"
        stop(f"There is no such strategy and setting to draw; there are: {there}.")
    tried, place = fitting[0]
    here = sorted((day_of(m.when), m.outcome, tried in m.strategies) for m in moments if m.setting == place)
    first = min(day_of(moment.when) for moment in moments)
    dots = [((day - first).days, outcome, with_it) for day, outcome, with_it in here]
    growth = expected_level_without(result, place)
    return as_svg(draw(dots, growth, levels=levels, first=first), f"{tried}, {place}: moments with and without")


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
