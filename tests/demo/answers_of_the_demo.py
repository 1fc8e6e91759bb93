"""The engine's answers to the demo's moments, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pebblepath.core.evidence import Effect, Moment, WhatHelps, what_helps
from pebblepath.demo.families import load_practice
from pebblepath.demo.generator import Told, calendar
from pebblepath.demo.schema import ChildTruth, GoalTruth
from pebblepath.demo.telling import told_of

MONDAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Answered:
    """One effect beside the truth."""

    child: str
    goal: str
    effect: Effect
    truth: float
    used: str


def child_named(name: str) -> ChildTruth:
    return next(child for child in load_practice().children if child.id == name)


def goal_of(child: ChildTruth, name: str) -> GoalTruth:
    return next(goal for goal in child.goals if goal.id == name)


def answer(told: list[Told], today: dt.date) -> WhatHelps:
    dates = calendar(today)
    return what_helps(Moment(dates[t.day], t.place, t.by, t.step, frozenset(t.strategies)) for t in told)


def all_answers(today: dt.date, seed: int) -> Iterator[Answered]:
    for child in load_practice().children:
        for goal in child.goals:
            yield from answers_for(child, goal, today, seed)


def answers_for(child: ChildTruth, goal: GoalTruth, today: dt.date, seed: int) -> Iterator[Answered]:
    truths = {(s.strategy, place): (put_in, s.used) for s in goal.strategies for place, put_in in s.effect.items()}
    for effect in answer(told_of(child, goal, calendar(today), seed=seed), today).effects:
        if effect.with_:
            yield Answered(child.id, goal.id, effect, *truths[effect.strategy, effect.setting])
