"""The small words that all lines of a progress report share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .facts import Counted, GoalFacts, Pronouns
from .median import OrdinalMedian, ordinal_median

FIVE = 5
MINUS = "−"
THEIR: dict[Pronouns, tuple[str, str, str, str]] = {
    "she": ("her", "her", "herself", "hers"),
    "he": ("his", "him", "himself", "his"),
    "they": ("their", "them", "themselves", "theirs"),
}


def level(goal: GoalFacts, step: int) -> str:
    """The name of a level: −2 to +2 where there are five stones, else from 1 on."""
    if len(goal.stones) != FIVE:
        return str(step + 1)
    score = step - FIVE // 2
    return f"+{score}" if score > 0 else f"{MINUS}{-score}" if score < 0 else "0"


def stone(goal: GoalFacts, step: int) -> str:
    """The words of a stone in quotation marks, without their full stop."""
    return f"“{goal.stones[step].strip().rstrip('.')}”"


def median_words(goal: GoalFacts, moments: Sequence[Counted]) -> str:
    """The median with its interval, as a cell can hold it."""
    found = ordinal_median([moment.step for moment in moments])
    if found is None:
        return "no moment"
    return f"{_middle(goal, found)} ({_interval(goal, found)})"


def _middle(goal: GoalFacts, found: OrdinalMedian) -> str:
    if found.low == found.high:
        return level(goal, found.low)
    return f"between {level(goal, found.low)} and {level(goal, found.high)}"


def _interval(goal: GoalFacts, found: OrdinalMedian) -> str:
    if found.interval is None or found.coverage is None:
        return found.reason
    low, high = found.interval
    return f"{level(goal, low)} to {level(goal, high)}, {_percent(found.coverage)}"


def _percent(coverage: float) -> str:
    """Rounded down, and never as certainty."""
    return f"{int(coverage * 1000) / 10:.1f} %" if coverage < 0.999 else "more than 99.9 %"


def as_verb(title: str, pronouns: Pronouns) -> str:
    """A goal's title as what somebody can do: "I zip my jacket" becomes "zip her jacket".

    A title that isn't the child's own sentence stays as it is, in quotation marks.
    """
    words = title.strip().rstrip(".!")
    found = re.match(r"i (?!am\b)(?=\w)", words, re.IGNORECASE)
    if not found:
        return f"take part in “{words}”"
    own, them, myself, mine = THEIR[pronouns]
    said = {"my": own, "me": them, "myself": myself, "mine": mine}
    return re.sub(r"\b(my|me|myself|mine)\b", lambda word: said[word[0].lower()], words[found.end() :], flags=re.I)
