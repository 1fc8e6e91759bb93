"""Reminders: off until asked for, few, quiet at night, never twice, and ended by one button."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
from typing import Any

import http_ece
import pytest
import pywebpush
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.understanding import reminders as module
from pebblepath.apps.understanding.energy import say_load
from pebblepath.apps.understanding.models import Amount, PushPlace, Reminder, SentReminder
from pebblepath.apps.understanding.reminders import is_quiet, may_push_to, push_key, send_what_is_due, stop_path

TUESDAY = dt.datetime(2026, 3, 3, 16, 2, tzinfo=dt.UTC)
ASKED = {"days": ["1"], "at": "16:00", "by_email": "on", "quiet_from": "20:00", "quiet_until": "07:00"}
PLACE = "https://fcm.googleapis.com/fcm/send/abc"


def ask(as_: Any, cast: Cast, user: Any = None, **changed: Any) -> Any:
    url = reverse("reminders", args=[cast.mia.public_id])
    sent = {name: value for name, value in {**ASKED, **changed}.items() if value is not None}
    return as_(user or cast.ana).post(url, sent, follow=True)


def test_nobody_is_reminded_who_didnt_ask(cast: Cast):
    assert send_what_is_due(TUESDAY) == 0 and not mail.outbox


def test_who_asked_is_reminded_once_by_a_kind_line_that_names_nobody(as_, cast: Cast):
    assert "Your reminders are on." in ask(as_, cast).content.decode()
    assert [send_what_is_due(TUESDAY + dt.timedelta(minutes=5 * n)) for n in range(4)] == [1, 0, 0, 0]
    (letter,) = mail.outbox
    assert letter.to == [cast.ana.email] and "Not today is fine, too." in letter.body
    assert "Mia" not in letter.subject + letter.body and cast.cushion.name not in letter.body


def test_the_first_name_stands_there_only_where_it_is_wanted(as_, cast: Cast):
    ask(as_, cast, with_name="on")
    send_what_is_due(TUESDAY)
    assert mail.outbox[0].subject == "A small idea for today, with Mia"


@pytest.mark.parametrize(
    ("later", "sent"),
    [
        (dt.timedelta(0), 1),
        (dt.timedelta(minutes=-3), 0),
        (dt.timedelta(minutes=50), 1),
        (dt.timedelta(minutes=70), 0),
        (dt.timedelta(days=1), 0),
        (dt.timedelta(days=7), 1),
    ],
)
def test_it_comes_on_the_chosen_day_at_the_chosen_time_and_never_late(as_, cast: Cast, later: dt.timedelta, sent: int):
    ask(as_, cast)
    assert send_what_is_due(TUESDAY + later) == sent == len(mail.outbox)


def test_the_time_is_the_time_where_the_child_is(as_, cast: Cast):
    cast.practice.time_zone = "America/Chicago"
    cast.practice.save()
    ask(as_, cast)
    assert send_what_is_due(TUESDAY) == 0 and send_what_is_due(TUESDAY + dt.timedelta(hours=6)) == 1


def test_a_full_week_is_left_alone(as_, cast: Cast):
    ask(as_, cast)
    say_load(cast.access(cast.ana), Amount.NONE, TUESDAY.date())
    assert send_what_is_due(TUESDAY) == 0 and send_what_is_due(TUESDAY + dt.timedelta(days=7)) == 1


def test_who_left_the_circle_is_not_reminded(as_, cast: Cast):
    ask(as_, cast)
    as_(cast.ana).post(reverse("leave", args=[cast.mia.public_id]))
    assert send_what_is_due(TUESDAY) == 0 and not mail.outbox


def test_a_worker_that_is_killed_while_sending_doesnt_send_twice(as_, cast: Cast, monkeypatch):
    ask(as_, cast)

    def killed(reminder: Reminder) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "send_email", killed)
    with pytest.raises(KeyboardInterrupt):
        send_what_is_due(TUESDAY)
    monkeypatch.undo()
    assert send_what_is_due(TUESDAY + dt.timedelta(minutes=5)) == 0 and SentReminder.objects.count() == 1


def test_a_mail_server_that_is_away_doesnt_keep_others_from_theirs(as_, cast: Cast, monkeypatch):
    ask(as_, cast), ask(as_, cast, cast.joe)
    send = module.send_email

    def some(reminder: Reminder) -> None:
        if reminder.member.user == cast.ana:
            raise ConnectionRefusedError
        send(reminder)

    monkeypatch.setattr(module, "send_email", some)
    assert send_what_is_due(TUESDAY) == 2 and [letter.to for letter in mail.outbox] == [[cast.joe.email]]


def stop_in_the_mail(as_: Any, client: Any, cast: Cast) -> str:
    """The address that ends the reminders, out of a letter that was sent; nobody is signed in."""
    ask(as_, cast)
    send_what_is_due(TUESDAY)
    client.logout()
    return stop_path(Reminder.objects.get())


def test_opening_the_link_of_the_mail_changes_nothing_as_programs_open_every_link(as_, client, cast: Cast):
    stop = stop_in_the_mail(as_, client, cast)
    assert stop in mail.outbox[0].body
    page = client.get(stop)
    assert page.status_code == 200 and "Turn them off" in page.content.decode() and "Mia" not in page.content.decode()
    assert client.head(stop).status_code == 200
    assert Reminder.objects.get().is_on and send_what_is_due(TUESDAY + dt.timedelta(days=7)) == 1


def test_the_one_button_of_that_page_ends_them_without_signing_in(as_, cast: Cast):
    client = Client(enforce_csrf_checks=True)
    stop = stop_in_the_mail(as_, client, cast)
    page = client.post(stop).content.decode()
    assert "They are off." in page and "Turn them off" not in page
    assert not Reminder.objects.get().is_on and send_what_is_due(TUESDAY + dt.timedelta(days=7)) == 0
    assert "They are off." in client.get(stop).content.decode()


def test_a_mail_program_ends_them_by_its_own_button(as_, cast: Cast):
    """RFC 8058: both headers, and one POST of what the second one says."""
    client = Client(enforce_csrf_checks=True)
    stop = stop_in_the_mail(as_, client, cast)
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe"] == f"<{module.address(stop)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reminder.objects.get().is_on


def test_a_link_that_we_didnt_write_ends_nothing(as_, client, cast: Cast):
    stop = stop_in_the_mail(as_, client, cast)
    assert client.get(stop[:-3] + "xx/").status_code == client.post(stop[:-3] + "xx/").status_code == 404
    assert Reminder.objects.get().is_on


def test_it_is_turned_off_and_on_again_on_the_page(as_, cast: Cast):
    ask(as_, cast)
    assert "Your reminders are off." in ask(as_, cast, act="stop").content.decode() and not Reminder.objects.get().is_on
    ask(as_, cast)
    assert Reminder.objects.get().is_on


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"days": []}, "Please choose a day."),
        ({"days": ["0", "1", "2"]}, "These are 3 days. Choose up to two, or say below that you want more."),
        ({"days": ["9"]}, "not one of the available choices"),
        ({"at": "21:30"}, "21:30 is in your quiet hours, 20:00 to 07:00."),
        ({"at": "half past"}, "Enter a valid time."),
        ({"by_email": None}, "Please choose e-mail, or this phone or computer, or both."),
    ],
)
def test_what_isnt_accepted_is_said(as_, cast: Cast, changed: dict[str, Any], says: str):
    answer = ask(as_, cast, **changed)
    assert answer.status_code == 400 and says in answer.content.decode() and not Reminder.objects.exists()


def test_more_than_two_are_for_who_wants_them(as_, cast: Cast):
    ask(as_, cast, days=["0", "1", "2"], more="on")
    assert Reminder.objects.get().days == [0, 1, 2]


def test_the_child_is_never_asked(as_, cast: Cast):
    assert as_(cast.mia_herself).get(reverse("reminders", args=[cast.mia.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("at", "quiet"), [((23, 0), True), ((3, 0), True), ((20, 0), True), ((7, 0), False), ((16, 0), False)]
)
def test_quiet_hours_go_over_midnight(at: tuple[int, int], quiet: bool):
    assert is_quiet(dt.time(*at), dt.time(20), dt.time(7)) is quiet
    assert not is_quiet(dt.time(*at), dt.time(9), dt.time(9))
    assert is_quiet(dt.time(13), dt.time(12), dt.time(14))


def browser() -> tuple[ec.EllipticCurvePrivateKey, bytes, dict[str, str]]:
    """A browser's keys, as it would make them."""
    key, auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    p256dh, told = (base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in (point, auth))
    return key, auth, {"endpoint": PLACE, "p256dh": p256dh, "auth": told}


