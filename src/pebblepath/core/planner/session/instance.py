"""What a play session is planned from, and what comes out: plain frozen data, each value with its range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

ENERGIES = (-2, -1, 0, 1, 2)
NOISES = ("quiet", "medium", "loud")
MESSES = ("none", "little", "much")
SPACES = ("table", "mat", "room", "gym", "outdoors")
# A larger place offers the smaller ones; a table has to be there, and outdoors is a place of its own.
SPACE_OFFERS: Mapping[str, frozenset[str]] = {
    "table": frozenset({"table"}),
    "mat": frozenset({"mat"}),
    "room": frozenset({"room", "mat"}),
    "gym": frozenset({"gym", "room", "mat"}),
    "outdoors": frozenset({"outdoors"}),
}
ITEMS_LEAST, ITEMS_MOST = 3, 7
MINUTES_LEAST, MINUTES_MOST = 15, 120
MINUTES_LEFT_LEAST = 3
LOCK_LEAST, LOCK_MOST = 3, 60


class RequestError(ValueError):
    """A wish that can't be read; its words say which value was wrong and what is accepted."""


def thing(name: str) -> str:
    """The one spelling of a thing in the room: small letters, single blanks."""
    return " ".join(name.casefold().split())


def things(names: Iterable[str]) -> frozenset[str]:
    """Several things, each in its one spelling."""
    return frozenset(thing(name) for name in names)


@dataclass(frozen=True)
class Activity:
    """One play activity as the planner sees it.

    Attributes:
        id: the card's id; name: its name for people.
        kind: swing, ball, draw, …; no kind comes twice in a row.
        minutes_least, minutes_most: how long it is usually played.
        works_on: deeper goal → 1 (a little), 2 (quite) or 3 (mainly).
        gives: sense → -2 (very settling) to 2 (very rousing).
        energy: how rousing it is as a whole, -2 to 2.
        equipment: all that has to be there.
        space: table, mat, room, gym or outdoors.
        people_least, people_most: how many play.
        noise: quiet, medium or loud; mess: none, little or much.
        age_from, age_to: years; a hint of the card.
        joys: what a child who likes it may like.
        not_with: cares (such as seizures, heights) that rule it out.
        moving: true for heavy or moving play, which readies a body for the table.
        fun: why a child would want it, one sentence to her; at_home: one sentence for the family.
        easier, harder: how to pitch it, one sentence each.
    """

    id: str
    name: str
    kind: str
    minutes_least: int
    minutes_most: int
    works_on: Mapping[str, int]
    energy: int
    space: str = "room"
    gives: Mapping[str, int] = field(default_factory=dict)
    equipment: frozenset[str] = frozenset()
    people_least: int = 1
    people_most: int = 4
    noise: str = "quiet"
    mess: str = "none"
    age_from: int = 0
    age_to: int = 18
    joys: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    moving: bool = False
    fun: str = ""
    at_home: str = ""
    easier: str = ""
    harder: str = ""

    def __post_init__(self) -> None:
        _one_of(self.energy, ENERGIES, f"the energy of {self.id}")
        _one_of(self.space, SPACES, f"the space of {self.id}")
        _one_of(self.noise, NOISES, f"the noise of {self.id}")
        _one_of(self.mess, MESSES, f"the mess of {self.id}")
        if not 1 <= self.minutes_least <= self.minutes_most:
            raise RequestError(
                f"The minutes of {self.id} run from {self.minutes_least} to {self.minutes_most};"
                " at least 1, and the first not larger, is accepted."
            )

    @property
    def at_table(self) -> bool:
        """Whether it is played at a table."""
        return self.space == "table"


@dataclass(frozen=True)
class GoalWish:
    """A deeper goal for this session.

    Attributes:
        goal: its id, such as ``balance``.
        weight: how much it matters today, 1 to 3.
        minutes: how many minutes it gets at least; 0: none are asked for.
        level: where the child is on its path, -2 to 2, or None; it says how to pitch what works on the goal.
    """

    goal: str
    weight: int = 1
    minutes: int = 0
    level: int | None = None

    def __post_init__(self) -> None:
        _between(self.weight, 1, 3, f"the weight of {self.goal}")
        _between(self.minutes, 0, MINUTES_MOST, f"the minutes of {self.goal}")
        if self.level is not None:
            _between(self.level, -2, 2, f"the level of {self.goal}")


@dataclass(frozen=True)
class Lock:
    """What stays as it is: an activity at its place, its minutes, and the other half of a choice.

    Attributes:
        place: 0 for the next activity, 1 for the one after it, …
        activity: its id.
        minutes: 3 to 60, or None where they may change; they may go past what the card suggests.
        or_else: the id of the activity that the child may choose instead, or None where she doesn't choose.
        or_any: true where she may be offered something else as well, whatever fits.
    """

    place: int
    activity: str
    minutes: int | None = None
    or_else: str | None = None
    or_any: bool = False

    def __post_init__(self) -> None:
        _between(self.place, 0, ITEMS_MOST - 1, f"the place of {self.activity}")
        if self.minutes is not None:
            _between(self.minutes, LOCK_LEAST, LOCK_MOST, f"the minutes of {self.activity}")


@dataclass(frozen=True)
class Played:
    """What was played already today: its id, how many minutes, and whether the child chose it."""

    activity: str
    minutes: int
    chosen: bool = False


