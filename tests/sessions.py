"""Sessions for tests: planned by hand from the library's cards, as the planner writes them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Setting
from pebblepath.apps.play.models import GoalInPlay, Session
from pebblepath.library import load_library

CARDS = ("slow-boat-swing", "zoo-builder", "copycat-tower", "marble-run-lab")


def planned_session(
    access: Access,
    goals: Sequence[Goal],
    *,
    cards: Sequence[str] = CARDS,
    choice: tuple[int, str] | None = (1, "copycat-tower"),
    made_hours_ago: float = 2,
    **fields: Any,
) -> Session:
    """A session of today with one activity a card, each for all of these goals.

    Args:
        access: the therapist's, with the child.
        goals: what each activity serves.
        cards: ids of play cards, in order.
        choice: at which place the child chooses, and the other card; None: nowhere.
        made_hours_ago: when it was planned.
        fields: other fields of the session.
    """
    plan = [planned_item(place, card, goals) for place, card in enumerate(cards)]
    if choice and choice[0] < len(plan):
        plan[choice[0]]["or"] = planned_item(choice[0], choice[1], goals)
    session = Session.objects.create(
        child=access.child,
        by=access.member,
        setting=Setting.CLINIC,
        day=access.child.today(),
        plan=plan,
        made_at=timezone.now() - dt.timedelta(hours=made_hours_ago),
        **fields,
    )
    GoalInPlay.objects.bulk_create(GoalInPlay(session=session, goal=goal) for goal in goals)
    return session


def planned_item(place: int, card_id: str, goals: Sequence[Goal]) -> dict[str, Any]:
    """One activity of a plan, 8 minutes long."""
    card = load_library().play[card_id]
    return {
        "item": place,
        "card": card.id,
        "name": card.name,
        "symbol": card.symbol,
        "kind": card.kind,
        "what": card.what,
        "start": 10 * place,
        "minutes": 8,
        "before": 1 if place else 0,
        "locked": False,
        "new": False,
        "or": None,
        "reasons": {"child": card.fun, "therapist": "Asks for planning at her level.", "family": card.at_home},
        "goals": list(card.works_on),
        "serves": [goal.public_id for goal in goals],
        "easier": card.easier,
        "harder": card.harder,
        "at_home": card.at_home,
    }


def row(goal: Goal | None, **told: Any) -> dict[str, Any]:
    """What a tablet tells of one moment: the third stone, a minute ago, unless something else is said."""
    usual = {
        "id": str(uuid.uuid4()),
        "rev": 1,
        "item": 0,
        "card": CARDS[0],
        "goal": goal.public_id if goal else None,
        "step": 2 if goal else None,
        "at": (timezone.now() - dt.timedelta(minutes=1)).isoformat(),
    }
    return usual | told


def told(*caught: dict[str, Any], rev: int = 1, **parts: Any) -> dict[str, Any]:
    """What a tablet tells of a session that began ten minutes ago."""
    began = (timezone.now() - dt.timedelta(minutes=10)).isoformat()
    return {"rev": rev, "tablet": "one", "began": began, "ended": None, "items": [], "caught": list(caught), **parts}
