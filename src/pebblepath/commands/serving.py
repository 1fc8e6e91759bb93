"""Two kinds of processes side by side: the web server, and the worker that computes what nobody should wait for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from .files import stop

HOST = "127.0.0.1"
EVERY_SECONDS = 300.0  # between two looks for reminders that are due


def chosen_port() -> int:
    """The port that PORT names, or 8000."""
    given = os.environ.get("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        stop(f"PORT={given} isn't a port. Accepted are whole numbers from 1 to 65535, such as 8000.")
    return int(given)


def serve_with_worker(workers: int) -> None:
    """Run gunicorn on loopback, meant to stand behind a TLS proxy, and one task worker, until told to stop.

    When one of the two ends, so does the other, and whoever started us can start both anew.
    """
    processes = [subprocess.Popen(_web(workers)), subprocess.Popen(_tasks())]

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    try:
        remind_at, reminding = time.monotonic() + EVERY_SECONDS, None
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
            if time.monotonic() >= remind_at and (reminding is None or reminding.poll() is not None):
                remind_at, reminding = time.monotonic() + EVERY_SECONDS, subprocess.Popen(_reminders())
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _web(workers: int) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:pebblepath.web.gunicorn_conf", "--no-control-socket"]
    return [*command, "--bind", f"{HOST}:{chosen_port()}", "--workers", str(workers)]


def _reminders() -> list[str]:
    return [sys.executable, "-c", "from pebblepath.cli import main; main()", "remind"]


def _tasks() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "2", "--verbosity", "0"]
