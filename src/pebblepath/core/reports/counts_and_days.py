"""How reports say a number of things, and a day."""

from __future__ import annotations

import datetime as dt


def counted(count: int, one: str, many: str = "") -> str:
    """1 moment, 2 moments; 1 person, 2 people.

    Args:
        count: how many, 0 or more.
        one: the word for one of them.
        many: the word for several, where it isn't the word for one with an s.
    """
    return f"{count} {one if count == 1 else many or MANY.get(one, f'{one}s')}"


MANY = {"person": "people"}


def long_date(day: dt.date) -> str:
    """24 November 2026."""
    return f"{day.day} {day:%B %Y}"
