"""What the planner is asked for a clinic's day, from what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pebblepath.apps.people.models import Child as Person
from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.play.models import Room as Place
from pebblepath.apps.play.timetable.at_school import AtSchool, times_at_school
from pebblepath.apps.play.timetable.beside import plans_beside, with_taken
from pebblepath.apps.play.timetable.hours import hours_of, meetings_on, weekday_of, who_sees
from pebblepath.apps.play.timetable.kept import newest_starts
from pebblepath.apps.play.timetable.models import SharedThing, UsualVisit, WorkingHours
from pebblepath.apps.play.timetable.names import token
from pebblepath.core.planner.clinic.clock import Span
from pebblepath.core.planner.clinic.day import Child, Day, DayCosts, Room, Therapist, Thing

COSTS = DayCosts(other_therapist=60)
"""A child stays with her usual therapist, though it were for five hours of waiting."""
LeftOut = list[tuple[str, str]]
WHOLE_DAY = Span(6 * 60, 20 * 60)
NEEDED_SPACES: Mapping[str, frozenset[str]] = {"room": frozenset({"room", "gym"}), "mat": frozenset({"mat", "gym"})}
"""A gym has room to move and mats, too."""


@dataclass(frozen=True)
class Rooms:
    """A practice's rooms; without any, each therapist has one that will do for everything."""

    places: Sequence[Place]
    therapists: int

    def all(self) -> tuple[Room, ...]:
        """The rooms as the planner knows them: each a kind of its own."""
        if not self.places:
            return tuple(Room(f"a room ({n + 1})", "any room") for n in range(self.therapists))
        return tuple(Room(token(place), f"room like {token(place)}") for place in self.places)

    def for_visit(self, visit: UsualVisit, things: Sequence[str]) -> tuple[str, ...]:
        """The kinds of room that will do; none where no room will."""
        return tuple(f"room like {token(place)}" for place in self.places if _will_do(place, visit, things))


def _will_do(place: Place, visit: UsualVisit, things: Sequence[str]) -> bool:
    fits = {space for wanted in visit.spaces for space in NEEDED_SPACES.get(wanted, frozenset({wanted}))}
    has_space = not fits or bool(fits & set(place.spaces))
    return has_space and (not place.things or set(things) <= set(place.things))


def day_of(
    practice: Practice, day: dt.date, therapists: Sequence[User], children: Sequence[Person]
) -> tuple[Day, LeftOut]:
    """A clinic's day, and who can't be asked for, each with a sentence.

    Args:
        practice: whose day it is.
        day: which.
        therapists: who works.
        children: who comes.
    """
    weekday = weekday_of(day) or ""
    visits = {one.child_id: one for one in UsualVisit.objects.filter(child__in=children)}
    who, starts = who_sees(practice, [child.pk for child in children]), newest_starts(practice, day)
    rooms = Rooms(list(Place.objects.filter(practice=practice)), len(therapists))
    shared = list(SharedThing.objects.filter(practice=practice))
    asked: list[Child] = []
    left_out: LeftOut = []
    for child in children:
        visit = visits.get(child.pk) or UsualVisit(child=child)
        made = _child(child, visit, weekday, therapists, who[child.pk], rooms, shared, starts.get(child.pk))
        if isinstance(made, str):
            left_out.append((token(child), made))
        else:
            asked.append(made)
    asked_for = Day(
        therapists=_therapists(practice, day, therapists),
        rooms=rooms.all(),
        children=tuple(asked),
        things=tuple(Thing(one.name, one.count) for one in shared),
        costs=COSTS,
    )
    others = plans_beside(practice.pk, day, [token(one) for one in therapists])
    return with_taken(asked_for, others), left_out


def _child(
    child: Person,
    visit: UsualVisit,
    weekday: str,
    therapists: Sequence[User],
    who: Sequence[int],
    rooms: Rooms,
    shared: Sequence[SharedThing],
    wish: int | None,
) -> Child | str:
    """A child as the planner knows her, or the sentence that says why she can't be asked for."""
    name = token(child)
    only = [visit.therapist_id] if visit.only and visit.therapist_id else who
    here = [token(one) for one in therapists if one.pk in only and one.pk in who]
    if not here:
        return f"None of {name}’s therapists works that day."
    ours = {one.name for one in shared}
    kinds = rooms.for_visit(visit, [thing for thing in visit.things if thing not in ours])
    if rooms.places and not kinds:
        return f"No room has what {name}’s visit needs."
    preferred = next((token(one) for one in therapists if one.pk == visit.therapist_id), "")
    times = visit.times.get(weekday)
    return Child(
        name=name,
        minutes=visit.minutes,
        windows=tuple(Span(start, end) for start, end in times) if times else (WHOLE_DAY,),
        therapists=tuple(here),
        preferred=preferred if preferred in here else "",
        rooms=kinds,
        things=tuple(thing for thing in visit.things if thing in ours),
        wish=wish,
        must=visit.must,
    )


def _therapists(practice: Practice, day: dt.date, therapists: Sequence[User]) -> tuple[Therapist, ...]:
    hours, weekday = hours_of(practice, therapists), weekday_of(day) or ""
    at_school = times_at_school(practice, day, therapists, hours)
    return tuple(
        _therapist(one, hours[one.pk], weekday, at_school.get(one.pk, AtSchool()))
        for one in therapists
        if weekday in hours[one.pk].hours
    )


def _therapist(one: User, hours: WorkingHours, weekday: str, at_school: AtSchool) -> Therapist:
    start, end = hours.hours[weekday]
    away = [
        Span(max(start, span.start), min(end, span.end)) for span in at_school.spans if span.meets(Span(start, end))
    ]
    breaks = [Span(block.start, block.end) for block in meetings_on(hours, weekday)]
    return Therapist(
        name=token(one),
        start=start,
        end=end,
        breaks=(*breaks, *away),
        lunch_minutes=0 if at_school.has_lunch else hours.lunch_minutes,
        lunch_between=Span(hours.lunch_from, hours.lunch_to),
        note_minutes=hours.note_minutes,
    )
