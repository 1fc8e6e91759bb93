"""The same facts in plain words: for the family, and for the child.

What one home or the school told isn't repeated here: it may not be for the other home's eyes. Sentences are short, at
or below US grade 6; the child's words come before ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pebblepath.core.planner.session.words import listed, to_family

from .facts import GOOD, NO_HELP, Facts, GoalPlayed
from .sentences import (
    SELF,
    Rule,
    Sentence,
    closed,
    goal_facts,
    idea_for_home,
    made_of,
    minutes_by_purpose,
    quoted,
    stone,
    text_of,
    the_child_said,
    times,
    what_to_try_next,
    written,
)

PURPOSES = 3
A_SENTENCE = 2


def for_family(facts: Facts) -> str:
    """The session for the family, one sentence a line."""
    return text_of(written(facts, FAMILY))


def for_child(facts: Facts) -> str:
    """The session told to the child, one sentence a line."""
    return text_of(written(facts, CHILD))


def _together(facts: Facts) -> Iterator[Sentence]:
    if facts.minutes is not None:
        text = f"{facts.child} and {facts.therapist} had {facts.minutes} minutes {facts.place}."
        yield made_of(text, "minutes")


def _you_said(facts: Facts) -> Iterator[Sentence]:
    for words in facts.quotes:
        yield made_of(f"You said: {quoted(words)}.", "quotes")


def names_played(facts: Facts, first: str, then: str) -> Iterator[Sentence]:
    """What was played, two names a sentence: long lists are hard to read."""
    names = [played.name for played in facts.played]
    for start in range(0, len(names), A_SENTENCE):
        yield made_of(f"{then if start else first} {listed(names[start : start + A_SENTENCE])}.", "played")


def _played(facts: Facts) -> Iterator[Sentence]:
    return names_played(facts, "We played", "Then came")


def _you_played(facts: Facts) -> Iterator[Sentence]:
    return names_played(facts, "You played", "Then came")


def _picked(facts: Facts) -> Iterator[Sentence]:
    names = [played.name for played in facts.played if played.chosen]
    if names:
        yield made_of(f"{facts.child} picked {listed(names)}.", "played")


def _you_picked(facts: Facts) -> Iterator[Sentence]:
    names = [played.name for played in facts.played if played.chosen]
    if names:
        yield made_of(f"You picked {listed(names)}.", "played")


def _what_for(facts: Facts) -> Iterator[Sentence]:
    counted = minutes_by_purpose(facts.played)[:PURPOSES]
    if counted:
        yield made_of(f"The play was for {listed(to_family(purpose) for purpose, _ in counted)}.", "played")


def _reached(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        if goal.steps:
            uses = goal_facts(place, "steps", "firsts")
            yield made_of(f"{quoted(goal.title)}: {facts.child} got to {stone(goal, max(goal.steps))}.", *uses)
            for text in first_times(goal, SELF[facts.pronouns], facts.place):
                yield made_of(text, *uses)


def _you_reached(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        if goal.steps:
            uses = goal_facts(place, "steps", "firsts")
            yield made_of(f"You got to the stone {stone(goal, max(goal.steps))}.", *uses)
            for text in first_times(goal, "yourself", facts.place):
                yield made_of(text, *uses)


def first_times(goal: GoalPlayed, by_self: str, place: str) -> Sequence[str]:
    """What happened for the first time, a short sentence each."""
    words = {
        "new_stone": "That was the first time!",
        "by_self": f"It was the first time all by {by_self}!",
        "new_place": f"It was the first time {place}!",
    }
    return [text for first, text in words.items() if first in goal.firsts]


def _by_self(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        count = goal.helps.count(NO_HELP)
        if count:
            text = f"{quoted(goal.title)}: all by {SELF[facts.pronouns]}, {times(count)}."
            yield made_of(text, *goal_facts(place, "helps"))


def _felt(facts: Facts) -> Iterator[Sentence]:
    good = facts.felt.count(GOOD)
    if good:
        yield made_of(f"It felt good {times(good)}.", "felt")
    if facts.proud:
        yield made_of(f"{facts.child} was proud.", "proud")


def _you_felt(facts: Facts) -> Iterator[Sentence]:
    good = facts.felt.count(GOOD)
    if good:
        yield made_of(f"It felt good {times(good)}.", "felt")
    if facts.proud:
        yield made_of("You were proud.", "proud")


def _asked(facts: Facts) -> Iterator[Sentence]:
    if facts.breaks:
        yield made_of(f"{facts.child} asked for a break {times(facts.breaks)}.", "breaks")
    if facts.asks:
        yield made_of(f"{facts.child} asked for help {times(facts.asks)}.", "asks")


def _you_asked(facts: Facts) -> Iterator[Sentence]:
    if facts.breaks:
        yield made_of("You asked for a break.", "breaks")
    if facts.asks:
        yield made_of("You asked for help.", "asks")


def _there_to_help(facts: Facts) -> Iterator[Sentence]:
    if facts.supports:
        yield made_of(f"There to help: {listed(name for name, _ in facts.supports)}.", "supports")


def _idea(facts: Facts) -> Iterator[Sentence]:
    idea = idea_for_home(facts)
    if idea:
        yield made_of(f"An idea for home: {closed(idea.at_home)}", "played")


FAMILY: tuple[Rule, ...] = (
    _together, the_child_said, _played, _picked, _what_for, _reached, _by_self, _felt, _asked, _there_to_help,
    what_to_try_next, _idea,
)  # fmt: skip
CHILD: tuple[Rule, ...] = (_you_said, _you_played, _you_picked, _you_reached, _you_felt, _you_asked, what_to_try_next)
