"""The card at the door: made in one tap, edited, sent, taken back, printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.people.models import Setting
from pebblepath.apps.play.models import DoorCard, Session
from played import catch, play, sign

SignIn = Callable[[object], Client]


@pytest.fixture
def session(cast: Cast) -> Session:
    session = play(cast.access(cast.robin), cast.circle_time)
    catch(cast.access(cast.robin), session, cast.circle_time, step=3, words="“Again!”")
    return session


def url(session: Session, name: str = "door_card") -> str:
    return reverse(name, args=[session.child.public_id, session.public_id])


def day_of(cast: Cast) -> str:
    return reverse("child", args=[cast.mia.public_id])


def test_it_opens_ready_from_what_was_tapped(cast: Cast, session: Session, as_: SignIn):
    form = as_(cast.robin).get(url(session)).context["form"]
    assert [form[name].value() for name in ("first", "second", "third", "idea")] == [
        "Today we played The slow boat and The tall tower.",
        "For the first time: “I join in for three songs”.",
        "Mia said: “Again!”",
        "Stack cups.",
    ]
    assert not DoorCard.objects.exists()


def test_one_tap_on_the_note_sends_it(cast: Cast, session: Session, as_: SignIn):
    note = url(session, "note")
    client = as_(cast.robin)
    client.get(note)
    assert client.post(note, {"act": "send-door", "subjective": "Typed."}).status_code == 302
    card = DoorCard.objects.get()
    assert card.sent_at and card.lines[2] == "Mia said: “Again!”"
    assert session.note.sections["subjective"] == "Typed."


def test_the_family_sees_it_on_the_page_of_the_day_once_it_is_sent(cast: Cast, session: Session, as_: SignIn):
    lines = {"first": "We rocked.", "second": "", "third": "She sang.", "idea": "Sing in the bath."}
    as_(cast.robin).post(url(session), lines | {"act": "save"})
    assert "We rocked." not in as_(cast.ana).get(day_of(cast)).content.decode()
    assert as_(cast.ana).get(url(session)).status_code == 404
    as_(cast.robin).post(url(session), lines | {"act": "send"})
    for page in (day_of(cast), url(session)):
        told = as_(cast.ana).get(page).content.decode()
        assert "We rocked." in told and "She sang." in told and "Sing in the bath." in told
    assert DoorCard.objects.get().lines == ["We rocked.", "She sang."]


@pytest.mark.parametrize("who", ["robin", "lopez", "joe", "mia_herself"])
def test_it_stands_on_no_other_page_of_the_day(cast: Cast, session: Session, as_: SignIn, who: str):
    as_(cast.robin).post(url(session), {"first": "We rocked.", "act": "send"})
    assert "We rocked." not in as_(getattr(cast, who)).get(day_of(cast)).content.decode()


def test_it_leaves_the_page_of_the_day_after_a_week(cast: Cast, session: Session, as_: SignIn):
    as_(cast.robin).post(url(session), {"first": "We rocked.", "act": "send"})
    DoorCard.objects.update(sent_at=timezone.now() - dt.timedelta(days=7, minutes=1))
    assert "We rocked." not in as_(cast.ana).get(day_of(cast)).content.decode()
    DoorCard.objects.update(sent_at=timezone.now() - dt.timedelta(days=6))
    assert "We rocked." in as_(cast.ana).get(day_of(cast)).content.decode()


def test_what_was_sent_can_be_taken_back(cast: Cast, session: Session, as_: SignIn):
    as_(cast.robin).post(url(session), {"first": "We rocked.", "act": "send"})
    as_(cast.robin).post(url(session, "take_back_door_card"))
    assert as_(cast.ana).get(url(session)).status_code == 404
    assert as_(cast.robin).get(url(session)).context["form"]["first"].value() == "We rocked."


def test_a_card_that_was_sent_stays_sent_when_its_words_are_mended(cast: Cast, session: Session, as_: SignIn):
    as_(cast.robin).post(url(session), {"first": "We rocked.", "act": "send"})
    sent_at = DoorCard.objects.get().sent_at
    as_(cast.robin).post(url(session), {"first": "We rocked a lot.", "act": "send"})
    card = DoorCard.objects.get()
    assert (card.lines, card.sent_at) == (["We rocked a lot."], sent_at)


def test_an_empty_card_isnt_sent(cast: Cast, session: Session, as_: SignIn):
    answer = as_(cast.robin).post(url(session), {"first": " ", "second": "Kept in the page.", "act": "send"})
    assert answer.status_code == 400 and "Kept in the page." in answer.content.decode()
    assert not DoorCard.objects.exists()


def test_what_home_told_is_on_no_card(cast: Cast, session: Session, as_: SignIn):
    tell(cast.access(cast.ana), None, hours_ago=20, words="A secret.", setting=Setting.HOME)
    sign(cast.access(cast.robin), session)
    assert "A secret." not in as_(cast.robin).get(url(session)).content.decode()