@dataclass(frozen=True)
class SessionRequest:
    """What is wished for, from now to the end of the session.

    Attributes:
        minutes: 15 to 120, transitions included; from 3 when something was played already.
        goals: the deeper goals of today.
        energy: the child's energy now, -2 (very low) to 2 (very high).
        too_much: senses that are too much for the child; what gives them anything at all isn't played.
        seeks: senses that she looks for.
        joys: what she loves.
        things: what is in the room, or None where everything is.
        missing: things that are not there today, even so.
        spaces: places to play; a larger place offers the smaller ones.
        children, grown_ups: who may play.
        noise, mess: the most that is all right today.
        age: years, or None where the age hints of the cards don't count.
        cares: what needs minding around this child.
        known: activity → days since it was last played; the others are new to her.
        new_most: new activities at most; None: one, and more only where she knows too few.
        must_have: ids that have to be in the plan; excluded: ids that are not wanted.
        locks: what stays as it is.
        played: what was played already, in order.
        transition: minutes between two activities, 0 to 10.
        items_least, items_most: activities in the session, those already played included.
        loosened: names of rules that don't hold today (see ``rules``); the safe ones can't be loosened.
    """

    minutes: int
    goals: tuple[GoalWish, ...] = ()
    energy: int = 0
    too_much: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()
    joys: frozenset[str] = frozenset()
    things: frozenset[str] | None = None
    missing: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset({"table", "room"})
    children: int = 1
    grown_ups: int = 1
    noise: str = "loud"
    mess: str = "much"
    age: int | None = None
    cares: frozenset[str] = frozenset()
    known: Mapping[str, int] = field(default_factory=dict)
    new_most: int | None = None
    must_have: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    played: tuple[Played, ...] = ()
    transition: int = 2
    items_least: int = ITEMS_LEAST
    items_most: int = ITEMS_MOST
    loosened: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _between(self.minutes, MINUTES_LEFT_LEAST if self.played else MINUTES_LEAST, MINUTES_MOST, "minutes")
        _between(self.energy, -2, 2, "energy")
        _between(self.children, 1, 12, "children")
        _between(self.grown_ups, 0, 12, "grown_ups")
        _between(self.transition, 0, 10, "transition")
        _between(self.items_least, 1, ITEMS_MOST, "items_least")
        _between(self.items_most, self.items_least, ITEMS_MOST, "items_most")
        _one_of(self.noise, NOISES, "noise")
        _one_of(self.mess, MESSES, "mess")
        for space in sorted(self.spaces):
            _one_of(space, SPACES, "each of spaces")
        _each_once([wish.goal for wish in self.goals], "goals")
        _each_once([str(lock.place + 1) for lock in self.locks], "the places of locks")
        _each_once([one for lock in self.locks for one in (lock.activity, lock.or_else) if one], "locks")
        if sum(lock.or_else is not None for lock in self.locks) > 1:
            raise RequestError("Two locks have or_else; one choice at most can be locked.")

    @cached_property
    def places_offered(self) -> frozenset[str]:
        """Every place to play, the smaller ones within the larger."""
        return frozenset().union(*(SPACE_OFFERS[space] for space in self.spaces))

    @property
    def people(self) -> int:
        """How many can play when the grown-ups play too."""
        return self.children + self.grown_ups

    @property
    def places_least(self) -> int:
        """How many activities are still to come at least."""
        return max(1, self.items_least - len(self.played))

    @property
    def places_most(self) -> int:
        """How many activities are still to come at most."""
        return max(1, self.items_most - len(self.played))


@dataclass(frozen=True)
class Item:
    """One activity in a plan.

    Attributes:
        activity: its id.
        start: minutes from now to its beginning; minutes: how long; transition: minutes to the next, 0 at the end.
        or_else: the id of the activity that the child may choose instead, or None.
        is_new: true when the child hasn't played it before.
    """

    activity: str
    start: int
    minutes: int
    transition: int
    or_else: str | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Plan:
    """Activities in their order."""

    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """From the first beginning to the last end."""
        return sum(item.minutes + item.transition for item in self.items)


def lay_out(chosen: Iterable[tuple[str, int, str | None]], request: SessionRequest) -> Plan:
    """The plan of (activity, minutes, or_else) in that order, with its times."""
    rows, items, start = list(chosen), [], 0
    for place, (activity, minutes, or_else) in enumerate(rows):
        transition = request.transition if place < len(rows) - 1 else 0
        items.append(Item(activity, start, minutes, transition, or_else, activity not in request.known))
        start += minutes + transition
    return Plan(tuple(items))


@dataclass(frozen=True)
class Loosening:
    """One thing to loosen, in a therapist's words; ``enough``: with it alone there is a plan."""

    wish: str
    words: str
    enough: bool


@dataclass(frozen=True)
class Clash:
    """Why nothing fits.

    Attributes:
        wishes: sentences; together they can't be had, and without any one of them they could.
        loosen: what to loosen, what is enough by itself first.
    """

    wishes: tuple[str, ...]
    loosen: tuple[Loosening, ...]


@dataclass(frozen=True)
class Outcome:
    """What planning came to.

    Attributes:
        plan: the plan, or None where nothing fits or none was found in time.
        objective: its points, or None; bound: no plan can have more points than this.
        status: ``proven`` (nothing better exists), ``good`` (found in time, not proven), ``clash`` or ``no answer``.
        seconds: how long it took.
        clash: which wishes clash, or None.
    """

    plan: Plan | None
    objective: int | None
    bound: int | None
    status: str
    seconds: float
    clash: Clash | None = None


def _between(value: int, least: int, most: int, what: str) -> None:
    if not least <= value <= most:
        raise RequestError(f"{_large(what)} is {value}; {least} to {most} is accepted.")


def _one_of(value: object, accepted: tuple[object, ...], what: str) -> None:
    if value not in accepted:
        raise RequestError(f"{_large(what)} is '{value}'; {', '.join(map(str, accepted))} are accepted.")


def _each_once(values: list[str], what: str) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise RequestError(f"'{twice[0]}' is twice in {what}; once is accepted.")


def _large(text: str) -> str:
    return text[0].upper() + text[1:]
