"""A plan is asked for, made by the worker, and kept or let go."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Child, Deed, Practice, User
from pebblepath.apps.play.timetable.apart import CameToNothing, plan_apart
from pebblepath.apps.play.timetable.day_facts import LeftOut, day_of
from pebblepath.apps.play.timetable.kept import sharing_a_therapist, week_in_force
from pebblepath.apps.play.timetable.models import Kind, Slot, State, Timetable
from pebblepath.apps.play.timetable.names import number, token
from pebblepath.apps.play.timetable.times import DAYS
from pebblepath.apps.play.timetable.week_facts import week_of
from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.exchange import Request, request_to_json

SECONDS: Mapping[str, float] = {Kind.DAY: 15.0, Kind.WEEK: 30.0}
LOST_AFTER = dt.timedelta(minutes=3)
"""After so long without an end a run of the worker counts as lost, and another may begin."""
Plan = Callable[..., dict[str, Any] | None]


def ask_for_day(
    user: User, practice: Practice, day: dt.date, therapists: Sequence[User], children: Sequence[Child]
) -> Timetable:
    """Put a clinic's day on the worker's list."""
    return _ask(user, practice, Kind.DAY, day, *day_of(practice, day, therapists, children))


def ask_for_week(
    user: User,
    practice: Practice,
    monday: dt.date,
    therapists: Sequence[User],
    children: Sequence[Child],
    *,
    before: Timetable | None = None,
    changed: Sequence[Child] = (),
) -> Timetable:
    """Put a school week on the worker's list."""
    asked = week_of(practice, monday, therapists, children, before=before, changed=changed)
    return _ask(user, practice, Kind.WEEK, monday, *asked)


@transaction.atomic
def _ask(user: User, practice: Practice, kind: Kind, first: dt.date, request: Request, left_out: LeftOut) -> Timetable:
    made = Timetable.objects.create(
        practice=practice,
        kind=kind,
        first=first,
        asked_by=user,
        asked=json.loads(request_to_json(request)),
        left_out=left_out,
    )
    audit.record(user, Deed.ADDED, "timetable", ref=made.public_id)
    transaction.on_commit(lambda: plan_later.enqueue(made.pk))
    return made


@task()
def plan_later(timetable_id: int) -> None:
    """Plan in the worker; asked twice, it is planned once."""
    run_plan(timetable_id)


def run_plan(timetable_id: int, *, plan: Plan = plan_apart) -> None:
    """Plan, unless another run is at it or it is done; what is let go meanwhile is planned no further."""
    run = uuid.uuid4().hex
    mine = Timetable.objects.filter(pk=timetable_id, run=run)
    if not _take_up(timetable_id, run):
        return
    timetable = mine.get()

    def told(progress: dict[str, float]) -> bool:
        return bool(mine.update(progress=progress))

    try:
        answer = plan(json.dumps(timetable.asked), seconds=SECONDS[timetable.kind], told=told)
    except (CameToNothing, ValueError):
        mine.update(state=State.FAILED)
        return
    if answer is not None:
        _finish(timetable_id, run, answer)


def _take_up(timetable_id: int, run: str) -> bool:
    """Whether this run may begin: what is asked for, or what another run lost."""
    now = timezone.now()
    waiting = Timetable.objects.filter(pk=timetable_id, state=State.ASKED)
    lost = Timetable.objects.filter(pk=timetable_id, state=State.PLANNING, started_at__lt=now - LOST_AFTER)
    begin = {"state": State.PLANNING, "run": run, "started_at": now}
    return bool(waiting.update(**begin) or lost.update(**begin))


@transaction.atomic
def _finish(timetable_id: int, run: str, answer: Mapping[str, Any]) -> None:
    timetable = Timetable.objects.select_for_update().filter(pk=timetable_id, run=run, state=State.PLANNING).first()
    if timetable is None:
        return
    timetable.state = State.DONE
    timetable.outcome = outcome_of(answer)
    timetable.lunches = answer["plan"]["lunches"]
    timetable.save()
    Slot.objects.bulk_create(slots_of(timetable, answer["plan"]))


