"""What a try-out says: the morning's line, and at the end the coin's own test beside the model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.answers import goal_as_noun
from pebblepath.apps.insights.models import SkippedDay, TryOut
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Setting

if TYPE_CHECKING:
    from pebblepath.core.evidence.single_case.standards import Standard
    from pebblepath.core.evidence.try_out import ExactTest
    from pebblepath.core.evidence.try_out.report import ReportItem

LENGTHS = (14, 20, 28)
SIMULATED = 200


@dataclass(frozen=True)
class Line:
    """The morning's line of one try-out."""

    try_out: TryOut
    with_it: bool
    number: int
    skipped: bool

    @property
    def of(self) -> int:
        """How many days it has."""
        return len(self.try_out.days)


@dataclass(frozen=True)
class Day:
    """A past day of a try-out: what the coin said, and how it went."""

    date: dt.date
    with_it: bool
    skipped: bool
    steps: tuple[int, ...]
    as_said: bool | None

    @property
    def level(self) -> float | None:
        """The mean stone of the day's moments; None for a day that was skipped or not told."""
        return None if self.skipped or not self.steps else sum(self.steps) / len(self.steps)


@dataclass(frozen=True)
class Outcome:
    """The end of a try-out: by its own coin, and by the model."""

    test: ExactTest | None
    coin_says: str
    model_says: str
    items: Sequence[ReportItem]
    standards: Sequence[Standard]
    picture: SafeString


def lines_for(access: Access, today: dt.date) -> list[Line]:
    """What today's coins say, for whoever is with the child."""
    running = TryOut.objects.seen_by(access).running_on(today).select_related("goal", "strategy", "household")
    skipped = SkippedDay.objects.filter(try_out=OuterRef("pk"), day=today)
    lines = []
    for try_out in running.annotate(skipped_today=Exists(skipped)):
        number = try_out.number_of(today)
        if number is not None:
            lines.append(Line(try_out, bool(try_out.days[number - 1][1]), number, try_out.skipped_today))  # type: ignore[attr-defined]
    return lines


@lru_cache(maxsize=64)
def chances(levels: int, per_day: int) -> tuple[tuple[int, float], ...]:
    """For each length, how often such a try-out would tell, by simulation; the same for the same kind of child."""
    import numpy as np

    from pebblepath.core.evidence.try_out import power

    rng = np.random.default_rng(levels * 100 + per_day)
    return tuple(
        (days, power(days=days, levels=levels, per_day=per_day, cases=SIMULATED, rng=rng).tells) for days in LENGTHS
    )


def moments_a_day(goal: Goal, setting: str, today: dt.date) -> int:
    """How many moments are told on a day on which any are, lately; 1 to 3."""
    lately = Moment.objects.kept().filter(goal=goal, setting=setting, day__gte=today - dt.timedelta(days=42))
    told = list(lately.values_list("day", flat=True))
    return min(3, max(1, round(len(told) / len(set(told))))) if told else 1


def days_of(try_out: TryOut, today: dt.date) -> list[Day]:
    """The days until today."""
    skipped = {day.day for day in try_out.skipped.all()}
    steps: dict[dt.date, list[int]] = {}
    used: dict[dt.date, set[bool]] = {}
    for day, step, with_it in _told(try_out):
        steps.setdefault(day, []).append(step)
        used.setdefault(day, set()).add(with_it)
    days = []
    for told, with_it in try_out.days:
        day = dt.date.fromisoformat(told)
        if day <= today:
            as_said = used[day] == {bool(with_it)} if day in used else None
            days.append(Day(day, bool(with_it), day in skipped, tuple(steps.get(day, ())), as_said))
    return days


def _told(try_out: TryOut) -> Iterable[tuple[dt.date, int, bool]]:
    first, last = try_out.days[0][0], try_out.last_day
    moments = Moment.objects.kept().filter(goal=try_out.goal, setting=try_out.setting, day__range=(first, last))
    if try_out.household_id:
        moments = moments.filter(household=try_out.household)
    for moment in moments.filter(step__isnull=False).prefetch_related("strategies"):
        yield moment.day, moment.step or 0, any(s.pk == try_out.strategy_id for s in moment.strategies.all())


def outcome_of(try_out: TryOut, days: list[Day]) -> Outcome:
    """Test the try-out by its own coin, and ask the model about its days; both in plain words."""
    from pebblepath.core.evidence import Moment as Told
    from pebblepath.core.evidence.try_out.analysis import analyse_try_out
    from pebblepath.core.evidence.try_out.report import report_items, standards_of

    skipped = frozenset(day.date for day in days if day.skipped)
    told = [Told(day.date, try_out.place, "all", step) for day in days for step in day.steps]
    found = analyse_try_out(try_out.schedule(), told, levels=try_out.goal.levels, seed=try_out.seed, skipped=skipped)
    where = f"at {try_out.household.name}" if try_out.household else Setting(try_out.setting).label.lower()
    schedule, by_day = try_out.schedule(), {day.date: day for day in days}
    levels = [by_day[day].level if day in by_day else None for day in schedule.days]
    otherwise = sum(day.as_said is False for day in days)
    skips = len(skipped)
    return Outcome(
        test=found.test,
        coin_says=found.coin_says(),
        model_says=found.model_says(where=where, outcome_name=goal_as_noun(try_out.goal)),
        items=report_items(schedule, levels, seed=try_out.seed, skipped=skips, otherwise=otherwise, test=found.test),
        standards=standards_of(schedule, levels),
        picture=_picture(try_out, days),
    )


def _picture(try_out: TryOut, days: list[Day]) -> SafeString:
    """Each told day's moments by what the coin said; nothing where no day was told."""
    from pebblepath.core.evidence.picture import draw

    first = days[0].date if days else try_out.last_day
    dots = [((day.date - first).days, step, day.with_it) for day in days if not day.skipped for step in day.steps]
    if not dots:
        return mark_safe("")
    drawn = draw(dots, [], levels=try_out.goal.levels, first=first)
    return mark_safe(render_to_string("insights/_picture.html", {"picture": drawn}))


def fit_for_try_out(effect: dict[str, Any], comfort: bool) -> bool:
    """Whether a page may offer a try-out for an answer: open questions, never comfort or safety supports."""
    settled = {"helps", "seems_harder", "little_difference"}
    return not comfort and effect["verdict"] not in settled
