"""`pebblepath single-case FILE.csv`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import read_text, stop_at, write_plot

if TYPE_CHECKING:
    from pebblepath.core.evidence.single_case import EffectSize, Series, SingleCase

MANY = 200
HONESTLY = "It says whether B went better than A, not why; only Tau_BC takes off a trend that was there already."
STANDARDS = "Design standards of the What Works Clearinghouse, told from the data alone"


@click.command("single-case")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw the cases into this SVG file.")
def single_case(file: Path, as_json: bool, plot: Path | None) -> None:
    """Compare phases A and B of single cases with the statistics of research.

    FILE is a CSV table with the columns case, phase (A or B), session (1, 2, 3, …) and outcome, and if you like
    direction (increase or decrease), goal, scale (percentage, proportion, count, other) and intervals. The first A is
    compared with the first B; where A and B took turns quickly, all A points with all B points.
    """
    from pebblepath.core.evidence.single_case import analyse
    from pebblepath.core.exchange.series_csv import parse_series

    parsed = parse_series(read_text(file))
    stop_at(parsed.faults)
    if plot:
        from pebblepath.core.evidence.single_case.picture import as_svg

        write_plot(plot, as_svg(parsed.series))
    few = len(parsed.series) < MANY
    with click.progressbar(parsed.series, label="Cases", file=sys.stderr, hidden=few) as series:
        answers = [analyse(one) for one in series]
    if as_json:
        click.echo(json.dumps({"cases": [answer.to_json() for answer in answers]}, indent=2, allow_nan=False))
    else:
        click.echo(_page(list(zip(parsed.series, answers, strict=True))))


def _page(cases: "list[tuple[Series, SingleCase]]") -> str:
    lines = [f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}. 95 % intervals in brackets.", HONESTLY]
    for series, answer in cases:
        lines += ["", answer.case, "-" * len(answer.case), _compared(series)]
        lines += [_line(effect) for effect in answer.effects.values()]
    return "\n".join([*lines, *_standards([series for series, _ in cases])])


def _compared(series: "Series") -> str:
    pair = series.pair()
    way = "more is better" if pair.direction == "increase" else "less is better"
    words = f"{_points(len(pair.a))} in A, {len(pair.b)} in B; {way}."
    if series.alternates:
        return f"{words} A and B took turns, so all of A is compared with all of B."
    later = len(series.phases) - 2
    return f"{words} {_phases(later)} not compared." if later > 0 else words


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _phases(count: int) -> str:
    return "1 other phase is" if count == 1 else f"{count} other phases are"


def _line(effect: "EffectSize") -> str:
    from pebblepath.core.evidence.single_case import says

    value = "none" if effect.value is None else f"{effect.value + 0.0:.2f}"
    interval = "" if effect.low is None or effect.high is None else f"({effect.low:.2f} to {effect.high:.2f})"
    return f"{effect.name:7s}{value:>8s}  {interval:18s}  {says(effect)}"


def _standards(series: "list[Series]") -> list[str]:
    from pebblepath.core.evidence.single_case import by_design, design_standards

    lines = []
    for design, cases in by_design(series).items():
        title = f"{STANDARDS} ({design}: {', '.join(one.case for one in cases)})"
        lines += ["", title, "-" * len(title)]
        lines += [f"{one.met.replace('_', ' ')}: {one.sentence}" for one in design_standards(cases)]
    return lines
