"""Some of a toolkit for somebody without an account: by a link that ends, and on paper."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cast import Cast
from pebblepath.apps.people.models import AuditLine
from pebblepath.apps.understanding.models import Strategy, ToolkitLink
from pebblepath.apps.understanding.photos import keep_photo


def jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "tan").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def song(cast: Cast) -> Strategy:
    song = Strategy.objects.create(child=cast.mia, name="The sock song", how="We sing it.", settings=["home"])
    keep_photo(cast.access(cast.ana), song, jpeg(), "Two odd socks.")
    return song


def share(as_: Any, cast: Cast, *strategies: Strategy, **changed: Any) -> Any:
    sent = {"name": "Grandma", "days": "7", "strategies": [one.public_id for one in strategies], **changed}
    return as_(cast.ana).post(reverse("share_toolkit", args=[cast.mia.public_id]), sent, follow=True)


def shown(client: Any, link: ToolkitLink) -> Any:
    client.logout()
    return client.get(reverse("shown_toolkit", args=[link.token]))


def photo(client: Any, link: ToolkitLink, strategy: Strategy) -> int:
    return int(client.get(reverse("shown_photo", args=[link.token, strategy.public_id])).status_code)


def test_a_link_shows_the_chosen_cards_with_their_photos_and_nothing_else(as_, client, cast: Cast, song: Strategy):
    page = share(as_, cast, song).content.decode()
    link = ToolkitLink.objects.get()
    assert "The link for Grandma is ready." in page and f"/toolkit/{link.token}/" in page and "<svg" in page
    answer = shown(client, link)
    told = answer.content.decode()
    assert "The sock song" in told and "We sing it." in told and 'alt="Two odd socks."' in told
    assert cast.cushion.name not in told and "tabs" not in told and answer["Cache-Control"] == "private, no-store"
    assert photo(client, link, song) == 200 and photo(client, link, cast.cushion) == 404


def test_when_it_is_over_or_taken_back_nothing_is_shown(as_, client, cast: Cast, song: Strategy, now_is):
    share(as_, cast, song), share(as_, cast, song, name="Sitter", days="30")
    sitter, grandma = ToolkitLink.objects.all()
    assert as_(cast.ana).post(reverse("unshare_toolkit", args=[cast.mia.public_id, sitter.pk])).status_code == 302
    assert shown(client, sitter).status_code == 410 and photo(client, sitter, song) == 404
    assert shown(client, grandma).status_code == 200
    now_is(timezone.now() + dt.timedelta(days=7, minutes=1))
    over = shown(client, grandma)
    assert over.status_code == 410 and "sock" not in over.content.decode() and photo(client, grandma, song) == 404


def test_what_is_put_away_is_no_longer_shown(as_, client, cast: Cast, song: Strategy):
    share(as_, cast, song, cast.cushion)
    Strategy.objects.filter(pk=song.pk).update(ended_at=timezone.now())
    link = ToolkitLink.objects.get()
    page = shown(client, link).content.decode()
    assert "The sock song" not in page and cast.cushion.name in page and photo(client, link, song) == 404


def test_a_guessed_link_shows_nothing(client, db):
    assert client.get(reverse("shown_toolkit", args=["x" * 43])).status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"strategies": []}, "Please choose at least one card."),
        ({"name": ""}, "This field is required."),
        ({"days": "9999"}, "not one of the available choices"),
        ({"strategies": ["nonsense"]}, "not one of the available choices"),
    ],
)
def test_what_isnt_accepted_is_said_and_stays(as_, cast: Cast, song: Strategy, changed: dict[str, Any], says: str):
    answer = share(as_, cast, song, **changed)
    assert answer.status_code == 400 and says in answer.content.decode() and not ToolkitLink.objects.exists()


def test_another_childs_cards_cant_be_put_behind_a_link(as_, cast: Cast):
    other = Strategy.objects.create(child=cast.leo, name="Leo's", settings=["home"])
    assert share(as_, cast, other).status_code == 400 and not ToolkitLink.objects.exists()


def paper(as_: Any, cast: Cast, user: Any = None, **query: str) -> bytes:
    answer = as_(user or cast.ana).get(reverse("toolkit_paper", args=[cast.mia.public_id]), query)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def test_the_paper_has_pictures_photos_and_the_code_of_an_open_link(as_, cast: Cast, song: Strategy, monkeypatch):
    from pebblepath.apps.reports import toolkit_papers

    seen: list[dict[str, Any]] = []
    make = toolkit_papers.make_pdf
    monkeypatch.setattr(toolkit_papers, "make_pdf", lambda name, data: (seen.append(data), make(name, data))[1])
    assert paper(as_, cast).startswith(b"%PDF") and seen[-1]["code"] == ""
    share(as_, cast, song)
    assert paper(as_, cast, where="home", size="a4").startswith(b"%PDF")
    told = seen[-1]
    assert "<svg" in told["code"] and told["place"] == "At home"
    assert next((card["name"], card["photo"]) for card in told["cards"]) == ("The sock song", True)
    # Who doesn't share the toolkit gets no code that does.
    paper(as_, cast, cast.lopez)
    assert seen[-1]["code"] == ""
    assert AuditLine.objects.filter(deed="took_out", about="toolkit").count() == 3


def test_the_paper_of_an_empty_place_says_so(as_, cast: Cast):
    assert paper(as_, cast, where="community").startswith(b"%PDF")


def test_what_rests_isnt_printed_and_odd_words_do_no_harm(as_, cast: Cast):
    Strategy.objects.create(child=cast.mia, name="#let [x] \\", how="$*_`<http://x>", settings=["home"], symbol="nope")
    assert paper(as_, cast).startswith(b"%PDF")