def outcome_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a page tells of an answer, without the plan itself."""
    kept = ("status", "cost", "bound", "seconds", "clashes", "moved", "moved_fewest")
    missing = answer.get("short") or [[name, None] for name in answer.get("unseen", ())]
    return {name: answer[name] for name in kept if name in answer} | {"missing": missing}


def slots_of(timetable: Timetable, plan: Mapping[str, Any]) -> list[Slot]:
    """A plan's visits or sessions as slots; who has left the practice meanwhile has none."""
    rows = _visits(timetable, plan) if timetable.is_day else _sessions(plan)
    here = set(Child.objects.filter(practice=timetable.practice_id).values_list("pk", flat=True))
    staff = set(User.objects.filter(staff_of__practice=timetable.practice_id).values_list("pk", flat=True))
    rooms = set(timetable.practice.rooms.values_list("pk", flat=True))
    return [
        Slot(timetable=timetable, child_id=child, therapist_id=who, room_id=room if room in rooms else None, **when)
        for child, who, room, when in rows
        if child in here and who in staff
    ]


Row = tuple[int, int, int, dict[str, int]]


def _visits(timetable: Timetable, plan: Mapping[str, Any]) -> list[Row]:
    weekday = timetable.first.weekday()
    return [
        (
            number(visit["child"]),
            number(visit["therapist"]),
            number(visit["room"]),
            {"weekday": weekday, "start": read_time(visit["start"]), "minutes": visit["minutes"]},
        )
        for visit in plan["visits"]
    ]


def _sessions(plan: Mapping[str, Any]) -> list[Row]:
    return [
        (
            number(child),
            number(session["therapist"]),
            0,
            {
                "weekday": DAYS.index(session["day"]),
                "start": read_time(session["start"]),
                "minutes": session["minutes"],
            },
        )
        for session in plan["sessions"]
        for child in session["children"]
    ]


@transaction.atomic
def keep(user: User, timetable: Timetable) -> None:
    """Keep a plan: it shows on the day's pages from now on, in the place of those for the same people and days."""
    others = Timetable.objects.filter(
        practice=timetable.practice_id, kind=timetable.kind, first=timetable.first, kept_at__isnull=False
    ).exclude(pk=timetable.pk)
    for other in sharing_a_therapist(timetable, list(others)):
        other.kept_at = None
        other.save(update_fields=["kept_at"])
    timetable.kept_at = timezone.now()
    timetable.save(update_fields=["kept_at"])
    audit.record(user, Deed.CHANGED, "timetable", ref=timetable.public_id)


@transaction.atomic
def let_go(user: User, timetable: Timetable) -> None:
    """Remove a plan; a run of the worker that is at it stops by itself."""
    audit.record(user, Deed.REMOVED, "timetable", ref=timetable.public_id)
    timetable.delete()


def plan_again(user: User, old: Timetable) -> Timetable:
    """Ask for the same day or week anew, with what is known now; a plan that wasn't kept makes way."""
    names = [one["name"] for one in old.asked["therapists"]]
    therapists = list(User.objects.filter(pk__in=map(number, names), staff_of__practice=old.practice).distinct())
    asked = [child["name"] for child in old.asked["children"]] + [name for name, _ in old.left_out]
    children = list(Child.objects.filter(practice=old.practice, pk__in=map(number, asked)).order_by("name", "pk"))
    if old.is_day:
        made = ask_for_day(user, old.practice, old.first, therapists, children)
    else:
        before = week_in_force(old.practice, old.first) if old.asked.get("previous") else None
        changed = [child for child in children if token(child) in old.asked["changed"]]
        made = ask_for_week(user, old.practice, old.first, therapists, children, before=before, changed=changed)
    if old.kept_at is None:
        let_go(user, old)
    return made
