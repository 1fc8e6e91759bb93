"""Times of a day as minutes after midnight, and the spans between them.

Inside, a time is a whole number of minutes; in files it is written as people write it, "09:30".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

DAY_MINUTES = 24 * 60
STRICT = ConfigDict(extra="forbid", strict=False)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def read_time(value: object) -> int:
    """Minutes after midnight of a time such as "09:30"; a whole number is taken as it is.

    Raises:
        ValueError: it is no time of a day.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= DAY_MINUTES:
        return value
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"{value!r} isn't a time; hours and minutes such as 09:30 are accepted")
    return int(found[1]) * 60 + int(found[2])


def clock(minutes: int) -> str:
    """Say a time as people write it: 570 is "09:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Time = Annotated[
    int,
    BeforeValidator(read_time),
    PlainSerializer(clock, return_type=str),
    Field(json_schema_extra={"type": "string", "examples": ["09:30"]}),
]


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one day, from `start` up to but not including `end` (minutes after midnight)."""

    __pydantic_config__ = STRICT
    start: Time
    end: Time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"{clock(self.start)} to {clock(self.end)} ends before it starts")

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start

    def meets(self, other: Span) -> bool:
        """Whether the two have a minute in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{clock(self.start)} to {clock(self.end)}"


def longest_free(within: tuple[int, int], taken: Iterable[Span]) -> int:
    """The longest stretch, in minutes, inside `within` that none of the taken spans touches."""
    start, longest = within[0], 0
    for span in sorted(taken):
        longest = max(longest, min(span.start, within[1]) - start)
        start = max(start, span.end)
    return max(longest, within[1] - start)
