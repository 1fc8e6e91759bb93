"""The demo in the test database, made once for all tests of a file and undone after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from demo.answers_of_the_demo import MONDAY
from pebblepath.demo.load import load_demo

EVENING = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)  # ten in the evening of Monday, in Chicago


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of the tests that read the demo that they need a database: a fixture of a whole file can't."""
    for item in items:
        if "demo" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(MONDAY, now=EVENING)
        yield
        transaction.set_rollback(True)
