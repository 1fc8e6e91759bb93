"""Times as people write them, read with patience: "9–12, 2 to 4pm", "Mon Wed 9:00–10:00 reading".

Inside, a time is minutes after midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pebblepath.core.planner.clinic.clock import clock

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
SCHOOL_DAYS = DAYS[:5]
LIKE = "9:00–12:00"
AFTERNOON = range(1, 6)
"""Hours that mean the afternoon when nobody says which half of the day: nobody comes at two in the night."""

_CLOCK = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?"
_SPAN = re.compile(rf"({_CLOCK})\s*(?:-|–|—|to|until)\s*({_CLOCK})(?!\w)", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_DAY = r"(?:mon|tue|wed|thu|fri|sat)[a-z]*"
_DAYS = re.compile(rf"({_DAY})(?:\s*(?:-|–|to)\s*({_DAY}))?[\s,/&+.]*(?:and\s+)?", re.IGNORECASE)
_EVERY = re.compile(r"(?:every\s*day|daily|each\s*day)[\s,:]*", re.IGNORECASE)


class NotATime(ValueError):
    """It couldn't be read as a time; the message is a sentence for who wrote it."""


@dataclass(frozen=True)
class Block:
    """A time of some weekdays that something else has.

    Attributes:
        days: weekdays, "Mon" to "Sat".
        start, end: minutes after midnight.
        what: its name, such as "lunch" or "team meeting".
    """

    days: tuple[str, ...]
    start: int
    end: int
    what: str

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Block:
        """Read what `as_json` gave."""
        return cls(tuple(kept["days"]), kept["start"], kept["end"], kept["what"])

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def read_clock(text: str) -> int:
    """Minutes after midnight of "9", "9:30", "9.30", "3 pm" or "15:30"; 1 to 5 alone mean the afternoon.

    Raises:
        NotATime: it is no time of a day.
    """
    found = _TIME.fullmatch(text.strip())
    hour, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = (found[3] or "").lower() if found else ""
    if (half and not 1 <= hour <= 12) or hour > 23 or minutes > 59:
        raise NotATime(f"“{text.strip()[:30]}” isn’t a time. Please write it like 9:00, 15:30 or 3:30 pm.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour in AFTERNOON and not text.strip().startswith("0"):
        hour += 12
    return hour * 60 + minutes


def read_times(text: str) -> list[tuple[int, int]]:
    """All stretches of one day: "9–12, 14:00 to 16:00"; nothing written gives none.

    Raises:
        NotATime: something in it is no stretch, or ends before it starts.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]|\band\b", text) if part.strip()]
    return sorted(_stretch(part) for part in parts)


def _stretch(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text)
    if not found:
        raise NotATime(f"“{text[:40]}” has no beginning and end. Please write it like {LIKE}.")
    return _in_order(read_clock(found[1]), read_clock(found[2]), text)


def _in_order(start: int, end: int, text: str) -> tuple[int, int]:
    if start >= end:
        raise NotATime(f"“{text[:40]}” ends before it starts ({clock(start)} to {clock(end)}). Please turn it round.")
    return start, end


def read_blocks(text: str, *, among: Sequence[str] = SCHOOL_DAYS) -> list[Block]:
    """One time a line: "11:00–11:50 lunch", or with days in front, "Mon Wed 9–10 reading", "Mon–Thu 9–10 maths".

    Args:
        text: the lines.
        among: the weekdays that a line without days means.

    Raises:
        NotATime: a line has no time, or one that ends before it starts.
    """
    return [_block(line.strip(), among) for line in text.splitlines() if line.strip()]


def _block(line: str, among: Sequence[str]) -> Block:
    days, rest = _days(line)
    found = _SPAN.match(rest)
    if not found:
        raise NotATime(f"“{line[:40]}” has no time that can be read. Please write it like “Mon Wed {LIKE} reading”.")
    start, end = _in_order(read_clock(found[1]), read_clock(found[2]), line)
    what = rest[found.end() :].strip(" ,:;–-")[:60]
    return Block(days or tuple(among), start, end, what or "something else")


def _days(line: str) -> tuple[tuple[str, ...], str]:
    """The weekdays at the beginning of a line, and what follows."""
    rest, days = _EVERY.sub("", line, count=1) if _EVERY.match(line) else line, set()
    while found := _DAYS.match(rest):
        first, last = (DAYS.index((name or found[1])[:3].title()) for name in (found[1], found[2]))
        days |= set(range(first, last + 1)) if first <= last else {first, last}
        rest = rest[found.end() :]
    return tuple(DAYS[day] for day in sorted(days)), rest.lstrip(" :,")


def say_times(times: Iterable[Sequence[int]]) -> str:
    """As one would write them: "9:00–12:00, 14:00–16:00"."""
    return ", ".join(f"{short_clock(start)}–{short_clock(end)}" for start, end in times)


def say_blocks(blocks: Iterable[Block], *, among: Sequence[str] = SCHOOL_DAYS) -> str:
    """One a line, as `read_blocks` reads them."""
    return "\n".join(
        f"{'' if block.days == tuple(among) else ' '.join(block.days) + ' '}{say_times([(block.start, block.end)])}"
        f" {block.what}"
        for block in blocks
    )


def short_clock(minutes: int) -> str:
    """A time as people write it: 570 is "9:30"."""
    return clock(minutes).removeprefix("0")