class Maker:
    """Stands for a browser's maker: keeps what it is sent, and answers with a status."""

    def __init__(self, status: int) -> None:
        self.status, self.sent = status, []

    def post(self, url: str, data: bytes, headers: dict[str, str], timeout: float) -> Any:
        self.sent.append((url, data, headers))
        answer = pywebpush.requests.Response()
        answer.status_code = self.status
        return answer


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    maker = Maker(201)
    monkeypatch.setattr(pywebpush.requests, "post", maker.post)
    return maker


def test_a_push_is_sealed_for_the_browser_and_names_nobody(as_, cast: Cast, maker: Maker):
    key, auth, place = browser()
    assert as_(cast.ana).post(reverse("push_place"), place).json() == {"kept": True}
    ask(as_, cast, by_email=None, by_push="on")
    assert send_what_is_due(TUESDAY) == 1 and not mail.outbox
    ((url, data, headers),) = maker.sent
    assert url == PLACE and push_key() in headers["authorization"] and b"idea" not in data
    told = json.loads(http_ece.decrypt(data, private_key=key, auth_secret=auth, version="aes128gcm"))
    assert told == {
        "title": "A small idea for today",
        "body": "Not today is fine, too.",
        "url": reverse("child", args=[cast.mia.public_id]),
    }


