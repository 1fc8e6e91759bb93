"""A sentence and the facts it was made of, and the small words that all sentences share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .facts import Facts, GoalPlayed, Played, Pronouns, most_often

SELF: Mapping[Pronouns, str] = {"she": "herself", "he": "himself", "they": "themselves"}
_ENDED_TWICE = re.compile(r"([!?]”?)\.$")
_OPENS, _CLOSES = ("“", '"'), ("”", '"')


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft.

    Attributes:
        text: the sentence.
        uses: the facts it was made of, by the names of their fields: ``minutes``, ``goals[0].steps``. Who, when and
            where (the frame) may stand in every sentence and isn't named.
    """

    text: str
    uses: frozenset[str]


Rule = Callable[[Facts], Iterator[Sentence]]


def made_of(text: str, *uses: str) -> Sentence:
    """A sentence with the facts it was made of; after “Again!” stands no full stop."""
    return Sentence(_ENDED_TWICE.sub(r"\1", text), frozenset(uses))


def goal_facts(place: int, *fields: str) -> tuple[str, ...]:
    """The names of a goal's facts, with its title and stones."""
    return tuple(f"goals[{place}].{field}" for field in ("title", "stones", *fields))


def written(facts: Facts, rules: Iterable[Rule]) -> list[Sentence]:
    """All that these rules say of the facts, in their order."""
    return [sentence for rule in rules for sentence in rule(facts)]


def text_of(sentences: Iterable[Sentence]) -> str:
    """Sentences as a text, one a line."""
    return "\n".join(sentence.text for sentence in sentences)


def quoted(words: str) -> str:
    """Words in quotation marks, without the full stop and the pair of marks that they bring along."""
    bare = words.strip()
    if len(bare) > 1 and bare[0] in _OPENS and bare[-1] in _CLOSES:
        bare = bare[1:-1]
    return f"“{bare.rstrip('.').strip()}”"


def closed(text: str) -> str:
    """A text with an end mark."""
    bare = text.strip()
    return bare if bare[-1:] in {".", "!", "?", "”"} else f"{bare}."


def date_of(day: dt.date) -> str:
    """24 November."""
    return f"{day.day} {day:%B}"


def whole(minutes: float) -> int:
    """Minutes as they are written: whole, and never 0 where there were some."""
    return max(1, int(minutes + 0.5))


def times(count: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def stone(goal: GoalPlayed, step: int) -> str:
    """The words of a stone, in quotation marks."""
    return quoted(goal.stones[step])


def next_step(goal: GoalPlayed) -> int | None:
    """The stone after the one that was reached most often today; None after the last, or where none was."""
    if not goal.steps:
        return None
    after = most_often(goal.steps) + 1
    return after if after < len(goal.stones) else None


def idea_for_home(facts: Facts) -> Played | None:
    """The activity whose idea goes home: one that the child chose before others, then the longest."""
    with_idea = [played for played in facts.played if played.at_home]
    return max(with_idea, key=lambda one: (one.chosen, one.minutes), default=None)


def minutes_by_purpose(played: Sequence[Played]) -> list[tuple[str, int]]:
    """The deeper goals with the minutes of all activities that work on them, the most first."""
    minutes: dict[str, float] = {}
    for one in played:
        for purpose in one.purposes:
            minutes[purpose] = minutes.get(purpose, 0.0) + one.minutes
    counted = [(purpose, whole(amount)) for purpose, amount in minutes.items() if amount > 0]
    return sorted(counted, key=lambda pair: -pair[1])


# Rules that families, the child and the door card have in the same words.


def the_child_said(facts: Facts) -> Iterator[Sentence]:
    """Her own words, as they were tapped."""
    for words in facts.quotes:
        yield made_of(f"{facts.child} said: {quoted(words)}.", "quotes")


def what_to_try_next(facts: Facts) -> Iterator[Sentence]:
    """The stone after the one that she stood on most often."""
    for place, goal in enumerate(facts.goals):
        after = next_step(goal)
        if after is not None:
            yield made_of(f"Next we can try {stone(goal, after)}.", *goal_facts(place, "steps"))
