"""Phrases that sound like progress and tell none.

A progress report has to say how progress was measured (34 CFR 300.320(a)(3)); "some progress" says nothing that the
next reader could check. A phrase passes when its sentence also holds a number, a level, an amount of help or a date.
"""

from __future__ import annotations

import re

from .check import check_with
from .finding import Finding
from .rulebook import vague_words
from .words import words_of

_FACT = re.compile(
    r"\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|half|once|twice|third"
    r"|quarter|dozen|zero|none of|all of|every (?:day|time|morning|evening|night)"
    r"|(?:minimal|moderate|maximal|min|mod|max|total|stand-?by|contact guard)\.? assist(?:ance)?"
    r"|(?:physical|verbal|visual|gestural) (?:help|prompts?|cues?) (?:for|on|with)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:the )?\w+"
    r"|by (?:herself|himself|themselves)|without help)\b",
    re.IGNORECASE,
)


def check_vague(text: str) -> list[Finding]:
    """Find phrases that tell no fact, in sentences that hold no fact either.

    Args:
        text: a progress report or a note in English.

    Returns:
        The findings in the order of the text, of the same kind as those of :func:`~.check.check`; the better phrases
        have gaps for the facts.
    """
    facts = {word.sentence for word in words_of(text) if _in_fact(text, word.start, word.end)}
    sentence_at = {word.start: word.sentence for word in words_of(text)}
    return [one for one in check_with(vague_words(), text) if sentence_at.get(one.start) not in facts]


def _in_fact(text: str, start: int, end: int) -> bool:
    found = _FACT.match(text, start)
    return found is not None or (text[end : end + 1] == "%")
