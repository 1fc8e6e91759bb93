"""Who sees what: the teacher what was shared with her, a stranger nothing at all."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit

from django.urls import resolve
from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.moments.models import Moment

from .conftest import Visit
from .hand import Visitor
from .lived_in import LivedIn

HIDDEN = ("zip", "teeth", "Almost by herself", "By herself!")
ADDRESS = re.compile(r'\b(href|action|hx-get|hx-post)="([^"]*)"')


def addresses_seen_by(visitor: Visitor, child: str, most: int = 1000) -> set[tuple[str, str]]:
    """The addresses about a child that one gets to by going wherever a link leads, with how each is asked.

    ``most`` is how many are followed of one kind (a moment's page, a card's button).
    """
    seen: set[tuple[str, str]] = set()
    kinds: Counter[tuple[str, str]] = Counter()
    to_open = ["/"]
    while to_open:
        page = visitor.context.request.get(to_open.pop(0))
        assert page.ok, page.url
        for attribute, value in ADDRESS.findall(page.text()):
            there = urlsplit(urljoin(page.url, unescape(value)))
            address = urlunsplit(("", "", there.path, there.query, ""))
            how = "GET" if attribute in {"href", "hx-get"} else "POST"
            if not there.path.startswith(f"/c/{child}/") or (how, address) in seen:
                continue
            kind = (how, resolve(there.path).view_name)
            if kinds[kind] < most:
                kinds[kind] += 1
                seen.add((how, address))
                if how == "GET" and not there.path.endswith("/file/"):
                    to_open.append(address)
    return seen


# Random letters, which may happen to spell anything.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def test_a_teacher_tells_a_moment_in_three_taps(visit: Visit, cast: Cast):
    lopez = visit(cast.lopez)
    lopez.open("/")
    lopez.hand.tap(lopez.page.get_by_role("link", name="Tell a moment"))
    lopez.tap("radio", "I join in for one song.")
    lopez.tap("button", "Done")
    expect(lopez.page.get_by_role("status")).to_contain_text("Kept")
    assert lopez.hand.taps <= 3 and lopez.hand.typed == 0
    told = Moment.objects.get()
    assert (told.setting, told.step, told.told_by.name) == ("school", 1, "Ms. Lopez")


def test_a_teacher_sees_what_was_shared_with_her_and_nothing_else_anywhere(visit: Visit, home: LivedIn):
    child = home.cast.mia.public_id
    lopez = visit(home.cast.lopez)
    seen = addresses_seen_by(lopez, child)
    kinds = ("path/", "moments/", "what-helps/", "tell/", "toolkit/", "circle/")
    assert {f"/c/{child}/{kind}" for kind in kinds} <= {path for _, path in seen}
    for how, address in sorted(seen):
        if how == "GET":
            page = TOKEN.sub("", lopez.context.request.get(address).text())
            told = [words for words in HIDDEN if words in page]
            assert not told, f"{address} tells of {told}"


def test_a_teacher_gets_nowhere_by_an_address_that_was_passed_on(visit: Visit, home: LivedIn):
    child, goal = home.cast.mia.public_id, home.cast.zip_jacket.public_id
    lopez = visit(home.cast.lopez)
    with lopez.expecting(404):
        for path in (
            f"path/{goal}/",
            f"path/{goal}/change/",
            f"tell/{goal}/",
            f"what-helps/?goal={goal}",
            f"moments/{home.mums.pk}/",
            f"try-outs/{home.stopped.public_id}/",
            f"moments/file/?goal={goal}",
            "about/",
            "circle/invite/",
            "my/",
        ):
            assert lopez.open(f"/c/{child}/{path}") == 404, path
        assert lopez.open(f"/c/{child}/moments/?goal={goal}") == 200
        assert lopez.page.get_by_role("article").count() == 0


def test_strangers_find_nothing_wherever_the_mother_can_go(visit: Visit, home: LivedIn):
    child = home.cast.mia.public_id
    seen = addresses_seen_by(visit(home.cast.ana), child, most=3)
    assert {resolve(urlsplit(address).path).view_name for _, address in seen} > {"moment", "what_helps", "take_back"}
    told = Moment.objects.count()
    # Nina is in no circle; Sam is a therapist, but of another practice.
    for stranger in (visit(home.cast.nina), visit(home.cast.sam)):
        stranger.open("/look/")
        token = next(cookie["value"] for cookie in stranger.context.cookies() if cookie["name"] == "csrftoken")
        for how, address in sorted(seen):
            headers = {"X-CSRFToken": token, "Origin": stranger.url}
            answer = stranger.context.request.fetch(address, method=how, headers=headers)
            assert answer.status == 404, f"{how} {address}"
            assert "Mia" not in answer.text(), f"{how} {address}"
    assert Moment.objects.count() == told


def test_to_a_stranger_a_child_looks_like_no_child_at_all(visit: Visit, home: LivedIn):
    nina = visit(home.cast.nina)
    with nina.expecting(404):
        nina.open(f"/c/{home.cast.mia.public_id}/")
        hers = nina.words()
        nina.open("/c/nobody2345678/")
    assert nina.words() == hers
    expect(nina.page.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_who_is_not_signed_in_comes_to_the_sign_in_page(visit: Visit, home: LivedIn):
    nobody = visit()
    for path in ("", "path/", "moments/", "what-helps/", "circle/record/", "my/", "moments/file/"):
        nobody.open(f"/c/{home.cast.mia.public_id}/{path}")
        assert nobody.path == "/accounts/login/"
        assert not re.search(r"\bMia\b", nobody.words())
