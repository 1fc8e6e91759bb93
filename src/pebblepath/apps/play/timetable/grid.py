"""A plan as columns of blocks, and the columns as a table with a row for each five minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.text import capfirst

from pebblepath.apps.people.models import Child
from pebblepath.apps.play.timetable.hours import meetings_on
from pebblepath.apps.play.timetable.models import Slot, Timetable, WorkingHours
from pebblepath.apps.play.timetable.names import Names, number
from pebblepath.apps.play.timetable.times import DAY_NAMES, DAYS, Block
from pebblepath.core.planner.clinic.clock import clock, read_time

STEP, HALF_HOUR = 5, 30
Away = Mapping[tuple[int, int, int], str]
"""What a therapist does then: by her number, start and end."""


@dataclass(frozen=True)
class Piece:
    """What somebody does for a while.

    Attributes:
        start, end: minutes after midnight.
        kind: "visit", "lunch" or "break".
        title: who or what.
        detail: where.
        slot: its number, by which it can be moved; None for what isn't a visit.
        children: those of the visit whose record the reader sees.
    """

    start: int
    end: int
    kind: str
    title: str
    detail: str = ""
    slot: int | None = None
    children: tuple[Child, ...] = ()

    @property
    def begins(self) -> str:
        """When it begins, as people write it."""
        return clock(self.start)

    @property
    def ends(self) -> str:
        """When it ends."""
        return clock(self.end)


@dataclass(frozen=True)
class Column:
    """A therapist's day.

    Attributes:
        title: whose it is, or which weekday.
        pieces: what she does, the earliest first.
        start, end: her hours; equal where she is off.
    """

    title: str
    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def has_visits(self) -> bool:
        """Whether a child is seen."""
        return any(piece.kind == "visit" for piece in self.pieces)


@dataclass(frozen=True)
class Cell:
    """A piece in a table, or the space between two."""

    rows: int
    piece: Piece | None = None
    off: bool = False


@dataclass
class Row:
    """Five minutes of all columns: the cells that begin then."""

    label: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """A table of one clinic's day, or of one therapist's week."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grids_of(timetable: Timetable, slots: Sequence[Slot], names: Names) -> list[Grid]:
    """A clinic's day is one table with a column a therapist; of a week each therapist has one."""
    therapists = timetable.asked.get("therapists", [])
    if timetable.is_day:
        away = _away(timetable)
        columns = [_day_column(one, timetable, slots, names, away) for one in therapists]
        return [_grid("", columns)] if columns else []
    busy = {slot.therapist_id for slot in slots}
    here = [one for one in therapists if number(one["name"]) in busy]
    return [_grid(names.say(one["name"]), _week_columns(one, timetable, slots, names)) for one in here]


def _day_column(
    one: Mapping[str, Any], timetable: Timetable, slots: Sequence[Slot], names: Names, away: Away
) -> Column:
    who = number(one["name"])
    pieces = [_visit([slot], slot.room.name if slot.room else "", names) for slot in slots if slot.therapist_id == who]
    breaks = {(read_time(block["start"]), read_time(block["end"])) for block in one["breaks"]}
    pieces += [Piece(*span, "break", away.get((who, *span), "At school, with the way")) for span in breaks]
    pieces += _lunches(one, [lunch for lunch in timetable.lunches if lunch["therapist"] == one["name"]])
    return Column(names.say(one["name"]), _sorted(pieces), read_time(one["start"]), read_time(one["end"]))


def _away(timetable: Timetable) -> Away:
    """What each break of the day is; what is none of the therapist's meetings is a session of the school week."""
    day, told = DAYS[timetable.first.weekday()], WorkingHours.objects.filter(practice=timetable.practice_id)
    return {
        (one.therapist_id, block.start, block.end): capfirst(block.what)
        for one in told
        for block in meetings_on(one, day)
    }


