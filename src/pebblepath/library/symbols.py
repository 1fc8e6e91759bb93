"""The pictures that cards and screens show, by name. Sources and licence: ``symbols/NOTICE.md``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

SYMBOLS_FOLDER = Path(__file__).parent / "symbols"

AVATARS = ("fox", "owl", "turtle", "bear", "rabbit", "cat", "penguin", "whale")
JOYS = (
    "train", "water", "animals", "music", "ball", "blocks", "books", "dinosaurs", "drawing", "puzzle",
    "bubbles", "cars", "space", "garden", "bicycle", "drum",
)  # fmt: skip
FELT_FACES = ("face-hard", "face-okay", "face-good")
FEELINGS = (
    "feeling-happy", "feeling-calm", "feeling-excited", "feeling-tired",
    "feeling-sad", "feeling-worried", "feeling-angry",
)  # fmt: skip
ACTS = ("help", "break", "proud", "cheer", "celebrate")
CHOICES = (
    "rest",
    "breath",
    "tree",
    "apple",
    "family",
    "finish",
)  # what a child may pick in My space, beside the joys
SETTING_SYMBOLS = ("home", "school", "community", "clinic")


@lru_cache(maxsize=1)
def symbol_names() -> tuple[str, ...]:
    """Every symbol's name, in alphabetical order."""
    return tuple(sorted(path.stem for path in SYMBOLS_FOLDER.glob("*.svg")))


@lru_cache(maxsize=256)
def symbol_svg(name: str) -> str:
    """The SVG of a symbol, safe to put into a page: no ids, no scripts, nothing fetched from elsewhere.

    Raises KeyError, naming the symbol, when there is none of that name.
    """
    if name not in symbol_names():
        raise KeyError(f"no symbol is named '{name}'; the names are the files in library/symbols")
    return (SYMBOLS_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def sense_symbol(sense: str) -> str:
    """The symbol's name for a sense: ``sense_symbol("sound")`` is ``"sense-sound"``."""
    return f"sense-{sense}"
