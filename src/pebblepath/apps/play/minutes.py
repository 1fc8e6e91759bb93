"""Minutes given against minutes promised.

Minutes with a child count once the session's note is signed: what is written down and signed is what was given.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Deed
from pebblepath.apps.play.models import Minutes, Owed, Per, Session, TimeKind
from pebblepath.apps.play.notes import minutes_of

WEEKS = 8
MONTHS = 4
A_DAY = dt.timedelta(days=1)
COLUMNS = ("day", "kind", "minutes", "by", "words")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Given:
    """A time for which minutes were promised, with what was given in it.

    Attributes:
        first: its first day.
        last: its last day.
        owed: minutes with the child that were promised; None where nothing was.
        given: minutes by kind.
    """

    first: dt.date
    last: dt.date
    owed: int | None
    given: dict[TimeKind, int]

    @property
    def direct(self) -> int:
        """Minutes with the child; only these count against what was promised."""
        return self.given[TimeKind.DIRECT]

    @property
    def others(self) -> list[int]:
        """Minutes of each other kind, in the order in which the kinds are shown."""
        return [self.given[kind] for kind in TimeKind if kind != TimeKind.DIRECT]

    def standing(self, today: dt.date) -> str:
        """Where it stands, in a few plain words."""
        if self.owed is None:
            return ""
        open_minutes = self.owed - self.direct
        if open_minutes <= 0:
            return "as promised" if open_minutes == 0 else f"{-open_minutes} more than promised"
        return f"{open_minutes} still to come" if self.last >= today else f"{open_minutes} to make up"


def count_session(session: Session) -> None:
    """Count a session's minutes, once however often it is asked; a session that nobody timed counts none."""
    minutes = minutes_of(session)
    if minutes is not None:
        counted = {"child": session.child, "by": session.by, "day": session.day, "minutes": minutes}
        Minutes.objects.update_or_create(session=session, defaults={**counted, "kind": TimeKind.DIRECT})


@transaction.atomic
def add_minutes(access: Access, minutes: Minutes) -> None:
    """Keep minutes that somebody wrote down by hand."""
    minutes.child, minutes.by = access.child, access.member
    minutes.save()
    audit.record(access.user, Deed.ADDED, "time", ref=minutes.pk, child=access.child)


@transaction.atomic
def remove_minutes(access: Access, minutes: Minutes) -> None:
    """Take out minutes that were written by hand; those of a session go with its note.

    Raises:
        ValueError: they are of a session.
    """
    if minutes.session_id is not None:
        raise ValueError("the minutes of a session stand with its signed note")
    ref = minutes.pk
    minutes.delete()
    audit.record(access.user, Deed.REMOVED, "time", ref=ref, child=access.child)


@transaction.atomic
def promise(access: Access, owed: Owed) -> None:
    """Promise minutes from a day on; what was promised before ends the day before."""
    Owed.objects.filter(child=access.child, first__gte=owed.first).delete()
    still = Owed.objects.filter(child=access.child, first__lt=owed.first)
    (still.filter(last=None) | still.filter(last__gte=owed.first)).update(last=owed.first - A_DAY)
    owed.child = access.child
    owed.save()
    audit.record(access.user, Deed.ADDED, "promise", ref=owed.pk, child=access.child)


def promised(child: Child) -> list[Owed]:
    """All that was promised, the newest first."""
    return list(child.owed.all())


def table(child: Child, today: dt.date, promises: Sequence[Owed]) -> tuple[Per, list[Given]]:
    """The last eight weeks, or the last four months where minutes are promised by the month, the newest first."""
    per = Per(promises[0].per) if promises else Per.WEEK
    spans = list(weeks(today) if per == Per.WEEK else months(today))
    rows = child.minutes.filter(day__gte=spans[-1][0]).values_list("day", "kind", "minutes")
    given = [(day, TimeKind(kind), minutes) for day, kind, minutes in rows]
    return per, [_given(span, given, promises, per) for span in spans]


def weeks(today: dt.date) -> Iterable[tuple[dt.date, dt.date]]:
    """The first and the last day of this week and those before, Monday to Sunday."""
    monday = today - dt.timedelta(days=today.weekday())
    for back in range(WEEKS):
        first = monday - dt.timedelta(weeks=back)
        yield first, first + dt.timedelta(days=6)


def months(today: dt.date) -> Iterable[tuple[dt.date, dt.date]]:
    """The first and the last day of this month and those before."""
    first = today.replace(day=1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - A_DAY
    for _ in range(MONTHS):
        yield first, last
        last = first - A_DAY
        first = last.replace(day=1)


def _given(
    span: tuple[dt.date, dt.date], rows: Sequence[tuple[dt.date, TimeKind, int]], promises: Sequence[Owed], per: Per
) -> Given:
    first, last = span
    inside = [(kind, minutes) for day, kind, minutes in rows if first <= day <= last]
    by_kind = {kind: sum(minutes for of, minutes in inside if of == kind) for kind in TimeKind}
    return Given(first, last, owed_from(first, promises, per), by_kind)


def owed_from(first: dt.date, promises: Sequence[Owed], per: Per) -> int | None:
    """What a week or a month owes: what was promised on its first day. One made within it counts from the next."""
    for owed in promises:
        if owed.per == per and owed.first <= first and (owed.last is None or owed.last >= first):
            return owed.minutes
    return None


def as_csv(rows: Iterable[Minutes]) -> str:
    """Minutes as a table (CRLF); a cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.day.isoformat(), row.kind, str(row.minutes), row.by.name, row.words)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue()
