"""Which part of a week is planned now, and what is settled already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .choices import Group
from .instance import DAYS, Duty, Week, Weekday

Meeting = tuple[Group, str, Weekday]
"""A group, its therapist and a day, at no special time."""


@dataclass(frozen=True)
class Settled:
    """A child's days that stay as they are."""

    therapist: str | None = None
    days: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    """The therapists' days to be planned, the children who may get sessions there, and what is settled for them.

    Args:
        duties: therapists' days; all others stay as they are.
        children: who may be seen on these days.
        settled: for each child what stays; nothing for those who aren't named.
    """

    duties: frozenset[Duty]
    children: tuple[str, ...]
    settled: dict[str, Settled] = field(default_factory=dict)

    def stays(self, child: str) -> Settled:
        """What is settled for a child."""
        return self.settled.get(child, Settled())


def whole(week: Week) -> Scope:
    """Everything is open."""
    duties = frozenset((one.name, hours.day) for one in week.therapists for hours in one.hours)
    return Scope(duties, tuple(child.name for child in week.children))


def part(week: Week, met: Iterable[Meeting], duties: Iterable[Duty], also: Sequence[str] = ()) -> Scope:
    """Open some therapists' days again: their children, and others who lack sessions; the rest is settled."""
    opened = frozenset(duties)
    inside: dict[str, None] = dict.fromkeys(also)
    kept: dict[str, Settled] = {}
    for group, therapist, day in met:
        if (therapist, day) in opened:
            inside.update(dict.fromkeys(group))
            continue
        for name in group:
            before = kept.get(name, Settled())
            kept[name] = Settled(therapist, before.days | {DAYS.index(day)})
    children = tuple(child.name for child in week.children if child.name in inside)
    return Scope(opened, children, {name: kept[name] for name in children if name in kept})
