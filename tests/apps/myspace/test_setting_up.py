"""Grown-ups set up a child's screens: nothing typed is lost, nothing is full by surprise, and the way out is theirs."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from cast import Cast
from pebblepath.apps.myspace.forms import offered_symbols
from pebblepath.apps.myspace.models import Board, DayItem, OwnPhoto, Setup, usual_home
from pebblepath.apps.myspace.setting_up import MISSES, MOST_IN_A_DAY, MOST_ON_A_BOARD, REST
from pebblepath.apps.people.models import AuditLine
from pebblepath.library.reading import join_phrases, reading_grade

LOOK = {
    "colour": "sun",
    "home_1": "cards",
    "home_2": "day",
    "home_3": "feeling",
    "ear": "on",
    "scan_seconds": "2",
    "dwell_seconds": "0",
}


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(name, args=[cast.mia.public_id, *args])


@pytest.fixture
def ana(as_, cast: Cast) -> Client:
    return as_(cast.ana)


def keep(ana: Client, cast: Cast, **changed: str) -> HttpResponse:
    sent = {**LOOK, **changed}
    return ana.post(url(cast, "my_setup"), {name: value for name, value in sent.items() if value})


# The look and the ways through.


def test_without_anybody_setting_up_nothing_moves_or_is_locked(as_, cast: Cast):
    page = as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()
    assert "data-scan" not in page and "data-dwell" not in page and "scan" not in page
    assert not Setup.objects.exists() and usual_home() == ["feeling", "first_then", "stones"]


def test_what_is_set_up_is_there_on_her_screens(ana: Client, as_, cast: Cast):
    assert keep(ana, cast, dwell_seconds="3").status_code == 302
    setup = Setup.objects.get()
    assert (setup.colour, setup.home, setup.quiet) == ("sun", ["cards", "day", "feeling"], False)
    page = as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()
    assert 'data-scan="2"' in page and 'data-dwell="3"' in page and "my-sun" in page and "data-speak" in page


def test_without_the_ear_nothing_reads_aloud_on_any_screen(ana: Client, as_, cast: Cast):
    keep(ana, cast, ear="")
    for name in ("my_space", "my_feeling", "my_cards"):
        assert "data-speak" not in as_(cast.mia_herself).get(url(cast, name)).content.decode()


def test_what_was_set_up_is_shown_again(ana: Client, cast: Cast):
    keep(ana, cast, ear="")
    page = ana.get(url(cast, "my_setup")).content.decode()
    assert '<option value="cards" selected>' in page and 'value="sun" id="id_colour_3" required checked' in page
    assert 'name="ear" id="id_ear">' in page.replace(' aria-describedby="id_ear_helptext"', "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"home_2": "cards"}, "three different ones"),
        ({"home_2": "moon"}, "moon"),
        ({"colour": "neon"}, "neon"),
        ({"scan_seconds": "4"}, "4"),
        ({"scan_seconds": "-1"}, "-1"),
        ({"dwell_seconds": "x" * 500}, "x"),
        ({"new_pin": "12"}, "4 to 6 digits"),
        ({"new_pin": "1234567"}, "4 to 6 digits"),
        ({"new_pin": "abcd"}, "4 to 6 digits"),
        ({"new_pin": "²²²²"}, "4 to 6 digits"),
        ({"new_pin": "1234", "no_pin": "on"}, "Please empty it"),
    ],
)
def test_a_setting_that_there_isnt_is_told_and_nothing_is_kept(
    ana: Client, cast: Cast, changed: dict[str, str], said: str
):
    Setup.objects.create(child=cast.mia, pin=make_password("1234"))
    answer = keep(ana, cast, **changed)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert Setup.objects.get().colour == "mist"


# The way out.


def leave(mia: Client, cast: Cast, pin: str) -> HttpResponse:
    return mia.post(url(cast, "my_out"), {"out": "1", "pin": pin})


def test_without_a_pin_the_way_out_is_a_button_that_signs_out(as_, cast: Cast):
    page = as_(cast.mia_herself).get(url(cast, "my_out")).content.decode()
    assert f'action="{reverse("account_logout")}"' in page and "data-hold" in page and 'name="pin"' not in page


def test_the_right_pin_leads_to_signing_out_and_is_never_kept_as_it_is(ana: Client, as_, cast: Cast):
    keep(ana, cast, new_pin="4711")
    assert "4711" not in Setup.objects.get().pin
    assert 'name="pin"' in as_(cast.mia_herself).get(url(cast, "my_out")).content.decode()
    assert leave(as_(cast.mia_herself), cast, "4711")["Location"] == reverse("account_logout")
    assert AuditLine.objects.filter(user=cast.mia_herself, deed="left", about="my space").exists()


def test_who_got_out_without_network_stands_in_the_record_with_the_time_of_the_phone(as_, cast: Cast, now_is):
    tapped = timezone.now().replace(microsecond=0)
    now_is(tapped + dt.timedelta(hours=2))
    mia = as_(cast.mia_herself)
    answer = mia.post(url(cast, "my_out"), {"left": "1"}, headers={"X-Waited": "7200"})
    assert answer["Location"] == reverse("account_login")
    line = AuditLine.objects.get(deed="left")
    assert (line.user, line.child, line.what) == (cast.mia_herself, cast.mia, "my space, without network")
    assert dt.datetime.fromisoformat(line.ref) == tapped.replace(second=0)
    record = as_(cast.ana).get(reverse("record", args=[cast.mia.public_id])).content.decode()
    assert "left my space, without network" in record


def test_saying_that_one_left_opens_nothing(ana: Client, as_, cast: Cast):
    keep(ana, cast, new_pin="4711")
    mia = as_(cast.mia_herself)
    mia.post(url(cast, "my_out"), {"left": "1"})
    assert mia.get(url(cast, "my_space")).status_code == 302 and Setup.objects.get().pin_misses == 0


@pytest.mark.parametrize("pin", ["", "4712", "47110", "four", "a\x00b", "9" * 5000])
def test_another_pin_is_told_and_the_child_stays(ana: Client, as_, cast: Cast, pin: str):
    keep(ana, cast, new_pin="4711")
    answer = leave(as_(cast.mia_herself), cast, pin)
    page = answer.content.decode()
    assert answer.status_code == 400 and "That isn’t the PIN" in page and "I need a break" in page


def test_after_five_misses_the_lock_rests_even_for_the_right_pin(ana: Client, as_, cast: Cast, now_is):
    keep(ana, cast, new_pin="4711")
    mia = as_(cast.mia_herself)
    for _ in range(MISSES):
        assert "That isn’t the PIN" in leave(mia, cast, "0000").content.decode()
    assert "rests for a few minutes" in leave(mia, cast, "4711").content.decode()
    now_is(timezone.now() + REST + dt.timedelta(seconds=1))
    assert leave(as_(cast.mia_herself), cast, "4711").status_code == 302


def test_a_right_pin_forgives_the_misses_before(ana: Client, as_, cast: Cast):
    keep(ana, cast, new_pin="4711")
    mia = as_(cast.mia_herself)
    for pin in ["0000"] * (MISSES - 1) + ["4711"] + ["0000"] * (MISSES - 1):
        leave(mia, cast, pin)
    assert leave(mia, cast, "4711").status_code == 302


def test_a_forgotten_pin_is_made_anew_or_taken_away_by_a_grown_up(ana: Client, as_, cast: Cast):
    keep(ana, cast, new_pin="4711")
    keep(as_(cast.ana), cast)
    assert Setup.objects.get().pin
    keep(as_(cast.ana), cast, new_pin="2222")
    assert leave(as_(cast.mia_herself), cast, "2222").status_code == 302
    keep(as_(cast.ana), cast, no_pin="on")
    assert Setup.objects.get().pin == ""


# Boards.


@pytest.fixture
def board(ana: Client, cast: Cast) -> Board:
    ana.post(url(cast, "new_board"), {"name": "My snack"})
    return Board.objects.get()


def put(ana: Client, cast: Cast, board: Board, symbol: str = "apple", words: str = "") -> HttpResponse:
    return ana.post(url(cast, "set_up_board", board.pk), {"symbol": symbol, "words": words})


def test_a_board_is_made_in_two_steps(ana: Client, as_, cast: Cast, board: Board):
    put(ana, cast, board, "apple")
    put(ana, cast, board, "bread", "Toast with jam")
    page = as_(cast.mia_herself).get(url(cast, "my_board", board.pk)).content.decode()
    assert "Apple" in page and "Toast with jam" in page


def test_a_full_board_says_so_and_keeps_what_was_typed(ana: Client, cast: Cast, board: Board):
    for _ in range(MOST_ON_A_BOARD):
        assert put(ana, cast, board).status_code == 302
    assert "The board is full" in ana.get(url(cast, "set_up_board", board.pk)).content.decode()
    assert put(ana, cast, board).status_code == 400
    assert board.items.count() == MOST_ON_A_BOARD


@pytest.mark.parametrize(
    ("symbol", "words"), [("", "Apple"), ("moon-rock", "x"), ("face-hard", "x"), ("apple", "x" * 41)]
)
def test_a_picture_with_a_fault_is_told_and_the_words_stay(
    ana: Client, cast: Cast, board: Board, symbol: str, words: str
):
    answer = put(ana, cast, board, symbol, words)
    assert answer.status_code == 400 and f'value="{words}"' in answer.content.decode()
    assert not board.items.exists()


def test_pictures_change_places_and_are_taken_off(ana: Client, cast: Cast, board: Board):
    for symbol in ("apple", "bread", "carrot"):
        put(ana, cast, board, symbol)
    carrot = board.items.get(symbol="carrot")
    change = url(cast, "change_board_item", board.pk, carrot.pk)
    for order in (["Apple", "Carrot", "Bread"], ["Carrot", "Apple", "Bread"], ["Carrot", "Apple", "Bread"]):
        ana.post(change, {"do": "earlier"})
        assert [item.words for item in board.items.all()] == order
    ana.post(change, {"do": "off"})
    assert [item.words for item in board.items.all()] == ["Apple", "Bread"]
    assert ana.post(url(cast, "change_board_item", board.pk, carrot.pk), {"do": "off"}).status_code == 404


def test_a_board_that_was_taken_away_is_nowhere(ana: Client, as_, cast: Cast, board: Board):
    put(ana, cast, board)
    ana.post(url(cast, "end_board", board.pk))
    assert ana.get(url(cast, "set_up_board", board.pk)).status_code == 404
    assert "My snack" not in as_(cast.mia_herself).get(url(cast, "my_choices")).content.decode()


@pytest.mark.parametrize("name", ["", "x" * 41])
def test_a_board_without_a_fitting_name_isnt_made(ana: Client, cast: Cast, name: str):
    answer = ana.post(url(cast, "new_board"), {"name": name})
    assert answer.status_code == 400 and name in answer.content.decode()
    assert not Board.objects.exists()


# Own photos.


def photo(kind: str = "JPEG", size: tuple[int, int] = (1600, 900)) -> SimpleUploadedFile:
    """A photo from a phone, lying on its side, with the place where it was taken."""
    picture, out = Image.new("RGB", size, "teal"), io.BytesIO()
    told = Image.Exif()
    told[ExifTags.Base.Orientation], told[ExifTags.Base.Artist] = 6, "41.88 N, 87.63 W"
    picture.save(out, kind, **({"exif": told} if kind == "JPEG" else {}))
    return SimpleUploadedFile("cup.jpg", out.getvalue())


def put_photo(ana: Client, cast: Cast, board: Board, sent: SimpleUploadedFile, words: str = "My cup") -> HttpResponse:
    return ana.post(url(cast, "set_up_board", board.pk), {"photo": sent, "words": words})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_an_own_photo_stands_on_the_board_small_and_without_its_place(
    ana: Client, as_, cast: Cast, board: Board, kind: str
):
    assert put_photo(ana, cast, board, photo(kind)).status_code == 302
    item = board.items.get()
    assert item.words == "My cup" and item.photo is not None
    kept = url(cast, "own_photo", item.photo.pk)
    page = as_(cast.mia_herself).get(url(cast, "my_board", board.pk)).content.decode()
    assert f'src="{kept}"' in page
    answer = as_(cast.mia_herself).get(kept)
    seen = Image.open(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"] == "private, no-store"
    assert max(seen.size) == 600 and not seen.getexif() and b"87.63" not in answer.content
    assert len(answer.content) < 150_000 and (seen.size[1] > seen.size[0]) is (kind == "JPEG")


def test_an_own_photo_is_for_the_circle_alone_and_goes_with_its_picture(ana: Client, as_, cast: Cast, board: Board):
    put_photo(ana, cast, board, photo())
    item = board.items.get()
    kept = url(cast, "own_photo", item.photo_id)
    assert as_(cast.nina).get(kept).status_code == as_(cast.sam).get(kept).status_code == 404
    as_(cast.ana).post(url(cast, "change_board_item", board.pk, item.pk), {"do": "off"})
    assert as_(cast.ana).get(kept).status_code == 404 and not OwnPhoto.objects.exists()


def cut_off() -> bytes:
    return photo().read()[:400]


@pytest.mark.parametrize("sent", [b"not a photo", b"<svg onload='alert(1)'></svg>", b"GIF89a", b"cut off"])
def test_what_isnt_a_photo_is_told_and_the_words_stay(ana: Client, cast: Cast, board: Board, sent: bytes):
    file = SimpleUploadedFile("cup.jpg", cut_off() if sent == b"cut off" else sent)
    answer = put_photo(ana, cast, board, file, "My cup")
    page = answer.content.decode()
    assert answer.status_code == 400 and "JPEG, PNG, WebP or GIF" in page and 'value="My cup"' in page
    assert not board.items.exists() and not OwnPhoto.objects.exists()


def test_a_photo_with_too_many_dots_is_refused_before_it_is_unpacked(ana: Client, cast: Cast, board: Board):
    with Image.new("1", (10_000, 7_000)) as huge, io.BytesIO() as out:
        huge.save(out, "PNG")
        answer = put_photo(ana, cast, board, SimpleUploadedFile("huge.png", out.getvalue()))
    assert answer.status_code == 400 and "too many dots" in answer.content.decode()


def test_a_photo_needs_a_word_for_who_cant_see_it(ana: Client, cast: Cast, board: Board):
    answer = put_photo(ana, cast, board, photo(), "")
    assert answer.status_code == 400 and "what is on the photo" in answer.content.decode()


# The day.


def into_day(ana: Client, cast: Cast, symbol: str, when: str = "every") -> HttpResponse:
    return ana.post(url(cast, "set_up_day"), {"symbol": symbol, "when": when})


def test_the_day_is_put_in_order(ana: Client, cast: Cast):
    for symbol in ("bath", "bed"):
        into_day(ana, cast, symbol)
    bed = DayItem.objects.get(symbol="bed")
    ana.post(url(cast, "change_day_item", bed.pk), {"do": "earlier"})
    assert [item.words for item in cast.mia.day_items.all()] == ["Bed", "Bath"]
    ana.post(url(cast, "change_day_item", bed.pk), {"do": "off"})
    assert [item.words for item in cast.mia.day_items.all()] == ["Bath"]


def test_what_is_only_today_is_gone_tomorrow(ana: Client, as_, cast: Cast, now_is):
    into_day(ana, cast, "doctor", "once")
    assert "Doctor" in as_(cast.mia_herself).get(url(cast, "my_day")).content.decode()
    now_is(timezone.now() + dt.timedelta(days=1))
    assert "Doctor" not in as_(cast.mia_herself).get(url(cast, "my_day")).content.decode()
    page = as_(cast.ana).get(url(cast, "set_up_day")).content.decode()
    assert '<p class="grow strong">Doctor' not in page


def test_a_full_day_says_so(ana: Client, cast: Cast):
    for _ in range(MOST_IN_A_DAY):
        assert into_day(ana, cast, "bath").status_code == 302
    answer = into_day(ana, cast, "bed")
    assert answer.status_code == 400 and "Take one off first." in answer.content.decode()


@pytest.mark.parametrize("do", ["", "later"])
def test_what_cant_be_done_with_a_picture_isnt_there(ana: Client, cast: Cast, do: str):
    into_day(ana, cast, "bath")
    assert ana.post(url(cast, "change_day_item", DayItem.objects.get().pk), {"do": do}).status_code == 404


def test_the_pictures_offered_have_names_that_a_child_knows():
    names = [name for _, name in offered_symbols()]
    assert len(names) > 100 and len(set(names)) == len(names)
    assert reading_grade(join_phrases(names)) <= 4
