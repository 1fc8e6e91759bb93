"""How a phone's outbox is answered: what waited there arrives once, for the person who told it, or says why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from io import BytesIO
from typing import cast
from urllib.parse import unquote_to_bytes

from django.contrib.messages.storage.base import BaseStorage
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.http import require_POST
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from pebblepath.apps.people.models import User

Respond = Callable[[HttpRequest], HttpResponse]

NOBODY = "nobody"
COPIES = "copies"
ROUND = "/outbox/"
MOST_AT_ONCE = 50
TAKEN = ("/c/", "/accounts/logout/")  # all that an outbox has to send
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
        elif request.path == ROUND:
            response = respond(request)
        elif sender:  # a page of an older version sends things one by one
            late = "X-Outbox-Late" in request.headers
            response = _in_data(_without_messages(request, respond) if late else respond(request))
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


def _in_data(response: HttpResponse) -> HttpResponse:
    """The answer to a form, in data."""
    if response.status_code >= 500:
        return response
    answer = JsonResponse(_told(response), status=response.status_code if response.status_code >= 400 else 200)
    answer.cookies.update(response.cookies)
    return answer


def _told(response: HttpResponse) -> dict[str, str]:
    """A redirect as where it leads, a refusal as its sentence."""
    if response.status_code >= 500:
        return {}
    if response.status_code >= 400:
        return {"words": _why(response)}
    return {"to": response.headers.get("Location", "")}


class Waiting(BaseModel):
    """One form that waited on a phone.

    Attributes:
        url: where it would have been sent, without a host.
        body: its fields, as a browser writes them into a request.
        waited: seconds since it was tapped, by the phone's clock.
        late: whether its teller has gone on meanwhile and reads no thanks.
    """

    url: str = Field(max_length=500)
    body: str = Field(max_length=100_000)
    waited: int = 0
    late: bool = False


ROUNDS = TypeAdapter(list[Waiting])


@require_POST
def outbox(request: HttpRequest) -> HttpResponse:
    """Some things that waited, in their order; each is answered as if it had come alone.

    One that can't be taken now ends the round, so that none is taken before it.
    """
    if request.headers.get("X-Outbox", NOBODY) == NOBODY:
        return JsonResponse({"person": person_key(request.user)}, status=401)
    try:
        things = ROUNDS.validate_json(request.body)[:MOST_AT_ONCE]
    except ValidationError:
        words = "An outbox sends a list of things, each with url, body, waited and late."
        return JsonResponse({"words": words}, status=400)
    answers: list[dict[str, object]] = []
    whole = JsonResponse({})
    for thing in things:
        one = _request_of(thing, cast(WSGIRequest, request))
        response = _answer(one)
        answers.append({"status": response.status_code, **_told(response)})
        whole.cookies.update(response.cookies)
        request.user = one.user
        if response.status_code >= 500 or not one.user.is_authenticated:
            break
    whole.content = json.dumps({"answers": answers})
    return whole


def _request_of(thing: Waiting, within: WSGIRequest) -> WSGIRequest:
    body = thing.body.encode()
    alone = {
        "PATH_INFO": unquote_to_bytes(thing.url).decode("latin-1"),
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_WAITED": str(thing.waited),
        "wsgi.input": BytesIO(body),
    }
    request = WSGIRequest(within.environ | alone)
    request.session, request.user = within.session, within.user
    request._messages = _Silent(request) if thing.late else within._messages  # type: ignore[attr-defined]
    return request


def _view(request: HttpRequest) -> HttpResponse:
    if "\0" in request.path_info or not request.path_info.startswith(TAKEN):
        raise Http404
    view, args, kwargs = request.resolver_match = resolve(request.path_info)
    response: HttpResponse = view(request, *args, **kwargs)
    return response


_answer = cast(Respond, convert_exception_to_response(_view))


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
