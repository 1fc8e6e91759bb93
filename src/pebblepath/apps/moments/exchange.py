"""Moments in and out as a file: the columns when, setting, observer, outcome, strategies."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import EARLIEST, celebrated, relight
from pebblepath.apps.moments.models import Help, Moment, MomentQuerySet, Victory
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Member, Role, Setting
from pebblepath.apps.understanding.models import Strategy
from pebblepath.core.goals.victories import SoFar, Told, victories

if TYPE_CHECKING:  # a page doesn't wait for numpy, nor does a worker hold it
    from pebblepath.core.evidence.case import Moment as Row

FROM_FILE = uuid.UUID("8a4f1f52-55a8-4cf0-9d0e-4d4b3b9a7a11")


@dataclass(frozen=True)
class Imported:
    """What an import did: how many moments are new, were there already; names that weren't known before."""

    new: int
    known: int
    new_people: tuple[str, ...]
    new_strategies: tuple[str, ...]


@dataclass(frozen=True)
class RowFault:
    """One row that can't be taken in: its line in the file, the column, and a sentence."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Row {self.row}, column {self.column}: {self.sentence}."


def faults_for(access: Access, rows: Sequence[Row], numbers: Sequence[int]) -> list[RowFault]:
    """What is wrong with rows that are well-formed by themselves: unknown settings, days to come, long names.

    Args:
        access: for which child.
        rows: what was read.
        numbers: for each row its number as a spreadsheet shows it.
    """
    accepted = ", ".join(Setting.values)
    zone = access.child.practice.time_zone
    tomorrow = _midnight_to_come(zone)
    faults = []
    for number, row in zip(numbers, rows, strict=True):
        if row.setting.lower() not in Setting.values:
            faults.append(RowFault(number, "setting", f"“{row.setting}” isn't a setting; accepted are {accepted}"))
        if _moment_of(row, zone) >= tomorrow:
            faults.append(RowFault(number, "when", f"{_day(row)} is still to come; accepted are days up to today"))
        if _day(row) < EARLIEST:
            faults.append(
                RowFault(number, "when", f"{_day(row)} is too long ago; accepted are days from {EARLIEST} on")
            )
        if len(row.observer) > 80:
            faults.append(RowFault(number, "observer", "the name is longer than 80 letters"))
        if any(len(name) > 60 for name in row.strategies):
            faults.append(RowFault(number, "strategies", "a name is longer than 60 letters"))
    return faults


def _midnight_to_come(zone: str) -> dt.datetime:
    """The end of today where the practice is: what was told further east may bear tomorrow's date and be past."""
    today = timezone.localdate(timezone=ZoneInfo(zone))
    return dt.datetime.combine(today + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))


def _day(row: Row) -> dt.date:
    return row.when.date() if isinstance(row.when, dt.datetime) else row.when


@transaction.atomic
def import_moments(access: Access, goal: Goal, rows: Sequence[Row]) -> Imported:
    """Take all rows in, or none. A row that is here already, from a file or told by hand, changes nothing.

    People and strategies are found by name; a name that isn't known becomes a person without an account, or one of
    the family's own strategies, and is told in the answer.
    """
    people, new_people = _people(access, {row.observer for row in rows})
    strategies, new_strategies = _strategies(access, {name for row in rows for name in row.strategies})
    zone = access.child.practice.time_zone
    moments = [_moment(access, goal, row, id, zone, people) for row, id in zip(rows, _ids(goal, rows), strict=True)]
    fresh = _not_here_yet(goal, zone, rows, moments)
    Moment.objects.bulk_create((moment for _, moment in fresh), batch_size=500)
    _link(fresh, strategies)
    relight(goal)
    # What a paper tells of a child long ago is read, not cheered.
    if not access.child.source:
        celebrate(goal, [moment for _, moment in fresh])
    audit.record(
        access.user,
        Deed.ADDED,
        "moments from a file",
        ref=f"{goal.public_id} {len(fresh)}",
        child=access.child,
    )
    return Imported(len(fresh), len(moments) - len(fresh), new_people, new_strategies)


def celebrate(goal: Goal, fresh: Sequence[Moment]) -> None:
    """Find what is worth celebrating in moments from a file, as if each had been told on its day.

    What was told by hand keeps its own victories, and a first time that was celebrated isn't one again. Three queries,
    however many moments there are.
    """
    new = {moment.id for moment in fresh}
    had = celebrated(goal)
    so_far = SoFar(goal.start_step)
    won = []
    told = Moment.objects.kept().filter(goal=goal, step__isnull=False).order_by("happened_at", "id")
    for id, step, setting, help in told.values_list("id", "step", "setting", "help"):
        assert step is not None
        by_self = help == Help.NONE
        if id in new:
            reasons = victories(Told(step, goal.start_step, by_self, False), so_far.before(setting))
            won += [Victory(moment_id=id, kind=kind) for kind in had.without(reasons, step, setting)]
        so_far.add(step, setting, by_self=by_self)
    Victory.objects.bulk_create(won, batch_size=500)


