"""Saying what one needs is a victory, whatever it was: a break, help, a thing."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from cast import Cast, tell
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.people.models import User
from pebblepath.core.goals.victories import NOTHING_NEW, Told, victories


def form(**more: str) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "setting": "home", **more}


def kinds(moment: Moment) -> set[str]:
    return {victory.kind for victory in moment.victories.all()}


def test_asking_counts_whatever_else_a_moment_says():
    assert victories(Told(None, 0, False, asked=True), NOTHING_NEW) == ("asked",)
    assert victories(Told(0, 2, False, asked=True), NOTHING_NEW) == ("asked",)


@pytest.mark.parametrize(
    ("mark", "says"), [("asked_help", "Asked for what was needed"), ("asked_break", "Asked for a break")]
)
def test_a_mark_that_she_asked_is_a_victory_in_its_own_words(as_, cast: Cast, mark: str, says: str):
    url = reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    page = as_(cast.ana).post(url, form(step="0", words="Can you hold it?", **{mark: "on"}), follow=True)
    moment = Moment.objects.get()
    assert kinds(moment) == {"asked"} and getattr(moment, mark) and moment.words == "Can you hold it?"
    assert f"{says}! That is worth a smile." in page.content.decode()


def test_both_marks_are_one_victory(cast: Cast):
    moment = tell(cast.access(cast.ana), None, asked_break=True, asked_help=True)
    assert Victory.objects.filter(moment=moment).count() == 1


@pytest.mark.parametrize("page", ["child", "timeline", "river", "book"])
def test_it_stands_where_victories_are_read(as_, cast: Cast, page: str):
    tell(cast.access(cast.ana), None, asked_help=True, words="")
    shown = as_(cast.ana).get(reverse(page, args=[cast.mia.public_id])).content.decode()
    assert "asked for help" in shown.lower() or "Asked for what was needed" in shown
    assert "I need a break" not in shown and "sked for a break" not in shown


def test_on_her_day_it_reads_as_what_it_was(as_, cast: Cast):
    tell(cast.access(cast.ana), None, asked_help=True, words="")
    day = as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).content.decode()
    assert "<h2>Asked for help</h2>" in day and "A good moment" not in day
    tell(cast.access(cast.ana), None, asked_help=True, words="Can you hold it?")
    assert (
        "<h2>Can you hold it?</h2>" in as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).content.decode()
    )


def test_untold_again_it_is_none(as_, cast: Cast):
    moment = tell(cast.access(cast.ana), cast.circle_time, step=1, asked_help=True)
    url = reverse("moment", args=[cast.mia.public_id, moment.pk])
    assert 'name="asked_help" id="id_asked_help" checked' in as_(cast.ana).get(url).content.decode()
    as_(cast.ana).post(url, form(step="1"))
    moment.refresh_from_db()
    assert kinds(moment) == set() and moment.versions.get().before["asked_help"] is True


@pytest.mark.parametrize("who", ["lopez", "joe"])
def test_help_asked_for_apart_from_a_goal_is_read_as_any_moment_apart_from_one(as_, cast: Cast, who: str):
    """A break is told to everyone who sees some goals, as it is about being safe; this is not."""
    tell(cast.access(cast.ana), None, asked_help=True, words="Water, please.")
    user: User = getattr(cast, who)
    page = as_(user).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()
    assert "Water, please." not in page
