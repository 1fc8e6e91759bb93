"""A real server that is killed while five hundred moments arrive, and started again: each is there once, in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .hand import PHONE
from .unplugged import arrived, waiting

TESTS = Path(__file__).parents[1]
PEOPLE = """
import json, django
django.setup()
from django.core.management import call_command
from django.test import Client
from cast import make_cast
from pebblepath.web.outbox import person_key
call_command("migrate", verbosity=0)
cast, client = make_cast(), Client()
client.force_login(cast.ana)
path = f"/c/{cast.mia.public_id}/tell/{cast.circle_time.public_id}/"
print(json.dumps({"session": client.session.session_key, "person": person_key(cast.ana), "path": path}))
"""
TOLD = """
    SELECT moments_moment.words FROM moments_moment
    JOIN people_auditline ON replace(people_auditline.ref, '-', '') = moments_moment.id
    WHERE people_auditline.about = 'moment' AND people_auditline.deed = 'added' ORDER BY people_auditline.id
"""


@dataclass
class Server:
    """A server of its own, with a database in a file."""

    folder: Path
    port: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("PEBBLEPATH_", "DATABASE"))}
        return ours | {
            "PEBBLEPATH_DATA_DIR": str(self.folder),
            "PEBBLEPATH_DEBUG": "true",
            "DJANGO_SETTINGS_MODULE": "pebblepath.web.settings",
            "PYTHONPATH": str(TESTS),
        }

    def people(self) -> dict[str, str]:
        """Put the cast into the database; Ana's session and key, and where she tells."""
        ran = subprocess.run([sys.executable, "-c", PEOPLE], env=self.env, capture_output=True, text=True, check=True)
        told: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
        return told

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{self.port}", "-w", "1", "--no-control-socket"]
        log = (self.folder / "log").open("ab")
        command.append("pebblepath.web.wsgi")
        self.running.append(subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """Kill it with all its processes, whatever they are doing."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        self.running.clear()

    def told(self) -> list[str]:
        """The words of all moments in the order in which they were kept."""
        with sqlite3.connect(f"file:{self.folder}/pebblepath.sqlite3?mode=ro", uri=True, timeout=30) as base:
            return [words for (words,) in base.execute(TOLD)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(tmp_path, port)
    yield server
    server.kill()


def queue(page: Page, ana: dict[str, str], count: int) -> None:
    page.evaluate(
        """async ({person, path, count}) => {
            for (let n = 0; n < count; n++) {
                const id = Outbox.newId();
                const body = new URLSearchParams({id, setting: "home", step: "2", words: `number ${n}`}).toString();
                await Outbox.keep({id, person, url: path, body, at: Date.now(), title: "t", words: ""});
            }
        }""",
        ana | {"count": count},
    )


def test_a_server_killed_again_and_again_gets_five_hundred_moments_once_and_in_order(chromium: Browser, server: Server):
    ana = server.people()
    server.start()
    url = f"http://127.0.0.1:{server.port}"
    context = chromium.new_context(base_url=url, service_workers="block", **PHONE.wishes())  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": ana["session"], "url": url}])
    page = context.new_page()
    page.goto(ana["path"])
    context.set_offline(True)
    queue(page, ana, 500)
    context.set_offline(False)
    for some in (60, 250):
        until = time.monotonic() + 60
        while len(server.told()) < some:
            assert time.monotonic() < until, len(server.told())
            time.sleep(0.005)
        server.kill()
        assert some <= len(server.told()) < 500 and len(waiting(page)) >= 500 - len(server.told())
        server.start()
        page.evaluate("() => void Outbox.hurry()")
    arrived(page, seconds=90)
    assert server.told() == [f"number {n}" for n in range(500)]
    context.close()
