"""The scale of a goal as therapists look at it: questions before it is used, and a colleague's look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from pebblepath.apps.goals.models import Goal, Opinion, ScaleReview
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed
from pebblepath.core.goals.scale_check import check_scale

ASKED: Mapping[str, str] = {
    "overlap": "Can you tell the stones apart?",
    "one_variable": "Does only one thing change?",
    "equal_steps": "Is each step about as large?",
    "order": "Do the stones lead one way?",
    "baseline": "Where does it begin?",
    "by_when": "By when is it hoped for?",
    "words_only": "One thing, in equal steps?",
}


@dataclass(frozen=True)
class Question:
    """Something to look at before a scale is used.

    Attributes:
        asks: the question.
        sentence: what was found, and how to mend it.
        stones: the words that it is about.
        to_mend: it can be mended here; otherwise a colleague is asked.
    """

    asks: str
    sentence: str
    stones: Sequence[str]
    to_mend: bool


def questions_of(stones: Sequence[str], *, start_step: int | None, by: dt.date | None) -> list[Question]:
    """What to ask about a scale, what can be mended first; none is a good sign, never a proof.

    Args:
        stones: the words of all stones, the lowest first.
        start_step: where the child stands at the start; None where nobody said.
        by: the day by which it is hoped for; None where nobody said.
    """
    found = check_scale(stones, start_step=start_step, by=by)
    asked = [Question(ASKED[f.rule], f.sentence, [stones[s] for s in f.steps], f.weight == "mend") for f in found]
    return sorted(asked, key=lambda question: not question.to_mend)


@dataclass(frozen=True)
class Reviewed:
    """A colleague's look, and whether the stones still say what was looked at."""

    review: ScaleReview
    still: bool


@dataclass(frozen=True)
class Scale:
    """What a therapist sees of a goal's scale.

    Attributes:
        questions: what to look at.
        reviews: what colleagues said, the newest first.
        may_review: whether the reader may say something: it is for who didn't make the goal.
    """

    questions: Sequence[Question]
    reviews: Sequence[Reviewed]
    may_review: bool


def scale_of(access: Access, goal: Goal) -> Scale | None:
    """A goal's scale for a therapist; None for everybody else. One query beside the stones."""
    if not access.is_therapist:
        return None
    words = words_of(goal)
    questions = questions_of(words, start_step=goal.start_step, by=goal.hoped_by)
    reviews = [Reviewed(one, one.stones == words) for one in goal.scale_reviews.select_related("by")]
    return Scale(questions, reviews, goal.made_by_id != access.user.pk)


def words_of(goal: Goal) -> list[str]:
    """What stands on a goal's stones, the lowest first."""
    return [stone.words for stone in goal.stones.all()]


@transaction.atomic
def review_scale(access: Access, goal: Goal, opinion: Opinion, words: str) -> ScaleReview:
    """Keep a colleague's look at a scale, with the words that were looked at.

    Raises:
        NotPossible: the goal is one's own.
    """
    if goal.made_by_id == access.user.pk:
        raise NotPossible("You made this path. The look is for somebody else of the team.")
    review = ScaleReview.objects.create(
        goal=goal, by=access.member, opinion=opinion, words=words, stones=words_of(goal)
    )
    access.record(Deed.ADDED, "scale review", ref=goal.public_id)
    return review
