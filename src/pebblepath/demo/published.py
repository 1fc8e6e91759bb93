"""Published series in a practice of their own, brought in by the same path that a family's file takes."""

from __future__ import annotations

import datetime as dt

from pebblepath.apps.goals.actions import make_goal
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.exchange import faults_for, import_moments
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import open_record
from pebblepath.apps.people.models import Child, Member, Practice, Role, Setting, User
from pebblepath.apps.understanding.actions import give_own
from pebblepath.apps.understanding.models import Strategy
from pebblepath.core.exchange.moments_csv import parse_moments
from pebblepath.demo.stable import stable_id
from pebblepath.demo.studies import Study, load_studies

FIRST_DAYS = 3


def bring_in_studies(practice: Practice, therapist: User) -> list[Goal]:
    """One child, goal and strategy a series, with its moments."""
    return [_bring_in(practice, therapist, study) for study in load_studies()]


def _bring_in(practice: Practice, therapist: User, study: Study) -> Goal:
    child = Child(public_id=stable_id(study.id), name=study.child, picture="whale", source=str(study.citation))
    access = open_record(therapist, practice, child)
    role = Role.TEACHER if study.observer == "teacher" else Role.OTHER
    # The one who told has no account; the file names them as here, so that the import finds them.
    observer = study.observer[:1].upper() + study.observer[1:]
    Member.objects.create(child=child, role=role, name=observer, setting=Setting(study.setting))
    strategy = Strategy(public_id=stable_id(study.id, "strategy"), name=study.strategy, how=study.strategy_about)
    strategy.settings, strategy.symbol = [study.setting], "picture"
    give_own(access, strategy)
    goal = _goal(access, study)
    _take_in(access, goal, study)
    return goal


def _goal(access: Access, study: Study) -> Goal:
    first = sorted(day.outcome for day in study.days()[:FIRST_DAYS])
    goal = Goal(
        public_id=stable_id(study.id, "goal"),
        title=study.goal,
        symbol="school",
        settings=[study.setting],
        levels=len(study.levels),
        start_step=first[len(first) // 2],
    )
    goal.made_at = dt.datetime.combine(study.days()[0].when, dt.time(8), dt.UTC)
    return make_goal(access, goal, study.levels)


def _take_in(access: Access, goal: Goal, study: Study) -> None:
    read = parse_moments(study.csv_text, levels=goal.levels)
    faults = [*map(str, read.faults), *(fault.sentence for fault in faults_for(access, read.moments, read.rows))]
    if faults:
        raise ValueError(f"{study.id} can't be brought in: {faults[0]}")
    import_moments(access, goal, read.moments)
