"""Keep many moments at once, exactly as if each had been told by itself through `record_moment`.

One by one a demo would take a minute: each moment asks the database what was before. Here what was before is known,
because all moments of a child are told in order of time. A test tells one child's moments both ways.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.moments.actions import Draft
from pebblepath.apps.moments.models import Help, Moment, Victory
from pebblepath.apps.people.models import AuditLine, Deed, Setting
from pebblepath.core.goals.victories import NOTHING_NEW, SoFar, Told, victories
from pebblepath.demo.telling import Telling


@dataclass
class _Told:
    """What had been told of one goal."""

    so_far: SoFar
    goal: Goal
    lit_on: dict[int, dt.date] = field(default_factory=dict)


def keep_all(tellings: Sequence[Telling]) -> list[Victory]:
    """Keep the moments of one child, which come in order of time.

    Returns:
        The victories among them, in the same order.
    """
    told: dict[int, _Told] = {}
    won = [(telling, kind) for telling in tellings for kind in _reasons(telling.draft, told)]
    Moment.objects.bulk_create((_moment(telling) for telling in tellings), batch_size=500)
    _use(tellings)
    _light(told.values())
    AuditLine.objects.bulk_create(_audit_line(telling) for telling in tellings)
    return Victory.objects.bulk_create(Victory(moment_id=one.draft.id, kind=kind) for one, kind in won)


def _reasons(draft: Draft, told: dict[int, _Told]) -> tuple[str, ...]:
    by_self = draft.help == Help.NONE
    if draft.goal is None or draft.step is None:
        return victories(Told(None, 0, by_self, draft.asked), NOTHING_NEW)
    start = draft.goal.start_step
    known = told.setdefault(draft.goal.pk, _Told(SoFar(start), draft.goal))
    reasons = victories(Told(draft.step, start, by_self, draft.asked), known.so_far.before(draft.setting))
    known.so_far.add(draft.step, draft.setting, by_self=by_self)
    for step in range(draft.step + 1):
        known.lit_on.setdefault(step, draft.day)
    return reasons


def _moment(telling: Telling) -> Moment:
    draft, member = telling.draft, telling.access.member
    return Moment(
        id=draft.id,
        child=telling.access.child,
        goal=draft.goal,
        happened_at=draft.happened_at,
        day=draft.day,
        time_zone=draft.time_zone,
        setting=draft.setting,
        household=member.household if draft.setting == Setting.HOME else None,
        told_by=member,
        step=draft.step,
        ease=draft.ease,
        felt_good=draft.felt_good,
        proud=draft.proud,
        help=draft.help,
        asked_break=draft.asked_break,
        asked_help=draft.asked_help,
        words=draft.words,
        told_at=telling.told_at,
        changed_at=telling.told_at,
    )


def _use(tellings: Iterable[Telling]) -> None:
    through = Moment.strategies.through
    through.objects.bulk_create(
        (
            through(moment_id=telling.draft.id, strategy_id=strategy.pk)
            for telling in tellings
            for strategy in telling.draft.strategies
        ),
        batch_size=500,
    )


def _light(known: Iterable[_Told]) -> None:
    stones = list(Stone.objects.filter(goal__in=[one.goal for one in known]))
    lit = {(one.goal.pk, step): day for one in known for step, day in one.lit_on.items()}
    for stone in stones:
        stone.lit_on = lit.get((stone.goal_id, stone.step))
    Stone.objects.bulk_update(stones, ["lit_on"])


def _audit_line(telling: Telling) -> AuditLine:
    return AuditLine(
        at=telling.told_at,
        user=telling.access.user,
        child=telling.access.child,
        deed=Deed.ADDED,
        about="moment",
        ref=str(telling.draft.id),
    )
