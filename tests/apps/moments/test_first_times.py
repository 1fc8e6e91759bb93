"""Victories as they are found among real moments; which ones there are is tested in core."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import Cast, tell
from pebblepath.apps.moments.actions import remove_moment
from pebblepath.apps.moments.models import Help, Moment, VictoryKind
from pebblepath.apps.people.models import Setting


def won(moment: Moment) -> set[str]:
    return set(moment.victories.values_list("kind", flat=True))


def told(cast: Cast, hours_ago: float, **said: object) -> Moment:
    return tell(cast.access(cast.ana), cast.circle_time, hours_ago=hours_ago, **{"setting": Setting.HOME, **said})


def test_the_first_time_on_a_stone_is_a_victory_and_the_second_isnt(cast: Cast):
    assert won(told(cast, 50, step=3)) == {"new_stone"}
    assert won(told(cast, 40, step=3)) == set()
    assert won(told(cast, 30, step=4)) == {"new_stone"}


def test_where_she_began_is_no_victory(cast: Cast):
    assert won(told(cast, 50, step=cast.circle_time.start_step)) == set()


def test_the_first_time_in_a_new_place_is_a_victory(cast: Cast):
    told(cast, 50, step=3)
    assert won(told(cast, 40, step=2, setting=Setting.SCHOOL)) == {"new_place"}
    assert won(told(cast, 30, step=2, setting=Setting.SCHOOL)) == set()


def test_the_first_time_all_by_herself_is_a_victory(cast: Cast):
    told(cast, 50, step=3, help=Help.MUCH)
    assert won(told(cast, 40, step=3, help=Help.NONE)) == {"by_self"}
    assert won(told(cast, 30, step=3, help=Help.NONE)) == set()


def test_asking_for_a_break_is_always_a_victory(cast: Cast):
    assert won(told(cast, 50, step=0, asked_break=True)) == {"asked"}
    assert won(tell(cast.access(cast.lopez), None, asked_break=True)) == {"asked"}


def test_a_stone_that_was_celebrated_isnt_new_again_when_an_earlier_day_is_told(cast: Cast):
    told(cast, 10, step=3)
    assert won(told(cast, 50, step=3)) == set()
    assert won(told(cast, 60, step=4)) == {"new_stone"}


def test_another_goal_has_its_own_first_times(cast: Cast):
    told(cast, 50, step=3)
    assert won(tell(cast.access(cast.ana), cast.zip_jacket, step=3)) == {"new_stone"}


def test_what_was_taken_back_isnt_before_anything(cast: Cast):
    remove_moment(cast.access(cast.ana), told(cast, 50, step=3))
    assert won(told(cast, 40, step=3)) == {"new_stone"}


def test_a_change_finds_the_victories_anew(as_, cast: Cast):
    moment = told(cast, 50, step=3)
    url = reverse("moment", args=[cast.mia.public_id, moment.pk])
    as_(cast.ana).post(url, {"id": str(moment.pk), "setting": "home", "step": "1", "asked_break": "on"})
    assert won(moment) == {"asked"}


def test_who_tells_a_victory_is_smiled_at(as_, cast: Cast):
    url = reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    client = as_(cast.ana)
    form = client.get(url).context["form"]
    page = client.post(url, {"id": form["id"].value(), "setting": "home", "step": "4"}, follow=True).content.decode()
    assert "A new stone! That is worth a smile." in page


@pytest.mark.parametrize("kind", VictoryKind.values)
def test_every_kind_has_words(kind: str):
    assert VictoryKind(kind).label


def test_the_newest_victory_is_on_the_childs_day(as_, cast: Cast):
    told(cast, 50, step=3)
    told(cast, 40, step=4, setting=Setting.SCHOOL)
    day = as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).content.decode()
    assert "At school · told by Mum" in day and "Cheer" in day
