"""A Tuesday, and plans of it and of its week, made here and now by one worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from cast import Cast
from pebblepath.apps.people.models import Child, User
from pebblepath.apps.play.timetable.apart import plan_here
from pebblepath.apps.play.timetable.models import Timetable
from pebblepath.apps.play.timetable.planning import ask_for_day, ask_for_week, run_plan

TUESDAY = dt.date(2026, 6, 2)
MONDAY = dt.date(2026, 6, 1)
HERE = partial(plan_here, workers=1)


def day_of(cast: Cast, therapists: Sequence[User], children: Sequence[Child]) -> Timetable:
    """Tuesday, as Robin has it planned."""
    return _made(ask_for_day(cast.robin, cast.practice, TUESDAY, therapists, children))


def week_of(cast: Cast, children: Sequence[Child], **more: Any) -> Timetable:
    """Robin's school week."""
    return _made(ask_for_week(cast.robin, cast.practice, MONDAY, [cast.robin], children, **more))


def _made(asked: Timetable) -> Timetable:
    run_plan(asked.pk, plan=HERE)
    asked.refresh_from_db()
    return asked
