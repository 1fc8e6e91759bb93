"""Labelled sentences: words that the checker should find stand in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KEPT_APART = 2  # of every three sentences, the third wasn't used to build the rules


@dataclass(frozen=True)
class Sentence:
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float


def read(name: str) -> list[Sentence]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [_sentence(line) for line in lines if line and not line.startswith("#")]


def score(sentences: list[Sentence]) -> Score:
    """How many findings lie on marked words, and how many marked words are found."""
    from pebblepath.core.wording import check

    good = false = hit = marked = 0
    for sentence in sentences:
        found = [(one.start, one.end) for one in check(sentence.text)]
        touched = [any(start < last and first < end for first, last in sentence.marks) for start, end in found]
        good += sum(touched)
        false += len(touched) - sum(touched)
        hit += sum(any(start < last and first < end for start, end in found) for first, last in sentence.marks)
        marked += len(sentence.marks)
    return Score(good / (good + false), hit / marked)


def score_by_sentence(sentences: list[Sentence]) -> Score:
    """The same by sentence: is anything found in it, and should it be?"""
    from pebblepath.core.wording import check

    found = [bool(check(sentence.text)) for sentence in sentences]
    hit = sum(bool(sentence.marks) and one for sentence, one in zip(sentences, found, strict=True))
    return Score(hit / sum(found), hit / sum(bool(sentence.marks) for sentence in sentences))


def _sentence(line: str) -> Sentence:
    text = ""
    marks = []
    for part in re.split(r"(\{[^}]*\})", line):
        bare = part[1:-1] if part.startswith("{") else part
        if bare != part:
            marks.append((len(text), len(text) + len(bare)))
        text += bare
    return Sentence(text, tuple(marks))
