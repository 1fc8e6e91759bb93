"""How far a child's goals were reached together, for therapists who need a number. Nobody else ever sees one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import models, transaction

from pebblepath.apps.goals.attained_levels import MIDDLE, LevelReached, levels_reached
from pebblepath.apps.goals.models import Goal, LevelRecord, State, Stone, Voice, Went
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Role
from pebblepath.core.goals.attainment import Attainment, NotScorable, ScaledGoal, attainment
from pebblepath.core.goals.light import level_of

STONES = 5


class Weighting(models.TextChoices):
    """How much each goal counts."""

    EQUAL = "equal", "All the same"
    CHILD = "child", "As it matters to the child"
    FAMILY = "family", "As it matters to the family"


@dataclass(frozen=True)
class Line:
    """One goal with its levels.

    Attributes:
        goal: the goal.
        start, now: levels, −2 to +2; ``now`` is None where nothing says it.
        start_stone, now_stone: the stones of these levels.
        basis: what the level of now rests on, in words.
        record: what a therapist recorded last, if anything.
        by_moments: the stone where newer moments put the child, where that is another one than was recorded.
        weight: how much the goal counts; None where nobody said.
        counts: whether it is among the goals that are counted.
    """

    goal: Goal
    start: int
    start_stone: Stone
    now: int | None
    now_stone: Stone | None
    basis: str
    record: LevelRecord | None
    by_moments: Stone | None
    weight: int | None
    counts: bool


@dataclass(frozen=True)
class Together:
    """The goals of a child together.

    Attributes:
        lines: every goal with five stones.
        score: T-scores; None where there aren't any.
        reason: why there are none, in a sentence.
        left_out: goals that have no place on this scale, with why.
    """

    lines: Sequence[Line]
    score: Attainment | None
    reason: str
    left_out: Sequence[str]


def goals_to_count(access: Access) -> tuple[list[Goal], list[Goal]]:
    """A child's goals with five stones, and the others; two queries."""
    found = list(Goal.objects.seen_by(access).prefetch_related("stones"))
    return [goal for goal in found if goal.levels == STONES], [goal for goal in found if goal.levels != STONES]


def usual_goals(goals: Sequence[Goal]) -> list[str]:
    """What is counted unless something else is asked: all but those that rest."""
    return [goal.public_id for goal in goals if goal.state != State.PAUSED]


def attained(
    access: Access,
    goals: Sequence[Goal],
    others: Sequence[Goal],
    *,
    on: dt.date,
    counted: Collection[str],
    weighting: Weighting,
    rho: float,
) -> Together:
    """Levels of every goal as of a day and the T-scores of those that count.

    Args:
        access: a therapist.
        goals: those with five stones, from `goals_to_count`.
        others: those with more or fewer.
        on: the last day that counts.
        counted: public ids of the goals to count.
        weighting: how much each counts.
        rho: the correlation between goals that is assumed, 0 to below 1.
    """
    levels, weights = levels_reached(access, goals, on), weights_of(access, goals, weighting)
    lines = [_line(goal, levels[goal.pk], weights[goal.pk], goal.public_id in counted) for goal in goals]
    left_out = [f"“{goal.title}” has {goal.levels} stones; the scale of a T-score has {STONES}." for goal in others]
    try:
        return Together(lines, _score([line for line in lines if line.counts], weighting, rho), "", left_out)
    except NotScorable as why:
        return Together(lines, None, str(why), left_out)


def _score(lines: Sequence[Line], weighting: Weighting, rho: float) -> Attainment:
    scaled = []
    for line in lines:
        if line.now is None:
            raise NotScorable(
                f"For “{line.goal.title}” there is no level yet: fewer than three moments were told on its stones, and "
                "nobody recorded how it went. Record it below, or don’t count this goal."
            )
        if line.weight is None:
            who = "the child" if weighting == Weighting.CHILD else "the family"
            raise NotScorable(
                f"How much “{line.goal.title}” matters to {who} isn’t known. Ask, and say it on the path; or count all "
                "goals the same."
            )
        scaled.append(ScaledGoal(line.now, line.start, float(line.weight)))
    if not scaled:
        raise NotScorable("No goal is counted. Tick at least one.")
    return attainment(scaled, rho=rho)


def _line(goal: Goal, level: LevelReached, weight: int | None, counts: bool) -> Line:
    stones = list(goal.stones.all())
    record, by_moments, step = level.record, level.by_moments, level.step
    differs = record is not None and by_moments is not None and by_moments != step
    return Line(
        goal=goal,
        start=goal.start_level,
        start_stone=stones[goal.start_step],
        now=None if step is None else step - MIDDLE,
        now_stone=None if step is None else stones[step],
        basis=_basis(level),
        record=record,
        by_moments=stones[by_moments] if differs and by_moments is not None else None,
        weight=weight,
        counts=counts,
    )


def _basis(level: LevelReached) -> str:
    """What a level rests on, in words."""
    record, stands = level.record, level.standing
    if record:
        return f"{record.by.name} on {record.day:%-d %B %Y}: {record.get_went_display()}"
    if stands.of:
        return f"{stands.at_or_above} of the last {stands.of} moments were on this stone or farther"
    return "fewer than three moments, and nobody recorded it"


def weights_of(access: Access, goals: Sequence[Goal], weighting: Weighting) -> Mapping[int, int | None]:
    """How much each goal counts, by its key: what was said on the path last, else when it was made; None: not said."""
    if weighting == Weighting.EQUAL:
        return {goal.pk: 1 for goal in goals}
    of_the_child = weighting == Weighting.CHILD
    made = {goal.pk: goal.child_importance if of_the_child else goal.family_importance for goal in goals}
    role = Role.CHILD if of_the_child else Role.FAMILY
    said = Voice.objects.readable_by(access, *goals).filter(member__role=role, importance__isnull=False)
    return made | dict(said.order_by("at", "pk").values_list("goal_id", "importance"))


@transaction.atomic
def record_level(access: Access, goal: Goal, record: LevelRecord) -> LevelRecord:
    """Keep where a therapist says a child is, in words; the level is what they mean for this goal on that day.

    Raises:
        NotScorable: the words don't fit where the goal began.
    """
    record.goal, record.by = goal, access.member
    record.level = level_of(record.went, goal.start_level)
    record.save()
    access.record(Deed.ADDED, "level", ref=goal.public_id)
    return record


def in_words(level: int | None, start: int) -> str:
    """A level in words, as it is shown beside the number."""
    if level is None:
        return "not known yet"
    named = {2: Went.LOT_MORE, 1: Went.LITTLE_MORE, 0: Went.AS_HOPED}
    if level in named:
        return str(named[level].label)
    if level == start:
        return str(Went.AS_BEFORE.label)
    return str((Went.PART_WAY if level > start else Went.HARDER).label)


def signed(number: float, digits: int = 0) -> str:
    """A number with its sign, as it is printed: −1, 0, +2, +7.5."""
    shown = f"{abs(number):.{digits}f}"
    if float(shown) == 0:
        return shown
    return f"{'+' if number > 0 else '−'}{shown}"
