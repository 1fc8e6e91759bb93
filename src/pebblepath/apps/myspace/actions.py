"""What the child herself can do."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from django.utils import timezone

from pebblepath.apps.moments.actions import Draft, record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Setting

A_WHILE = dt.timedelta(minutes=10)


def ask_for_break(access: Access, id: uuid.UUID) -> tuple[Moment, bool]:
    """The child asked for a break: a moment of its own, and a victory. Asking twice at once counts once."""
    zone = access.child.practice.time_zone
    draft = Draft(
        id=id,
        happened_at=timezone.now(),
        time_zone=zone,
        setting=Setting(access.member.setting),
        asked_break=True,
    )
    return keep(access, draft)


def keep(access: Access, draft: Draft) -> tuple[Moment, bool]:
    """Keep what the child told; that somebody else used the id before is no matter of hers."""
    try:
        return record_moment(access, draft)
    except NotPossible:
        return record_moment(access, replace(draft, id=uuid.uuid4()))
