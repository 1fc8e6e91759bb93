"""What a therapist does with plans: make one, change it from where it stands, put it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Setting
from pebblepath.apps.play.models import GoalInPlay, Room, Session
from pebblepath.apps.play.plan_changes import Change, done_of, now_of
from pebblepath.apps.play.planning import Ground, Wish, ground_of, items_of, request_of, without_minutes
from pebblepath.core.planner.session import Activity, Clash, Outcome, Plan, SessionRequest
from pebblepath.core.planner.session.apart import first_plan_apart
from pebblepath.library.planning import as_activities

SECONDS = 2.0
NO_ANSWER = "No plan was found in two seconds. Fewer wishes, or another length, may help."
ENDED = "This session has ended; its plan stays as it was played."
BEGUN = "This was begun already, so it stays."
MOVED = "The plan has changed in the meantime. Nothing was done; here it is as it stands."


class NothingFits(NotPossible):
    """No plan can be had; the clash says which wishes can't be had together, where that was asked."""

    def __init__(self, clash: Clash | None, otherwise: str = NO_ANSWER) -> None:
        super().__init__(otherwise if clash is None else "Nothing fits all of these wishes.")
        self.clash = clash


def make_session(
    access: Access,
    wish: Wish,
    *,
    ground: Ground | None = None,
    instead: Session | None = None,
    seconds: float = SECONDS,
) -> Session:
    """Plan a session of today.

    Args:
        access: the therapist with the child.
        wish: what is asked for.
        ground: what is known, where it has been read already.
        instead: a plan that hasn't been begun yet, which is planned anew.
        seconds: how long to look for the best.

    Raises:
        NothingFits: with the wishes that clash.
        RequestError: a value that can't be, with what is accepted.
        NotPossible: the plan that it should replace was begun in the meantime.
    """
    setting = Setting(access.member.setting)
    ground = ground or ground_of(access, room_of(access, wish.room), setting)
    activities, request = as_activities(ground.cards.values()), request_of(wish, ground)
    request, outcome = _first_that_fits([request, without_minutes(request)], activities, seconds)
    items = items_of(_plan(outcome), request, activities, ground, wish)
    # Nothing is held while the planner works: others go on writing.
    with transaction.atomic():
        new = Session(child=access.child, by=access.member, setting=setting, day=access.child.today())
        session = _not_begun(instead) if instead else new
        session.room, session.plan = ground.room, items
        _keep(session, wish, outcome)
        session.save()
        _keep_goals(session, ground, wish)
        deed = Deed.CHANGED if instead else Deed.ADDED
        audit.record(access.user, deed, "session", ref=session.public_id, child=access.child)
    return session


def _not_begun(session: Session) -> Session:
    found = Session.objects.select_for_update().get(pk=session.pk)
    if found.started_at is not None:
        raise NotPossible("This session was begun, so its plan can only be changed from where it stands.")
    return found


def room_of(access: Access, public_id: str | None) -> Room | None:
    """A room of the child's practice."""
    return Room.objects.filter(practice=access.child.practice_id, public_id=public_id or "").first()


def _keep(session: Session, wish: Wish, outcome: Outcome, *, kept: bool = False) -> None:
    session.wish = wish.as_json()
    session.proof = {
        "status": "optimal" if outcome.status == "proven" else "feasible",
        "value": outcome.objective,
        "bound": outcome.bound,
        "seconds": round(outcome.seconds, 2),
        "kept": kept,
    }


def _keep_goals(session: Session, ground: Ground, wish: Wish) -> None:
    weights = {path.goal: (wish.goals or {}).get(path.goal.public_id, 0) for path in ground.paths}
    session.goals.all().delete()
    rows: dict[Goal, int] = {goal: weight for goal, weight in weights.items() if weight}
    GoalInPlay.objects.bulk_create(GoalInPlay(session=session, goal=goal, weight=rows[goal]) for goal in rows)


