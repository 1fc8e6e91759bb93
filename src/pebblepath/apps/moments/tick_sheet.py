"""A week's tick sheet: what is printed for the wall, and its twin in which the ticks are typed in one go."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.moments.actions import Draft, change_moment, put_back, record_moment, remove_moment
from pebblepath.apps.moments.class_links import Seat
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Scope, Setting

# Each cell of each week has one id for good, so that typing it twice tells it once.
SHEETS = uuid.UUID("6f0b1a52-64cf-5e0e-9d0a-3b1f5b9f7c11")
SCHOOL_DAYS, ALL_DAYS = 5, 7
NOON = dt.time(12)
WEEKS_BACK = 26


@dataclass(frozen=True)
class SheetRow:
    """One line of a sheet: a goal of a child.

    Attributes:
        who: the child's first name; empty where all lines are about one child.
        access: who tells, of whom.
        goal: with its stones.
        setting: where it happens.
    """

    who: str
    access: Access
    goal: Goal
    setting: Setting

    @property
    def label(self) -> str:
        """What the line says."""
        return f"{self.who}: {self.goal.title}" if self.who else self.goal.title


@dataclass(frozen=True)
class Cell:
    """One day of a line.

    Attributes:
        name: of the field.
        day: which day.
        id: of the moment that it tells.
        value: what stands in the field.
        fault: what is wrong with it, in a sentence.
        open: whether the day has come.
        tapped: what was tapped for that day anyway, in short.
        kept: the moment that was typed before, if any.
    """

    name: str
    day: dt.date
    id: uuid.UUID
    value: str
    fault: str = ""
    open: bool = True
    tapped: str = ""
    kept: Moment | None = None


@dataclass(frozen=True)
class Sheet:
    """A week with all its cells."""

    monday: dt.date
    days: Sequence[dt.date]
    lines: Sequence[tuple[SheetRow, Sequence[Cell]]]

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong, each a sentence."""
        return [cell.fault for _, cells in self.lines for cell in cells if cell.fault]

    @property
    def title(self) -> str:
        """The week in words."""
        first, last = self.days[0], self.days[-1]
        return f"{first:%-d %B} to {last:%-d %B %Y}"


@dataclass(frozen=True)
class Typed:
    """What came of a sheet."""

    new: int = 0
    changed: int = 0
    taken_back: int = 0

    @property
    def words(self) -> str:
        """The same, as a sentence."""
        parts = [(self.new, "new"), (self.changed, "changed"), (self.taken_back, "taken back")]
        said = ", ".join(f"{count} {word}" for count, word in parts if count)
        return f"Kept: {said}." if said else "Nothing new: all of it was kept already."


def rows_of_class(seats: Sequence[Seat]) -> list[SheetRow]:
    """The lines of a class: each child's shared goals."""
    return [SheetRow(seat.name, seat.access, goal, Setting.SCHOOL) for seat in seats for goal in seat.goals]


def rows_of_child(access: Access) -> list[SheetRow]:
    """The lines of one child: the goals that this person may tell of, where this person is."""
    goals = Goal.objects.seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE).prefetch_related("stones")
    setting = Setting(access.member.setting)
    return [SheetRow("", access, goal, setting) for goal in goals.order_by("made_at", "pk")]


def week_asked_for(text: str, today: dt.date) -> dt.date:
    """The Monday of the week that an address names; what can't be read, or is too far off, is this week."""
    this = today - dt.timedelta(days=today.weekday())
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return this
    monday = day - dt.timedelta(days=day.weekday())
    return monday if this - dt.timedelta(weeks=WEEKS_BACK) <= monday <= this + dt.timedelta(weeks=1) else this


def cell_id(row: SheetRow, day: dt.date) -> uuid.UUID:
    """The id of one cell's moment: the same for the same teller, goal and day."""
    return uuid.uuid5(SHEETS, f"{row.access.member.pk} {row.goal.public_id} {day.isoformat()}")


