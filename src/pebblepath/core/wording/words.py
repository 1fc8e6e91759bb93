"""A text as words: each with its place, its forms, and whether a stop stands before it.

Lemmas come from simplemma's English list, which is read (about 25 MB) when the first text is checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# "he's" is two words: he + is (or has).
_SHORTENED = re.compile(r"(he|she|it|they|we|you|i|who|that|there|what|how)(['’ʼ](?:s|re|m|ve|d|ll))", re.IGNORECASE)
_LONG = {"'s": "is", "'re": "are", "'m": "am", "'ve": "have", "'d": "would", "'ll": "will"}
# What may stand between two words of one phrase: spaces, a single line break, a hyphen, a slash.
_JOINED = re.compile(r"[^\S\n]*[-‐‑‒/\u00ad]?[^\S\n]*\n?[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s|$)|\n\s*\n|\n\s*(?:[-*•–]|\d+[.)])\s")
_BRITISH_ENDING = re.compile(r"is(e|ed|ing|es|ation)$")
NUMBER = "#"
# Forms that the list takes for nouns, or for forms of no word at all ("fixed" → "fixe").
_OF_A_VERB = {
    "acting": "act",
    "beating": "beat",
    "craving": "crave",
    "developed": "develop",
    "fixed": "fix",
    "fixing": "fix",
    "following": "follow",
    "healing": "heal",
    "playing": "play",
    "sitting": "sit",
    # One pattern for all persons and tenses: "won't" also finds "wouldn't", and "can't" finds "cannot".
    "would": "will",
    "could": "can",
    "wouldn't": "won't",
    "couldn't": "can't",
    "cannot": "can't",
    "doesn't": "don't",
    "didn't": "don't",
    "hasn't": "haven't",
    "hadn't": "haven't",
    "wasn't": "isn't",
    "aren't": "isn't",
    "weren't": "isn't",
}


NEW_THOUGHT = frozenset(["and", "but", "because", "so", "when", "while", "although", "though", "that", "if"])
"""After these a new thought begins."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        start, end: where it stands in the text.
        form: as written, in lower case, with a straight apostrophe.
        keys: everything that it may be looked up by: its form, its lemma, without 's, in American spelling.
        stop: something stands before it (a comma, a bracket, a full stop) that no phrase goes across.
        sentence: the number of its sentence.
    """

    start: int
    end: int
    form: str
    keys: frozenset[str]
    stop: bool
    sentence: int


def words_of(text: str) -> list[Word]:
    """Split a text into words; hyphens part words ("non-compliant" is two), apostrophes don't."""
    words: list[Word] = []
    before, sentence = 0, 0
    for found in _WORD.finditer(text):
        between = text[before : found.start()]
        sentence += bool(words) and _SENTENCE_END.search(between) is not None
        form = found.group().lower().replace("’", "'").replace("ʼ", "'")
        stop = not words or _JOINED.fullmatch(between) is None
        before = found.end()
        if short := _SHORTENED.fullmatch(found.group()):
            end = found.start() + len(short[1])
            words.append(Word(found.start(), end, short[1].lower(), keys_of(short[1].lower()), stop, sentence))
            ending = short[2].lower().replace("’", "'").replace("ʼ", "'")
            keys = keys_of(_LONG[ending]) | {ending}
            words.append(Word(end, found.end(), ending, keys, False, sentence))
        else:
            words.append(Word(found.start(), found.end(), form, keys_of(form), stop, sentence))
    return words


def sentence_of(words: Sequence[Word], place: int) -> tuple[int, Sequence[Word]]:
    """The sentence that the word at a place belongs to, and the place of its first word."""
    first = last = place
    while first > 0 and words[first - 1].sentence == words[place].sentence:
        first -= 1
    while last < len(words) and words[last].sentence == words[place].sentence:
        last += 1
    return first, words[first:last]


@lru_cache(maxsize=20_000)
def keys_of(form: str) -> frozenset[str]:
    """Everything a word (in lower case) may be looked up by."""
    bare = form.removesuffix("'s").removesuffix("'")
    lemma = lemma_of(bare)
    keys = {form, bare, lemma, _american(bare), _american(lemma), _OF_A_VERB.get(bare, bare)}
    if form != bare:
        keys.add("'s")
    if bare[:1].isdigit():
        keys.add(NUMBER)
    return frozenset(keys)


def lemma_of(form: str) -> str:
    """The dictionary form of a word in lower case: "refuses" → "refuse"."""
    from simplemma import lemmatize

    # The list of forms has no contractions, and it takes participles in -ing that are also nouns as nouns.
    return form if "'" in form else lemmatize(form, lang="en").lower()


def _american(form: str) -> str:
    return _BRITISH_ENDING.sub(
        r"iz\1", form.replace("aviour", "avior").replace("avour", "avor").replace("olour", "olor")
    )
