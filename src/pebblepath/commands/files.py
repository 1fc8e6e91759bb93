"""Reading a file that a person named, with one calm sentence when it cannot be read."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

BAD_FILE = 2


def read_text(path: Path) -> str:
    """Read a UTF-8 file (with or without byte order mark)."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        stop(f"{path.name} is not UTF-8 text; save it as CSV UTF-8 and try again.")
    except OSError as error:
        stop(f"{path} can't be read ({error.strerror}).")


def write_plot(path: Path, svg: str) -> None:
    """Write a drawing; the name must say that it is SVG, as nothing else can be drawn."""
    if path.suffix.lower() != ".svg":
        stop(f"{path.name} isn't an SVG file; give a name that ends in .svg.")
    try:
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        stop(f"{path} can't be written ({error.strerror}).")


def stop(words: str) -> NoReturn:
    """End the command: one sentence on stderr, exit code 2, nothing half done."""
    click.echo(words, err=True)
    raise SystemExit(BAD_FILE)


def stop_at(faults: Sequence[object]) -> None:
    """End the command at the first of a table's faults, saying how many others there are; go on where there is none."""
    if faults:
        others = {1: "", 2: " (and 1 other fault)"}.get(len(faults), f" (and {len(faults) - 1} other faults)")
        stop(f"{str(faults[0]).removesuffix('.')}{others}.")
