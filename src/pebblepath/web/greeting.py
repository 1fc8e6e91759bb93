"""The time of day in words."""

from __future__ import annotations

import datetime as dt


def day_and_time(now: dt.datetime) -> str:
    """For example "Tuesday morning"."""
    part = "night" if now.hour < 5 else "morning" if now.hour < 12 else "afternoon" if now.hour < 17 else "evening"
    return f"{now:%A} {part}"
