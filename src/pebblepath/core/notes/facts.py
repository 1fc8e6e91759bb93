"""What is known of one session when its note is written: nothing but what somebody tapped, said or planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Pronouns = Literal["she", "he", "they"]
Teller = Literal["family", "teacher", "child"]
First = Literal["new_stone", "new_place", "by_self"]

NO_HELP, REMINDER = 0, 1
GOOD = 2


@dataclass(frozen=True)
class Said:
    """What somebody told since the session before.

    Attributes:
        who: how the circle calls this person.
        role: whose voice it is.
        day: when it happened.
        words: as they were told.
    """

    who: str
    role: Teller
    day: dt.date
    words: str


@dataclass(frozen=True)
class Played:
    """One activity that was played.

    Attributes:
        name: as the card says it.
        minutes: how long; 0 where nobody counted.
        purposes: the deeper goals it works on, such as ``fine-motor``, the main one first.
        chosen: the child chose it.
        at_home: the card's idea for home; empty where it has none.
    """

    name: str
    minutes: float = 0.0
    purposes: tuple[str, ...] = ()
    chosen: bool = False
    at_home: str = ""


@dataclass(frozen=True)
class GoalPlayed:
    """What was caught of one goal. Steps count from 0, the lowest stone.

    Attributes:
        title: of the goal.
        stones: the words of its stones, the lowest first.
        start: the step where the child was when the goal was made.
        steps: reached today, in the order of the taps.
        helps: help at each tap that told it: 0 none, 1 a reminder, 2 some, 3 together.
        firsts: what happened for the first time.
        earlier: the steps of each of the last sessions with this goal (at most four), the newest session first.
        earlier_helps: help in those sessions.
    """

    title: str
    stones: tuple[str, ...]
    start: int
    steps: tuple[int, ...] = ()
    helps: tuple[int, ...] = ()
    firsts: tuple[First, ...] = ()
    earlier: tuple[tuple[int, ...], ...] = ()
    earlier_helps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that a note may speak of. The first five are the frame; everything else may be absent.

    Attributes:
        child, pronouns: whom the note is about.
        day: of the session.
        therapist: who was there.
        place: where, as in a sentence: "at the clinic".
        minutes: how long the session was; None where nobody counted.
        said: what home, school and the child told since the session before, the newest first.
        quotes: what the child said in the session.
        noted: what the therapist wrote down in it.
        played: the activities, in order.
        not_played: the names of those that were planned and not played.
        goals: what was caught of each goal.
        felt: how each moment felt, where that was tapped: 0 not good, 1 so-so, 2 good.
        proud: in how many moments the child was proud.
        breaks: how many times the child asked for a break.
        asks: how many times the child asked for help, or for a thing.
        supports: what was there to help, and in how many moments.
    """

    child: str
    pronouns: Pronouns
    day: dt.date
    therapist: str
    place: str
    minutes: int | None = None
    said: tuple[Said, ...] = ()
    quotes: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    played: tuple[Played, ...] = ()
    not_played: tuple[str, ...] = ()
    goals: tuple[GoalPlayed, ...] = ()
    felt: tuple[int, ...] = ()
    proud: int = 0
    breaks: int = 0
    asks: int = 0
    supports: tuple[tuple[str, int], ...] = ()


def most_often(steps: Sequence[int]) -> int:
    """The step that was reached most often; of several the lowest, so that nothing is claimed too much.

    Raises:
        ValueError: there is none.
    """
    if not steps:
        raise ValueError("The most frequent of no steps doesn't exist; at least one is needed.")
    return min(set(steps), key=lambda step: (-steps.count(step), step))
