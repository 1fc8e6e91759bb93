"""How quick the pages are: a practice of 200 children, one of them with 50,000 moments, two sync workers.

CPU is the server's own (all its processes, from /proc), so that a busy machine spoils it less than seconds would;
latency is measured at one connection. Bars: 20 ms of CPU a page at the median, 40 ms at the 95th percentile,
6 ms of CPU for telling a moment, 150 MB of memory a worker, first page of a parent within 100 KB and 8 requests.
"""

from __future__ import annotations

import http.client
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

MOMENTS, CHILDREN, ROUNDS = 50_000, 200, 150
BAR_CPU, BAR_P95, BAR_POST, BAR_MEMORY = 20.0, 40.0, 6.0, 150.0
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@dataclass(frozen=True)
class Site:
    """A running server: where it is, its process, and who is signed in."""

    port: int
    pid: int
    cookies: dict[str, str]
    child: str
    goal: str


def fill() -> dict[str, str]:
    """Make the practice; return the session cookies and ids the measurement needs."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return _people_and_moments()


def _people_and_moments() -> dict[str, str]:
    from django.db import transaction

    from pebblepath.apps.goals.actions import make_goal
    from pebblepath.apps.goals.models import Goal
    from pebblepath.apps.people.actions import add_member, open_record
    from pebblepath.apps.people.models import Child, Practice, Role, Staff, User
    from pebblepath.apps.understanding.actions import give_card
    from pebblepath.library import load_library

    library = load_library()
    with transaction.atomic():
        practice = Practice.objects.create(name="Large")
        robin = User.objects.create_user("robin@bench.example", name="Robin")
        ana = User.objects.create_user("ana@bench.example", name="Ana")
        Staff.objects.create(user=robin, practice=practice, leads=True)
        accesses = [open_record(robin, practice, Child(name=f"Child {n}", picture="owl")) for n in range(CHILDREN)]
        goals = [
            make_goal(access, Goal(title=card.child_name, occupation=card.id, symbol=card.symbol), card.stones)
            for access in accesses
            for card in list(library.occupations.values())[:3]
        ]
        given = [give_card(accesses[0], card) for card in list(library.strategies.values())[:6]]
        mum = add_member(robin, accesses[0].child, user=ana, role=Role.FAMILY, name="Mum")
        _tell(accesses, goals, given, mum)
    return {
        "child": accesses[0].child.public_id,
        "goal": goals[0].public_id,
        "parent": _session(ana),
        "therapist": _session(robin),
    }


def _tell(accesses, goals, given, mum) -> None:  # type: ignore[no-untyped-def]
    import datetime as dt

    import numpy as np
    from django.utils import timezone

    from pebblepath.apps.moments.actions import relight
    from pebblepath.apps.moments.models import Moment

    rng = np.random.default_rng(7)
    now = timezone.now()
    members = [mum, accesses[0].member]

    def moment(child, goal, member, ago):  # type: ignore[no-untyped-def]
        at = now - dt.timedelta(minutes=int(ago))
        return Moment(
            child=child,
            goal=goal,
            told_by=member,
            happened_at=at,
            day=at.date(),
            setting=rng.choice(["home", "school"]),
            step=int(rng.integers(0, 5)),
            help=int(rng.integers(0, 4)),
            words="Two songs today." if rng.random() < 0.2 else "",
        )

    minutes = np.sort(rng.integers(0, 3 * 365 * 24 * 60, MOMENTS))
    many = [moment(accesses[0].child, goals[i % 3], members[i % 2], ago) for i, ago in enumerate(minutes)]
    few = [
        moment(a.child, goals[3 * n], a.member, ago) for n, a in enumerate(accesses) for ago in range(600, 60_000, 3000)
    ]
    Moment.objects.bulk_create(many + few, batch_size=2000)
    used = Moment.strategies.through
    links = [used(moment_id=m.id, strategy_id=s.pk) for m in many for s in given if rng.random() < 0.3]
    used.objects.bulk_create(links, batch_size=5000)
    for goal in goals:
        relight(goal)


def _session(user) -> str:  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def seconds_of_answer(goal: str) -> float:
    """How long the task worker takes for one answer from very many moments."""
    from pebblepath.apps.goals.models import Goal
    from pebblepath.apps.insights.answers import compute_later

    started = time.perf_counter()
    compute_later.func(Goal.objects.get(public_id=goal).pk)
    return time.perf_counter() - started


@contextmanager
def serving(ids: dict[str, str], port: int) -> Iterator[Site]:
    """gunicorn with two sync workers, while the block runs."""
    command = [sys.executable, "-m", "gunicorn", "-c", "python:pebblepath.web.gunicorn_conf", "--no-control-socket"]
    server = subprocess.Popen([*command, "--workers", "2", "--bind", f"127.0.0.1:{port}"])
    try:
        _wait_for(port)
        yield Site(port, server.pid, {k: ids[k] for k in ("parent", "therapist")}, ids["child"], ids["goal"])
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server didn't come up.")


def _processes(pid: int) -> list[int]:
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found = [pid]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and everything below it, in seconds."""
    total = 0
    for process in _processes(pid):
        try:
            fields = Path(f"/proc/{process}/schedstat").read_text().split()
            total += int(fields[0])
        except OSError:
            continue
    return total / 1e9


