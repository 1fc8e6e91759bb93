"""How long something waited on a phone without network before it was sent, and so when it was tapped."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone

from pebblepath.apps.people.models import Child

AT_ONCE = dt.timedelta(0)
LONGEST = dt.timedelta(days=366)


def waited(request: HttpRequest) -> dt.timedelta:
    """How long ago, by the phone's own clock, the person tapped what is sent now.

    Both ends are read on the same clock, so it is right even where that clock is wrong. What isn't a whole number of
    seconds up to a year counts as not having waited.
    """
    told = request.headers.get("X-Waited", "")
    if not (told.isascii() and told.isdecimal() and len(told) < 12):
        return AT_ONCE
    ago = dt.timedelta(seconds=int(told))
    return ago if ago <= LONGEST else AT_ONCE


def tapped_on(request: HttpRequest, child: Child) -> dt.date:
    """The date where the child is, when the person tapped."""
    return (timezone.now() - waited(request)).astimezone(child.zone).date()
