"""Made-up clinic days for trying and measuring; there is no public collection of such instances.

All is our own guess at an outpatient clinic: visits of 30 to 60 minutes, most families wish for the hours after
school, each child has her therapist and mostly one more who may see her, a third need the swing or the climbing wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pebblepath.core.planner.clinic.clock import Span

from .instance import Child, Day, Room, Therapist, Thing

if TYPE_CHECKING:
    from numpy.random import Generator

OPEN = (8 * 60, 18 * 60)
LENGTHS, LENGTH_SHARE = (30, 45, 60), (0.3, 0.5, 0.2)
STARTS = tuple(range(8 * 60, 17 * 60, 30))


@dataclass(frozen=True)
class Size:
    """How many children, therapists and rooms (gyms and small rooms)."""

    children: int
    therapists: int
    gyms: int
    small_rooms: int


SIZES = {
    "small": Size(10, 2, 1, 2),
    "usual": Size(26, 4, 2, 3),
    "hard": Size(52, 8, 4, 5),
    "extreme": Size(90, 14, 6, 9),
}


def make_day(size: Size, seed: int) -> Day:
    """Draw a day of a size; the same seed gives the same day."""
    from numpy.random import default_rng

    rng = default_rng(seed)
    rooms = [Room(f"Gym {number + 1}", "gym") for number in range(size.gyms)]
    rooms += [Room(f"Room {number + 1}", "small room") for number in range(size.small_rooms)]
    therapists = tuple(_therapist(rng, number) for number in range(size.therapists))
    return Day(
        therapists=therapists,
        rooms=tuple(rooms),
        things=(Thing("swing", max(1, size.gyms // 2)), Thing("climbing wall", max(1, size.gyms // 2))),
        children=tuple(_child(rng, number, [one.name for one in therapists]) for number in range(size.children)),
    )


def _therapist(rng: Generator, number: int) -> Therapist:
    """Early or late hours, and on some days a meeting."""
    start = int(rng.choice([8 * 60, 9 * 60, 9 * 60 + 30, 9 * 60 + 30]))
    meeting = int(rng.choice([9 * 60 + 30, 10 * 60, 14 * 60 + 30]))
    breaks = (Span(meeting, meeting + 30),) if rng.random() < 0.5 else ()
    return Therapist(f"Therapist {number + 1}", start, start + 8 * 60 + 30, breaks)


def _child(rng: Generator, number: int, therapists: list[str]) -> Child:
    """One in four can come only after school, the others at most times of the day."""
    own = number % len(therapists)
    others = [therapists[own], *rng.permutation(therapists[:own] + therapists[own + 1 :])[:1].tolist()]
    minutes = int(rng.choice(LENGTHS, p=LENGTH_SHARE))
    after_school = rng.random() < 0.25
    start = 14 * 60 + 30 if after_school else int(rng.choice([OPEN[0], 9 * 60, 10 * 60]))
    window = Span(start, OPEN[1] if after_school else start + int(rng.choice([4 * 60, 6 * 60, 8 * 60])))
    possible = [time for time in STARTS if window.start <= time <= window.end - minutes]
    gym = rng.random() < 0.4
    thing = str(rng.choice(["swing", "climbing wall"])) if gym and rng.random() < 0.7 else ""
    return Child(
        name=f"Child {number + 1}",
        minutes=minutes,
        windows=(window,),
        therapists=tuple(others),
        preferred=therapists[own],
        rooms=("gym",) if gym else ("gym", "small room"),
        things=(thing,) if thing else (),
        wish=int(rng.choice(possible)) if rng.random() < 0.7 else None,
    )
