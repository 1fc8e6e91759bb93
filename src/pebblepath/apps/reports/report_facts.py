"""What a progress report may count, from what is kept about a child; and the rows that it keeps of every moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import Count, Max, Q, Sum, prefetch_related_objects
from django.utils import timezone

from pebblepath.apps.goals.attained import Weighting, weights_of
from pebblepath.apps.goals.attained_levels import LevelReached, levels_reached
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.insights.answers import answer_for, is_behind, place_of
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.views import kept_answers, may_see_place
from pebblepath.apps.moments.models import Help, Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Role, Setting
from pebblepath.apps.play.models import Minutes, Owed, TimeKind
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.core.notes.sentences import SELF
from pebblepath.core.reports.document import Document
from pebblepath.core.reports.progress import (
    Counted,
    Facts,
    Found,
    GoalFacts,
    Level,
    Reached,
    progress_document,
    side_by_side_of,
)
from pebblepath.core.reports.progress.sentences import as_verb
from pebblepath.core.reports.progress.sufficiency import sufficiency

WEEKS_BEFORE = dt.timedelta(days=28)
NOT_ENOUGH = "not_enough_yet"
ORDER = (
    "helps",
    "promising",
    "better_since_then",
    "cannot_tell_yet",
    "little_difference",
    "harder_since_then",
    "seems_harder",
    NOT_ENOUGH,
)


@dataclass(frozen=True)
class Row:
    """A moment as it stood when a report was drafted, with what was used in it."""

    id: str
    day: dt.date
    goal: int
    setting: str
    place: str
    engine_place: str
    home: int | None
    who: str
    role: str
    step: int
    help: int | None
    strategies: frozenset[int]

    def counted(self) -> Counted:
        """The same for the rules."""
        return Counted(self.id, self.day, self.setting, self.place, self.who, self.step)


def draft_progress(access: Access, report: Report) -> Document:
    """Draft a progress report for school or for a payer, and keep in it what it counts.

    Args:
        access: a therapist's.
        report: with kind, days, form's name and what was asked for; it isn't saved here.
    """
    goals = goals_of(access, report)
    rows = rows_of(access, goals)
    facts = facts_of(access, report, goals, rows)
    document = progress_document(facts)
    named = {moment for ids in document.sources.values() for moment in ids}
    counted = [row for row in rows if row.id in named]
    words = {(goal.pk, stone.step): stone.words for goal in goals for stone in goal.stones.all()}
    titles = {goal.pk: goal.title for goal in goals}
    report.facts = {
        "as_of": timezone.now().isoformat(),
        "moments": [_kept(row, titles[row.goal], words.get((row.goal, row.step), "")) for row in counted],
        "homes": sorted({row.home for row in counted if row.home}),
        "told": sum(len(goal.moments) for goal in facts.goals),
        "thin": [goal.title for goal in facts.goals if not sufficiency(goal.moments, report.first, report.last).enough],
    }
    if report.kind == ReportKind.PAYER:
        told = side_by_side_of(facts)
        report.facts["sides"] = [{"goal": goal, "rows": [asdict(row.pair) for row in rows]} for goal, rows in told]
    return document


def goals_of(access: Access, report: Report) -> list[Goal]:
    """The goals that a report is about: those asked for, or all that are on the way; with stones."""
    seen = Goal.objects.seen_by(access)
    asked = report.asked.get("goals")
    chosen = seen.filter(public_id__in=asked) if asked else seen.filter(state=State.ACTIVE)
    return list(chosen.prefetch_related("stones").order_by("made_at", "pk"))


def rows_of(access: Access, goals: Sequence[Goal]) -> list[Row]:
    """Every moment of these goals that this person may read, the oldest first; two queries, and one for the homes."""
    prefetch_related_objects([access.child], "households")
    homes = {home.pk: home.name for home in access.child.households.all()}
    seen = Moment.objects.kept().seen_by(access).filter(goal__in=goals, step__isnull=False)
    used: dict[Any, set[int]] = defaultdict(set)
    for moment, strategy in Moment.strategies.through.objects.filter(moment__goal__in=goals).values_list(
        "moment_id", "strategy_id"
    ):
        used[moment].add(strategy)
    columns = ("id", "day", "goal", "setting", "household", "told_by__name", "told_by__role", "step", "help")
    return [
        Row(
            id=str(id),
            day=day,
            goal=goal,
            setting=setting,
            place=_place(setting, home, homes),
            engine_place=place_of(setting, home, len(homes) > 1),
            home=home,
            who=_who(access, name, role),
            role=role,
            step=step,
            help=help,
            strategies=frozenset(used.get(id, ())),
        )
        for id, day, goal, setting, home, name, role, step, help in seen.order_by("happened_at", "id").values_list(
            *columns
        )
    ]


def _place(setting: str, home: int | None, homes: Mapping[int, str]) -> str:
    if len(homes) > 1 and setting == Setting.HOME and home is not None:
        return f"At {homes[home]}"
    return Setting(setting).label


def _who(access: Access, name: str, role: str) -> str:
    """Who told it; the child's own word is named as hers."""
    return f"{access.child.name} {SELF[access.child.pronouns]}" if role == Role.CHILD else name  # type: ignore[index]


