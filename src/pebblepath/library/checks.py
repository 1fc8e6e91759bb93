"""A look over a whole library folder: how many cards, how hard the hardest is to read, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pebblepath.library.faults import Fault, LibraryError
from pebblepath.library.loader import LIBRARY_FOLDER, read_library
from pebblepath.library.symbols import symbol_names


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """Counts by kind, the worst reading grade with its card, and every fault.

    Counts are empty, and the grade is None, when there are faults.
    """

    counts: dict[str, int]
    worst_grade: float | None
    worst_card: str | None
    faults: tuple[Fault, ...]


def check_library(folder: Path = LIBRARY_FOLDER) -> LibraryReport:
    """Read a library folder and report on it instead of raising."""
    try:
        library = read_library(folder)
    except LibraryError as error:
        return LibraryReport({}, None, None, error.faults)
    cards = [*library.occupations.values(), *library.strategies.values(), *library.play.values()]
    cards += [*library.lens.values(), *library.articles.values()]
    worst = max(cards, key=lambda card: card.grade(), default=None)
    counts = {
        "occupations": len(library.occupations),
        "strategies": len(library.strategies),
        "play": len(library.play),
        "lens": len(library.lens),
        "articles": len(library.articles),
        "research": len(library.research),
        "symbols": len(symbol_names()),
        "icf_codes": len(library.icf_labels),
    }
    return LibraryReport(counts, worst.grade() if worst else None, worst.id if worst else None, ())
