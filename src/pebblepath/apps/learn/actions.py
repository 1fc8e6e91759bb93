"""Leave a question, answer it, put it away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.learn.models import Question
from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Deed, User


@transaction.atomic
def ask(question: Question) -> Question:
    """Keep a reader's question until somebody of a practice answers it."""
    question.save()
    audit.record(None, Deed.ADDED, "question", ref=question.pk)
    return question


@transaction.atomic
def answer(by: User, question: Question, text: str) -> None:
    """Answer a question: from now on both are shown below the article, with the first name only."""
    question.answer, question.answered_by, question.answered_at = text, by, timezone.now()
    question.save()
    audit.record(by, Deed.CHANGED, "question", ref=question.pk)


@transaction.atomic
def put_away(by: User, question: Question) -> None:
    """Leave a question unanswered; it is shown nowhere."""
    question.put_away_at = timezone.now()
    question.save()
    audit.record(by, Deed.REMOVED, "question", ref=question.pk)
