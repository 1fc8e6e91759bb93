"""A school week to be planned: who is owed how many minutes, where, and when not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from pebblepath.core.planner.clinic.clock import STRICT, Span, Time
from pebblepath.core.planner.clinic.names import known, unique

Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri"]
Duty = tuple[str, Weekday]
"""A therapist's day: her name and the weekday."""
DAYS: tuple[Weekday, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri")
Minutes = Annotated[int, Field(ge=0, le=600)]
Name = Annotated[str, Field(min_length=1, max_length=80)]


@dataclass(frozen=True)
class Taken:
    """A time of some weekdays that something else has: recess, a special, a meeting.

    Args:
        days: the weekdays.
        start, end: from when to when.
        what: its name, used in sentences.
    """

    __pydantic_config__ = STRICT
    days: tuple[Weekday, ...]
    start: Time
    end: Time
    what: str

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Hours:
    """A therapist's hours on one weekday."""

    __pydantic_config__ = STRICT
    day: Weekday
    start: Time
    end: Time

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Therapist:
    """Somebody who sees children in one or more buildings.

    Args:
        name: unique.
        buildings: where she may work.
        hours: when she works; a weekday that isn't named is off.
        lunch_minutes: length of her lunch on a day with sessions; 0 for none.
        lunch_between: lunch is had inside this span.
        free_minutes: time of each working day that stays free for notes, calls and teachers, in pieces of any size.
        meetings: times when she is neither in a session nor on the road.
        most_buildings: in how many buildings she may be on one day.
    """

    __pydantic_config__ = STRICT
    name: Name
    buildings: tuple[str, ...]
    hours: tuple[Hours, ...]
    lunch_minutes: Minutes = 30
    lunch_between: Span = field(default_factory=lambda: Span(10 * 60 + 30, 13 * 60 + 30))
    free_minutes: Minutes = 60
    meetings: tuple[Taken, ...] = ()
    most_buildings: Annotated[int, Field(ge=1, le=5)] = 3

    def on(self, day: Weekday) -> Span | None:
        """Her hours of a weekday, None when she is off."""
        return next((hours.span for hours in self.hours if hours.day == day), None)

    def lunch_on(self, day: Weekday) -> int:
        """Minutes of lunch on a weekday: none when her hours don't hold the time of lunch."""
        hours = self.on(day)
        return self.lunch_minutes if hours and hours.holds(self.lunch_between) else 0

    def meetings_on(self, day: Weekday) -> list[Span]:
        """Her meetings of a weekday."""
        return [meeting.span for meeting in self.meetings if day in meeting.days]


@dataclass(frozen=True)
class Building:
    """A school.

    Args:
        name: unique.
        start, end: from the first bell to the last; sessions lie between.
        days: the weekdays on which there is a place to work.
        set_up_minutes: from arriving to the first session: signing in, unpacking, finding the room.
    """

    __pydantic_config__ = STRICT
    name: Name
    start: Time
    end: Time
    days: tuple[Weekday, ...] = DAYS
    set_up_minutes: Minutes = 10

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def bells(self) -> Span:
        """From the first bell to the last."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Travel:
    """How long it takes from one building to another, in either direction, door to door."""

    __pydantic_config__ = STRICT
    between: tuple[str, str]
    minutes: Minutes


@dataclass(frozen=True)
class Classroom:
    """A class and its timetable.

    Args:
        name: unique.
        building: where it is.
        not_during: times that are never taken from the children: recess, lunch, specials.
        rather_not: times that the teacher asks to spare where it can be done, such as the reading block.
    """

    __pydantic_config__ = STRICT
    name: Name
    building: str
    not_during: tuple[Taken, ...] = ()
    rather_not: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Child:
    """A child and what the school owes her each week.

    Args:
        name: unique.
        classroom: her class.
        minutes: minutes owed a week.
        session_minutes: length of one session; she has at most one a day.
        goal: what she works on; children of one building with like goals may share a session.
        service: "alone", "group" (with others where there are others) or "either".
        therapists: who may see her; empty for anyone of her building. One of them sees her all week.
        not_during: her own times off, besides her class's.
        must: the minutes have to be delivered in full, whatever it costs.
    """

    __pydantic_config__ = STRICT
    name: Name
    classroom: str
    minutes: Annotated[int, Field(ge=1, le=600)]
    session_minutes: Annotated[int, Field(ge=5, le=120)] = 30
    goal: str = ""
    service: Literal["alone", "group", "either"] = "alone"
    therapists: tuple[str, ...] = ()
    not_during: tuple[Taken, ...] = ()
    must: bool = False

    @property
    def sessions(self) -> int:
        """How many sessions deliver what is owed."""
        return -(-self.minutes // self.session_minutes)


@dataclass(frozen=True)
class WeekCosts:
    """What a plan's shortcomings weigh, in minutes of a therapist's time.

    Minutes of sessions, on the road and of setting up count as they are; what they leave is for notes and teachers.

    Args:
        owed: each minute owed that isn't delivered.
        rather_not: each child's session in a time that the teacher asked to spare.
        next_day: two sessions of a child on days that follow each other.
        without_others: each session alone of a child whose plan says "group".
        moved: each child, other than those who asked for a change, whose times or therapist change.
    """

    __pydantic_config__ = STRICT
    owed: Minutes = 20
    rather_not: Minutes = 5
    next_day: Minutes = 3
    without_others: Minutes = 5
    moved: Minutes = 100


@dataclass(frozen=True)
class Session:
    """One session of a plan: who, with whom, when; where is the children's building."""

    __pydantic_config__ = STRICT
    therapist: str
    day: Weekday
    start: Time
    minutes: Annotated[int, Field(ge=1, le=600)]
    children: Annotated[tuple[str, ...], Field(min_length=1)]

    @property
    def end(self) -> int:
        """When it is over."""
        return self.start + self.minutes

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Lunch:
    """When a therapist has lunch on a weekday."""

    __pydantic_config__ = STRICT
    therapist: str
    day: Weekday
    start: Time


@dataclass(frozen=True)
class WeekPlan:
    """A week's sessions, and the therapists' lunches between them."""

    __pydantic_config__ = STRICT
    sessions: tuple[Session, ...]
    lunches: tuple[Lunch, ...] = ()


@dataclass(frozen=True)
class Week:
    """Everything that is known before a week is planned.

    Args:
        therapists, buildings, travel, classrooms, children: as they are.
        apart: pairs of children who don't share a session.
        group_size: the most children in one session.
        step: sessions start at multiples of so many minutes.
        costs: what shortcomings weigh.
        previous: last week's sessions, where a plan exists already and should change as little as possible.
        changed: the children for whom something changed; they may move freely.

    Raises:
        ValueError: a name is there twice or is nowhere, or a travel time is missing.
    """

    __pydantic_config__ = STRICT
    therapists: tuple[Therapist, ...]
    buildings: tuple[Building, ...]
    classrooms: tuple[Classroom, ...]
    children: tuple[Child, ...]
    travel: tuple[Travel, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    group_size: Annotated[int, Field(ge=1, le=4)] = 3
    step: Annotated[int, Field(ge=5, le=30)] = 5
    costs: WeekCosts = field(default_factory=WeekCosts)
    previous: tuple[Session, ...] = ()
    changed: tuple[str, ...] = ()
    kind: Literal["week"] = "week"

    def __post_init__(self) -> None:
        for things in (self.therapists, self.buildings, self.classrooms, self.children):
            unique(thing.name for thing in things)
        for therapist in self.therapists:
            known(therapist.buildings, self.building, f"{therapist.name} works in", "buildings")
        for room in self.classrooms:
            known((room.building,), self.building, f"The class {room.name} is in", "buildings")
        for child in self.children:
            known((child.classroom,), self.classroom, f"{child.name} is in the class", "classrooms")
            known(child.therapists, self.therapist, f"{child.name} may be seen by", "therapists")
        for pair in (*self.apart, *(session.children for session in self.previous), self.changed):
            known(pair, self.child, "A list of children names", "children")
        known((session.therapist for session in self.previous), self.therapist, "The previous plan names", "therapists")
        for therapist in self.therapists:
            for pair in combinations(sorted(set(therapist.buildings)), 2):
                if pair not in self._minutes:
                    raise ValueError(f"the travel time between {pair[0]} and {pair[1]} is missing")

    @cached_property
    def therapist(self) -> dict[str, Therapist]:
        """Therapists by name."""
        return {therapist.name: therapist for therapist in self.therapists}

    @cached_property
    def building(self) -> dict[str, Building]:
        """Buildings by name."""
        return {building.name: building for building in self.buildings}

    @cached_property
    def classroom(self) -> dict[str, Classroom]:
        """Classes by name."""
        return {room.name: room for room in self.classrooms}

    @cached_property
    def child(self) -> dict[str, Child]:
        """Children by name."""
        return {child.name: child for child in self.children}

    @cached_property
    def _minutes(self) -> dict[tuple[str, str], int]:
        return {(a, b): way.minutes for way in self.travel for a, b in (way.between, way.between[::-1])}

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(pair) for pair in self.apart)

    def road(self, a: str, b: str) -> int:
        """Minutes on the road from one building to another."""
        return 0 if a == b else self._minutes[a, b]

    def where(self, child: str) -> str:
        """The building of a child."""
        return self.classroom[self.child[child].classroom].building

    def who_may_see(self, child: Child) -> tuple[str, ...]:
        """The therapists who may see a child, in the order of the week."""
        here = self.where(child.name)
        return tuple(
            therapist.name
            for therapist in self.therapists
            if here in therapist.buildings and (not child.therapists or therapist.name in child.therapists)
        )

    def may_share(self, a: Child, b: Child) -> bool:
        """Whether two children may share a session: one building, like goals, equal length, nobody "alone"."""
        return (
            "alone" not in (a.service, b.service)
            and bool(a.goal)
            and (a.goal, a.session_minutes) == (b.goal, b.session_minutes)
            and self.where(a.name) == self.where(b.name)
            and frozenset((a.name, b.name)) not in self._apart
        )

    def not_during(self, child: str, day: Weekday) -> list[Taken]:
        """The times of a weekday that aren't taken from a child."""
        one = self.child[child]
        taken = (*self.classroom[one.classroom].not_during, *one.not_during)
        return [block for block in taken if day in block.days]

    def rather_not(self, child: str, day: Weekday) -> list[Taken]:
        """The times of a weekday that the child's teacher asked to spare."""
        return [block for block in self.classroom[self.child[child].classroom].rather_not if day in block.days]
