"""How things went over some weeks: counts and nothing but counts. No norm, no score, no rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WEEKS = 12
WEEKS_BEFORE = 4
FEWEST = 3
COLUMN, BAR, TALL, FLOOR = 26, 16, 44, 60


@dataclass(frozen=True)
class Week:
    """What was told of one goal in one week.

    Attributes:
        monday: its first day.
        steps: how many moments were on each stone, the lowest first.
        help: how many had no help, a reminder, some help, much help.
        faces: how many felt not good, so-so, good.
        proud: of how many she was proud.
        full: the family said that their own cup was full.
    """

    monday: dt.date
    steps: tuple[int, ...]
    help: tuple[int, ...] = (0, 0, 0, 0)
    faces: tuple[int, ...] = (0, 0, 0)
    proud: int = 0
    full: bool = False

    @property
    def moments(self) -> int:
        """How many moments were on any stone."""
        return sum(self.steps)


def mondays_until(today: dt.date, weeks: int = WEEKS) -> list[dt.date]:
    """The Mondays of the last weeks, the oldest first; the last one is that of this week."""
    this = today - dt.timedelta(days=today.weekday())
    return [this - dt.timedelta(weeks=back) for back in reversed(range(weeks))]


def hard_weeks(weeks: Sequence[Week]) -> tuple[bool, ...]:
    """Which weeks were hard, as seen by the child's own weeks before, never by another child.

    A week was hard when at least three moments were told and more than half were lower than where she mostly stood in
    the four weeks before; or when at least three faces were told and more than half were "not good"; or when the
    family said that it was full.

    Args:
        weeks: one after the other, the oldest first.
    """
    return tuple(
        week.full or _mostly_low(week, weeks[max(0, place - WEEKS_BEFORE) : place]) or _mostly_sad(week)
        for place, week in enumerate(weeks)
    )


def _mostly_low(week: Week, before: Sequence[Week]) -> bool:
    usual = _usual(before)
    if usual is None or week.moments < FEWEST:
        return False
    return sum(week.steps[:usual]) * 2 > week.moments


def _usual(weeks: Sequence[Week]) -> int | None:
    """The lower median of the stones; an ordinal scale has no mean."""
    steps = [step for week in weeks for step, count in enumerate(week.steps) for _ in range(count)]
    return sorted(steps)[(len(steps) - 1) // 2] if len(steps) >= FEWEST else None


def _mostly_sad(week: Week) -> bool:
    return sum(week.faces) >= FEWEST and week.faces[0] * 2 > sum(week.faces)


@dataclass(frozen=True)
class Strip:
    """One row of small multiples: a bar a week, the oldest first; lengths are in drawing units.

    Attributes:
        bars: SVG path data of all bars; a week without any has none.
        numbers: for each bar the middle, the height at which its count stands, and the count, as text.
        hard: left edges of the columns of hard weeks, as text.
        told: the same in words, for who doesn't see it.
    """

    width: int
    height: int
    bars: str
    numbers: tuple[tuple[str, str, str], ...]
    hard: tuple[str, ...]
    told: str


def draw_strip(counts: Sequence[int], hard: Sequence[bool], *, most: int) -> Strip:
    """A row of bars.

    Args:
        counts: one a week, the oldest first.
        hard: which of these weeks were hard.
        most: the largest count in any row that stands beside this one, so that rows can be compared.
    """
    tops = [FLOOR - bar_height(count, most) for count in counts]
    shown = [(place * COLUMN, top, count) for place, (top, count) in enumerate(zip(tops, counts, strict=True)) if count]
    return Strip(
        width=COLUMN * len(counts),
        height=FLOOR + 2,
        bars="".join(_bar(left + (COLUMN - BAR) // 2, top) for left, top, _ in shown),
        numbers=tuple((str(left + COLUMN // 2), str(top - 3), str(count)) for left, top, count in shown),
        hard=tuple(str(place * COLUMN) for place, is_hard in enumerate(hard) if is_hard),
        told=in_words(counts),
    )


def bar_height(count: int, most: int) -> int:
    """How tall a bar is: as its count to the largest; the smallest can still be seen."""
    return max(round(TALL * count / most), 4) if count else 0


def _bar(left: int, top: int) -> str:
    """A bar with a round top, standing on the floor."""
    half = BAR // 2
    bend = min(half, FLOOR - top)
    return f"M{left} {FLOOR}V{top + bend}q0-{bend} {half}-{bend}t{half} {bend}V{FLOOR}Z"


def in_words(counts: Sequence[int]) -> str:
    """How often in all and week by week, as a sentence."""
    total = sum(counts)
    if not total:
        return f"not in these {len(counts)} weeks"
    return f"{times(total)} in {len(counts)} weeks. Week by week: {', '.join(map(str, counts))}."


def times(count: int) -> str:
    """A count as one says it."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def then_and_now(part: Sequence[int], whole: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """How many of how many in the first half of the weeks, and in the second; None where either half has none.

    Args:
        part: what is looked at, one a week.
        whole: of how many, one a week.
    """
    half = len(whole) // 2
    first, second = (sum(part[:half]), sum(whole[:half])), (sum(part[half:]), sum(whole[half:]))
    return (first, second) if first[1] and second[1] else None