def facts_of(access: Access, report: Report, goals: Sequence[Goal], rows: Sequence[Row]) -> Facts:
    """The facts of a progress report."""
    child = access.child
    sessions, minutes = _held(report)
    answers, weighting = answers_of(goals), weighting_of(report)
    weights = weights_of(access, goals, weighting)
    levels = levels_reached(access, goals, report.last) if report.asked.get("t_score") else {}
    by_goal = {goal.pk: [row for row in rows if row.goal == goal.pk] for goal in goals}
    return Facts(
        kind=report.kind,  # type: ignore[arg-type]  # only these two kinds are drafted here
        child=child.name,
        pronouns=child.pronouns,  # type: ignore[arg-type]  # the model's choices are these three
        practice=child.practice.name,
        therapist=access.member.name,
        form_name=report.form_name or report.get_kind_display(),
        first=report.first,
        last=report.last,
        goals=tuple(
            replace(
                _goal(access, report, number, goal, by_goal[goal.pk], answers[goal.pk]),
                weight=weights[goal.pk],
                level=_level(levels.get(goal.pk)),
            )
            for number, goal in enumerate(goals, 1)
        ),
        born=child.born,
        sessions=sessions,
        minutes=minutes,
        promised=_promised(report),
        t_score=bool(report.asked.get("t_score")),
        weighting=weighting.value,  # type: ignore[arg-type]  # the same three
    )


def weighting_of(report: Report) -> Weighting:
    """How much each goal counts in the T-score that was asked for; all the same where nothing else was asked."""
    return Weighting(report.asked.get("weights") or Weighting.EQUAL) if report.asked.get("t_score") else Weighting.EQUAL


def _level(reached: LevelReached | None) -> Level | None:
    """The level that a T-score counts, and by whom it was recorded or which moments say it."""
    if reached is None or reached.step is None:
        return None
    if reached.record:
        return Level(reached.step, recorded_by=reached.record.by.name, recorded_on=reached.record.day)
    return Level(reached.step, at_or_above=reached.standing.at_or_above, moments=reached.moments)


