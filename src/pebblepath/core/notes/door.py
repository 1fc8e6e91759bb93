"""The card that goes out of the door: three plain lines and one idea for home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pebblepath.core.planner.session.words import listed

from .facts import GOOD, Facts
from .sentences import (
    Rule,
    Sentence,
    closed,
    goal_facts,
    idea_for_home,
    made_of,
    stone,
    the_child_said,
    times,
    what_to_try_next,
    written,
)

LINES = 3
NAMES = 2


@dataclass(frozen=True)
class DoorLines:
    """A door card.

    Attributes:
        lines: at most three sentences; fewer where less was tapped.
        idea: one thing to play at home; empty where no card has one.
    """

    lines: tuple[str, ...]
    idea: str


def door_card(facts: Facts) -> DoorLines:
    """The three lines that a family can read on the way to the car: what was played, the best of it, a voice."""
    idea = idea_for_home(facts)
    lines = tuple(sentence.text for sentence in door_sentences(facts))
    return DoorLines(lines, closed(idea.at_home) if idea else "")


def door_sentences(facts: Facts) -> list[Sentence]:
    """The first sentence of each of the first three rules that have something to say."""
    first_of_each = (next(iter(written(facts, (rule,))), None) for rule in RULES)
    return list(islice((sentence for sentence in first_of_each if sentence), LINES))


def _played(facts: Facts) -> Iterator[Sentence]:
    longest = sorted(facts.played, key=lambda one: -one.minutes)[:NAMES]
    names = [played.name for played in facts.played if played in longest][:NAMES]
    if names:
        yield made_of(f"Today we played {listed(names)}.", "played")


def _best(facts: Facts) -> Iterator[Sentence]:
    """A first time before all else, then the farthest stone of the first goal."""
    with_steps = [(place, goal) for place, goal in enumerate(facts.goals) if goal.steps]
    for place, goal in sorted(with_steps, key=lambda pair: "new_stone" not in pair[1].firsts):
        first = "For the first time" if "new_stone" in goal.firsts else f"{facts.child} got to"
        colon = ":" if "new_stone" in goal.firsts else ""
        uses = goal_facts(place, "steps", "firsts")
        yield made_of(f"{first}{colon} {stone(goal, max(goal.steps))}.", *uses)


def _picked(facts: Facts) -> Iterator[Sentence]:
    for played in facts.played:
        if played.chosen:
            yield made_of(f"{facts.child} picked {played.name}.", "played")


def _felt(facts: Facts) -> Iterator[Sentence]:
    good = facts.felt.count(GOOD)
    if good:
        yield made_of(f"It felt good {times(good)}.", "felt")


def _together(facts: Facts) -> Iterator[Sentence]:
    if facts.minutes is not None:
        yield made_of(f"We had {facts.minutes} minutes {facts.place}.", "minutes")


RULES: tuple[Rule, ...] = (_played, _best, the_child_said, _picked, _felt, what_to_try_next, _together)