def _week_columns(one: Mapping[str, Any], timetable: Timetable, slots: Sequence[Slot], names: Names) -> list[Column]:
    who, where = number(one["name"]), _schools(timetable)
    columns = []
    for weekday, day in enumerate(DAYS[:5]):
        mine = [slot for slot in slots if slot.therapist_id == who and slot.weekday == weekday]
        pieces = [
            _visit(together, names.say(where.get(together[0].child_id, "")), names)
            for together in ([*found] for _, found in groupby(sorted(mine, key=_begins), key=_begins))
        ]
        pieces += [_meeting(block) for block in map(Block.from_json, map(_read, one["meetings"])) if day in block.days]
        lunches = [one for one in timetable.lunches if one["day"] == day]
        pieces += _lunches(one, [lunch for lunch in lunches if lunch["therapist"] == one["name"]])
        hours = next(((read_time(h["start"]), read_time(h["end"])) for h in one["hours"] if h["day"] == day), (0, 0))
        columns.append(Column(DAY_NAMES[weekday], _sorted(pieces), *hours))
    return columns


def _begins(slot: Slot) -> int:
    return slot.start


def _read(block: Mapping[str, Any]) -> dict[str, Any]:
    return {**block, "start": read_time(block["start"]), "end": read_time(block["end"])}


def _schools(timetable: Timetable) -> dict[int, str]:
    """For each child her school."""
    classes = {one["name"]: one["building"] for one in timetable.asked.get("classrooms", [])}
    return {number(one["name"]): classes[one["classroom"]] for one in timetable.asked.get("children", [])}


def _visit(together: Sequence[Slot], where: str, names: Names) -> Piece:
    first = together[0]
    known = tuple(names.children[slot.child_id] for slot in together if slot.child_id in names.children)
    told = [child.name for child in known]
    unnamed = len(together) - len(known)
    told += ["taken" if not known else f"{unnamed} more"] if unnamed else []
    title = ", ".join(told)
    return Piece(first.start, first.end, "visit", capfirst(title), where, first.pk, known)


def _meeting(block: Block) -> Piece:
    return Piece(block.start, block.end, "break", capfirst(block.what))


def _lunches(one: Mapping[str, Any], lunches: Iterable[Mapping[str, Any]]) -> list[Piece]:
    starts = [read_time(lunch["start"]) for lunch in lunches]
    return [Piece(start, start + one["lunch_minutes"], "lunch", "Lunch") for start in starts if one["lunch_minutes"]]


def _sorted(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end)))


def _grid(title: str, columns: Sequence[Column]) -> Grid:
    return Grid(title, tuple(columns), tuple(rows_of(columns)))


def rows_of(columns: Sequence[Column]) -> list[Row]:
    """The rows of a table: a time each half hour, and in each the cells that begin there."""
    edges = [edge for column in columns if column.end for edge in (column.start, column.end)]
    edges += [edge for column in columns for piece in column.pieces for edge in (piece.start, piece.end)]
    if not edges:
        return []
    begin = min(edges) // HALF_HOUR * HALF_HOUR
    end = -(-max(edges) // HALF_HOUR) * HALF_HOUR
    rows = [Row(clock(at) if at % HALF_HOUR == 0 else "") for at in range(begin, end, STEP)]
    for column in columns:
        for at, cell in _cells(column, begin, end):
            rows[(at - begin) // STEP].cells.append(cell)
    return rows


def _cells(column: Column, begin: int, end: int) -> Iterable[tuple[int, Cell]]:
    at = begin
    for piece in column.pieces:
        start = max(at, piece.start // STEP * STEP)
        stop = -(-piece.end // STEP) * STEP
        if stop <= start:
            continue
        yield from _space(column, at, start)
        yield start, Cell((stop - start) // STEP, piece)
        at = stop
    yield from _space(column, at, end)


def _space(column: Column, start: int, end: int) -> Iterable[tuple[int, Cell]]:
    """The time between two pieces: before and after her hours, and in them."""
    opens = column.start // STEP * STEP
    closes = -(-column.end // STEP) * STEP
    for a, b, off in ((start, min(end, opens), True), (max(start, opens), min(end, closes), False)):
        if b > a:
            yield a, Cell((b - a) // STEP, off=off)
    if end > max(start, closes):
        yield max(start, closes), Cell((end - max(start, closes)) // STEP, off=True)
