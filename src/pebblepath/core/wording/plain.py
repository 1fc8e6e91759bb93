"""Plain words: jargon with family words for it, and sentences that are too long.

How hard a text is to read is measured elsewhere; :func:`read_plainly` takes that measure as an argument.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from .check import check_with
from .finding import Finding
from .rulebook import FOLDER, RuleBook, rule_book
from .words import Word, words_of

LONGEST = 20
HIGHEST_GRADE = 6.0


@dataclass(frozen=True)
class PlainReading:
    """How plain a family-facing text is.

    Attributes:
        grade: its US school grade.
        easy: the grade is not above six.
        findings: jargon and long sentences, in the order of the text.
    """

    grade: float
    easy: bool
    findings: list[Finding]


def read_plainly(text: str, reading_grade: Callable[[str], float]) -> PlainReading:
    """Grade a family-facing text and find what makes it hard.

    Args:
        text: any text in English.
        reading_grade: measures the US school grade of a text.
    """
    grade = reading_grade(text)
    return PlainReading(grade, grade <= HIGHEST_GRADE, plain_words(text))


def plain_words(text: str, longest: int = LONGEST) -> list[Finding]:
    """Find clinical words with family words for them, and long sentences.

    Args:
        text: any text in English; quotations and names of laws and measures are left alone.
        longest: how many words a sentence may have.

    Returns:
        The findings in the order of the text. A long sentence (group ``long-sentence``) covers words that may be
        findings themselves; it has no phrase to take, only advice.
    """
    return sorted([*check_with(glossary(), text), *_long(text, longest)], key=lambda one: (one.start, -one.end))


def _long(text: str, longest: int) -> Iterator[Finding]:
    for sentence in _sentences(words_of(text)):
        if len(sentence) > longest:
            start, end = sentence[0].start, sentence[-1].end
            why = f"This sentence has {len(sentence)} words; {longest} are easier to take in."
            better = ("[two or three short sentences]",)
            yield Finding(start, end, text[start:end], "long-sentence", "long-sentence", why, better)


def _sentences(words: list[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        if sentence and word.sentence != sentence[-1].sentence:
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


@cache
def glossary() -> RuleBook:
    """Clinical words as rules (read once)."""
    table = tomllib.loads(FOLDER.joinpath("glossary.toml").read_text(encoding="utf-8"))
    entries = [
        {
            "id": entry["word"],
            "words": entry.get("forms", [entry["word"]]),
            "why": "Few families know this word.",
            "better": entry["plain"],
            "example": entry["word"],
            "unless": entry.get("unless", []),
        }
        for entry in table["entry"]
    ]
    return rule_book([{"group": "jargon", "rule": entries}])
