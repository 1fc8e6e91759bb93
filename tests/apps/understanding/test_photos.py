"""A family's own photos: small, silent about place and time, and for the circle alone."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cast import Cast
from pebblepath.apps.understanding.models import Photo, Strategy
from pebblepath.apps.understanding.photos import MOST_BYTES, SIDE, PhotoFault, small_jpeg

OWN = {"name": "The sock song", "how": "We sing it.", "settings": ["home"]}


def picture(size: tuple[int, int] = (1600, 1200), kind: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "teal").save(made, kind, **saved)
    return made.getvalue()


def upload(sent: bytes, name: str = "socks.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sent, "image/jpeg")


def opened(jpeg: bytes) -> Any:
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGBA"), ("JPEG", "CMYK")]
)
def test_a_photo_becomes_a_small_jpeg(kind: str, mode: str):
    made = small_jpeg(picture(kind=kind, mode=mode))
    found = opened(made)
    assert (found.format, found.mode) == ("JPEG", "RGB") and max(found.size) == SIDE and len(made) <= MOST_BYTES


def test_even_noise_is_made_to_fit():
    noise = Image.frombytes("RGB", (1500, 1500), random.Random(7).randbytes(3 * 1500 * 1500))
    sent = io.BytesIO()
    noise.save(sent, "PNG")
    assert len(small_jpeg(sent.getvalue())) <= MOST_BYTES


def test_a_small_photo_isnt_blown_up():
    assert opened(small_jpeg(picture((30, 20)))).size == (30, 20)


def test_place_camera_and_comments_are_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Ana", 6
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture((200, 100), exif=exif, comment=b"at 12 Oak Street")
    assert b"Camera of Ana" in sent and b"Oak Street" in sent
    made = small_jpeg(sent)
    assert opened(made).size == (100, 200)
    assert not opened(made).getexif() and b"Ana" not in made and b"Oak Street" not in made and b"Exif" not in made


def test_what_is_see_through_lies_on_white():
    sent = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(sent, "PNG")
    assert opened(small_jpeg(sent.getvalue())).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"", "isn’t a photo that we can read. Accepted are JPEG, PNG or WebP."),
        (b"hello", "isn’t a photo that we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "isn’t a photo that we can read"),
        (picture(kind="GIF"), "isn’t a photo that we can read"),
        (picture()[:600], "is broken and can’t be opened"),
        (picture((9000, 9000), "PNG", "1"), "too many pixels"),
    ],
)
def test_what_is_no_photo_is_said(sent: bytes, says: str):
    with pytest.raises(PhotoFault, match=says):
        small_jpeg(sent)


def url(cast: Cast, name: str = "strategy_photo", strategy: Strategy | None = None) -> str:
    return reverse(name, args=[cast.mia.public_id, (strategy or cast.cushion).public_id])


def given(as_: Any, cast: Cast, words: str = "A blue cushion.") -> Any:
    return as_(cast.ana).post(
        url(cast, "change_photo"), {"photo": upload(picture()), "photo_words": words}, follow=True
    )


def test_the_circle_sees_it_and_nobody_else(as_, cast: Cast):
    given(as_, cast)
    for user in (cast.ana, cast.robin, cast.lopez, cast.joe, cast.mia_herself):
        answer = as_(user).get(url(cast))
        assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
        assert "no-store" in answer["Cache-Control"] and max(opened(answer.content).size) == SIDE
    for user in (cast.nina, cast.sam):
        assert as_(user).get(url(cast)).status_code == 404
    as_(cast.joe).post(reverse("leave", args=[cast.mia.public_id]))
    assert as_(cast.joe).get(url(cast)).status_code == 404
    assert (
        as_(cast.ana).get(reverse("strategy_photo", args=[cast.leo.public_id, cast.cushion.public_id])).status_code
        == 404
    )


def test_it_stands_in_the_toolkit_with_its_words_and_can_be_taken_away(as_, cast: Cast):
    assert 'alt="A blue cushion."' in given(as_, cast).content.decode()
    given(as_, cast, "Another cushion.")
    assert Photo.objects.get().words == "Another cushion."
    page = as_(cast.ana).post(url(cast, "remove_photo"), follow=True).content.decode()
    assert "<img" not in page and not Photo.objects.exists()
    assert as_(cast.ana).post(url(cast, "remove_photo")).status_code == 404


def test_an_own_strategy_comes_with_its_photo(as_, cast: Cast):
    sent = {**OWN, "photo": upload(picture()), "photo_words": "Two odd socks."}
    page = as_(cast.ana).post(reverse("own_strategy", args=[cast.mia.public_id]), sent, follow=True).content.decode()
    assert 'alt="Two odd socks."' in page and Photo.objects.get().strategy.name == "The sock song"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"photo": upload(b"hello"), "photo_words": "Socks."}, "Accepted are JPEG, PNG or WebP."),
        ({"photo": upload(picture()), "photo_words": ""}, "what can be seen on the photo"),
        ({"photo": upload(picture()), "photo_words": "x" * 121}, "at most 120 characters"),
        ({"photo": upload(b"\xff" * (15 * 2**20 + 1)), "photo_words": "Socks."}, "Up to 15 MB can be sent."),
    ],
)
def test_a_bad_photo_is_said_and_what_was_typed_stays(as_, cast: Cast, sent: dict[str, Any], says: str):
    answer = as_(cast.ana).post(reverse("own_strategy", args=[cast.mia.public_id]), {**OWN, **sent})
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and "The sock song" in page and "We sing it." in page
    assert not Strategy.objects.filter(card="").exists() and not Photo.objects.exists()


def test_the_toolkit_of_one_place_shows_what_may_fit_after_what_was_given(as_, cast: Cast):
    cast.mia.joys = "trains"
    cast.mia.save()
    page = as_(cast.ana).get(reverse("toolkit", args=[cast.mia.public_id]), {"where": "school"}).content.decode()
    assert 0 < page.index(cast.cushion.name) < page.index("May fit here, too")
    assert "such as trains" in page
    assert "May fit here" not in as_(cast.ana).get(reverse("toolkit", args=[cast.mia.public_id])).content.decode()
