"""Showing some of a toolkit to somebody without an account."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed
from pebblepath.apps.understanding.models import Strategy, ToolkitLink


@transaction.atomic
def make_toolkit_link(access: Access, name: str, days: int, strategies: Iterable[Strategy]) -> ToolkitLink:
    """A link for somebody without an account.

    Args:
        access: who makes it, of whom.
        name: for whom it is.
        days: for how long.
        strategies: what it shows.
    """
    link = ToolkitLink.objects.create(
        child=access.child,
        token=secrets.token_urlsafe(32),
        name=name,
        made_by=access.user,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    link.strategies.set(strategies)
    audit.record(access.user, Deed.GAVE, "toolkit link", ref=link.pk, child=access.child)
    return link


@transaction.atomic
def take_back_toolkit_link(access: Access, link: ToolkitLink) -> None:
    """The link stops working now."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    audit.record(access.user, Deed.TOOK_BACK, "toolkit link", ref=link.pk, child=access.child)


def open_links(access: Access) -> list[ToolkitLink]:
    """The links of a child that still work, the newest first."""
    now = timezone.now()
    return list(access.child.toolkit_links.filter(revoked_at=None, expires_at__gt=now))
