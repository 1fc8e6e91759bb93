"""Which way words run and which language they may be, where scripts of two directions meet in one document.

A name in another script would drag the words and numbers beside it along: “ليان 7 of 10” would read “7 ليان of 10”. So
such a name is set apart with the isolates of Unicode's annex 9, which show nothing themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Literal

Direction = Literal["ltr", "rtl"]

APART, AGAIN = "\u2068", "\u2069"
RTL_LANGUAGES = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
_OPENS, _CLOSES = frozenset(("LRI", "RLI", "FSI")), "PDI"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_LTR = "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0300-\u058f\u0900-\u1fff\u2c00-\ud7ff"
_NAMES = {
    "rtl": re.compile(f"[{_RTL}]+(?:[ '’־-]+[{_RTL}]+)*"),
    "ltr": re.compile(f"[{_LTR}]+(?:[ .'’-]+[{_LTR}]+)*"),
}
_QUOTED = re.compile("[“«]([^“”«»]+)[”»]")
# Letters that one language of a script has and its others don't.
_URDU = frozenset("ٹڈڑںےھ")
_PERSIAN = frozenset("پچژگکی")


def direction(words: str, usual: Direction = "ltr") -> Direction:
    """Which way words run, by their first letter that has a direction and isn't set apart.

    Args:
        words: a line.
        usual: where no letter says it, such as in a line of nothing but a name that is set apart.

    Source: rules P2 and P3 of Unicode's annex 9.
    """
    depth = 0
    for kind in map(unicodedata.bidirectional, words):
        if kind in _OPENS:
            depth += 1
        elif kind == _CLOSES:
            depth = max(0, depth - 1)
        elif depth == 0 and kind == "L":
            return "ltr"
        elif depth == 0 and kind in ("R", "AL"):
            return "rtl"
    return usual


def direction_of(language: str) -> Direction:
    """Which way a page in a language runs; the language is a BCP 47 tag."""
    return "rtl" if language.partition("-")[0].lower() in RTL_LANGUAGES else "ltr"


def language_of(words: str, usual: str = "en") -> str:
    """The language to read words aloud in, as a BCP 47 tag.

    Args:
        words: a line.
        usual: the page's language; the words' too, if they run the same way.

    Returns:
        For words that run the other way a guess from letters that only some languages have: Hebrew, Urdu, Persian,
        else Arabic; English for Latin words on a page that runs from the right. Kurdish or Pashto is read as Persian.
    """
    way = direction(words, direction_of(usual))
    if way == direction_of(usual):
        return usual
    if way == "ltr":
        return "en"
    if any("\u0590" <= letter <= "\u05ff" for letter in words):
        return "he"
    letters = set(words)
    return "ur" if letters & _URDU else "fa" if letters & _PERSIAN else "ar"


def named(name: str) -> str:
    """A name as it may stand in a sentence of any script, without moving what is beside it."""
    return name if not name or name.startswith(APART) else f"{APART}{name}{AGAIN}"


def plain(words: str) -> str:
    """Words without the marks that set names apart."""
    return words.replace(APART, "").replace(AGAIN, "")


def names_in(words: str, page: Direction = "ltr") -> tuple[str, ...]:
    """What stands in words and runs the other way than the page, the longest first: names, as a rule."""
    found = {name.strip() for name in _NAMES["ltr" if page == "rtl" else "rtl"].findall(plain(words))}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def quotes_in(words: str, page: Direction = "ltr") -> tuple[str, ...]:
    """What stands in words between quotation marks and runs the other way than the page."""
    return tuple(said for said in _QUOTED.findall(plain(words)) if direction(said, page) != page)


def parts(words: str, names: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Words cut into names that are to be set apart, and the rest: each with whether it is such a name."""
    known = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    within = re.compile("|".join([f"{APART}[^{APART}{AGAIN}]*{AGAIN}", *(rf"(?<!\w){name}(?!\w)" for name in known)]))
    at = 0
    for found in within.finditer(words):
        if found.start() > at:
            yield words[at : found.start()], False
        yield plain(found[0]), True
        at = found.end()
    if at < len(words):
        yield words[at:], False


def set_apart(words: str, names: Collection[str]) -> str:
    """Words in which each of some names is set apart."""
    return "".join(named(part) if is_name else part for part, is_name in parts(words, names))