def memory_mb(pid: int) -> float:
    """Resident memory of the largest process below the server, in MB."""
    pages = []
    for process in _processes(pid)[1:]:
        pages.append(int(Path(f"/proc/{process}/statm").read_text().split()[1]))
    return max(pages) * resource.getpagesize() / 1e6


def ask(site: Site, who: str, path: str, body: str = "", token: str = "") -> tuple[int, bytes, float]:
    """One request at one connection; returns status, body and milliseconds."""
    headers = {"Cookie": site.cookies[who] + (f"; csrftoken={token}" if token else ""), "Accept-Encoding": "gzip"}
    if body:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)
    start = time.perf_counter()
    connection.request("POST" if body else "GET", path, body or None, headers)
    response = connection.getresponse()
    content = response.read()
    return response.status, content, (time.perf_counter() - start) * 1000


def measure_page(site: Site, name: str, who: str, path: str) -> list[str]:
    """A row of the table: CPU and latency of one page."""
    for _ in range(6):
        status, _, _ = ask(site, who, path)
        assert status == 200, (path, status)
    cpu, took = [], []
    for _ in range(ROUNDS):
        before = cpu_seconds(site.pid)
        took.append(ask(site, who, path)[2])
        cpu.append((cpu_seconds(site.pid) - before) * 1000)
    return _row(name, cpu, took, BAR_CPU)


def measure_post(site: Site) -> list[str]:
    """The same for telling a moment."""
    path = f"/c/{site.child}/tell/{site.goal}/"
    _, page, _ = ask(site, "parent", path)
    import gzip

    page = gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page
    token = re.search(rb'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    cpu, took = [], []
    for _ in range(ROUNDS + 6):
        body = urlencode({"id": uuid.uuid4(), "step": 2, "setting": "home", "time_zone": "UTC"})
        before = cpu_seconds(site.pid)
        status, _, ms = ask(site, "parent", path, body, token[1].decode())
        assert status == 302, status
        took.append(ms)
        cpu.append((cpu_seconds(site.pid) - before) * 1000)
    return _row("tell a moment (POST)", cpu[6:], took[6:], BAR_POST)


def _row(name: str, cpu: list[float], took: list[float], bar: float) -> list[str]:
    p95 = statistics.quantiles(took, n=20)[18]
    median = statistics.median(cpu)
    met = "yes" if median <= bar and p95 <= BAR_P95 else "NO"
    return [name, f"{median:.1f}", f"{bar:.0f}", f"{statistics.median(took):.1f}", f"{p95:.1f}", met]


def first_page(site: Site) -> list[str]:
    """What a parent's first page costs over the wire, in a real browser with a cold cache."""
    from playwright.sync_api import sync_playwright

    name, value = site.cookies["parent"].split("=")
    base = f"http://127.0.0.1:{site.port}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": name, "value": value, "url": base}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[int] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(base + f"/c/{site.child}/", wait_until="networkidle")
        browser.close()
    kilobytes = sum(sizes) / 1000
    return [
        f"{kilobytes:.0f} KB of 100",
        f"{len(sizes)} requests of 8",
        "yes" if kilobytes <= 100 and len(sizes) <= 8 else "NO",
    ]


def pages(site: Site) -> list[tuple[str, str, str]]:
    """Name, who, and address of each page that is measured."""
    child, goal = f"/c/{site.child}/", site.goal
    return [
        ("home, therapist, 200 children", "therapist", "/"),
        ("children, therapist", "therapist", "/children/"),
        ("child's day, parent", "parent", child),
        ("timeline", "parent", child + "moments/"),
        ("timeline, filtered", "parent", child + f"moments/?setting=school&goal={goal}"),
        ("path of stones", "parent", child + f"path/{goal}/"),
        ("quick log", "parent", child + f"tell/{goal}/"),
        ("what helps", "parent", child + f"what-helps/?goal={goal}"),
        ("how it went", "parent", child + f"progress/?goal={goal}"),
    ]


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PEBBLEPATH_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "pebblepath.web.settings"}
        started = time.perf_counter()
        ids = fill()
        print(f"{CHILDREN} children, {MOMENTS:,} moments of one, made in {time.perf_counter() - started:.0f} s; "
              f"load average {os.getloadavg()[0]:.1f}")  # fmt: skip
        print(f"the worker's answer from {MOMENTS // 3:,} moments: {seconds_of_answer(ids['goal']):.1f} s\n")
        with serving(ids, 8391) as site:
            table([["page", "CPU ms, median", "bar", "ms, median", "ms, p95", "met"],
                   *[measure_page(site, *page) for page in pages(site)], measure_post(site)])  # fmt: skip
            print(f"\nmemory of the largest worker: {memory_mb(site.pid):.0f} MB (bar {BAR_MEMORY:.0f})")
            if os.path.exists(CHROMIUM):
                print("a parent's first page, cold:", ", ".join(first_page(site)))


def table(rows: list[list[str]]) -> None:
    """Print rows as an aligned table, the first being its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    run()
