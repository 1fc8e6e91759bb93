"""A look over a whole library folder: how many cards, how hard they are to read, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from pebblepath.library.faults import Fault, LibraryError
from pebblepath.library.loader import LIBRARY_FOLDER, Library, read_library
from pebblepath.library.reading import measured_with
from pebblepath.library.schema import Card
from pebblepath.library.symbols import symbol_names


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard the cards of one kind are to read, in US school grades (0 and below: a beginner).

    Attributes:
        mean: over the cards, each with all its texts.
        worst: the grade of the hardest card.
        worst_card: its id.
    """

    mean: float
    worst: float
    worst_card: str


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """Counts and reading grades by kind, the packages that measured them, and every fault.

    Counts and grades are empty when there are faults.
    """

    counts: Mapping[str, int]
    reading: Mapping[str, Reading]
    measured_with: str
    faults: tuple[Fault, ...]

    @property
    def worst(self) -> Reading | None:
        """The hardest card of all; None where there is none."""
        return max(self.reading.values(), key=lambda reading: reading.worst, default=None)


def check_library(folder: Path = LIBRARY_FOLDER) -> LibraryReport:
    """Read a library folder and report on it instead of raising."""
    try:
        library = read_library(folder)
    except LibraryError as error:
        return LibraryReport({}, {}, measured_with(), error.faults)
    kinds = cards_by_kind(library)
    counts = {kind: len(cards) for kind, cards in kinds.items()} | {
        "research": len(library.research),
        "symbols": len(symbol_names()),
        "icf_codes": len(library.icf_labels),
    }
    reading = {kind: _reading(cards.values()) for kind, cards in kinds.items() if cards}
    return LibraryReport(counts, reading, measured_with(), ())


def cards_by_kind(library: Library) -> dict[str, Mapping[str, Card]]:
    """All cards of a library that families read, by kind and id."""
    return {
        "occupations": library.occupations,
        "strategies": library.strategies,
        "play": library.play,
        "lens": library.lens,
        "articles": library.articles,
    }


def _reading(cards: Iterable[Card]) -> Reading:
    grades = {card.id: card.grade() for card in cards}
    hardest = max(grades, key=grades.__getitem__)
    return Reading(fmean(grades.values()), grades[hardest], hardest)
