"""Several children who play together: one list of activities, and a session of her own for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Scope
from pebblepath.apps.play.models import Group, Session
from pebblepath.apps.play.running import served
from pebblepath.library import Occupation

MOST_CHILDREN = 6


@transaction.atomic
def begin_group(
    accesses: Sequence[Access], plan: Session, name: str, occupations: Mapping[str, Occupation]
) -> tuple[Group, list[Session]]:
    """Bring children together around one plan.

    Args:
        accesses: who leads, once for each child; from 2 to 6 children of one practice.
        plan: the plan that they share; if its child is among them, it becomes her session in the group.
        name: of the group.
        occupations: the practice's library, to see which of a child's goals an activity serves.

    Returns:
        The group, and a session for each child.
    """
    if not 2 <= len(accesses) <= MOST_CHILDREN:
        raise ValueError(f"{len(accesses)} children; a group has from 2 to {MOST_CHILDREN}")
    first = accesses[0]
    group = Group.objects.create(practice=first.child.practice, name=name, led_by=first.user)
    sessions = [_session(access, group, plan, occupations) for access in accesses]
    for access in accesses:
        audit.record(access.user, Deed.ADDED, "group session", ref=group.public_id, child=access.child)
    return group, sessions


def _session(access: Access, group: Group, plan: Session, occupations: Mapping[str, Occupation]) -> Session:
    if access.child.pk == plan.child_id:
        plan.group = group
        plan.save(update_fields=["group"])
        return plan
    goals = list(Goal.objects.seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE))
    return Session.objects.create(
        child=access.child,
        by=access.member,
        group=group,
        room=plan.room,
        setting=plan.setting,
        day=access.child.today(),
        plan=[_shared(item, goals, occupations) for item in plan.plan],
    )


def _shared(item: Mapping[str, Any], goals: Sequence[Goal], occupations: Mapping[str, Occupation]) -> dict[str, Any]:
    """An activity for another child: the same play, for her own goals.

    The reasons were written for the child whose plan it was, with what she loves; they don't go with the plan.
    """
    other = item.get("or")
    return {
        **item,
        "reasons": {},
        "serves": served(goals, item, occupations),
        "or": _shared(other, goals, occupations) if other else None,
    }
