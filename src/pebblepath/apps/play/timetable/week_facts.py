"""What the planner is asked for a school week, from what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, cast

from pebblepath.apps.people.models import Child as Person
from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.play.models import Owed, Per
from pebblepath.apps.play.timetable.day_facts import LeftOut
from pebblepath.apps.play.timetable.hours import hours_of, who_sees
from pebblepath.apps.play.timetable.models import (
    USUAL_ROAD,
    School,
    SchoolClass,
    SchoolPlace,
    Slot,
    Timetable,
    WorkingHours,
)
from pebblepath.apps.play.timetable.names import number, token, token_of
from pebblepath.apps.play.timetable.times import DAYS, SCHOOL_DAYS, Block
from pebblepath.core.planner.clinic.clock import Span
from pebblepath.core.planner.clinic.week import (
    Building,
    Child,
    Classroom,
    Hours,
    Session,
    Taken,
    Therapist,
    Travel,
    Week,
)
from pebblepath.core.planner.clinic.week.instance import Weekday

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


def week_of(
    practice: Practice,
    monday: dt.date,
    therapists: Sequence[User],
    children: Sequence[Person],
    *,
    before: Timetable | None = None,
    changed: Sequence[Person] = (),
) -> tuple[Week, LeftOut]:
    """A school week, and who can't be asked for, each with a sentence.

    Args:
        practice: whose week it is.
        monday: from when it holds.
        therapists: who goes to the schools.
        children: who is seen at school.
        before: the week so far, of which as little as can be should change.
        changed: the children for whom something changed; all others stay where they can.
    """
    hours = hours_of(practice, therapists)
    schools = list(School.objects.filter(practice=practice))
    places = SchoolPlace.objects.filter(child__in=children).select_related("school_class")
    by_child = {place.child_id: place for place in places}
    owed, who = owed_a_week(children, monday), who_sees(practice, [child.pk for child in children])
    crew = [_therapist(one, hours[one.pk], schools) for one in therapists]
    asked, left_out = _children(children, by_child, owed, who, crew)
    here = {child.name for child in asked}
    return Week(
        therapists=tuple(crew),
        buildings=tuple(_building(school) for school in schools),
        classrooms=tuple(_classroom(one) for one in SchoolClass.objects.filter(school__practice=practice)),
        children=tuple(asked),
        travel=tuple(_road(a, b) for a, b in combinations(schools, 2)),
        apart=pairs_apart(here),
        previous=tuple(_sessions_before(before, here, {one.name for one in crew})) if before else (),
        changed=tuple(token(child) for child in changed if token(child) in here),
    ), left_out


def owed_a_week(children: Iterable[Person], day: dt.date) -> Mapping[int, int]:
    """Minutes a week that each child is owed on a day; what is promised by the month is spread over its weeks."""
    found: dict[int, int] = {}
    promised = Owed.objects.filter(child__in=list(children), first__lte=day).exclude(last__lt=day)
    for owed in promised.order_by("first"):
        minutes = owed.minutes if owed.per == Per.WEEK else owed.minutes * MONTHS_A_YEAR / WEEKS_A_YEAR
        found[owed.child_id] = 5 * round(minutes / 5 + 0.49)
    return found


def pairs_apart(names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The pairs that don't share a session, among these children (by token); one query."""
    pairs = SchoolPlace.apart.through.objects.values_list("from_schoolplace__child", "to_schoolplace__child")
    told = pairs.filter(from_schoolplace__child__in=map(number, names)).order_by("pk")
    both = ((token_of("c", a), token_of("c", b)) for a, b in told if a < b)
    return tuple(pair for pair in both if set(names).issuperset(pair))


