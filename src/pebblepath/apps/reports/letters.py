"""Which letters the papers' own fonts have, and what stands for the others.

A PDF/UA file may not show an empty glyph, so a letter without a font would stop the whole paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "papers" / "fonts"
# Stands for a letter that neither our fonts nor the machine's have: it shows that something was typed there.
UNKNOWN = "\u25a1"


# In this order a letter's font is looked for; as `faces` in papers/look.typ.
FACES = (
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Vazirmatn",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Symbols 2",
    "Noto Emoji",
)


@cache
def letters_of(family: str) -> frozenset[str]:
    """Every letter of one of the papers' fonts, from the list that was written with them."""
    lines = dict(line.split(": ") for line in (FONTS / "letters.txt").read_text().splitlines())
    spans = (span.split("-") for span in lines[family].split())
    return frozenset(chr(point) for first, last in spans for point in range(int(first, 16), int(last, 16) + 1))


@cache
def known_letters() -> frozenset[str]:
    """Every letter that one of the papers' fonts has."""
    return frozenset().union(*map(letters_of, FACES))


def is_known(letter: str) -> bool:
    """Whether a paper can show a letter with our own fonts; marks that steer the others need none."""
    return letter in known_letters() or letter in "\n\t" or unicodedata.category(letter) == "Cf"


def tidy(words: str) -> str:
    """Words as they are set: letters in one piece where Unicode has it, and without what no paper can show.

    Left out are control signs, halves of letters, and the marks that pick the colour of an emoji.
    """
    composed = unicodedata.normalize("NFC", words)
    return "".join(letter for letter in composed if not _shows_nothing(letter))


def _shows_nothing(letter: str) -> bool:
    if unicodedata.category(letter) in ("Cc", "Cs"):
        return letter not in "\n\t"
    return "\ufe00" <= letter <= "\ufe0f" or "\U0001f3fb" <= letter <= "\U0001f3ff"


def unknown_in(data: Any) -> bool:
    """Whether there is a letter anywhere in data that our fonts don't have."""
    found = False

    def look(words: str) -> str:
        nonlocal found
        found = found or not all(map(is_known, words))
        return words

    each_word(data, look)
    return found


def without_unknown(words: str) -> str:
    """Words with a box for each letter that our fonts don't have."""
    return "".join(letter if is_known(letter) else UNKNOWN for letter in words)


def with_fonts(svg: str) -> str:
    """A picture whose written words each name the font that has their letters.

    What draws SVG for a paper takes one font for all letters of a text; a second one only if it has them all.
    """
    return _TEXTS.sub(lambda text: _WORDS.sub(lambda found: _spans(unescape(found[0])), text[0]), svg)


_TEXTS = re.compile(r"<text\b.*?</text>", re.DOTALL)
_WORDS = re.compile(r"(?<=>)[^<]+(?=<)")


def _spans(words: str) -> str:
    """Words as SVG, those that the first font can't show by themselves in another."""
    made = []
    for family, together in groupby(_tokens(without_unknown(tidy(words))), _family_for):
        part = escape("".join(together), quote=False)
        made.append(part if family == FACES[0] else f'<tspan font-family="{family}">{part}</tspan>')
    return "".join(made)


def _tokens(words: str) -> Iterator[str]:
    """Words and blanks; what no font can show as a whole comes letter by letter."""
    for token in re.split(r"(\s+)", words):
        yield from [token] if _family_for(token) else token


def _family_for(token: str) -> str | None:
    """The first font that has each letter of a token."""
    shown = {letter for letter in token if letter not in "\n\t" and unicodedata.category(letter) != "Cf"}
    return next((family for family in FACES if shown <= letters_of(family)), None)


def each_word(data: Any, change: Callable[[str], str], picture: Callable[[str], str] = str) -> Any:
    """Data as JSON can hold it, with each of its strings changed; keys and photos stay as they are.

    Args:
        data: of any depth.
        change: for words.
        picture: for pictures in SVG.
    """
    match data:
        case str():
            return picture(data) if data.startswith("<svg") else change(data)
        case dict():
            return {key: each_word(value, change, picture) for key, value in data.items()}
        case [int(), *_]:  # a photo's bytes
            return data
        case list() | tuple():
            return [each_word(value, change, picture) for value in data]
    return data
