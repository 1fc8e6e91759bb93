"""Sessions that were played, for the tests: two activities, and what was caught in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cast import tell
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Setting
from pebblepath.apps.play.models import Caught, Note, Session
from pebblepath.apps.play.note_actions import OWN, Written, keep_note, open_note, sign_note

BOAT = {
    "item": 0,
    "card": "slow-boat-swing",
    "name": "The slow boat",
    "symbol": "whale",
    "kind": "swing",
    "what": "Lie in the boat.",
    "start": 0,
    "minutes": 8,
    "before": 0,
    "locked": False,
    "new": False,
    "or": None,
    "reasons": {"child": "It rocks.", "therapist": "Works on regulation.", "family": "For calm."},
    "goals": ["regulation", "balance"],
    "serves": [],
    "easier": "Rock less.",
    "harder": "Rock more.",
    "at_home": "Rock on a cushion and sing.",
}
ZOO = BOAT | {
    "item": 1,
    "card": "zoo-builder",
    "name": "Build the zoo",
    "start": 10,
    "minutes": 12,
    "before": 2,
    "goals": ["planning"],
    "at_home": "Build a zoo of boxes.",
    "or": BOAT | {"card": "tower-race", "name": "The tall tower", "goals": ["strength"], "at_home": "Stack cups."},
}
PLAYED = {
    "rev": 3,
    "items": [
        {"item": 0, "card": "slow-boat-swing", "minutes": 8.4, "chosen": None, "skipped": False},
        {"item": 1, "card": "zoo-builder", "minutes": 12, "chosen": "tower-race", "skipped": False},
    ],
}


def play(access: Access, goal: Goal | None, *, days_ago: float = 0, **changed: Any) -> Session:
    """A session of 40 minutes that ended an hour ago, or some days before; one moment is caught in it."""
    ended = timezone.now() - dt.timedelta(hours=1, days=days_ago)
    usual: dict[str, Any] = {
        "child": access.child,
        "by": access.member,
        "day": ended.date(),
        "made_at": ended - dt.timedelta(hours=2),
        "started_at": ended - dt.timedelta(minutes=40),
        "ended_at": ended,
        "plan": [BOAT, ZOO],
        "played": PLAYED,
    }
    session = Session.objects.create(**(usual | changed))
    catch(access, session, goal, minutes_before_end=10)
    return session


def catch(
    access: Access, session: Session, goal: Goal | None, *, minutes_before_end: float = 5, item: int = 0, **told: Any
) -> Caught:
    """A moment that was tapped in a session."""
    assert session.ended_at is not None
    hours = (timezone.now() - session.ended_at).total_seconds() / 3600 + minutes_before_end / 60
    usual: dict[str, Any] = {"setting": Setting(session.setting), "help": 1, "felt_good": 2}
    usual |= {"ease": None} if goal is None else {}
    moment = tell(access, goal, hours_ago=hours, **(usual | told))
    return Caught.objects.create(session=session, moment=moment, item=item, card="slow-boat-swing", rev=1)


def sign(access: Access, session: Session, own: str = "I stay with these steps.") -> Note:
    """Sign the note as it was drafted, with a sentence of one's own."""
    note, _ = open_note(access, session)
    sections = {**note.sections, OWN: own}
    return sign_note(access, keep_note(access, note, Written(sections=sections, family=note.family, child=note.child)))
