"""A home programme: at most three small ideas, each inside something that the family does anyway. No list of exercises.

What a family swapped or put off for now is theirs to say, so each idea stands as a section of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, Literal

from pydantic import TypeAdapter

from pebblepath.core.reports.document import Block, Bullets, Document, Paragraph, Picture, Run, Section, line

MOST_IDEAS = 3
HOW_LINES = 3
Room = Literal["", "none", "some", "lot"]
# How many ideas there is room for in a week, as the family said it; where nobody said, all three may stand.
IDEAS_FOR: Mapping[Room, int] = {"": MOST_IDEAS, "lot": MOST_IDEAS, "some": 2, "none": 1}
NOT_THIS_WEEK = "Not this week? That is fine."
_ENDS = re.compile(r"[.!?][”\"]?$")


@dataclass(frozen=True)
class HomeIdea:
    """One idea for home.

    Attributes:
        key: names it within a programme; it never changes.
        name: what it is called.
        symbol: the name of its picture.
        at: when, within a sentence: "At bath time".
        routine: what the family does then, in their own words; empty where nobody told.
        how: at most three short lines.
        why: one line.
        mind: what to take care of; empty: nothing special.
        goal, goal_key: the goal that it serves, by its title and its public id.
        stone: the next stone on that goal's path, in the family's words; empty where all are reached.
    """

    key: str
    name: str
    symbol: str
    at: str
    routine: str
    how: tuple[str, ...]
    why: str
    mind: str
    goal: str
    goal_key: str
    stone: str


@dataclass(frozen=True)
class HomeIdeas:
    """The ideas for one home.

    Attributes:
        home: the home's key where the child has two; None: the one home.
        name: what it is called; empty: the one home.
        room: how much room this week has, as the family said.
        ideas: those that the therapist proposes.
        others: those that the family can swap for, the best first.
    """

    home: int | None
    name: str
    room: Room
    ideas: tuple[HomeIdea, ...]
    others: tuple[HomeIdea, ...] = ()

    def find(self, key: str) -> HomeIdea | None:
        """The idea with this key, proposed or to swap for; None where there is none."""
        return next((idea for idea in (*self.ideas, *self.others) if idea.key == key), None)


@dataclass(frozen=True)
class HomeFacts:
    """All that a home programme is made of.

    Attributes:
        child: what the child is called.
        practice, therapist: whose proposal it is.
        day: when it was made, in words.
        homes: one, or two.
    """

    child: str
    practice: str
    therapist: str
    day: str
    homes: tuple[HomeIdeas, ...]


_FACTS = TypeAdapter(HomeFacts)


def to_json(facts: HomeFacts) -> dict[str, Any]:
    """Facts as a report keeps them."""
    kept: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    return kept


def from_json(kept: dict[str, Any]) -> HomeFacts:
    """Facts as a report kept them."""
    return _FACTS.validate_python(kept)


def home_programme(facts: HomeFacts, pictures: Mapping[str, str]) -> Document:
    """Draft a home programme.

    Args:
        facts: what is proposed.
        pictures: for each symbol its SVG.
    """
    return Document(
        title=f"Small ideas for home: {facts.child}",
        heading=f"Small ideas for home with {facts.child}",
        letterhead=facts.practice,
        frame=(("From", facts.therapist), ("Day", facts.day)),
        sections=(*_ideas(facts, pictures), Section("tell", "How to tell us", (_how_to_tell(),))),
        foot=f"{facts.practice} · {facts.child} · {facts.day}",
    )


def section_key(home: int | None, place: int) -> str:
    """The key of the section of an idea: its home and its place, 0 the first."""
    return f"home-{home or 0}-{place}"


def idea_section(key: str, idea: HomeIdea, pictures: Mapping[str, str], home: str = "") -> Section:
    """One idea as a section: picture, when, how, what to mind, why, how it will show.

    Args:
        key: of the section.
        idea: what stands in it.
        pictures: for each symbol its SVG.
        home: the home's name where there are two.
    """
    title = f"{home}: {idea.name}" if home else idea.name
    return Section(key, title, tuple(_blocks(idea, pictures)))


def lines_of(how: str, most: int = HOW_LINES) -> tuple[str, ...]:
    """A text as at most so many lines, each of whole sentences, the longest as short as can be.

    Args:
        how: any text.
        most: how many lines there may be, 1 or more.
    """
    sentences = list(_sentences(how))
    if len(sentences) <= most:
        return tuple(sentences)
    ways = ((0, *cuts, len(sentences)) for cuts in combinations(range(1, len(sentences)), most - 1))
    lines = [tuple(" ".join(sentences[first:last]) for first, last in pairwise(way)) for way in ways]
    return min(lines, key=lambda way: max(map(len, way)))


def _sentences(text: str) -> Iterator[str]:
    """Whole sentences; what stands within one pair of quotation marks stays together."""
    words: list[str] = []
    for word in text.split():
        words.append(word)
        so_far = " ".join(words)
        is_open = so_far.count('"') % 2 == 1 or so_far.count("“") > so_far.count("”")
        if _ENDS.search(word) and not is_open:
            yield so_far
            words = []
    if words:
        yield " ".join(words)


def _ideas(facts: HomeFacts, pictures: Mapping[str, str]) -> Iterator[Section]:
    for home in facts.homes:
        for place, idea in enumerate(home.ideas):
            yield idea_section(section_key(home.home, place), idea, pictures, home.name)
        if not home.ideas:
            title = f"{home.name}: no idea yet" if home.name else "No idea yet"
            yield Section(section_key(home.home, 0), title, (Paragraph(line(NO_IDEA)),))


NO_IDEA = "Nothing fits yet. It needs a goal for home, and a few words about what you do each day."


def _blocks(idea: HomeIdea, pictures: Mapping[str, str]) -> Iterator[Block]:
    yield Picture(pictures[idea.symbol], f"A picture for {idea.name}.")
    yield _led("When", f"{idea.at}, in “{idea.routine.rstrip('.')}”" if idea.routine else idea.at)
    yield Bullets(tuple(line(words) for words in idea.how))
    if idea.mind:
        yield _led("Take care", idea.mind)
    yield _led("Why", idea.why)
    if idea.stone:
        yield _led("How it will show", f"“{idea.stone.rstrip('.')}”, on the path “{idea.goal.rstrip('.')}”")
    yield Paragraph(line(NOT_THIS_WEEK))


def _led(by: str, words: str) -> Paragraph:
    """A line that begins with what it tells of."""
    closed = words if words[-1:] in ".!?" else f"{words}."
    return Paragraph(line(Run(f"{by}: "), closed))


def _how_to_tell() -> Bullets:
    return Bullets(
        (
            line("In Pebblepath it takes four taps, and no typing."),
            line("Or tell us when we meet. Hard days count as much as good ones."),
            line("You can swap an idea for another one at any time."),
        )
    )
