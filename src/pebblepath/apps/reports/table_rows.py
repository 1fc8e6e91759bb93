"""How a table of the archive is read from things that are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pebblepath.core.exchange.archive import Cell, Table

# A column's name, what it means, and how it is read from one thing.
Column = tuple[str, str, Callable[[Any], Cell]]


def table(name: str, meaning: str, columns: Sequence[Column], rows: Iterable[Any]) -> Table:
    """A table from things and how each column is read from one of them."""
    made = [{column: read(thing) for column, _, read in columns} for thing in rows]
    return Table(name, meaning, [(column, words) for column, words, _ in columns], made)


def at(when: dt.datetime | None) -> str | None:
    """A time in UTC as ISO 8601, to the second."""
    return when.astimezone(dt.UTC).isoformat(timespec="seconds") if when else None


def on(day: dt.date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None


def home(one: Any) -> str | None:
    """In which home, if it is told."""
    return one.household.name if one.household else None
