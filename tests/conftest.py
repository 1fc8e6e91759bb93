"""Fixtures that many tests share."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, make_cast

# What holds before main moves must hold the same way twice; new examples are looked for while developing.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody (see cast.py)."""
    return make_cast()


@pytest.fixture
def as_(client: Client) -> Callable[[object], Client]:
    """Sign somebody in: ``as_(cast.ana).get(...)``."""

    def sign_in(user: object) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def now_is(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dt.datetime], None]]:
    """Travel in time: ``now_is(timezone.now() + dt.timedelta(days=3))``; from then on the clock stands still."""

    def travel(instant: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)

    yield travel


@pytest.fixture
def queries() -> Callable[[Client, str], int]:
    """How many queries a page takes: ``queries(as_(cast.ana), url) <= 15``."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    return count
