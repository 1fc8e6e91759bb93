"""A real browser, a server to visit, and people who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cast import Cast
from pebblepath.apps.people.models import User

from .hand import CHROMIUM, CHROMIUM_OPTIONS, PHONE, Hand, Screen, Visitor, Watch
from .lived_in import LivedIn, live_in

HERE = Path(__file__).parent
PATIENCE = 10_000
Visit = Callable[..., Visitor]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey; without Chromium there are none."""
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if not Path(CHROMIUM).exists():
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} isn't installed (Debian: apt install chromium)"))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        # Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_OPTIONS))
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def live_server() -> Iterator[LiveServer]:
    """The server that is visited.

    It answers one request after the other: the database lies in memory, behind one connection that all of the
    server's threads share.
    """
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = _one_at_a_time
    server.start()
    yield server
    server.stop()


def _one_at_a_time(app: Any) -> Callable[..., Any]:
    handler, turn = StaticFilesHandler(app), Lock()

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        with turn:
            return handler(environ, start_response)

    return answer


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Visit]:
    """Open a browser as somebody: ``visit(cast.ana)``, ``visit(cast.robin, DESK)``, ``visit()`` signed out.

    What Playwright's contexts can wish may be wished here, too: ``java_script_enabled=False``.
    """
    visitors: list[Visitor] = []

    def come(user: User | None = None, screen: Screen = PHONE, **wishes: Any) -> Visitor:
        # The worker would make copies behind a journey's back; the journeys about it ask for it.
        usual = {"service_workers": "block"}
        context = chromium.new_context(base_url=live_server.url, **(usual | screen.wishes() | wishes))
        context.set_default_timeout(PATIENCE)
        watch = Watch(urlsplit(live_server.url).netloc)
        watch.over(context)
        if user is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
        visitor = Visitor(context.new_page(), live_server.url, Hand(screen.touch), watch, context)
        visitors.append(visitor)
        return visitor

    yield come
    faults = [fault for visitor in visitors for fault in visitor.watch.faults]
    for visitor in visitors:
        visitor.context.close()
    assert not faults, "\n".join(faults)


def session_of(user: User) -> str:
    """The key of a new session."""
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


@pytest.fixture
def home(cast: Cast) -> LivedIn:
    """The cast after some weeks."""
    return live_in(cast)
