"""Articles for everybody, and questions that are shown only with their answer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import Cast
from pebblepath.apps.learn.models import Question
from pebblepath.library import load_library

ASKED = {"name": "Pat", "email": "pat@example.org", "text": "Does my child have to talk in OT?"}


@pytest.fixture
def article() -> str:
    return next(iter(load_library().articles))


def test_everybody_reads_every_article(client, db):
    listed = client.get(reverse("articles")).content.decode()
    for card in load_library().articles.values():
        assert reverse("article", args=[card.id]) in listed
        answer = client.get(reverse("article", args=[card.id]))
        assert answer.status_code == 200 and "Similar reads" in answer.content.decode()


def test_an_article_that_isnt_there_isnt_found(client, db):
    assert client.get(reverse("article", args=["nothing-like-it"])).status_code == 404


def test_a_question_is_held_until_it_is_answered_and_the_email_never_shows(as_, client, cast: Cast, article: str):
    url = reverse("article", args=[article])
    client.post(url, ASKED)
    assert ASKED["text"] not in client.get(url).content.decode()
    question = Question.objects.get()
    as_(cast.robin).post(reverse("answer", args=[question.pk]), {"answer": "No. Play says a lot."})
    shown = client.get(url).content.decode()
    assert ASKED["text"] in shown and "Play says a lot." in shown and ASKED["email"] not in shown


def test_a_question_that_was_put_away_is_shown_nowhere(as_, client, cast: Cast, article: str):
    client.post(reverse("article", args=[article]), ASKED)
    as_(cast.robin).post(reverse("answer", args=[Question.objects.get().pk]), {"put_away": "yes"})
    assert ASKED["text"] not in client.get(reverse("article", args=[article])).content.decode()
    assert ASKED["text"] not in as_(cast.robin).get(reverse("questions")).content.decode()


def test_only_staff_answer(as_, client, cast: Cast, article: str):
    client.post(reverse("article", args=[article]), ASKED)
    url = reverse("answer", args=[Question.objects.get().pk])
    for user in (cast.ana, cast.lopez, cast.nina):
        assert as_(user).get(url).status_code == 404
        assert as_(user).post(url, {"answer": "Yes."}).status_code == 404


def test_a_question_without_an_email_is_asked_for_one_and_stays_typed(client, db, article: str):
    answer = client.post(reverse("article", args=[article]), ASKED | {"email": "pat"})
    assert answer.status_code == 400 and ASKED["text"] in answer.content.decode()
    assert not Question.objects.exists()
