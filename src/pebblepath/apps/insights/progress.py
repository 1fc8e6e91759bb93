"""Progress on one goal, counted: where she stands in each place, and how the weeks went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import cast

from django.db.models import Case, Count, IntegerField, Q, Value, When

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.moments.models import Feeling, Help, Moment, MomentQuerySet
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Household, Role, Scope, Setting
from pebblepath.apps.understanding.models import Amount, Load
from pebblepath.core.goals.progress import Strip, Week, draw_strip, hard_weeks, mondays_until, then_and_now
from pebblepath.core.goals.standing import WINDOW, Standing, standing


@dataclass(frozen=True)
class PlaceStanding:
    """Where she stands in one place.

    Attributes:
        label: the place in words; the home is named where there are two.
        setting: its picture.
        told: how many of the newest moments there are (six at most).
        standing: the stone, resting on them; on fewer than three it isn't known yet.
        stone: the stone's words; None while it isn't known.
        dots: one word a stone: lit, here or ahead.
    """

    label: str
    setting: str
    told: int
    standing: Standing
    stone: Stone | None
    dots: Sequence[str]


@dataclass(frozen=True)
class Row:
    """One row of small multiples with its words."""

    words: str
    strip: Strip


@dataclass(frozen=True)
class WeekShown:
    """One week as it is shown: what was counted, and whether it was hard."""

    week: Week
    hard: bool

    @property
    def good(self) -> int:
        """How many felt good."""
        return self.week.faces[2]

    @property
    def so_so(self) -> int:
        """How many felt so-so."""
        return self.week.faces[1]

    @property
    def not_good(self) -> int:
        """How many felt not good."""
        return self.week.faces[0]

    @property
    def cells(self) -> Sequence[str]:
        """The row of the table: stones, help, faces from good to not good, proud."""
        return [str(n) for n in (*self.week.steps, *self.week.help, *reversed(self.week.faces), self.week.proud)]


@dataclass(frozen=True)
class Progress:
    """Everything that the page shows of one goal.

    Attributes:
        places: where she stands in each place.
        weeks: the oldest first.
        levels: a row a stone, the farthest first.
        help: a row for each kind of help, none first.
        by_self: "by herself" of all with help told, in the first half of the weeks and in the second.
        moments: how many there were in these weeks.
    """

    places: Sequence[PlaceStanding]
    weeks: Sequence[WeekShown]
    levels: Sequence[Row]
    help: Sequence[Row]
    by_self: tuple[tuple[int, int], tuple[int, int]] | None
    moments: int

    @property
    def hard(self) -> Sequence[WeekShown]:
        """The hard weeks."""
        return [week for week in self.weeks if week.hard]

    @property
    def has_faces(self) -> bool:
        """Whether anybody told how it felt."""
        return any(sum(shown.week.faces) or shown.week.proud for shown in self.weeks)

    @property
    def has_help(self) -> bool:
        """Whether anybody told how much help there was."""
        return any(sum(shown.week.help) for shown in self.weeks)


def full_weeks(access: Access, today: dt.date) -> frozenset[dt.date]:
    """Mondays of the weeks for which a home said "not this week"; only family and therapists know of it.

    What another home said counts only where that was agreed.
    """
    if access.member.role not in {Role.FAMILY, Role.THERAPIST}:
        return frozenset()
    said = Load.objects.filter(child=access.child, amount=Amount.NONE, week__gte=mondays_until(today)[0])
    if not access.may(Scope.OTHER_HOME):
        said = said.filter(Q(household=None) | Q(household=access.member.household_id))
    return frozenset(said.values_list("week", flat=True))


def progress_of(
    access: Access, goal: Goal, stones: Sequence[Stone], today: dt.date, full: frozenset[dt.date] = frozenset()
) -> Progress:
    """The last twelve weeks of one goal, as far as this person may see them; counted in the database, in three queries.

    Args:
        access: who asks.
        goal: of this child.
        stones: of the goal, the lowest first.
        today: the date where the child is.
        full: Mondays of the weeks in which the family said that its own cup was full.
    """
    mondays = mondays_until(today)
    # A day more at the start: days are counted where the child was, times in one zone for all.
    since = dt.datetime.combine(mondays[0] - dt.timedelta(days=1), dt.time(), dt.UTC)
    lately = Moment.objects.kept().seen_by(access).filter(goal=goal, step__isnull=False, happened_at__gte=since)
    rows = _rows_by_week(lately.filter(day__gte=mondays[0]), mondays, goal.levels)
    weeks = [_week(monday, rows.get(place, {}), goal.levels, monday in full) for place, monday in enumerate(mondays)]
    settings = [setting for setting in Setting if any(row[f"in_{setting}"] for row in rows.values())]
    hard = hard_weeks(weeks)
    levels = [[week.steps[stone.step] for week in weeks] for stone in stones]
    helps = [[week.help[kind] for week in weeks] for kind in Help.values]
    return Progress(
        places=_places(lately, goal, stones, settings, list(access.child.households.all())),
        weeks=[WeekShown(week, is_hard) for week, is_hard in zip(weeks, hard, strict=True)],
        levels=list(reversed(_rows([stone.words for stone in stones], levels, hard))),
        help=_rows([str(kind.label).capitalize() for kind in Help], helps, hard),
        by_self=then_and_now(helps[Help.NONE], [sum(week.help) for week in weeks]),
        moments=sum(week.moments for week in weeks),
    )


def _rows(words: Sequence[str], counts: Sequence[Sequence[int]], hard: Sequence[bool]) -> list[Row]:
    most = max((count for row in counts for count in row), default=0)
    return [Row(text, draw_strip(row, hard, most=most)) for text, row in zip(words, counts, strict=True)]


def _rows_by_week(moments: MomentQuerySet, mondays: Sequence[dt.date], levels: int) -> dict[int, dict[str, int]]:
    """What was told in each week: one row a week comes from the database, however many moments there are."""
    which = [When(day__gte=monday, then=Value(place)) for place, monday in reversed(list(enumerate(mondays)))]
    counts = {f"step{step}": Count("pk", filter=Q(step=step)) for step in range(levels)}
    counts |= {f"help{kind}": Count("pk", filter=Q(help=kind)) for kind in Help.values}
    counts |= {f"face{face}": Count("pk", filter=Q(felt_good=face)) for face in Feeling.values}
    counts |= {f"in_{setting}": Count("pk", filter=Q(setting=setting)) for setting in Setting}
    counts["proud"] = Count("pk", filter=Q(proud=True))
    numbered = moments.annotate(number=Case(*which, output_field=IntegerField())).order_by()
    return {row["number"]: cast("dict[str, int]", row) for row in numbered.values("number").annotate(**counts)}


def _week(monday: dt.date, row: Mapping[str, int], levels: int, full: bool) -> Week:
    def counted(name: str, many: int) -> tuple[int, ...]:
        return tuple(row.get(f"{name}{which}", 0) for which in range(many))

    return Week(
        monday=monday,
        steps=counted("step", levels),
        help=counted("help", len(Help)),
        faces=counted("face", len(Feeling)),
        proud=row.get("proud", 0),
        full=full,
    )


def _places(
    lately: MomentQuerySet, goal: Goal, stones: Sequence[Stone], settings: Sequence[str], homes: Sequence[Household]
) -> list[PlaceStanding]:
    """Where she stands in each place, by the newest six moments there of these weeks; one query.

    A child with one home has "at home"; of two, each is named.
    """
    newest_first = lately.order_by("-happened_at", "-id")
    places = [Q(setting=setting) for setting in settings if setting != Setting.HOME or len(homes) < 2]
    if Setting.HOME in settings and len(homes) > 1:
        places += [Q(setting=Setting.HOME, household=home) for home in (None, *homes)]
    newest = (Q(pk__in=newest_first.filter(place).values("pk")[:WINDOW]) for place in places)
    wanted = reduce(or_, newest, Q(pk__in=[]))
    told: dict[tuple[str, str], list[int]] = {(s, ""): [] for s in goal.settings if s in Setting.values}
    names = {home.pk: home.name for home in homes} if len(homes) > 1 else {}
    found = Moment.objects.filter(wanted).order_by("-happened_at", "-id")
    for setting, home, step in found.values_list("setting", "household", "step"):
        told.setdefault((setting, names.get(home or 0, "")), []).append(step or 0)
    if any(home for _, home in told):
        told = {key: steps for key, steps in told.items() if steps or key != (Setting.HOME, "")}
    in_order = sorted(told.items(), key=lambda item: (Setting.values.index(item[0][0]), item[0][1]))
    return [_place(goal, stones, key, steps) for key, steps in in_order]


def _place(goal: Goal, stones: Sequence[Stone], key: tuple[str, str], steps: Sequence[int]) -> PlaceStanding:
    setting, home = key
    now = standing(steps, start_step=goal.start_step)
    dots = ["here" if s.step == now.step else "lit" if s.step < now.step else "ahead" for s in stones] if now.of else []
    label = f"At {home}" if home else str(Setting(setting).label)
    return PlaceStanding(label, setting, len(steps), now, stones[now.step] if now.of else None, dots)
