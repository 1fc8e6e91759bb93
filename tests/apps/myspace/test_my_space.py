"""The child's own screens: few, big, and never a fault."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import State
from pebblepath.apps.moments.models import Moment


def url(cast: Cast, name: str, *args: str) -> str:
    return reverse(name, args=[cast.mia.public_id, *args])


def test_the_child_comes_to_her_own_space(as_, cast: Cast):
    assert as_(cast.mia_herself).get("/")["Location"] == url(cast, "my_space")


def test_asking_for_a_break_is_one_touch_and_a_victory(as_, cast: Cast):
    answer = as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())}, follow=True)
    assert "The grown-ups know" in answer.content.decode()
    moment = Moment.objects.get()
    assert moment.asked_break and moment.told_by_child and moment.victories.get().kind == "asked"


def test_two_touches_make_one_break(as_, cast: Cast):
    for _ in range(2):
        as_(cast.mia_herself).post(url(cast, "take_break"), {"id": "6a0c1c6e-6c2b-4a8e-9d53-6f3b8f6f7a01"})
    assert Moment.objects.count() == 1


def test_after_a_while_the_break_can_be_asked_for_again(as_, cast: Cast, now_is):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    now_is(timezone.now() + dt.timedelta(minutes=11))
    assert "I need a break" in as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()


def test_grown_ups_see_that_a_break_was_asked_for(as_, cast: Cast):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    for user in (cast.ana, cast.lopez):
        assert "“I need a break”" in as_(user).get(url(cast, "timeline")).content.decode()
    assert "asked for a break today" in as_(cast.robin).get("/").content.decode()


@pytest.mark.parametrize("id", ["", "nonsense", "a\x00b"])
def test_a_break_is_never_refused_for_its_id(as_, cast: Cast, id: str):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": id})
    assert Moment.objects.get().asked_break


@pytest.mark.parametrize("name", ["take_break", "my_feeling"])
def test_an_id_that_somebody_else_used_is_no_matter_of_the_childs(as_, cast: Cast, name: str):
    theirs = tell(cast.access(cast.ana), None)
    answer = as_(cast.mia_herself).post(url(cast, name), {"id": str(theirs.id), "felt": "2"})
    assert answer.status_code == 302 and Moment.objects.filter(told_by__user=cast.mia_herself).count() == 1


@pytest.mark.parametrize("felt", ["0", "1", "2"])
def test_a_feeling_is_a_touch(as_, cast: Cast, felt: str):
    as_(cast.mia_herself).post(url(cast, "my_feeling"), {"id": str(uuid.uuid4()), "felt": felt})
    moment = Moment.objects.get()
    assert moment.felt_good == int(felt) and moment.goal is None and not moment.victories.exists()


@pytest.mark.parametrize("felt", ["", "3", "-1", "²", "9" * 30])
def test_a_feeling_that_there_is_no_face_for_shows_the_faces_again(as_, cast: Cast, felt: str):
    answer = as_(cast.mia_herself).post(url(cast, "my_feeling"), {"id": str(uuid.uuid4()), "felt": felt})
    assert answer.status_code == 400 and answer.content.decode().count('name="felt"') == 3
    assert not Moment.objects.exists()


def test_my_stones_are_the_paths_that_dont_rest(as_, cast: Cast):
    set_state(cast.access(cast.ana), cast.zip_jacket, State.PAUSED)
    page = as_(cast.mia_herself).get(url(cast, "my_stones")).content.decode()
    assert cast.circle_time.title in page and cast.zip_jacket.title not in page
    assert as_(cast.mia_herself).get(url(cast, "my_path", cast.zip_jacket.public_id)).status_code == 404
    path = as_(cast.mia_herself).get(url(cast, "my_path", cast.circle_time.public_id)).content.decode()
    assert "path-picture" in path


def test_the_childs_screens_have_no_menu_of_the_grown_ups(as_, cast: Cast):
    page = as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()
    assert 'class="tabs"' not in page and "T-score" not in page and page.count("my-choice") >= 3
