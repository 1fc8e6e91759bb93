"""The demo practice as its files tell it: `practice/practice.toml`, and one file a child."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pebblepath.demo.schema import ChildTruth, PracticeTruth
from pebblepath.library import load_library

PRACTICE_FOLDER = Path(__file__).parent / "practice"
PLACES = {"home": "at home", "school": "at school", "community": "out and about", "clinic": "at the clinic"}


@lru_cache(maxsize=1)
def load_practice() -> PracticeTruth:
    """The practice with all its children, in the order that `practice.toml` names them.

    Raises:
        ValueError: a file names a card, person, place or goal that isn't there.
    """
    content = _read("practice")
    children = [_read(str(name)) for name in content.pop("children")]
    practice = PracticeTruth.model_validate(content | {"children": children})
    for child in practice.children:
        _check_cards(child)
    return practice


def strategy_name(child: ChildTruth, strategy: str) -> str:
    """How the family calls a strategy: the card's name or their own."""
    own = {own.id: own.name for own in child.own}
    return own.get(strategy) or load_library().strategies[strategy].name


def place_name(child: ChildTruth, place: str) -> str:
    """A place in words: a home's own name where there are two."""
    homes = {f"home:{home.id}": home.name for home in child.homes}
    return homes.get(place) or PLACES[place]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((PRACTICE_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _check_cards(child: ChildTruth) -> None:
    library = load_library()
    for card in child.cards:
        if card not in library.strategies:
            raise ValueError(f"{child.id}: the library has no strategy '{card}'")
    for goal in child.goals:
        if goal.occupation not in library.occupations:
            raise ValueError(f"{child.id}: the library has no occupation '{goal.occupation}'")
