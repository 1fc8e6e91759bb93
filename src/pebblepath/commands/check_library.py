"""`pebblepath check-library`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pebblepath.library import LibraryReport

FAULTS_FOUND = 1


@click.command("check-library")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another library folder; the one that comes with Pebblepath if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def check_library(folder: Path | None, as_json: bool) -> None:
    """Count the cards, say how hard each kind is to read, and list every fault (exit code 1 if there are any)."""
    from pebblepath.library import check_library as look_over
    from pebblepath.library.loader import LIBRARY_FOLDER

    report = look_over(folder or LIBRARY_FOLDER)
    click.echo(json.dumps(_to_json(report), indent=2, ensure_ascii=False) if as_json else _page(report))
    if report.faults:
        raise SystemExit(FAULTS_FOUND)


def _to_json(report: "LibraryReport") -> dict[str, object]:
    worst = report.worst
    return {
        "counts": report.counts,
        "worst_grade": round(worst.worst, 2) if worst else None,
        "worst_card": worst.worst_card if worst else None,
        "reading": {
            kind: {"mean": round(found.mean, 2), "worst": round(found.worst, 2), "worst_card": found.worst_card}
            for kind, found in report.reading.items()
        },
        "measured_with": report.measured_with,
        "faults": [
            {"file": fault.file, "card": fault.card, "field": fault.field, "sentence": fault.sentence}
            for fault in report.faults
        ],
    }


def _page(report: "LibraryReport") -> str:
    lines = [_line(report, kind, count) for kind, count in report.counts.items()]
    if report.worst is not None:
        worst = report.worst
        lines.append(f"The hardest card to read is '{worst.worst_card}', at US grade {worst.worst:.1f}.")
        lines.append(f"Flesch-Kincaid grades, with syllables counted by {report.measured_with}.")
    count = len(report.faults)
    lines.append({0: "No fault.", 1: "1 fault:"}.get(count, f"{count} faults:"))
    return "\n".join([*lines, *(str(fault) for fault in report.faults)])


def _line(report: "LibraryReport", kind: str, count: int) -> str:
    """One kind: how many, and how hard they are to read, where families read them."""
    found = report.reading.get(kind)
    grades = f"   mean grade {found.mean:z4.1f}, worst {found.worst:z4.1f} ({found.worst_card})" if found else ""
    return f"{kind.replace('_', ' '):13s}{count:>5d}{grades}"