def _not_here_yet(goal: Goal, zone: str, rows: Sequence[Row], moments: Sequence[Moment]) -> list[tuple[Row, Moment]]:
    """Leave out what came from a file before (by its id), and what was told by hand and is in the file of this goal."""
    had = dict(Moment.objects.filter(goal=goal).values_list("id", "removed_at"))
    pairs = list(zip(rows, moments, strict=True))
    here = Counter(_content(row, zone) for row in rows_of(Moment.objects.kept().filter(goal=goal)))
    here.subtract(_content(row, zone) for row, moment in pairs if moment.id in had and had[moment.id] is None)
    fresh = []
    for row, moment in pairs:
        if moment.id in had:
            continue
        content = _content(row, zone)
        if here[content] > 0:
            here[content] -= 1
        else:
            fresh.append((row, moment))
    return fresh


def _content(row: Row, zone: str) -> tuple[object, ...]:
    names = frozenset(name.lower() for name in row.strategies)
    return (_moment_of(row, zone), row.setting.lower(), row.observer.lower(), row.outcome, names)


def _ids(goal: Goal, rows: Sequence[Row]) -> list[uuid.UUID]:
    """The same row of the same goal always gets the same id; equal rows are told apart by their number."""
    seen: Counter[str] = Counter()
    ids = []
    for row in rows:
        parts = (goal.public_id, row.when.isoformat(), row.setting, row.observer, row.outcome, sorted(row.strategies))
        told = "|".join(map(str, parts))
        ids.append(uuid.uuid5(FROM_FILE, f"{told}|{seen[told]}"))
        seen[told] += 1
    return ids


def _moment(access: Access, goal: Goal, row: Row, id: uuid.UUID, zone: str, people: dict[str, Member]) -> Moment:
    at = _moment_of(row, zone)
    member = people[row.observer.lower()]
    setting = Setting(row.setting.lower())
    return Moment(
        id=id,
        child=access.child,
        goal=goal,
        happened_at=at,
        day=at.astimezone(ZoneInfo(zone)).date(),
        time_zone=zone,
        setting=setting,
        household=member.household if setting == Setting.HOME else None,
        told_by=member,
        step=row.outcome,
    )


def _moment_of(row: Row, zone: str) -> dt.datetime:
    """A day without a time is taken as its noon."""
    if not isinstance(row.when, dt.datetime):
        return dt.datetime.combine(row.when, dt.time(12), ZoneInfo(zone))
    return row.when if row.when.tzinfo else row.when.replace(tzinfo=ZoneInfo(zone))


def _people(access: Access, names: set[str]) -> tuple[dict[str, Member], tuple[str, ...]]:
    known = {m.name.lower(): m for m in Member.objects.filter(child=access.child).select_related("household")}
    new = _new_names(names, known)
    for name in new:
        known[name.lower()] = Member.objects.create(child=access.child, role=Role.OTHER, name=name)
    return known, new


def _strategies(access: Access, names: set[str]) -> tuple[dict[str, Strategy], tuple[str, ...]]:
    known = {s.name.lower(): s for s in access.child.strategies.all()}
    new = _new_names(names, known)
    for name in new:
        made = Strategy.objects.create(child=access.child, name=name, settings=Setting.values, given_by=access.user)
        known[name.lower()] = made
    return known, new


def _new_names(names: set[str], known: Container[str]) -> tuple[str, ...]:
    """Names that aren't known, each once, however it is written."""
    return tuple({name.lower(): name for name in sorted(names) if name.lower() not in known}.values())


def _link(fresh: Sequence[tuple[Row, Moment]], known: dict[str, Strategy]) -> None:
    through = Moment.strategies.through
    through.objects.bulk_create(
        (
            through(moment_id=moment.id, strategy_id=known[name].pk)
            for row, moment in fresh
            for name in {name.lower() for name in row.strategies}
        ),
        batch_size=500,
    )


def rows_of(moments: MomentQuerySet) -> Iterator[Row]:
    """Moments about a goal as rows, the oldest first."""
    from pebblepath.core.evidence.case import Moment as Row

    about_a_goal = moments.filter(step__isnull=False)
    helped = names_of_strategies(about_a_goal)
    columns = ("id", "happened_at", "time_zone", "setting", "told_by__name", "step")
    told = about_a_goal.order_by("happened_at", "id").values_list(*columns)
    for id, happened_at, zone, setting, observer, step in told.iterator(chunk_size=1000):
        yield Row(
            when=happened_at.astimezone(ZoneInfo(zone)),
            setting=setting,
            observer=observer,
            outcome=step or 0,
            strategies=frozenset(helped.get(id, ())),
        )


def names_of_strategies(moments: MomentQuerySet) -> dict[uuid.UUID, list[str]]:
    """What was there to help in each moment that had any, by name in the order of the alphabet; one query."""
    used = Moment.strategies.through.objects.filter(moment__in=moments.order_by().values("pk"))
    names: dict[uuid.UUID, list[str]] = {}
    for moment, name in used.order_by("strategy__name").values_list("moment_id", "strategy__name"):
        names.setdefault(moment, []).append(name)
    return names
