"""`pebblepath demo`, run as a stranger runs it: in a folder of its own."""

import datetime as dt
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-c", "from pebblepath.cli import main; main()", "demo"]


def run(folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEBBLEPATH_", "DATABASE_URL"))}
    settings = {"DJANGO_SETTINGS_MODULE": "pebblepath.web.settings", "PEBBLEPATH_DATA_DIR": str(folder)}
    environment = kept | settings | variables
    return subprocess.run([*PROGRAM, *options], env=environment, capture_output=True, text=True, timeout=120)


def moments(folder: Path) -> int:
    with sqlite3.connect(folder / "demo.sqlite3") as database:
        return database.execute("select count(*) from moments_moment").fetchone()[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, run(folder, "--no-serve", "--today", "2026-11-20")


def test_the_demo_is_made_in_plain_words(made) -> None:
    folder, done = made
    assert done.returncode == 0, done.stderr
    assert "Mia and the people around Mia" in done.stdout and moments(folder) > 1000


def test_static_files_are_ready_to_be_served(made) -> None:
    assert (made[0] / "static" / "staticfiles.json").exists()


def test_a_demo_that_is_there_is_left_as_it_is(made) -> None:
    before = moments(made[0])
    done = run(made[0], "--no-serve")
    assert done.returncode == 0 and "here already" in done.stdout and moments(made[0]) == before


def test_a_fresh_demo_forgets_what_was_changed(made) -> None:
    with sqlite3.connect(made[0] / "demo.sqlite3") as database:
        database.execute("update moments_moment set words = 'changed'")
    done = run(made[0], "--no-serve", "--fresh", "--today", "2026-11-20")
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(made[0] / "demo.sqlite3") as database:
        assert database.execute("select count(*) from moments_moment where words = 'changed'").fetchone() == (0,)


def test_a_day_to_come_is_told(tmp_path: Path) -> None:
    later = (dt.date.today() + dt.timedelta(days=30)).isoformat()
    done = run(tmp_path, "--no-serve", "--today", later)
    assert done.returncode == 2 and f"{later} is still to come" in done.stderr


def test_a_port_that_is_none_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, PORT="eighty")
    assert done.returncode == 2 and "whole numbers from 1 to 65535" in done.stderr


def test_a_port_in_use_is_told(made) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = run(made[0], PORT=str(port))
    assert done.returncode == 2 and f"Port {port} can't be used" in done.stderr


def test_a_database_with_a_practice_of_its_own_is_left_alone(made, tmp_path: Path) -> None:
    with sqlite3.connect(made[0] / "demo.sqlite3") as database, sqlite3.connect(tmp_path / "demo.sqlite3") as copy:
        database.backup(copy)
        copy.execute("update people_practice set public_id = 'real' || id, name = 'A real one'")
    for options in (["--no-serve"], ["--no-serve", "--fresh"]):
        done = run(tmp_path, *options)
        assert done.returncode == 2 and "needs a database of its own" in done.stderr
    assert moments(tmp_path) == moments(made[0])
