"""A person at a screen: what she taps and types is counted, and nothing odd may happen meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Screen:
    """What somebody holds in the hand, or has on the desk."""

    width: int
    height: int
    touch: bool = False

    def wishes(self) -> dict[str, object]:
        """The same, as Playwright's options of a context."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "has_touch": self.touch,
            "is_mobile": self.touch,
        }


PHONE = Screen(390, 844, touch=True)
DESK = Screen(1280, 900)


class Watch:
    """Listens for what a person can't see but should never happen.

    That is: an error in the console (a broken content security policy is one), an error in a script, a request to
    another host, and an answer of 400 or above that the journey didn't expect.
    """

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []
        self.expected: frozenset[int] = frozenset()

    def over(self, context: BrowserContext) -> None:
        """Begin to listen."""
        context.on("console", lambda message: self._console(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", lambda request: self._request(request.url))
        context.on("response", lambda response: self._response(response.status, response.url))

    def _console(self, kind: str, text: str) -> None:
        # A bad status comes as a console error, too; it is told by `_response`, with its address.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.faults.append(f"console: {text}")

    def _request(self, url: str) -> None:
        there = urlsplit(url)
        if there.scheme in {"http", "https", "ws", "wss"} and there.netloc != self.host:
            self.faults.append(f"asked another host: {url}")

    def _response(self, status: int, url: str) -> None:
        if status >= 400 and status not in self.expected:
            self.faults.append(f"status {status}: {url}")


@dataclass
class Hand:
    """A hand on the screen. Taps and typed fields are counted apart, keys not at all."""

    touch: bool
    taps: int = 0
    typed: int = 0

    def tap(self, there: Locator) -> None:
        """Tap (or click) one thing, once."""
        self.taps += 1
        if self.touch:
            there.tap()
        else:
            there.click()

    def type(self, there: Locator, words: str) -> None:
        """Fill one field."""
        self.typed += 1
        there.fill(words)


@dataclass
class Visitor:
    """Somebody with a browser of her own."""

    page: Page
    url: str
    hand: Hand
    watch: Watch
    context: BrowserContext = field(repr=False)

    def open(self, path: str = "/") -> int:
        """Open an address; the status of the page one lands on."""
        response = self.page.goto(path if path.startswith("http") else self.url + path)
        assert response is not None, path
        return response.status

    def tap(self, role: str, name: str, *, exact: bool = False) -> None:
        """Tap what has this role and this name."""
        self.hand.tap(self.page.get_by_role(role, name=name, exact=exact))  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        """Where one is."""
        return urlsplit(self.page.url).path

    def words(self) -> str:
        """Everything that can be read on the page."""
        return self.page.locator("body").inner_text()

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """A while in which these statuses are no fault."""
        before, self.watch.expected = self.watch.expected, frozenset(statuses)
        try:
            yield
        finally:
            self.watch.expected = before
