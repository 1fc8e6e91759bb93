"""A clinic day to be planned: who wants to be seen, by whom, in which room, with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pebblepath.core.planner.clinic.clock import STRICT, Span, Time
from pebblepath.core.planner.clinic.names import known, unique

ATOM = 5
"""Lengths are multiples of so many minutes, and so are starts."""
Length = Annotated[int, Field(ge=0, le=240, multiple_of=ATOM)]
Weight = Annotated[int, Field(ge=0, le=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=80)]


@dataclass(frozen=True)
class Therapist:
    """Somebody who sees children.

    Args:
        name: unique.
        start, end: her hours.
        breaks: times when she isn't there, or in a meeting.
        lunch_minutes: length of her lunch, 0 for none; it is missed only when that gains more than it costs.
        lunch_between: lunch is had inside this span; none is due when her hours don't hold it.
        note_minutes: after each visit, for its note and the room.
    """

    __pydantic_config__ = STRICT
    name: Name
    start: Time
    end: Time
    breaks: tuple[Span, ...] = ()
    lunch_minutes: Length = 30
    lunch_between: Span = field(default_factory=lambda: Span(11 * 60, 14 * 60))
    note_minutes: Length = 10

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def hours(self) -> Span:
        """From when to when she works."""
        return Span(self.start, self.end)

    @property
    def lunch_due(self) -> int:
        """Minutes of lunch that are due."""
        return self.lunch_minutes if self.hours.holds(self.lunch_between) else 0


@dataclass(frozen=True)
class Room:
    """A room for one visit at a time; rooms of one kind can stand in for each other.

    Args:
        name: unique.
        kind: what it is.
        taken: times when somebody else has it.
    """

    __pydantic_config__ = STRICT
    name: Name
    kind: Name
    taken: tuple[Span, ...] = ()


Pool = tuple[str, tuple[Span, ...]]
"""Rooms that wholly stand in for each other: their kind, and the times at which all of them are taken."""


def pool_of(room: Room) -> Pool:
    """The pool that a room belongs to."""
    return room.kind, room.taken


@dataclass(frozen=True)
class Thing:
    """Something shared, such as the one swing.

    Args:
        name: unique.
        count: how many of it there are.
        taken: times when somebody else has one of it; two times that overlap take two.
    """

    __pydantic_config__ = STRICT
    name: Name
    count: Annotated[int, Field(ge=1, le=50)] = 1
    taken: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Child:
    """A child who wants to be seen once on the day.

    Args:
        name: unique.
        minutes: length of the visit, a multiple of 5.
        windows: when she can be there.
        therapists: who may see her; empty for anyone.
        preferred: whom she'd rather see; empty for no wish.
        rooms: kinds of room that will do; empty for any.
        things: what is needed throughout the visit.
        wish: when she'd like to begin, if she has a wish.
        must: she has to be seen, whatever it costs.
    """

    __pydantic_config__ = STRICT
    name: Name
    minutes: Annotated[int, Field(ge=ATOM, le=240, multiple_of=ATOM)]
    windows: tuple[Span, ...]
    therapists: tuple[str, ...] = ()
    preferred: str = ""
    rooms: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    wish: Time | None = None
    must: bool = False


@dataclass(frozen=True)
class DayCosts:
    """What a plan's shortcomings weigh.

    Args:
        unseen: a child who isn't seen; ten times as much for one who must be.
        other_therapist: a child seen by another than the preferred one.
        wish: each five minutes between the wished start and the real one.
        idle: each five minutes of waiting between a therapist's first visit and her last, lunch and breaks aside.
        no_lunch: a therapist who sees children and has no lunch.
    """

    __pydantic_config__ = STRICT
    unseen: Weight = 400
    other_therapist: Weight = 12
    wish: Weight = 1
    idle: Weight = 1
    no_lunch: Weight = 60


@dataclass(frozen=True)
class Visit:
    """One visit of a plan."""

    __pydantic_config__ = STRICT
    child: str
    therapist: str
    room: str
    start: Time
    minutes: Annotated[int, Field(ge=1, le=600)]

    @property
    def span(self) -> Span:
        """From when to when the child is there."""
        return Span(self.start, self.start + self.minutes)


@dataclass(frozen=True)
class Lunch:
    """When a therapist has lunch."""

    __pydantic_config__ = STRICT
    therapist: str
    start: Time


@dataclass(frozen=True)
class DayPlan:
    """A day's visits and lunches."""

    __pydantic_config__ = STRICT
    visits: tuple[Visit, ...]
    lunches: tuple[Lunch, ...] = ()


@dataclass(frozen=True)
class Day:
    """Everything that is known before a day is planned.

    Args:
        therapists, rooms, things, children: as they are.
        step: visits start at multiples of so many minutes, a multiple of 5.
        costs: what shortcomings weigh.

    Raises:
        ValueError: a name is there twice or is nowhere.
    """

    __pydantic_config__ = STRICT
    therapists: tuple[Therapist, ...]
    rooms: tuple[Room, ...]
    children: tuple[Child, ...]
    things: tuple[Thing, ...] = ()
    step: Annotated[int, Field(ge=ATOM, le=60, multiple_of=ATOM)] = 15
    costs: DayCosts = field(default_factory=DayCosts)
    kind: Literal["day"] = "day"

    def __post_init__(self) -> None:
        for things in (self.therapists, self.rooms, self.things, self.children):
            unique(thing.name for thing in things)
        kinds = {room.kind for room in self.rooms}
        for child in self.children:
            who = (*child.therapists, *((child.preferred,) if child.preferred else ()))
            known(who, self.therapist, f"{child.name} names", "therapists")
            known(child.rooms, kinds, f"{child.name} names", "the kinds of rooms")
            known(child.things, self.thing, f"{child.name} names", "things")

    @cached_property
    def therapist(self) -> dict[str, Therapist]:
        """Therapists by name."""
        return {one.name: one for one in self.therapists}

    @cached_property
    def child(self) -> dict[str, Child]:
        """Children by name."""
        return {one.name: one for one in self.children}

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by name."""
        return {one.name: one for one in self.rooms}

    @cached_property
    def thing(self) -> dict[str, Thing]:
        """Things by name."""
        return {one.name: one for one in self.things}

    def who_may_see(self, child: Child) -> tuple[Therapist, ...]:
        """The therapists who may see a child."""
        return tuple(one for one in self.therapists if not child.therapists or one.name in child.therapists)

    def kinds_for(self, child: Child) -> tuple[str, ...]:
        """The kinds of room that will do for a child."""
        kinds = dict.fromkeys(room.kind for room in self.rooms)
        return tuple(kind for kind in kinds if not child.rooms or kind in child.rooms)

    def pools_for(self, child: Child) -> tuple[Pool, ...]:
        """The pools of rooms that will do for a child."""
        kinds = self.kinds_for(child)
        return tuple(dict.fromkeys(pool_of(room) for room in self.rooms if room.kind in kinds))
