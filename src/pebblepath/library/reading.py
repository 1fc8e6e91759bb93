"""How hard a text is to read: the Flesch-Kincaid grade, with the syllables as they are spoken.

grade = 0.39 · words / sentences + 11.8 · syllables / words - 15.59
(Kincaid, Fishburne, Rogers & Chissom 1975.) Syllables are counted by ``syllapy``, which brings its word list along and
goes by the letters where a word isn't in it: about one word in eighty of our cards comes out one off against the CMU
Pronouncing Dictionary, which is as good but under a licence that would bind who ships Pebblepath. Do not use it for one
short phrase, nor for another language than English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version

_SENTENCE = re.compile(r"[^.!?]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def reading_grade(text: str) -> float:
    """The US school grade that can read this text (0.0 and below: a beginner).

    Returns 0.0 for a text without a word.
    """
    sentences = [found for found in _SENTENCE.findall(text) if _WORD.search(found.lower())]
    words = words_of(text)
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; "don't" is one word, "side-by-side" is three."""
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=8192)
def count_syllables(word: str) -> int:
    """The spoken syllables of an English word (never less than one)."""
    # Loaded on first use: most processes never measure.
    import syllapy

    letters = word.lower().replace("’", "'").removesuffix("'s")
    return max(1, int(syllapy.count(letters)))


def measured_with() -> str:
    """The package that measures, with its version, for a report."""
    return f"syllapy {version('syllapy')}"


def join_phrases(phrases: list[str]) -> str:
    """Join texts into one, closing each phrase that has no end mark, so that it counts as a sentence."""
    closed = (phrase if phrase.rstrip()[-1:] in ".!?" else f"{phrase.rstrip()}." for phrase in phrases if phrase)
    return " ".join(closed)
