"""Patterns of words, as rules write them, and how they are found in a text.

A pattern is a row of elements with spaces between them. An element is one of

- ``refuse``: the word in any of its forms (refuse, refuses, refused, refusing);
- ``=delayed``: this form only;
- ``his|her|their``: any of these;
- ``@child``: any word of that class (see ``classes.toml``);
- ``!to|the``: one word that is none of these;
- ``_``: any word; ``_3``: none to three words of any kind;
- ``(a|an)?``: may be missing; ``(give in|let go)``: a choice of phrases;
- ``#``: a number; ``'s``: a word with 's.

``{`` and ``}`` around some elements say which of the words found are meant; the rest is only what must stand
beside them. A hyphen in the text counts as a space. No pattern goes across a comma, a bracket or the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .words import Word

Classes = Mapping[str, frozenset[str]]
_GAP = re.compile(r"_(\d+)")
_PART = re.compile(r"(?:[^\s()]|\([^()]*\)\??)+")
_GROUP = re.compile(r"(?P<open>\{?)\((?P<inside>[^()]*)\)(?P<optional>\??)(?P<close>\}?)")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern.

    Attributes:
        keys: any of a word's keys may be one of these.
        forms: or its exact form may be one of these.
        fits_others: instead it must be none of them ("!to"), or any word at all where both are empty ("_").
        fewest, most: how many words it may take.
    """

    keys: frozenset[str]
    forms: frozenset[str]
    fits_others: bool = False
    fewest: int = 1
    most: int = 1

    def fits(self, word: Word) -> bool:
        """Whether a word may stand here."""
        listed = word.form in self.forms or not self.keys.isdisjoint(word.keys)
        return listed is not self.fits_others


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of elements; those from ``first`` up to ``last`` (not included) are the words meant."""

    elements: tuple[Element, ...]
    first: int
    last: int

    @property
    def opening(self) -> Element:
        """The first element: a pattern can only begin at a word that fits it."""
        return self.elements[0]


@dataclass(frozen=True, slots=True)
class Match:
    """The words from ``start`` up to ``end`` (not included) are meant; ``whole`` are all that the pattern took."""

    start: int
    end: int
    whole: tuple[int, int]


def parse(text: str, classes: Classes) -> tuple[Pattern, ...]:
    """Read a pattern as rules write it; one with a choice of phrases, or whose first word may be missing, is several.

    Raises:
        ValueError: it is empty, has no first word that is named, names an unknown class, or its braces or brackets
            don't pair.
    """
    return tuple(_pattern(parts, classes, text) for parts in _written_out(text))


def _written_out(text: str) -> list[list[str]]:
    """A pattern as rows of single elements."""
    parts = _PART.findall(text)
    if " ".join(parts) != " ".join(text.split()):
        raise ValueError(f"The pattern '{text}' has brackets that don't pair.")
    rows: list[list[str]] = [[]]
    for part in parts:
        rows = [[*row, *choice] for row in rows for choice in _choices(part)]
    # A first word that may be missing is tried with and without.
    for row in list(rows):
        while row and row[0].startswith("(") and row[0].endswith(")?"):
            without = row[1:]
            row[0] = row[0][1:-2]
            rows.append(without)
            row = without
    return rows


def _choices(part: str) -> list[list[str]]:
    """The rows of elements that may stand for one part: "(once more|again)?" is three of them."""
    found = _GROUP.fullmatch(part)
    if found is None or " " not in found["inside"]:
        return [[part]]
    choices = [phrase.split() for phrase in found["inside"].split("|")]
    choices += [[]] if found["optional"] else []
    for choice in choices:
        if choice:
            choice[0], choice[-1] = found["open"] + choice[0], choice[-1]
            choice[-1] += found["close"]
    return choices


def _pattern(parts: list[str], classes: Classes, text: str) -> Pattern:
    elements: list[Element] = []
    first, last = 0, len(parts)
    for place, part in enumerate(parts):
        if part.startswith("{"):
            first, part = place, part[1:]
        if part.endswith("}"):
            last, part = place + 1, part[:-1]
        elements.append(_element(part, classes, text))
    if not elements or first >= last or text.count("{") != text.count("}") or text.count("{") > 1:
        raise ValueError(f"The pattern '{text}' is empty or its braces don't pair.")
    if elements[0].fewest == 0 or elements[0].fits_others:
        raise ValueError(f"The pattern '{text}' must begin with a word that is named.")
    return Pattern(tuple(elements), first, last)


def _element(part: str, classes: Classes, pattern: str) -> Element:
    if part == "_":
        return Element(frozenset(), frozenset(), fits_others=True)
    if gap := _GAP.fullmatch(part):
        return Element(frozenset(), frozenset(), fits_others=True, fewest=0, most=int(gap[1]))
    fewest = 1
    if part.startswith("(") and part.endswith(")?"):
        fewest, part = 0, part[1:-2]
    elif part.startswith("(") and part.endswith(")"):
        part = part[1:-1]
    others = part.startswith("!")
    keys: set[str] = set()
    forms: set[str] = set()
    for choice in part.removeprefix("!").split("|"):
        if choice.startswith("@"):
            if choice[1:] not in classes:
                raise ValueError(f"The pattern '{pattern}' names the class '{choice[1:]}', which isn't there.")
            named = classes[choice[1:]]
            keys.update(one for one in named if not one.startswith("="))
            forms.update(one[1:] for one in named if one.startswith("="))
        elif choice.startswith("="):
            forms.add(choice[1:])
        elif choice:
            keys.add(choice)
    if not keys and not forms:
        raise ValueError(f"The pattern '{pattern}' has an element without a word.")
    return Element(frozenset(keys), frozenset(forms), others, fewest)


def match_at(pattern: Pattern, words: Sequence[Word], start: int) -> Match | None:
    """The longest match of a pattern that begins at a word, or None."""
    best: tuple[int, ...] | None = None
    for places in _ways(pattern.elements, words, 0, start, start):
        if best is None or places[-1] > best[-1]:
            best = places
    if best is None:
        return None
    bounds = (start, *best)
    return Match(bounds[pattern.first], bounds[pattern.last], (start, bounds[-1]))


def _ways(
    elements: tuple[Element, ...], words: Sequence[Word], element: int, place: int, start: int
) -> Iterator[tuple[int, ...]]:
    """Every way to lay the elements from one on; for each element the place after its words."""
    if element == len(elements):
        yield ()
        return
    here = elements[element]
    taken = 0
    while True:
        if taken >= here.fewest:
            for rest in _ways(elements, words, element + 1, place + taken, start):
                yield (place + taken, *rest)
        at = place + taken
        if taken == here.most or at >= len(words) or (at > start and words[at].stop) or not here.fits(words[at]):
            return
        taken += 1


def spans_in(pattern: Pattern, words: Sequence[Word]) -> Iterator[Match]:
    """Every place of some words where a pattern is found (for a sentence, not for a long text)."""
    for start in range(len(words)):
        if pattern.opening.fits(words[start]) and (found := match_at(pattern, words, start)):
            yield found
