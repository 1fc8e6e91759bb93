"""The end of a try-out: the coin's own test and the model, side by side, from the same days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from pebblepath.core.evidence.case import Case, Moment, day_of
from pebblepath.core.evidence.effects import answer
from pebblepath.core.evidence.result import Effect
from pebblepath.core.evidence.words import LABELS, saying

from .exact_test import ExactTest, exact_test
from .schedule import Schedule
from .words import coin_sentence

IT = "it"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a try-out says.

    Args:
        test: the coin's own test; None when one side has no day.
        effect: the model's answer from the try-out's days alone, each day as the coin said, so that it may be read as
            a cause; None when no day with it was told.
    """

    test: ExactTest | None
    effect: Effect | None

    def coin_says(self) -> str:
        """The test in words."""
        return coin_sentence(self.test)

    def model_says(self, *, where: str, outcome_name: str = "it") -> str:
        """The model in words."""
        if self.effect is None:
            return "No day with it was told, so there is nothing to compare."
        label = LABELS[self.effect.verdict].capitalize()
        return f"{label}. {saying(self.effect, where=where, outcome_name=outcome_name)}"

    def sentences(self) -> list[str]:
        """Both in words."""
        return [self.model_says(where="there"), self.coin_says()]

    def to_json(self) -> dict[str, Any]:
        """Both as plain JSON objects."""
        test = self.test and {
            "difference": self.test.difference,
            "p": self.test.p,
            "arrangements": self.test.arrangements,
            "exact": self.test.exact,
            "days_with": self.test.with_,
            "days_without": self.test.without,
        }
        return {"test": test, "model": self.effect and self.effect.to_json()}


def analyse_try_out(
    schedule: Schedule,
    moments: Iterable[Moment],
    *,
    levels: int = 5,
    seed: int = 0,
    skipped: frozenset[date] = frozenset(),
) -> Analysis:
    """Hold moments against a schedule.

    Args:
        schedule: the days, settled before the first of them.
        moments: of one goal and setting; those of other days are left out.
        levels: how many levels an outcome can have, 2 to 7.
        seed: draws schedules where there are too many to look at all.
        skipped: days that were let go.
    """
    by_day: dict[date, list[Moment]] = {day: [] for day in schedule.days if day not in skipped}
    for moment in moments:
        by_day.get(day_of(moment.when), []).append(moment)
    means = [_mean(by_day.get(day, [])) for day in schedule.days]
    test = exact_test(schedule, means, rng=np.random.default_rng(seed))
    return Analysis(test, _effect(schedule, by_day, levels))


def _mean(moments: list[Moment]) -> float | None:
    return float(np.mean([moment.outcome for moment in moments])) if moments else None


def _effect(schedule: Schedule, by_day: dict[date, list[Moment]], levels: int) -> Effect | None:
    said = dict(zip(schedule.days, schedule.with_it, strict=True))
    told = [
        replace(moment, strategies=frozenset({IT} if said[day] else ()))
        for day, here in by_day.items()
        for moment in here
    ]
    if not any(moment.strategies for moment in told):
        return None
    return replace(answer(Case.from_moments(told, levels=levels)).effects[0], by_coin=True)
