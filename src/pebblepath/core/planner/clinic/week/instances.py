"""Made-up school weeks for trying and measuring; there is no public collection of such instances.

Sizes follow what school therapists say of their caseloads (42 to 70 children in 1 to 8 buildings; an assistant helps
with 70; up to 120 in 25). Everything else is our own guess at a usual elementary school and is written down in
docs/clinic-day.md: bells, recess, lunch, specials, a reading block, the mix of minutes owed, roads.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from .instance import DAYS, Building, Child, Classroom, Hours, Taken, Therapist, Travel, Week

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

BELL = (8 * 60 + 15, 14 * 60 + 45)
DAY = (7 * 60 + 45, 15 * 60 + 15)
GOALS = ("writing by hand", "dressing")
SPECIALS = ("gym", "art", "music", "library", "computers")
MIX = ((30, 30), (60, 30), (40, 20))
MIX_SHARE = (0.6, 0.2, 0.2)
FREE_MINUTES = 90
SERVICE = ("alone", "group", "either")
SERVICE_SHARE = (0.25, 0.35, 0.4)
TOWN_MINUTES = 24
CLASSES_A_BUILDING = 5


@dataclass(frozen=True)
class Size:
    """How big an instance is: children, buildings, and the days a week that each therapist works."""

    children: int
    buildings: int
    days: tuple[int, ...]


SIZES = {
    "small": Size(20, 2, (3,)),
    "usual": Size(50, 5, (5,)),
    "hard": Size(70, 8, (5, 3)),
    "extreme": Size(120, 25, (5, 5, 4, 3)),
}


def make_week(size: Size, seed: int) -> Week:
    """Draw a week of a size; the same seed gives the same week."""
    from numpy.random import default_rng

    rng = default_rng(seed)
    schools = tuple(Building(f"School {number + 1}", *BELL) for number in range(size.buildings))
    rooms = tuple(room for school in schools for room in _classes(rng, school.name))
    places = rng.uniform(0, TOWN_MINUTES, (size.buildings, 2))
    travel = tuple(
        Travel((schools[a].name, schools[b].name), 5 + 5 * round(float(abs(places[a] - places[b]).sum()) / 5))
        for a, b in combinations(range(size.buildings), 2)
    )
    return Week(
        therapists=_therapists(rng, size, places, [school.name for school in schools]),
        buildings=schools,
        classrooms=rooms,
        children=_children(rng, size, rooms),
        travel=travel,
    )


def _classes(rng: Generator, school: str) -> list[Classroom]:
    """Five classes, from the youngest; lunch goes by age, the reading block is in the morning or after lunch."""
    rooms = []
    for year in range(CLASSES_A_BUILDING):
        lunch = 11 * 60 + 15 * year
        recess = int(rng.choice([9 * 60 + 45, 10 * 60, 13 * 60 + 30, 13 * 60 + 45]))
        reading = int(rng.choice([8 * 60 + 30, 9 * 60, 12 * 60 + 45]))
        special = [int(rng.choice([8 * 60 + 30, 10 * 60 + 15, 13 * 60, 14 * 60])) for _ in DAYS]
        blocked = [Taken(DAYS, lunch, lunch + 30, "lunch"), Taken(DAYS, recess, recess + 20, "recess")]
        names = rng.permutation(SPECIALS)
        blocked += [
            Taken((day,), start, start + 45, str(name)) for day, start, name in zip(DAYS, special, names, strict=True)
        ]
        reads = (Taken(DAYS, reading, reading + 60, "reading"),)
        rooms.append(Classroom(f"{school}, grade {year + 1}", school, tuple(blocked), reads))
    return rooms


def _children(rng: Generator, size: Size, rooms: tuple[Classroom, ...]) -> tuple[Child, ...]:
    """Children spread over the buildings as evenly as it goes, then over classes, goals and minutes by chance."""
    children = []
    services = _in_shares(rng, size.children, SERVICE_SHARE)
    owed = _in_shares(rng, size.children, MIX_SHARE)
    for number in range(size.children):
        minutes, length = MIX[owed[number]]
        school = number % size.buildings
        room = rooms[school * CLASSES_A_BUILDING + int(rng.integers(CLASSES_A_BUILDING))]
        goal = str(rng.choice(GOALS))
        service = SERVICE[services[number]]
        children.append(Child(f"Child {number + 1}", room.name, minutes, length, goal, service))  # type: ignore[arg-type]
    return tuple(children)


def _in_shares(rng: Generator, count: int, shares: tuple[float, ...]) -> list[int]:
    """The numbers of the shares, each as often as it goes, in a drawn order: every instance has the same mix."""
    import numpy as np

    edges = np.round(np.cumsum(shares) * count)
    return [int(np.searchsorted(edges, place, side="right")) for place in rng.permutation(count)]


def _therapists(rng: Generator, size: Size, places: ndarray, names: list[str]) -> tuple[Therapist, ...]:
    """Each has the buildings on her side of town, and some of her neighbour's; one meeting a week."""
    import numpy as np

    order = [int(place) for place in np.argsort(places.sum(axis=1))]
    count, edges = len(size.days), np.cumsum((0, *size.days)) / sum(size.days)
    found = []
    for number in range(count):
        low, high = edges[number] * len(order), edges[number + 1] * len(order)
        reach = 1 if count > 1 else 0
        mine = [names[place] for at, place in enumerate(order) if low - reach <= at + 0.5 <= high + reach]
        days = sorted(rng.choice(len(DAYS), size.days[number], replace=False))
        start = 13 * 60 + 15 * int(rng.integers(0, 5))
        meeting = Taken((DAYS[int(rng.choice(days))],), start, start + 45, "IEP meeting")
        hours = tuple(Hours(DAYS[int(day)], *DAY) for day in days)
        found.append(
            Therapist(f"Therapist {number + 1}", tuple(mine), hours, free_minutes=FREE_MINUTES, meetings=(meeting,))
        )
    return tuple(found)
