"""Another time for one visit or session: which times keep every rule, and what stands in the way of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import transaction

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Deed, User
from pebblepath.apps.play.timetable.models import Slot, Timetable
from pebblepath.apps.play.timetable.names import number, token_of
from pebblepath.apps.play.timetable.standing import day_lunches, visits_of, week_lunches
from pebblepath.apps.play.timetable.times import DAYS, short_clock
from pebblepath.apps.play.timetable.week_facts import sessions_of
from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import Span
from pebblepath.core.planner.clinic.day import Day, DayPlan
from pebblepath.core.planner.clinic.day import Lunch as DayLunch
from pebblepath.core.planner.clinic.day import check as check_day
from pebblepath.core.planner.clinic.exchange import Request
from pebblepath.core.planner.clinic.week import RULES, Session, Week, WeekPlan
from pebblepath.core.planner.clinic.week import Lunch as WeekLunch
from pebblepath.core.planner.clinic.week.instance import Weekday

QUARTER = 15
"""Other times for a session are looked for at quarters of an hour."""
LUNCH_STEP = 5
"""A lunch finds its way back to where the planner put it, which is at any five minutes."""
WHATEVER_THE_TIME = frozenset({"one_therapist", "as_long_as_owed", "groups_of_like_goals", "owed_in_full"})
RULES_OF_TIME = tuple(rule for rule in RULES if rule.__name__ not in WHATEVER_THE_TIME)
"""The rules of a week that can be broken by moving a session; it keeps its children, its length, its therapist."""


@dataclass(frozen=True)
class Spot:
    """Where a visit or a session might go.

    Attributes:
        weekday: 0 is Monday.
        start: minutes after midnight.
        therapist: token of who sees the child.
        room: token of the room; empty at school.
        lunch: when the therapist then has lunch, if that has to move; None where it stays.
    """

    weekday: int
    start: int
    therapist: str
    room: str = ""
    lunch: int | None = None

    @property
    def begins(self) -> str:
        """The start, as people write it."""
        return short_clock(self.start)


class DayBoard:
    """A clinic's day in which one visit is picked up."""

    def __init__(self, day: Day, lunches: tuple[DayLunch, ...], slots: Sequence[Slot], picked: Slot) -> None:
        self.day, self.lunches, self.picked = day, lunches, picked
        visits = visits_of(day, slots)
        self.others = tuple(visit for pk, visit in visits.items() if pk != picked.pk)
        self.here = visits[picked.pk]
        self.usual = set(map(str, check_day(day, DayPlan((*self.others, self.here), lunches))))

    def therapists(self) -> list[str]:
        """Who may see the child, whoever does now first."""
        child = self.day.child[self.here.child]
        names = [one.name for one in self.day.who_may_see(child)]
        return sorted(names, key=lambda name: name != self.here.therapist)

    def tries(self, therapist: str) -> Iterator[Spot]:
        """All starts in her hours."""
        hours = self.day.therapist[therapist].hours
        for start in range(-(-hours.start // self.day.step) * self.day.step, hours.end, self.day.step):
            yield Spot(self.picked.weekday, start, therapist)

    def look(self, spot: Spot) -> tuple[Spot, list[Clash]]:
        """The spot with a room, and a lunch elsewhere where that helps; and the rules that aren't kept there."""
        kinds = self.day.kinds_for(self.day.child[self.here.child])
        rooms = [room.name for room in self.day.rooms if room.kind in kinds]
        rooms = sorted(rooms, key=lambda name: name != self.here.room)
        first: tuple[Spot, list[Clash]] | None = None
        for lunches, lunch in self._lunches(spot):
            if first and not _about_lunch(first[1]):
                break
            for room in rooms:
                visit = replace(self.here, start=spot.start, therapist=spot.therapist, room=room)
                clashes = self._new(DayPlan((*self.others, visit), lunches))
                found = replace(spot, room=room, lunch=lunch), clashes
                if not clashes:
                    return found
                first = first or found
        assert first is not None
        return first

    def _new(self, plan: DayPlan) -> list[Clash]:
        return [clash for clash in check_day(self.day, plan) if str(clash) not in self.usual]

    def has_lunch(self, spot: Spot) -> bool:
        """Whether the therapist of a spot has her lunch planned."""
        return any(lunch.therapist == spot.therapist for lunch in self.lunches)

    def _lunches(self, spot: Spot) -> Iterator[tuple[tuple[DayLunch, ...], int | None]]:
        yield self.lunches, None
        one = self.day.therapist[spot.therapist]
        rest = tuple(lunch for lunch in self.lunches if lunch.therapist != one.name)
        if len(rest) == len(self.lunches):
            return
        busy = [Span(spot.start, spot.start + self.here.minutes)]
        busy += [other.span for other in self.others if other.therapist == one.name]
        for start in _free_starts(one.lunch_between, one.lunch_minutes, busy):
            yield (*rest, DayLunch(one.name, start)), start


class WeekBoard:
    """A school week in which one session is picked up, with all its children."""

    def __init__(
        self, week: Week, lunches: tuple[WeekLunch, ...], slots: Sequence[Slot], picked: Sequence[Slot]
    ) -> None:
        self.week, self.lunches, self.picked = week, lunches, picked[0]
        moving = {slot.pk for slot in picked}
        self.others = tuple(sessions_of(slot for slot in slots if slot.pk not in moving))
        (self.here,) = sessions_of(picked)
        self.usual = set(map(str, _judge(week, WeekPlan((*self.others, self.here), lunches))))
        self._beside: dict[Weekday, tuple[Session, ...]] = {}

    def therapists(self) -> list[str]:
        """One therapist sees a child all week."""
        return [self.here.therapist]

    def tries(self, therapist: str) -> Iterator[Spot]:
        """All quarters of an hour of the week in which nobody is doing something else already."""
        who = self.week.therapist[therapist]
        for weekday, day in enumerate(DAYS[:5]):
            hours = who.on(cast(Weekday, day))
            for start in range(hours.start, hours.end, QUARTER) if hours else ():
                if self._is_free(cast(Weekday, day), start):
                    yield Spot(weekday, start, therapist)

    def _is_free(self, day: Weekday, start: int) -> bool:
        """Whether nothing that lies fast is in the way; the rules are asked about what is left."""
        span, place = Span(start, start + self.here.minutes), self.week.building[self.week.where(self.here.children[0])]
        taken = [one.span for one in self.others if (one.therapist, one.day) == (self.here.therapist, day)]
        taken += self.week.therapist[self.here.therapist].meetings_on(day)
        taken += [block.span for name in self.here.children for block in self.week.not_during(name, day)]
        return day in place.days and place.bells.holds(span) and not any(span.meets(other) for other in taken)

    def look(self, spot: Spot) -> tuple[Spot, list[Clash]]:
        """The spot, with a lunch elsewhere where that helps; and the rules that aren't kept there."""
        session = replace(self.here, day=cast(Weekday, DAYS[spot.weekday]), start=spot.start)
        first: tuple[Spot, list[Clash]] | None = None
        for lunches, lunch in self._lunches(spot, session.day):
            if first and not _about_lunch(first[1]):
                break
            clashes = self._new(WeekPlan((*self._others_beside(session.day), session), lunches))
            found = replace(spot, lunch=lunch), clashes
            if not clashes:
                return found
            first = first or found
        assert first is not None
        return first

    def _others_beside(self, day: Weekday) -> tuple[Session, ...]:
        """What the rules have to look at when the session is on a day.

        Those are her sessions of that day, of the day that it leaves, and of those on which its children have others.
        """
        if day not in self._beside:
            moving = set(self.here.children)
            theirs = [one for one in self.others if moving.intersection(one.children)]
            days = {day, self.here.day} | {one.day for one in theirs}
            hers = [one for one in self.others if one.therapist == self.here.therapist and one.day in days]
            self._beside[day] = tuple(dict.fromkeys([*hers, *theirs]))
        return self._beside[day]

    def _new(self, plan: WeekPlan) -> list[Clash]:
        return [clash for clash in _judge(self.week, plan) if str(clash) not in self.usual]

    def has_lunch(self, spot: Spot) -> bool:
        """Whether the therapist of a spot has her lunch planned on its day; a day without sessions has none."""
        return any((one.therapist, one.day) == (spot.therapist, DAYS[spot.weekday]) for one in self.lunches)

    def _lunches(self, spot: Spot, day: Weekday) -> Iterator[tuple[tuple[WeekLunch, ...], int | None]]:
        yield self.lunches, None
        one = self.week.therapist[spot.therapist]
        minutes = one.lunch_on(day)
        if minutes:
            rest = tuple(lunch for lunch in self.lunches if (lunch.therapist, lunch.day) != (one.name, day))
            busy = [Span(spot.start, spot.start + self.here.minutes), *one.meetings_on(day)]
            busy += [other.span for other in self.others if (other.therapist, other.day) == (one.name, day)]
            for start in _free_starts(one.lunch_between, minutes, busy):
                yield (*rest, WeekLunch(one.name, day, start)), start


def _free_starts(window: Span, minutes: int, busy: Sequence[Span]) -> Iterator[int]:
    """Where a lunch of so many minutes fits in a window beside everything else."""
    for start in range(window.start, window.end - minutes + 1, LUNCH_STEP):
        if not any(span.meets(Span(start, start + minutes)) for span in busy):
            yield start


def _judge(week: Week, plan: WeekPlan) -> list[Clash]:
    """The rules of a week that aren't kept, of those that another time can break."""
    return [clash for rule in RULES_OF_TIME for clash in rule(week, plan)]


Board = DayBoard | WeekBoard


def pick_up(timetable: Timetable, asked: Request, slots: Sequence[Slot], slot: Slot) -> tuple[Board, list[Slot]]:
    """The plan with one slot picked up, and all slots that move with it.

    Args:
        timetable: the plan.
        asked: what holds by now (`asked_now`).
        slots: all its slots.
        slot: one of them.
    """
    if isinstance(asked, Day):
        return DayBoard(asked, day_lunches(timetable), slots, slot), [slot]
    here = (slot.weekday, slot.start, slot.therapist_id)
    together = [one for one in slots if (one.weekday, one.start, one.therapist_id) == here]
    return WeekBoard(asked, week_lunches(timetable), slots, together), together


def spots_that_fit(board: Board, therapist: str) -> list[Spot]:
    """All spots with a therapist that keep every rule, without the one where it is now."""
    looked = (board.look(spot) for spot in board.tries(therapist))
    here = (board.picked.weekday, board.picked.start, token_of("t", board.picked.therapist_id))
    return [spot for spot, clashes in looked if not clashes and (spot.weekday, spot.start, spot.therapist) != here]


@transaction.atomic
def move(user: User, timetable: Timetable, moving: Iterable[Slot], spot: Spot) -> None:
    """Put a visit or a session somewhere else."""
    for slot in moving:
        slot.weekday, slot.start, slot.therapist_id = spot.weekday, spot.start, number(spot.therapist)
        if timetable.is_day:
            slot.room_id = number(spot.room) or None
        slot.save()
    if spot.lunch is not None:
        timetable.lunches = _with_lunch(timetable, spot)
    timetable.by_hand = True
    timetable.save(update_fields=["lunches", "by_hand"])
    audit.record(user, Deed.CHANGED, "timetable", ref=timetable.public_id)


def _with_lunch(timetable: Timetable, spot: Spot) -> list[dict[str, Any]]:
    """The lunches, the therapist's of that day at its new time."""
    hers = {"therapist": spot.therapist} | ({} if timetable.is_day else {"day": DAYS[spot.weekday]})
    others = [one for one in timetable.lunches if not hers.items() <= one.items()]
    return [*others, hers | {"start": spot.lunch}]


def _about_lunch(clashes: Iterable[Clash]) -> bool:
    """Whether another time for lunch might help."""
    return any("lunch" in clash.words for clash in clashes)
