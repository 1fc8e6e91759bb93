"""Phones without network: what they keep, what waits on them, and until it has arrived."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

from pebblepath.apps.people.models import User
from pebblepath.web.outbox import person_key

from .conftest import Visit
from .hand import Visitor


def carried(visit: Visit, user: User, **wishes: Any) -> Visitor:
    """A phone with Pebblepath on it: signed in, and with the pages that are kept."""
    visitor = visit(user, service_workers="allow", **wishes)
    visitor.open("/")
    settled(visitor.page, person_key(user))
    return visitor


def settled(page: Page, person: str) -> None:
    """Wait until the worker has made its copies for somebody."""
    until_it_holds(
        page,
        """async (name) => {
            const list = (await caches.has(name)) && (await (await caches.open(name)).match("/offline/pages/"));
            return Boolean(list) && "version" in (await list.json());
        }""",
        f"pages-{person}",
    )


def until_it_holds(page: Page, what: str, told: str = "", seconds: float = 20) -> None:
    """Ask the page again and again, until it says yes."""
    until = time.monotonic() + seconds
    while not page.evaluate(what, told):
        assert time.monotonic() < until, what
        page.wait_for_timeout(50)


def waiting(page: Page) -> list[dict[str, Any]]:
    """What waits on the phone, the oldest first."""
    page.wait_for_load_state()
    found: list[dict[str, Any]] = page.evaluate("() => Outbox.all()")
    return found


def arrived(page: Page, count: int = 0, seconds: float = 20) -> None:
    """Wait until no more than so many wait."""
    until = time.monotonic() + seconds
    page.wait_for_load_state()
    while (left := page.evaluate("async () => (await Outbox.all()).length")) > count:
        assert time.monotonic() < until, f"{left} still wait"
        page.wait_for_timeout(100)


def without_network(visitor: Visitor, off: bool = True) -> None:
    visitor.context.set_offline(off)


def pill(visitor: Visitor) -> Any:
    return visitor.page.locator("[data-waits]")


def private_copies(page: Page) -> list[str]:
    """The addresses of all copies of anybody's pages."""
    found: list[str] = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
            const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return kept.flat().map((request) => request.url);
        }"""
    )
    return found
