"""Change a plan in the middle of it: each verb takes the request (and the plan) and gives the request to plan anew.

Nothing here plans; ``plan_session`` does, with what is locked staying where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .instance import Activity, Lock, Plan, Played, RequestError, SessionRequest, thing
from .reading import before


def lock(request: SessionRequest, plan: Plan, place: int) -> SessionRequest:
    """Keep what is at a place (0 is the first) as it is: activity, minutes and choice."""
    return _with_locks(request, [_lock_at(plan, place)])


def lengthen(request: SessionRequest, plan: Plan, place: int, minutes: int) -> SessionRequest:
    """Give what is at a place so many minutes (3 to 60); the other places may change."""
    return _with_locks(request, [replace(_lock_at(plan, place), minutes=minutes)])


def swap(request: SessionRequest, plan: Plan, place: int, for_activity: str | None = None) -> SessionRequest:
    """Put something else at a place, and keep all others.

    Args:
        for_activity: the id of what should be there; None: the best that fits and isn't there now.

    The minutes at the place may change. Where the plan's only choice was there, the child chooses there again.
    """
    gone = _lock_at(plan, place).activity
    kept = [_lock_at(plan, other) for other in range(len(plan.items)) if other != place]
    if for_activity and any(for_activity in {one.activity, one.or_else} for one in kept):
        raise RequestError(f"'{for_activity}' is in the plan already; something that isn't there is accepted.")
    count = len(plan.items) + len(request.played)
    wanted = [] if for_activity is None else [Lock(place, for_activity, or_any=True)]
    fixed = replace(request, locks=(*kept, *wanted), items_least=count, items_most=count)
    return without_activity(fixed, gone)


def without(request: SessionRequest, broken: str, activities: Iterable[Activity]) -> SessionRequest:
    """Do without a thing ("the swing is broken"): what needs it goes, locked or not."""
    name = thing(broken)
    needs_it = {activity.id for activity in activities if name in activity.equipment}
    return replace(
        request,
        missing=request.missing | {name},
        must_have=request.must_have - needs_it,
        locks=tuple(one for one in request.locks if not {one.activity, one.or_else} & needs_it),
    )


def without_activity(request: SessionRequest, activity: str) -> SessionRequest:
    """Do without an activity, locked or not."""
    return replace(
        request,
        excluded=request.excluded | {activity},
        must_have=request.must_have - {activity},
        locks=tuple(one for one in request.locks if activity not in {one.activity, one.or_else}),
    )


def minutes_left(request: SessionRequest, minutes: int, activities: Iterable[Activity]) -> SessionRequest:
    """End sooner or later ("only 25 minutes left").

    Where there is less time, the minutes still asked for each goal shrink in the same proportion (rounded down), and
    locks keep their places but not their minutes: nobody can have 40 minutes in 25.
    """
    share = min(1.0, minutes / request.minutes)
    had = before(request, {activity.id: activity for activity in activities}).minutes
    goals = tuple(
        replace(wish, minutes=had[wish.goal] + int(max(0, wish.minutes - had[wish.goal]) * share))
        for wish in request.goals
    )
    locks = request.locks if share == 1 else tuple(replace(one, minutes=None) for one in request.locks)
    return replace(request, minutes=minutes, goals=goals, locks=locks)


def played(
    request: SessionRequest,
    plan: Plan,
    count: int,
    activities: Sequence[Activity],
    *,
    energy: int | None = None,
    chose: Sequence[str] = (),
) -> SessionRequest:
    """The first so many items were played: plan the rest from now.

    Args:
        count: how many items, from the first.
        energy: the child's energy now; None: that of the last activity.
        chose: ids that the child took at a choice, where she didn't take the planned one.

    What was locked later moves up; the time that the items took is gone.
    """
    gone, taken = plan.items[:count], set(chose)
    if not 1 <= count <= len(plan.items):
        raise RequestError(f"{count} items were played; 1 to {len(plan.items)} is accepted.")
    by_id = {activity.id: activity for activity in activities}
    ids = [item.or_else if item.or_else in taken else item.activity for item in gone]
    done = tuple(
        Played(one or item.activity, item.minutes, item.or_else is not None)
        for one, item in zip(ids, gone, strict=True)
    )
    last = by_id.get(done[-1].activity)
    now = energy if energy is not None else last.energy if last else request.energy
    return replace(
        request,
        minutes=request.minutes - sum(item.minutes + item.transition for item in gone),
        energy=now,
        played=request.played + done,
        must_have=request.must_have - {one.activity for one in done},
        locks=tuple(replace(one, place=one.place - count) for one in request.locks if one.place >= count),
    )


def _lock_at(plan: Plan, place: int) -> Lock:
    if not 0 <= place < len(plan.items):
        raise RequestError(f"Place {place + 1} isn't in the plan; 1 to {len(plan.items)} are accepted.")
    item = plan.items[place]
    return Lock(place, item.activity, item.minutes, item.or_else)


def _with_locks(request: SessionRequest, more: Sequence[Lock]) -> SessionRequest:
    """The request with further locks; a place that was locked before is locked anew."""
    places = {one.place for one in more}
    kept = [one for one in request.locks if one.place not in places]
    return replace(request, locks=tuple(sorted([*kept, *more], key=lambda one: one.place)))