def _goal(access: Access, report: Report, number: int, goal: Goal, rows: Sequence[Row], answer: Answer) -> GoalFacts:
    child, stones = access.child, list(goal.stones.all())
    before = report.first - WEEKS_BEFORE
    return GoalFacts(
        key=f"g{number}",
        title=goal.title,
        activity=as_verb(goal.title, child.pronouns),  # type: ignore[arg-type]  # the model's choices are these three
        stones=tuple(stone.words for stone in stones),
        start=goal.start_step,
        made_on=timezone.localtime(goal.made_at, child.zone).date(),
        moments=tuple(row.counted() for row in rows if report.first <= row.day <= report.last),
        before=tuple(row.counted() for row in rows if before <= row.day < report.first),
        reached=tuple(
            Reached(stone.step, stone.lit_on, _first_on(rows, stone.step, stone.lit_on))
            for stone in stones
            if stone.lit_on and stone.step > goal.start_step and report.first <= stone.lit_on <= report.last
        ),
        earlier=tuple(s.step for s in stones if s.lit_on and s.step > goal.start_step and s.lit_on < report.first),
        found=tuple(_found(access, answer, rows)),
        found_waits=is_behind(answer) and answer.as_of is None,
        found_until=behind_since(answer, child) or (rows[-1].day if rows else None),
    )


def _first_on(rows: Iterable[Row], step: int, day: dt.date) -> str:
    """The moment by which a stone was lit that day; nothing where none shows it."""
    return next((row.id for row in rows if row.day == day and row.step >= step), "")


def _found(access: Access, answer: Answer, rows: Sequence[Row]) -> Iterable[Found]:
    """What the answer says of each strategy and place that this person may see, the surest first."""
    names = {strategy.pk: strategy.name for strategy in access.child.strategies.all()}
    effects = [one for one in answer.result["effects"] if one["with"] and may_see_place(access, one["setting"])]
    for effect in sorted(effects, key=lambda one: (ORDER.index(one["verdict"]), -one["p_helps"])):
        here = [row for row in rows if row.engine_place == effect["setting"]]
        yield Found(
            strategy=names[effect["strategy"]],
            place=effect["place"],
            label=effect["label"],
            saying=effect["saying"],
            enough=effect["verdict"] != NOT_ENOUGH,
            used=tuple(row.id for row in here if effect["strategy"] in row.strategies),
            unused=tuple(row.id for row in here if effect["strategy"] not in row.strategies),
        )


def answers_of(goals: Sequence[Goal]) -> dict[int, Answer]:
    """The answer of each goal as of its newest change; two queries, and more only where one has to be computed."""
    kept = {answer.goal_id: answer for answer in kept_answers(goals)}
    changes = Moment.objects.filter(goal__in=goals).order_by().values_list("goal").annotate(at=Max("changed_at"))
    newest = {goal: at for goal, at in changes if goal is not None}
    return {
        goal.pk: kept[goal.pk]
        if goal.pk in kept and kept[goal.pk].as_of == newest.get(goal.pk) and kept[goal.pk].asked_at is None
        else answer_for(goal)
        for goal in goals
    }


def behind_since(answer: Answer, child: Child) -> dt.date | None:
    """The day of the newest change that an answer counts, where newer ones wait for the worker; else None."""
    if not is_behind(answer) or answer.as_of is None:
        return None
    return timezone.localtime(answer.as_of, child.zone).date()


def _held(report: Report) -> tuple[int, int]:
    """Sessions that were signed for, and minutes with the child, in the time of a report."""
    direct = Minutes.objects.filter(child=report.child, kind=TimeKind.DIRECT, day__range=(report.first, report.last))
    found = direct.aggregate(sessions=Count("session"), minutes=Sum("minutes"))
    return found["sessions"], found["minutes"] or 0


def _promised(report: Report) -> str:
    """What was promised on the last day, in words."""
    owed = owed_on(report.child, report.last)
    return f"{owed.minutes} minutes {owed.get_per_display()}" if owed else ""


def owed_on(child: Child, day: dt.date) -> Owed | None:
    """The newest promise that holds on a day; None where there is none."""
    return child.owed.filter(Q(last=None) | Q(last__gte=day), first__lte=day).first()


def _kept(row: Row, title: str, reached: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "day": row.day.isoformat(),
        "goal": title,
        "setting": row.place,
        "who": row.who,
        "role": row.role,
        "step": row.step,
        "reached": reached,
        "help": Help(row.help).label if row.help is not None else "",
    }
