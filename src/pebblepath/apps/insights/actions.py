"""What can be done with try-outs: begin, skip a day, stop."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.models import SkippedDay, TryOut
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Household, Setting
from pebblepath.apps.understanding.models import Strategy


@transaction.atomic
def begin_try_out(
    access: Access,
    goal: Goal,
    strategy: Strategy,
    setting: Setting,
    *,
    length: int,
    first: dt.date,
    household: Household | None = None,
    tells: float | None = None,
    seed: int | None = None,
) -> TryOut:
    """Settle the days of a try-out by coin, before the first of them.

    Args:
        access: who begins it, for which child.
        goal: what it is for.
        strategy: what is tried.
        setting: where; at school only Monday to Friday take part.
        length: how many days, even.
        first: the first day that may be part of it.
        household: which home, where there are two.
        tells: how often such a try-out would tell, as it was shown before.
        seed: of the coin; a random one if not given.

    Raises:
        NotPossible: the strategy gives comfort or keeps safe, or another try-out runs for this goal and place.
    """
    # The coin comes with numpy, which web workers load only when it is tossed.
    import numpy as np

    from pebblepath.core.evidence.try_out import EVERY_DAY, SCHOOL_DAYS, design

    if strategy.comfort:
        raise NotPossible(
            f"{strategy.name} gives comfort or keeps safe. It is there when wanted, and never left out to test it."
        )
    running = TryOut.objects.running_on(access.child.today()).filter(goal=goal, setting=setting, household=household)
    if running.exists():
        raise NotPossible("One try-out at a time: another one runs for this goal here. Let it end, or stop it first.")
    seed = secrets.randbits(62) if seed is None else seed
    weekdays = SCHOOL_DAYS if setting == Setting.SCHOOL else EVERY_DAY
    schedule = design(first, days=length, rng=np.random.default_rng(seed), weekdays=weekdays)
    try_out = TryOut.objects.create(
        goal=goal,
        strategy=strategy,
        setting=setting,
        household=household,
        seed=seed,
        days=[(day.isoformat(), with_it) for day, with_it in zip(schedule.days, schedule.with_it, strict=True)],
        blocks=list(schedule.blocks),
        last_day=schedule.days[-1],
        tells=tells,
        begun_by=access.user,
    )
    audit.record(access.user, Deed.ADDED, "try-out", ref=try_out.public_id, child=access.child)
    return try_out


@transaction.atomic
def skip_day(access: Access, try_out: TryOut, day: dt.date, *, skip: bool = True) -> None:
    """Let a day go, or take it up again."""
    if skip:
        SkippedDay.objects.get_or_create(try_out=try_out, day=day, defaults={"by": access.user})
    else:
        SkippedDay.objects.filter(try_out=try_out, day=day).delete()
    audit.record(access.user, Deed.CHANGED, "try-out", ref=f"{try_out.public_id} {day}", child=access.child)


@transaction.atomic
def stop_try_out(access: Access, try_out: TryOut, because: str) -> None:
    """End a try-out early; what was told stays, and so does the reason."""
    try_out.stopped_at, try_out.stopped_because = timezone.now(), because
    try_out.save(update_fields=["stopped_at", "stopped_because"])
    audit.record(access.user, Deed.CHANGED, "try-out", ref=f"{try_out.public_id} stopped", child=access.child)
