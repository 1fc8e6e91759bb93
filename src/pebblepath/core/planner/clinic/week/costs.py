"""What a week's plan costs, and why: the therapists' minutes, and what shortcomings weigh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from .instance import DAYS, Child, Session, Week, Weekday

MUST = 10
"""How much more a minute weighs that must be delivered."""


@dataclass(frozen=True)
class Cost:
    """The parts of a plan's value, in minutes of a therapist's time (weighted by `WeekCosts`).

    Args:
        owed: minutes owed that aren't delivered.
        sessions: minutes of sessions, a shared one counted once.
        road: minutes on the road between buildings.
        set_up: minutes of setting up, once for each stay in a building.
        rather_not: sessions in times that teachers asked to spare.
        next_day: sessions of one child on days that follow each other.
        without_others: sessions alone of children whose plan says "group".
        moved: children whose times changed although nothing changed for them.
    """

    owed: int
    sessions: int
    road: int
    set_up: int
    rather_not: int
    next_day: int
    without_others: int
    moved: int

    @property
    def value(self) -> int:
        """All parts together."""
        return sum(asdict(self).values())


def cost(week: Week, sessions: Sequence[Session]) -> Cost:
    """Price a plan, without the solver."""
    weigh = week.costs
    shared = [(session, name) for session in sessions for name in session.children]
    stays = routes(week, sessions).values()
    days = days_of(sessions)
    return Cost(
        owed=sum(owed_weight(week, week.child[name]) * short for name, short in shortfalls(week, sessions)),
        sessions=sum(session.minutes for session in sessions),
        road=sum(week.road(a, b) for route in stays for a, b in pairwise(route)),
        set_up=sum(week.building[name].set_up_minutes for route in stays for name in route),
        rather_not=weigh.rather_not * sum(is_unwelcome(week, name, one.day, one.start) for one, name in shared),
        next_day=weigh.next_day * sum(neighbours(set(seen)) for seen in days.values()),
        without_others=weigh.without_others
        * sum(len(one.children) == 1 and week.child[name].service == "group" for one, name in shared),
        moved=weigh.moved * len(moved(week, sessions)),
    )


def shortfalls(week: Week, sessions: Sequence[Session]) -> list[tuple[str, int]]:
    """The children who get less than they are owed, and how many minutes less."""
    given = {child.name: 0 for child in week.children}
    for session in sessions:
        for name in session.children:
            given[name] += session.minutes
    missing = [(child.name, child.minutes - given[child.name]) for child in week.children]
    return [(name, short) for name, short in missing if short > 0]


def owed_weight(week: Week, child: Child) -> int:
    """What a minute weighs that a child is owed and doesn't get."""
    return week.costs.owed * (MUST if child.must else 1)


def routes(week: Week, sessions: Sequence[Session]) -> dict[tuple[str, Weekday], list[str]]:
    """The buildings of each therapist's day in the order of her sessions; a building comes again when she returns."""
    found: dict[tuple[str, Weekday], list[str]] = {}
    for session in sorted(sessions, key=lambda one: one.start):
        route = found.setdefault((session.therapist, session.day), [])
        here = week.where(session.children[0])
        if not route or route[-1] != here:
            route.append(here)
    return found


def days_of(sessions: Sequence[Session]) -> dict[str, list[int]]:
    """For each child the days of her sessions, as numbers from Monday, 0."""
    found: dict[str, list[int]] = {}
    for session in sessions:
        for name in session.children:
            found.setdefault(name, []).append(DAYS.index(session.day))
    return found


def neighbours(days: set[int] | frozenset[int]) -> int:
    """How many of the days are followed by another of them."""
    return sum(day + 1 in days for day in days)


def is_unwelcome(week: Week, child: str, day: Weekday, start: int) -> bool:
    """Whether a session at that time touches what the child's teacher asked to spare."""
    end = start + week.child[child].session_minutes
    return any(block.start < end and start < block.end for block in week.rather_not(child, day))


def moved(week: Week, sessions: Sequence[Session]) -> list[str]:
    """The children whose sessions were planned before, who asked for no change, and whose times or therapist differ."""
    before, after = times_of(week.previous), times_of(sessions)
    return [name for name in before if name not in week.changed and before[name] != after.get(name)]


def times_of(sessions: Iterable[Session]) -> dict[str, set[tuple[str, Weekday, int]]]:
    """For each child the therapist, weekday and start of her sessions."""
    found: dict[str, set[tuple[str, Weekday, int]]] = {}
    for session in sessions:
        for name in session.children:
            found.setdefault(name, set()).add((session.therapist, session.day, session.start))
    return found