def read_sheet(
    rows: Sequence[SheetRow],
    monday: dt.date,
    *,
    today: dt.date,
    days: int = SCHOOL_DAYS,
    typed: Mapping[str, str] | None = None,
) -> Sheet:
    """A week as it stands, with what was typed laid over it. Two queries.

    Args:
        rows: the lines.
        monday: the first day.
        today: later days are still closed.
        days: how many days, 5 or 7.
        typed: the form's fields, if it was sent; what can't be read stays as it was typed, with its fault.
    """
    week = [monday + dt.timedelta(days=n) for n in range(days)]
    kept, tapped = _told(rows, week)
    lines = []
    for place, row in enumerate(rows):
        cells = []
        for day in week:
            name, id = f"c{place}-{day.isoformat()}", cell_id(row, day)
            had = kept.get(id)
            value = "" if had is None or had.removed_at or had.step is None else str(had.step)
            if typed is not None:
                value = typed.get(name, value).strip()
            fault = _fault(row, day, value, today) if typed is not None else ""
            steps = tapped.get((row.access.member.pk, row.goal.pk, day), [])
            cells.append(Cell(name, day, id, value, fault, day <= today, ", ".join(str(step) for step in steps), had))
        lines.append((row, cells))
    return Sheet(monday, week, lines)


def _told(
    rows: Sequence[SheetRow], week: Sequence[dt.date]
) -> tuple[dict[uuid.UUID, Moment], dict[tuple[int, int, dt.date], list[int]]]:
    """What was typed before, by id, and what else these people told on these days."""
    members = {row.access.member.pk for row in rows}
    ids = {cell_id(row, day) for row in rows for day in week}
    kept = {moment.pk: moment for moment in Moment.objects.filter(pk__in=ids).select_related("goal")}
    tapped: dict[tuple[int, int, dt.date], list[int]] = {}
    told = Moment.objects.kept().filter(told_by__in=members, day__in=week, step__isnull=False, goal__isnull=False)
    for id, member, goal, day, step in told.order_by("told_at").values_list(
        "id", "told_by_id", "goal_id", "day", "step"
    ):
        if id not in ids and goal is not None and step is not None:
            tapped.setdefault((member, goal, day), []).append(step)
    return kept, tapped


def _fault(row: SheetRow, day: dt.date, value: str, today: dt.date) -> str:
    where = f"{row.label}, {day:%A}"
    if not value:
        return ""
    if value not in {str(step) for step in range(row.goal.levels)}:
        return f"{where}: “{value[:20]}” isn’t a stone. Please type 0 to {row.goal.levels - 1}, or leave it open."
    if day > today:
        return f"{where}: this day is still to come. Please leave it open."
    return ""


@transaction.atomic
def keep_sheet(sheet: Sheet) -> Typed:
    """Tell everything that is new on a sheet without faults; typing the same again changes nothing.

    Raises:
        ValueError: the sheet has faults.
    """
    if sheet.faults:
        raise ValueError("a sheet with faults can't be kept")
    done = [_keep(row, cell) for row, cells in sheet.lines for cell in cells]
    return Typed(done.count("new"), done.count("changed"), done.count("taken back"))


def _keep(row: SheetRow, cell: Cell) -> str:
    had = cell.kept
    if not cell.value:
        if had is None or had.removed_at:
            return ""
        remove_moment(row.access, had)
        return "taken back"
    draft = _draft(row, cell)
    if had is None:
        record_moment(row.access, draft)
        return "new"
    if had.removed_at is None and had.step == draft.step:
        return ""
    if had.removed_at:
        put_back(row.access, had)
    if had.step != draft.step:
        change_moment(row.access, had, draft)
    return "changed"


def _draft(row: SheetRow, cell: Cell) -> Draft:
    zone = row.access.child.practice.time_zone
    noon = dt.datetime.combine(cell.day, NOON, ZoneInfo(zone))
    draft = Draft(cell.id, min(noon, timezone.now()), zone, row.setting, goal=row.goal, step=int(cell.value))
    had = cell.kept
    if had is None:
        return draft
    # What was added to the moment on its own page stays.
    return replace(
        draft,
        happened_at=had.happened_at,
        felt_good=had.felt_good,
        proud=had.proud,
        help=had.help,
        asked_break=had.asked_break,
        asked_help=had.asked_help,
        words=had.words,
        strategies=list(had.strategies.all()),
    )
