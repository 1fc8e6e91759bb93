"""What may be chosen: groups, starts, sets of days and sets of buildings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, pairwise, permutations

from pebblepath.core.planner.clinic.clock import Span

from .costs import is_unwelcome
from .instance import Child, Therapist, Week, Weekday

Group = tuple[str, ...]


def groups(week: Week, children: Iterable[Child]) -> list[Group]:
    """All children alone, and all sets that may share a session, up to the group size."""
    alone = list(children)
    found: list[Group] = [(child.name,) for child in alone]
    sets: list[tuple[Child, ...]] = [(child,) for child in alone]
    for _ in range(week.group_size - 1):
        sets = [
            (*one, other)
            for one in sets
            for other in alone[alone.index(one[-1]) + 1 :]
            if all(week.may_share(member, other) for member in one)
        ]
        found += [tuple(child.name for child in one) for one in sets]
    return found


def teams(week: Week, children: Iterable[Child]) -> list[frozenset[str]]:
    """The children who could share sessions with each other, by building, goal and length of a session."""
    found: dict[tuple[str, str, int], set[str]] = {}
    for child in children:
        if child.goal and child.service != "alone":
            found.setdefault((week.where(child.name), child.goal, child.session_minutes), set()).add(child.name)
    return [frozenset(names) for names in found.values()]


def starts(week: Week, group: Group, day: Weekday, within: Span) -> list[int]:
    """When a group's session may start so that it lies inside `within` and takes no child from what isn't missed."""
    minutes = week.child[group[0]].session_minutes
    blocks = [block.span for name in group for block in week.not_during(name, day)]
    first = -(-within.start // week.step) * week.step
    return [
        start
        for start in range(first, within.end - minutes + 1, week.step)
        if not any(block.start < start + minutes and start < block.end for block in blocks)
    ]


def unwelcome(week: Week, group: Group, day: Weekday, start: int) -> int:
    """For how many of a group's children the teacher asked to spare that time."""
    return sum(is_unwelcome(week, name, day, start) for name in group)


def time_in(week: Week, therapist: Therapist, day: Weekday, building: str) -> Span | None:
    """When a therapist may have sessions in a building on a weekday: her hours after setting up, between the bells."""
    hours, place = therapist.on(day), week.building[building]
    if hours is None or day not in place.days or building not in therapist.buildings:
        return None
    start, end = max(hours.start + place.set_up_minutes, place.start), min(hours.end, place.end)
    return Span(start, end) if start < end else None


@lru_cache(maxsize=64)
def day_sets(most: int, days: int) -> tuple[frozenset[int], ...]:
    """All sets of at most `most` of so many days."""
    return tuple(frozenset(chosen) for size in range(most + 1) for chosen in combinations(range(days), size))


def roads(week: Week, therapist: Therapist, day: Weekday, among: Iterable[str]) -> dict[tuple[str, ...], int]:
    """The ways through some buildings that she can take on a day, each with its minutes on the road."""
    here = [name for name in among if time_in(week, therapist, day, name)]
    ways = (way for size in range(min(therapist.most_buildings, len(here)) + 1) for way in permutations(here, size))
    return {way: sum(week.road(a, b) for a, b in pairwise(way)) for way in ways}


def shortest(ways: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Of the ways through the same buildings, the shortest one."""
    best: dict[frozenset[str], tuple[str, ...]] = {}
    for way, minutes in ways.items():
        key = frozenset(way)
        if key not in best or minutes < ways[best[key]]:
            best[key] = way
    return {way: ways[way] for way in best.values()}
