"""How long something waited on a phone without network before it was sent."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

LONGEST = dt.timedelta(days=366)


def waited(request: HttpRequest) -> dt.timedelta:
    """How long ago, by the phone's own clock, the person tapped what is sent now.

    Both ends are read on the same clock, so it is right even where that clock is wrong. What isn't a whole number of
    seconds up to a year counts as not having waited.
    """
    told = request.headers.get("X-Waited", "")
    if not (told.isascii() and told.isdecimal() and len(told) < 12):
        return dt.timedelta(0)
    ago = dt.timedelta(seconds=int(told))
    return ago if ago <= LONGEST else dt.timedelta(0)
