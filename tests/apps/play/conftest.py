"""Tests of days and weeks live on one Tuesday morning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest


@pytest.fixture
def on_tuesday(now_is: Callable[[dt.datetime], None]) -> None:
    now_is(dt.datetime(2026, 6, 2, 7, 30, tzinfo=dt.UTC))
