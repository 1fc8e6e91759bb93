"""What a first report is made of: what was told, by whom, where and when; nothing is judged here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A line about the child and who told it.

    Attributes:
        words: as they were told, most often in the child's voice.
        who: how the circle calls these people, each once.
        where: the place it holds for, in words; empty: everywhere.
    """

    words: str
    who: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked.

    Attributes:
        who: how the circle calls this person.
        role: child, family, teacher, therapist or other.
        day: when they last told something; None where they were asked and have told nothing yet.
        told: what they told, in words: "the first telling", "14 moments".
        hope: what would make daily life better, in their own words; empty where they didn't say.
    """

    who: str
    role: str
    day: dt.date | None
    told: tuple[str, ...] = ()
    hope: str = ""


@dataclass(frozen=True)
class Felt:
    """How one sense is for the child, as one person said.

    Attributes:
        sense: in words: "Sounds".
        how: seeks, likes, fine, notices or too_much; empty where only words were told.
        words: what about it, in the child's voice.
        who, where: as in `Told`.
    """

    sense: str
    how: str
    words: str
    who: str
    where: str = ""


@dataclass(frozen=True)
class Happened:
    """A moment of everyday life without a goal, told in words.

    Attributes:
        id: of the moment.
        day: when.
        who: told by whom.
        where: the place in words.
        words: as they were told.
        well: whether it went well; False: it was hard.
    """

    id: str
    day: dt.date
    who: str
    where: str
    words: str
    well: bool


@dataclass(frozen=True)
class Seen:
    """What one person told of one goal in one place.

    Attributes:
        who, where: the person, and the place in words.
        first, last: days of the first and the last moment.
        steps: for each stone, from the lowest, the ids of the moments on it.
    """

    who: str
    where: str
    first: dt.date
    last: dt.date
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class GoalBegun:
    """A goal with its stones and where it begins.

    Attributes:
        key: the goal's public id.
        title: in the child's or the family's words.
        matters: who says how much it matters: ("Mia", "very much").
        places: where it matters, in words.
        stones: their words, the lowest first.
        start: the stone where she was when the goal was made, 0 the lowest.
        here: the stone where the newest moments put her.
        reached: for each stone the day it was first reached; None: not yet.
        seen: what was told of it, each person and place by itself.
    """

    key: str
    title: str
    matters: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    stones: tuple[str, ...]
    start: int
    here: int
    reached: tuple[dt.date | None, ...]
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Measured:
    """Total scores as the holder of the licence typed them."""

    name: str
    day: dt.date
    licence_holder: str
    by: str
    totals: tuple[tuple[str, str], ...]
    words: str = ""


@dataclass(frozen=True)
class Finding:
    """What the child's own days say of a strategy in a place, in the words of the answer itself.

    Attributes:
        place, strategy: as they are shown.
        says: the verdict and what it rests on, in sentences; never said stronger than there.
        until: the last day of what it rests on, where newer moments wait to be counted; None: all are counted.
    """

    place: str
    strategy: str
    says: str
    until: dt.date | None = None


@dataclass(frozen=True)
class FirstFacts:
    """All that a first report is made of.

    Attributes:
        child: what the child is called.
        pronouns: she, he or they.
        born: her birthday, if it is known.
        practice, therapist: whose report it is.
        first, last: the days that it tells of.
        asked: who was asked, the child first.
        own: lines that the child told herself.
        quotes: what she was heard to say: the words and who wrote them down.
        strengths, joys, signs, harder, helps, safe: lines by others and by her.
        feels: how her senses are.
        routines: a usual day: the time, the words, and whose home where there are two.
        happened: everyday moments without a goal, the newest first.
        goals: those that are on the way.
        given: strategies in use: name and places.
        findings: what the child's own days say of the strategies.
        measures: total scores.
        promised: time that was promised, in words; empty: none.
    """

    child: str
    pronouns: str
    born: dt.date | None
    practice: str
    therapist: str
    first: dt.date
    last: dt.date
    asked: tuple[Asked, ...] = ()
    own: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    strengths: tuple[Told, ...] = ()
    joys: tuple[Told, ...] = ()
    signs: tuple[Told, ...] = ()
    harder: tuple[Told, ...] = ()
    helps: tuple[Told, ...] = ()
    safe: tuple[Told, ...] = ()
    feels: tuple[Felt, ...] = ()
    routines: tuple[tuple[str, str, str], ...] = ()
    happened: tuple[Happened, ...] = ()
    goals: tuple[GoalBegun, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measured, ...] = ()
    promised: str = ""
