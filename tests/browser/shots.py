"""Pictures of every main page, as everybody who has it: ``make shots``, or ``python -m tests.browser.shots``.

The demo is made in a folder of its own and served on a free port; one comes in by its door, as therapist, parent,
teacher and child, or looks at it from outside. The pictures are in ``build/shots``, named
``<role>-<page>-<phone|desk>.png``; the day and what helps are there in all four looks.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from pebblepath.demo.cast import SIGN_IN

from .hand import CHROMIUM, CHROMIUM_OPTIONS, DESK, PHONE, Watch
from .pages import PAGES, SAY_THAT_SOMETHING_IS_NOT, THEMES

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"
SCREENS = {"phone": PHONE, "desk": DESK}
IN_EVERY_LOOK = {"today", "day", "what-helps", "space"}
STARTS_WITHIN_SECONDS = 120
# An id on a page, as the place that it stands for.
FOUND_ON = {
    "goal": ("/c/{child}/path/", r"/path/(\w{12})/"),
    "moment": ("/c/{child}/moments/", r"/moments/([0-9a-f-]{36})/"),
    "member": ("/c/{child}/circle/", r"/circle/(\d+)/"),
    "tried": ("/c/{child}/what-helps/", r"/try-outs/new/([^\"]+)/\""),
    "try_out": ("/c/{child}/what-helps/", r"/try-outs/(\w{12})/"),
    "played": ("/c/{child}/play/", r"/play/(\w{12})/note/"),
    "planned": ("/", r"/c/{child}/play/(\w{12})/run/"),
    "board": ("/c/{child}/my-setup/", r"/my-setup/boards/(\d+)/"),
    "signed": ("/c/{child}/play/", r">signed<[\s\S]*?/play/(\w{12})/note/"),
    "signed_report": ("/c/{child}/reports/", r"/reports/(\w{12})/\">[^<]*progress report"),
    "newer_card": ("/cards/", r"/cards/strategy/([\w-]+)/newer/"),
    "room": ("/rooms/", r"/rooms/(\w{12})/"),
    "day_plan": ("/", r"/timetables/(\w{12})/\d+/"),
    "slot": ("/", r"/timetables/\w{12}/(\d+)/"),
    "week_plan": ("/timetables/", r"/timetables/(\w{12})/\">Every week"),
    "school": ("/timetables/", r"/timetables/schools/(\w{12})/"),
    "school_class": ("/timetables/", r"/timetables/classes/(\w{12})/"),
    "therapist": ("/timetables/", r"/timetables/hours/(\d+)/"),
    "study": ("/children/", r"published studies[\s\S]*?/c/(\w{12})/what-helps/"),
}
FOUND_BY_THE_CHILD = {
    "goal": ("/c/{child}/my/stones/", r"/my/stones/(\w{12})/"),
    "board": ("/c/{child}/my/choices/", r"/my/choices/(\d+)/"),
}


def main() -> int:
    """Take all pictures; 1 if anything odd happened on the way."""
    if not Path(CHROMIUM).exists():
        print(f"{CHROMIUM} isn't installed (Debian: apt install chromium), so there is nobody to take pictures.")
        return 1
    began = time.monotonic()
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_OPTIONS))
        faults = [fault for who in PAGES for fault in portraits(browser, url, who)]
        browser.close()
    print(f"{len(list(SHOTS.iterdir()))} pictures in {SHOTS}, in {time.monotonic() - began:.0f} s.")
    for fault in faults:
        print(f"! {fault}", file=sys.stderr)
    return 1 if faults else 0


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The demo, made anew, as long as one looks at it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PEBBLEPATH_", "DATABASE_URL"))}
    told = folder / "demo.log"
    with told.open("wb") as log:
        server = subprocess.Popen(
            [Path(sys.executable).with_name("pebblepath"), "demo"],
            env=ours | {"PEBBLEPATH_DATA_DIR": str(folder), "PORT": str(port)},
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(port, server, told)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes], told: Path) -> None:
    for _ in range(STARTS_WITHIN_SECONDS * 5):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit(f"The demo didn't start. It said:\n{told.read_text(errors='replace')}")


def portraits(browser: Browser, url: str, who: str) -> list[str]:
    """All pictures of one person's pages; what was odd on the way."""
    context = browser.new_context(base_url=url, reduced_motion="reduce")
    watch = Watch(urlsplit(url).netloc)
    watch.expected = frozenset({404})
    watch.over(context)
    page = context.new_page()
    page.goto("/")
    if who in SIGN_IN:
        page.get_by_role("button", name=SIGN_IN[who].label).click()
        page.wait_for_load_state()
    places = _places(page, who)
    for name, path in PAGES[who].items():
        if set(re.findall(r"{(\w+)}", path)) - set(places):
            print(f"The demo has nothing for {who}-{name}.")
            continue
        watch.expected = frozenset({SAY_THAT_SOMETHING_IS_NOT.get(name, 200)})
        page.goto(path.format(**places))
        for look in THEMES if name in IN_EVERY_LOOK else THEMES[:1]:
            _take(page, f"{who}-{name}" if look == THEMES[0] else f"{who}-{name}-{look}", look)
    context.close()
    return [f"{who}: {fault}" for fault in watch.faults]


def _take(page: Page, name: str, look: str) -> None:
    page.locator("html").evaluate("(html, look) => { html.dataset.theme = look; }", look)
    for screen, size in SCREENS.items():
        page.set_viewport_size({"width": size.width, "height": size.height})
        # A screen as long as the page: the bar at the bottom is at the bottom of the picture, too.
        whole = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size.width, "height": max(whole, size.height)})
        page.screenshot(path=SHOTS / f"{name}-{screen}.png")


def _places(page: Page, who: str) -> dict[str, str]:
    """What stands in the addresses, as one finds it by looking around."""
    if who == "visitor":
        return {}
    link = page.get_by_role("link", name=re.compile("^Mia"))
    href = page.url if "/c/" in page.url else link.first.get_attribute("href") or ""
    child = re.search(r"/c/(\w{12})/", href)
    assert child, f"{who}: no child at {page.url}"
    places = {"child": child.group(1)}
    for place, (path, pattern) in (FOUND_BY_THE_CHILD if who == "child" else FOUND_ON).items():
        page.goto(path.format(**places))
        if found := re.search(pattern.replace("{child}", places["child"]), page.content()):
            places[place] = found.group(1)
    return places


if __name__ == "__main__":
    raise SystemExit(main())