def test_a_browser_that_is_gone_is_forgotten_and_one_that_is_busy_is_not(as_, cast: Cast, maker: Maker):
    as_(cast.ana).post(reverse("push_place"), browser()[2])
    ask(as_, cast, by_push="on")
    maker.status = 503
    assert send_what_is_due(TUESDAY) == 1 and PushPlace.objects.count() == 1 and len(mail.outbox) == 1
    maker.status = 410
    assert send_what_is_due(TUESDAY + dt.timedelta(days=7)) == 1 and not PushPlace.objects.exists()


def test_a_browser_whose_key_is_none_keeps_nobody_from_theirs(as_, cast: Cast, maker: Maker):
    as_(cast.ana).post(reverse("push_place"), {**browser()[2], "p256dh": "A" * 87})
    ask(as_, cast, by_push="on"), ask(as_, cast, cast.joe)
    assert send_what_is_due(TUESDAY) == 2 and len(mail.outbox) == 2 and not maker.sent


def test_a_browser_wants_no_more(as_, cast: Cast):
    _, _, place = browser()
    as_(cast.ana).post(reverse("push_place"), place)
    as_(cast.joe).post(reverse("push_place"), {**place, "away": "1"})
    assert PushPlace.objects.count() == 1
    as_(cast.ana).post(reverse("push_place"), {**place, "away": "1"})
    assert not PushPlace.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://example.org/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com:8443/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_is_sent_to_an_address_that_is_no_makers(as_, cast: Cast, endpoint: str):
    answer = as_(cast.ana).post(reverse("push_place"), {**browser()[2], "endpoint": endpoint})
    assert answer.status_code == 400 and not may_push_to(endpoint) and not PushPlace.objects.exists()


def test_who_isnt_signed_in_keeps_no_place(client, db):
    assert client.post(reverse("push_place"), browser()[2]).status_code == 302 and not PushPlace.objects.exists()


def test_the_worker_shows_what_comes(client, db):
    worker = client.get("/sw.js").content.decode()
    assert "js/sw-push" in worker
