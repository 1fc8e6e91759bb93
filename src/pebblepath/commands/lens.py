"""`pebblepath lens "what I saw"`."""

import json
from typing import TYPE_CHECKING

import click

from .files import stop

if TYPE_CHECKING:
    from pebblepath.library.lens import LensEntry

NOTHING = "No card fits these words. Say what you saw in a few plain words, like: covers her ears."


@click.command("lens")
@click.argument("saw", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="How many answers at most.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def lens(saw: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Say what it may be telling us, and what to try first.

    SAW is what a grown-up saw, in plain words: "covers ears in assembly". Slips of the finger are fine.
    """
    from pebblepath.library import LibraryError, load_library
    from pebblepath.library.finding import find

    try:
        entries = list(load_library().lens.values())
    except LibraryError as error:
        stop(f"The library can't be read ({error.faults[0]}); 'pebblepath check-library' lists all its faults.")
    entries_found = [found.entry for found in find(" ".join(saw), entries, limit)]
    if as_json:
        click.echo(json.dumps({"results": [_to_json(entry) for entry in entries_found]}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join(_page(entry) for entry in entries_found) or NOTHING)


def _to_json(entry: "LensEntry") -> dict[str, object]:
    return {
        "id": entry.id,
        "sees": entry.sees,
        "maybe": list(entry.maybe),
        "try": list(entry.first),
        "ask_for_help": entry.ask_for_help,
        "doctor": entry.doctor,
        "strategies": list(entry.strategies),
    }


def _page(entry: "LensEntry") -> str:
    lines = [entry.sees, "-" * len(entry.sees), "What it may be telling us:"]
    lines += [f"  - {text}" for text in entry.maybe]
    lines += ["What to try first:", *(f"  - {text}" for text in entry.first)]
    lines += ["When to ask for help:", f"  - {entry.ask_for_help}"]
    return "\n".join([*lines, *([f"  - {entry.doctor}"] if entry.doctor else [])])