def _children(
    children: Iterable[Person],
    places: Mapping[int, SchoolPlace],
    owed: Mapping[int, int],
    who: Mapping[int, Sequence[int]],
    crew: Sequence[Therapist],
) -> tuple[list[Child], LeftOut]:
    asked: list[Child] = []
    left_out: LeftOut = []
    for child in children:
        place = places.get(child.pk)
        if place is None:
            left_out.append((token(child), f"Nobody has said yet in which class {token(child)} is."))
            continue
        made = _child(child, place, owed.get(child.pk, place.session_minutes), who[child.pk], crew)
        if not made.therapists:
            left_out.append((token(child), f"None of {token(child)}’s therapists comes to that school."))
        elif made.sessions > len(SCHOOL_DAYS):
            sentence = f"{token(child)} is owed {made.minutes} minutes: more than one session a day. Make them longer."
            left_out.append((token(child), sentence))
        else:
            asked.append(made)
    return asked, left_out


def _child(child: Person, place: SchoolPlace, minutes: int, who: Sequence[int], crew: Sequence[Therapist]) -> Child:
    school = token_of("s", place.school_class.school_id)
    only = [pk for pk in who if pk == place.therapist_id] or who
    names = {token_of("t", pk) for pk in only}
    return Child(
        name=token(child),
        classroom=token(place.school_class),
        minutes=minutes,
        session_minutes=place.session_minutes,
        goal=place.goal,
        service=cast(Any, place.service),
        therapists=tuple(one.name for one in crew if one.name in names and school in one.buildings),
        not_during=_taken(place.not_during),
        must=place.must,
    )


def _therapist(one: User, hours: WorkingHours, schools: Sequence[School]) -> Therapist:
    named = {school.pk for school in hours.schools.all()} if hours.pk else set()
    return Therapist(
        name=token(one),
        buildings=tuple(token(school) for school in schools if not named or school.pk in named),
        hours=tuple(Hours(cast(Weekday, day), *hours.hours[day]) for day in SCHOOL_DAYS if day in hours.hours),
        lunch_minutes=hours.lunch_minutes,
        lunch_between=Span(hours.lunch_from, hours.lunch_to),
        free_minutes=hours.free_minutes,
        meetings=_taken(hours.meetings),
        most_buildings=hours.most_schools,
    )


def _building(school: School) -> Building:
    days = tuple(cast(Weekday, day) for day in SCHOOL_DAYS if not school.days or day in school.days)
    return Building(token(school), school.start, school.end, days, school.set_up_minutes)


def _classroom(one: SchoolClass) -> Classroom:
    return Classroom(token(one), token_of("s", one.school_id), _taken(one.not_during), _taken(one.rather_not))


def _road(a: School, b: School) -> Travel:
    return Travel((token(a), token(b)), a.roads.get(str(b.pk), b.roads.get(str(a.pk), USUAL_ROAD)))


def _taken(blocks: Iterable[Mapping[str, Any]]) -> tuple[Taken, ...]:
    """Times off as the planner knows them; there is no school on a Saturday."""
    read = (Block.from_json(block) for block in blocks)
    made = ((tuple(cast(Weekday, day) for day in one.days if day in SCHOOL_DAYS), one) for one in read)
    return tuple(Taken(days, one.start, one.end, one.what) for days, one in made if days)


def _sessions_before(before: Timetable, children: set[str], therapists: set[str]) -> Iterable[Session]:
    """The sessions of an older week, without those who aren't in the new one."""
    for session in sessions_of(before.slots.all()):
        there = tuple(name for name in session.children if name in children)
        if there and session.therapist in therapists:
            yield Session(session.therapist, session.day, session.start, session.minutes, there)


def sessions_of(slots: Iterable[Slot]) -> list[Session]:
    """Slots as sessions: children with one therapist at one time share it."""
    found: dict[tuple[int, int, int], list[Slot]] = {}
    for slot in slots:
        found.setdefault((slot.weekday, slot.start, slot.therapist_id), []).append(slot)
    return [
        Session(
            token_of("t", therapist),
            cast(Weekday, DAYS[weekday]),
            start,
            together[0].minutes,
            tuple(token_of("c", slot.child_id) for slot in together),
        )
        for (weekday, start, therapist), together in sorted(found.items())
    ]
