"""How hard a text is to read: the Flesch-Kincaid grade, without a word list to download.

grade = 0.39 · words / sentences + 11.8 · syllables / words - 15.59
(Kincaid, Fishburne, Rogers & Chissom 1975.) Syllables are counted from the letters, so a single word may be
off by one; over a card the errors even out. Do not use it for one short phrase, nor for another language than
English.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are spoken apart ("qui-et", "i-dea", "cre-ate", "play-ing").
_SPOKEN_APART = re.compile(
    r"(?<![tscg])i[ao](?!u)|idea|[^ctsgq]ie[tn]|qui(?=e)|[aeou]y?ing|ayo|cre(?=a)|eo(?!u|p)|ua(?=l)|iu"
)
_SILENT_ENDING = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouytd])ed$|(?<![cs]h)(?<![aeiouycsxzgl])es$")


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


def count_syllables(word: str) -> int:
    """Estimate the spoken syllables of an English word from its letters (never less than one)."""
    letters = word.lower().split("'")[0]
    count = len(_VOWELS.findall(letters)) + len(_SPOKEN_APART.findall(letters))
    if _SILENT_ENDING.search(letters):
        count -= 1
    return max(1, count)


def join_phrases(phrases: list[str]) -> str:
    """Join texts into one, closing each phrase that has no end mark, so that it counts as a sentence."""
    closed = (phrase if phrase.rstrip()[-1:] in ".!?" else f"{phrase.rstrip()}." for phrase in phrases if phrase)
    return " ".join(closed)
