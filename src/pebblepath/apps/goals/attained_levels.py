"""Which level of a goal a child had reached by a day: one answer, for the page of goals in numbers and for reports."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from pebblepath.apps.goals.models import Goal, LevelRecord
from pebblepath.apps.people.access import Access
from pebblepath.core.goals.standing import WINDOW, Standing, standing

MIDDLE = 2


@dataclass(frozen=True)
class LevelReached:
    """What says where a child was on the way to a goal; a therapist's record counts before the moments.

    Attributes:
        record: what a therapist recorded for the newest day, if anything.
        standing: where the newest moments put the child.
        moments: ids of these moments, the newest first; none where they are too few to say it.
    """

    record: LevelRecord | None
    standing: Standing
    moments: tuple[str, ...]

    @property
    def by_moments(self) -> int | None:
        """The stone of the newest moments, 0 the lowest; None where they are too few."""
        return self.standing.step if self.standing.of else None

    @property
    def step(self) -> int | None:
        """The stone that was reached, 0 the lowest; None where nothing says it."""
        return self.record.level + MIDDLE if self.record else self.by_moments


def levels_reached(access: Access, goals: Sequence[Goal], on: dt.date) -> Mapping[int, LevelReached]:
    """The level of each goal as of a day, by the goal's key; two queries.

    Args:
        access: who asks; moments that they may not read aren't counted.
        goals: of this child. Only on a scale of five stones can something have been recorded.
        on: the last day that counts; what was recorded of a later day, or happened later, doesn't.
    """
    records, told = _newest_records(goals, on), _newest_moments(access, goals, on)
    return {goal.pk: _level(goal, records.get(goal.pk), told[goal.pk]) for goal in goals}


def _level(goal: Goal, record: LevelRecord | None, told: Sequence[tuple[str, int]]) -> LevelReached:
    stands = standing([step for _, step in told], start_step=goal.start_step)
    return LevelReached(record, stands, tuple(moment for moment, _ in told) if stands.of else ())


def _newest_records(goals: Sequence[Goal], on: dt.date) -> Mapping[int, LevelRecord]:
    newest = LevelRecord.objects.filter(goal=OuterRef("goal"), day__lte=on).values("pk")[:1]
    found = LevelRecord.objects.filter(goal__in=goals, pk=Subquery(newest)).select_related("by")
    return {record.goal_id: record for record in found}


def _newest_moments(access: Access, goals: Sequence[Goal], on: dt.date) -> Mapping[int, list[tuple[str, int]]]:
    """The newest moments of each goal with their stones, the newest first."""
    newest_first = [F("happened_at").desc(), F("id").desc()]
    seen = access.child.moments.kept().seen_by(access).filter(goal__in=goals, step__isnull=False, day__lte=on)
    placed = seen.annotate(place=Window(RowNumber(), partition_by=F("goal"), order_by=newest_first))
    told: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for goal, moment, step in (
        placed.filter(place__lte=WINDOW).order_by("goal", "place").values_list("goal_id", "id", "step")
    ):
        told[goal].append((str(moment), step))  # type: ignore[arg-type]  # asked for with a stone
    return told