def _first_that_fits(
    requests: Sequence[SessionRequest], activities: Sequence[Activity], seconds: float = SECONDS, otherwise: str = ""
) -> tuple[SessionRequest, Outcome]:
    """The first request that has a plan, with that plan; the last one's clash is explained, or told ``otherwise``."""
    place, outcome = first_plan_apart(activities, requests, seconds=seconds, explain=not otherwise)
    if outcome.plan is None:
        raise NothingFits(outcome.clash, otherwise or NO_ANSWER)
    return requests[place], outcome


def _plan(outcome: Outcome) -> Plan:
    assert outcome.plan is not None
    return outcome.plan


@transaction.atomic
def drop_session(access: Access, session: Session) -> None:
    """Put a plan away that was never played.

    Raises:
        NotPossible: it was begun; what was caught in it hangs on it.
    """
    if session.started_at is not None:
        raise NotPossible("This session was begun, so it stays.")
    audit.record(access.user, Deed.REMOVED, "session", ref=session.public_id, child=access.child)
    session.delete()


@transaction.atomic
def keep_in_place(access: Access, session: Session, place: int, card: str) -> Session:
    """Lock an activity, or unlock it: whatever else changes, it stays where it is."""
    session = _taken(session)
    item = _item(session, place, card)
    item["locked"] = not item["locked"]
    session.save(update_fields=["plan"])
    audit.record(access.user, Deed.CHANGED, "session", ref=session.public_id, child=access.child)
    return session


def change_plan(
    access: Access, session: Session, change: Change, *, place: int = -1, card: str = "", value: str = ""
) -> Session:
    """Plan anew from now, around what is done and what is locked.

    Args:
        access: the therapist with the child.
        session: whose plan it is.
        change: one of ``CHANGES`` of plan_changes.
        place: in the whole plan, 0 the first, where the change is about one activity.
        card: the card that was seen there; another one now means that the plan has changed.
        value: a thing, minutes or an energy, as it was tapped or typed.

    Raises:
        NothingFits: with the wishes that clash; the plan stays as it was.
        RequestError: a value that can't be.
        NotPossible: the session has ended, or the plan has changed in the meantime.
    """
    _still_open(session)
    if place >= 0:
        _item(session, place, card)
    wish = Wish.from_json(session.wish)
    ground = ground_of(access, room_of(access, wish.room), Setting(session.setting))
    now = now_of(session, wish, ground)
    if 0 <= place < now.done:
        raise NotPossible(BEGUN)
    asked = change(now, place - now.done, value)
    request, outcome = _first_that_fits(asked.requests, now.activities, otherwise=asked.otherwise)
    coming = items_of(
        _plan(outcome),
        request,
        now.activities,
        ground,
        asked.wish,
        first=now.done,
        begins=now.begins,
        locked=now.locked_ids | asked.locked,
    )
    # Nothing is held while the planner works; what came in between is looked for now.
    with transaction.atomic():
        found = _taken(session)
        if found.plan != session.plan or done_of(found) != now.done:
            raise NotPossible(MOVED)
        _keep(found, _without_what_is_back(asked.wish, coming), outcome, kept=True)
        found.plan = [*found.plan[: now.done], *coming]
        found.save(update_fields=["wish", "proof", "plan"])
        audit.record(access.user, Deed.CHANGED, "session", ref=session.public_id, child=access.child)
    return found


def _without_what_is_back(wish: Wish, coming: Sequence[dict[str, Any]]) -> Wish:
    """What was swapped away and has come back counts as swapped no more."""
    offered = {half["card"] for item in coming for half in (item, item["or"]) if half}
    return replace(wish, swapped=tuple(one for one in wish.swapped if one not in offered))


def _taken(session: Session) -> Session:
    found = Session.objects.select_for_update().get(pk=session.pk)
    _still_open(found)
    return found


def _still_open(session: Session) -> None:
    if session.ended_at is not None:
        raise NotPossible(ENDED)


def _item(session: Session, place: int, card: str) -> dict[str, Any]:
    if not 0 <= place < len(session.plan) or session.plan[place]["card"] != card:
        raise NotPossible(MOVED)
    item: dict[str, Any] = session.plan[place]
    return item
