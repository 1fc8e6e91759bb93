"""Questions about a goal's scale while it is written, and a colleague's look; for therapists alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cast import CIRCLE_TIME, Cast, goal_for
from pebblepath.apps.goals.actions import change_goal
from pebblepath.apps.goals.models import Goal, Opinion, ScaleReview
from pebblepath.apps.goals.scales import questions_of, review_scale, scale_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import AuditLine

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]
SONGS = ("0 songs", "1 song", "2 songs", "3 songs", "4 songs")
UNEQUAL = ("0 songs", "1 song", "2 songs", "3 songs", "9 songs")
SOON = "2999-01-31"


def new(cast: Cast) -> str:
    return reverse("new_goal", args=[cast.mia.public_id, "own"])


def scale_url(cast: Cast, goal: Goal | None = None) -> str:
    return reverse("scale", args=[cast.mia.public_id, (goal or cast.circle_time).public_id])


def filled(stones: tuple[str, ...] = UNEQUAL, **changed: object) -> dict[str, object]:
    words = {f"stone{step}": text for step, text in enumerate(stones)}
    return {"title": "I sing along", "settings": ["home"], "start_step": "1", **words, **changed}


def test_each_question_names_the_stones_it_is_about_and_says_how_to_mend_it():
    asked = questions_of(["1 song", "1 song", "2 songs", "3 songs", "4 songs"], start_step=1, by=None)
    assert asked[0].asks == "Can you tell the stones apart?" and asked[0].stones == ["1 song", "1 song"]
    assert all(question.sentence for question in asked)


def test_what_can_be_mended_comes_before_what_a_colleague_is_asked():
    asked = questions_of(CIRCLE_TIME, start_step=1, by=None)
    assert [question.to_mend for question in asked] == sorted((q.to_mend for q in asked), reverse=True)
    assert questions_of(SONGS, start_step=1, by=dt.date(2999, 1, 31)) == []


def test_a_therapist_looks_at_the_stones_before_anything_is_kept(as_: SignIn, cast: Cast):
    before = Goal.objects.count()
    page = as_(cast.robin).post(new(cast), filled(act="look"))
    told = page.content.decode()
    assert page.status_code == 200 and Goal.objects.count() == before
    assert "Is each step about as large?" in told and "By when is it hoped for?" in told and "9 songs" in told


def test_a_script_gets_the_questions_alone_and_leaves_no_line_in_the_record(as_: SignIn, cast: Cast):
    lines = AuditLine.objects.count()
    piece = as_(cast.robin).post(new(cast), filled(act="piece")).content.decode()
    assert "Is each step about as large?" in piece and "<html" not in piece
    assert AuditLine.objects.count() == lines


def test_while_stones_are_still_open_nothing_is_asked(as_: SignIn, cast: Cast):
    page = as_(cast.robin).post(new(cast), filled(stone4="", act="look")).content.decode()
    assert "When all the stones have words" in page


@pytest.mark.parametrize("odd", [{"start_step": "x"}, {"start_step": ""}, {"hoped_by": "no day"}, {"start_step": "99"}])
def test_looking_at_half_a_form_asks_for_what_is_missing(as_: SignIn, cast: Cast, odd: dict[str, str]):
    page = as_(cast.robin).post(new(cast), filled(SONGS, hoped_by=SOON, act="look") | odd)
    (question,) = page.context["questions"]
    assert question.asks in {"Where does it begin?", "By when is it hoped for?"}


def test_a_scale_with_faults_can_be_kept_all_the_same(as_: SignIn, cast: Cast):
    assert as_(cast.robin).post(new(cast), filled()).status_code == 302
    assert Goal.objects.get(title="I sing along").hoped_by is None


def test_the_day_is_kept_and_a_day_that_has_been_is_not_taken(as_: SignIn, cast: Cast):
    page = as_(cast.robin).post(new(cast), filled(hoped_by="2001-01-01"))
    assert page.status_code == 400 and "has been" in page.content.decode()
    as_(cast.robin).post(new(cast), filled(hoped_by=SOON))
    assert Goal.objects.get(title="I sing along").hoped_by == dt.date(2999, 1, 31)


def test_a_family_making_a_goal_is_asked_nothing_of_it_and_leaves_the_day_as_it_is(as_: SignIn, cast: Cast):
    Goal.objects.filter(pk=cast.circle_time.pk).update(hoped_by=dt.date(2999, 1, 31))
    url = reverse("change_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    page = as_(cast.ana).get(url).content.decode()
    assert "hoped_by" not in page and "Look at the stones" not in page and "js/scale.js" not in page
    assert as_(cast.ana).post(url, filled(hoped_by="2999-12-12", act="look")).status_code == 302
    assert Goal.objects.get(pk=cast.circle_time.pk).hoped_by == dt.date(2999, 1, 31)


def test_a_therapist_sees_the_scale_on_the_path_and_nobody_else_does(as_: SignIn, cast: Cast):
    review_scale(cast.access(cast.kai), cast.circle_time, Opinion.SUGGESTS, "Say it in songs.")
    url = reverse("path", args=[cast.mia.public_id, cast.circle_time.public_id])
    page = as_(cast.robin).get(url).content.decode()
    assert "The scale, for therapists" in page and "Say it in songs." in page and "Kai" in page
    for other in (cast.ana, cast.lopez, cast.joe):
        page = as_(other).get(url).content.decode()
        assert "The scale" not in page and "Say it in songs." not in page and "/scale/" not in page
    assert scale_of(cast.access(cast.ana), cast.circle_time) is None


def test_a_colleagues_look_is_kept_with_who_and_when(as_: SignIn, cast: Cast):
    answer = as_(cast.kai).post(scale_url(cast), {"opinion": "right", "words": ""})
    assert answer.status_code == 302
    review = ScaleReview.objects.get()
    assert (review.by.name, review.opinion, review.stones) == ("Kai", "right", list(CIRCLE_TIME)) and review.at
    page = as_(cast.robin).get(scale_url(cast)).content.decode()
    assert "it looks right" in page and "Kai" in page


def test_who_made_the_path_is_told_that_the_look_is_for_somebody_else(as_: SignIn, cast: Cast):
    page = as_(cast.robin).get(scale_url(cast)).content.decode()
    assert "You made this path" in page and 'name="opinion"' not in page
    answer = as_(cast.robin).post(scale_url(cast), {"opinion": "right"})
    assert answer.status_code == 400 and not ScaleReview.objects.exists()
    with pytest.raises(NotPossible, match="somebody else"):
        review_scale(cast.access(cast.robin), cast.circle_time, Opinion.RIGHT, "")


def test_a_suggestion_needs_words_and_what_was_typed_stays(as_: SignIn, cast: Cast):
    answer = as_(cast.kai).post(scale_url(cast), {"opinion": "suggests"})
    assert answer.status_code == 400 and "Please say what you suggest." in answer.content.decode()
    answer = as_(cast.kai).post(scale_url(cast), {"words": "Third stone."})
    assert answer.status_code == 400 and "Third stone." in answer.content.decode()
    assert not ScaleReview.objects.exists()


def test_a_look_at_stones_that_were_changed_since_says_so(as_: SignIn, cast: Cast):
    review_scale(cast.access(cast.kai), cast.circle_time, Opinion.RIGHT, "")
    assert "changed since" not in as_(cast.robin).get(scale_url(cast)).content.decode()
    change_goal(cast.access(cast.robin), cast.circle_time, list(SONGS))
    assert "changed since" in as_(cast.robin).get(scale_url(cast)).content.decode()


def test_only_therapists_find_the_scale(as_: SignIn, cast: Cast):
    for other in (cast.ana, cast.lopez, cast.joe, cast.mia_herself, cast.sam, cast.nina):
        assert as_(other).get(scale_url(cast)).status_code == 404
        assert as_(other).post(scale_url(cast), {"opinion": "right"}).status_code == 404


def test_a_study_with_other_stones_has_a_scale_page_too(as_: SignIn, cast: Cast):
    goal = goal_for(cast.access(cast.robin), "Seven")
    Goal.objects.filter(pk=goal.pk).update(levels=7)
    assert as_(cast.kai).get(scale_url(cast, goal)).status_code == 200


def test_the_page_takes_few_queries(as_: SignIn, cast: Cast, queries: Queries):
    for _ in range(4):
        review_scale(cast.access(cast.kai), cast.circle_time, Opinion.RIGHT, "")
    assert queries(as_(cast.robin), scale_url(cast)) <= 15
