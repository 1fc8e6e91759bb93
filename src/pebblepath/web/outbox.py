"""How a phone's outbox is answered: what waited there arrives once, for the person who told it, or says why not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from pebblepath.apps.people.models import User

Respond = Callable[[HttpRequest], HttpResponse]

NOBODY = "nobody"
COPIES = "copies"
A_WHILE = dt.timedelta(minutes=10)


def person_key(user: object) -> str:
    """Under which name a person's copies and waiting entries are kept on a device.

    It opens nothing (the server always asks the session who somebody is), tells nothing, and stays the same for as
    long as the account is there, so that what waits always finds its person again.
    """
    if not isinstance(user, User):
        return NOBODY
    return hashlib.sha256(f"pebblepath {user.pk} {user.date_joined.isoformat()}".encode()).hexdigest()[:20]


def answers_for_phones(respond: Respond) -> Respond:
    """Each answer says whose it is; the outbox is answered in data, and only if the session is still its person's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sender = request.headers.get("X-Outbox", "")
        here = person_key(request.user)
        if sender and sender != here:
            response: HttpResponse = JsonResponse({"person": here}, status=401)
        elif sender:
            response = _for_the_outbox(request, respond(request))
        elif "X-Copy" in request.headers:
            request.is_announced_copy = is_announced(request)  # type: ignore[attr-defined]
            response = _without_messages(request, respond)
        else:
            response = respond(request)
            said = getattr(request, "_messages", None)
            if isinstance(said, BaseStorage) and said.used:
                response["X-Said"] = "1"  # a copy would say "Kept." again and again
        response["X-Person"] = person_key(request.user)
        return response

    return middleware


def announce_copies(request: HttpRequest, pages: Sequence[str]) -> None:
    """For a while, copies of these pages need no line of their own in the record: one line has told of all of them."""
    request.session[COPIES] = {"until": (timezone.now() + A_WHILE).timestamp(), "pages": list(pages)}


def is_announced(request: HttpRequest) -> bool:
    """Whether a page is asked for as a copy that the record knows of already; the wish alone isn't enough."""
    copies = request.session.get(COPIES)
    if not copies or request.method != "GET":
        return False
    return timezone.now().timestamp() < copies["until"] and request.get_full_path() in copies["pages"]


def _for_the_outbox(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A redirect as where it leads, a refusal as its sentence."""
    if response.status_code >= 500:
        return response
    if response.status_code >= 400:
        answer = JsonResponse({"words": _why(response)}, status=response.status_code)
    else:
        answer = JsonResponse({"to": response.headers.get("Location", "")})
    if "X-Outbox-Late" in request.headers:
        list(get_messages(request))  # nobody is there to read five hundred times "Kept."
    answer.cookies.update(response.cookies)
    return answer


class _Silent(BaseStorage):
    """No messages: they stay for the page that the person looks at."""

    def _get(self, *args: object, **kwargs: object) -> tuple[list[object], bool]:
        return [], True

    def _store(self, messages: object, response: object, *args: object, **kwargs: object) -> list[object]:
        return []


def _without_messages(request: HttpRequest, respond: Respond) -> HttpResponse:
    held = request._messages  # type: ignore[attr-defined]
    request._messages = _Silent(request)  # type: ignore[attr-defined]
    try:
        return respond(request)
    finally:
        request._messages = held  # type: ignore[attr-defined]


WHY = {
    403: "This form had grown too old to be taken.",
    404: "This isn’t shared with you any more, or it was put away.",
    405: "This can’t be sent any more.",
}
OTHERWISE = "Something in it wasn’t as it is meant to be."


class _Reasons(HTMLParser):
    """The sentences of a page that say why a form wasn't taken."""

    VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "path", "use", "circle", "ellipse", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.inside, self.found = 0, 0, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        self.depth += 1
        classes = set((dict(attrs).get("class") or "").split())
        if not self.inside and classes & {"fault", "said"}:
            self.inside = self.depth
        elif self.inside and tag == "p":
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if self.inside == self.depth:
            self.inside = 0
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def _why(response: HttpResponse) -> str:
    if response.status_code in WHY:
        return WHY[response.status_code]
    reader = _Reasons()
    reader.feed(response.content.decode(response.charset, "replace"))
    said = " ".join(" ".join(reader.found).split())
    return said or OTHERWISE
