"""A child with two homes: what is told in one is seen in the other only where that was agreed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import Cast, goal_for, tell, two_homes
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import add_member, give_consent, take_back_consent
from pebblepath.apps.people.models import Member, Role, Scope, Setting
from pebblepath.apps.understanding.actions import give_card
from pebblepath.library import load_library

Homes = tuple[Member, Member, Goal]


@pytest.fixture
def homes(cast: Cast) -> Homes:
    robin = get_access_for(cast.robin, cast.leo.public_id)
    return (*two_homes(cast, cast.robin), goal_for(robin, "I brush my teeth"))


def told_in_each(homes: Homes) -> None:
    mum, dad, goal = homes
    for member, words in ((mum, "At Mum."), (dad, "At Dad.")):
        access = get_access_for(member.user, member.child.public_id)
        tell(access, goal, setting=Setting.HOME, words=words)


def timeline(as_, member: Member) -> str:
    return as_(member.user).get(reverse("timeline", args=[member.child.public_id])).content.decode()


def test_neither_parent_reads_what_was_told_in_the_other_home(as_, homes: Homes):
    told_in_each(homes)
    mum, dad, _ = homes
    assert "At Mum." in timeline(as_, mum) and "At Dad." not in timeline(as_, mum)
    assert "At Dad." in timeline(as_, dad) and "At Mum." not in timeline(as_, dad)


def test_a_moment_of_the_other_home_cant_be_opened_either(as_, homes: Homes):
    told_in_each(homes)
    mum, dad, _ = homes
    url = reverse("moment", args=[mum.child.public_id, dad.moments.get().pk])
    assert as_(mum.user).get(url).status_code == 404
    assert as_(dad.user).get(url).status_code == 200


def test_a_file_holds_nothing_of_the_other_home(as_, homes: Homes):
    told_in_each(homes)
    mum, _, goal = homes
    file = as_(mum.user).get(reverse("take_out", args=[mum.child.public_id]), {"goal": goal.public_id})
    assert "Mum" in file.content.decode() and "Dad" not in file.content.decode()


def test_with_the_consent_one_reads_the_other_home_and_without_it_no_more(as_, cast: Cast, homes: Homes):
    told_in_each(homes)
    mum, dad, _ = homes
    consent = give_consent(cast.robin, mum, Scope.OTHER_HOME)
    assert "At Dad." in timeline(as_, mum) and "At Mum." not in timeline(as_, dad)
    take_back_consent(cast.robin, consent)
    assert "At Dad." not in timeline(as_, mum)


def test_what_happened_at_school_is_the_same_for_both(as_, cast: Cast, homes: Homes):
    mum, dad, goal = homes
    tell(get_access_for(mum.user, mum.child.public_id), goal, setting=Setting.SCHOOL, words="At the gate.")
    assert "At the gate." in timeline(as_, mum) and "At the gate." in timeline(as_, dad)


def test_the_therapist_reads_both(as_, cast: Cast, homes: Homes):
    told_in_each(homes)
    robin = Member.objects.get(user=cast.robin, child=cast.leo)
    page = timeline(as_, robin)
    assert "At Mum" in page and "At Dad" in page


def test_the_day_shows_nothing_of_the_other_home(as_, homes: Homes):
    mum, dad, goal = homes
    tell(get_access_for(dad.user, dad.child.public_id), goal, setting=Setting.HOME, step=4, words="All by himself!")
    day = as_(mum.user).get(reverse("child", args=[mum.child.public_id])).content.decode()
    assert "All by himself!" not in day and "A new stone" not in day


def test_what_helps_in_the_other_home_isnt_told(as_, cast: Cast, homes: Homes):
    mum, dad, goal = homes
    song = give_card(get_access_for(cast.robin, cast.leo.public_id), load_library().strategies["wobble-cushion"])
    for member in (mum, dad):
        access = get_access_for(member.user, member.child.public_id)
        for day in range(12):
            tell(access, goal, setting=Setting.HOME, hours_ago=24 * day, strategies=[song] if day % 2 else [])
    url = reverse("what_helps", args=[mum.child.public_id])
    for member, own, other in ((mum, "Mum", "Dad"), (dad, "Dad", "Mum")):
        page = as_(member.user).get(url).content.decode()
        assert f"{own}&#x27;s home</h2>" in page and f"{other}&#x27;s home" not in page
    robins = as_(cast.robin).get(url).content.decode()
    assert "Mum&#x27;s home</h2>" in robins and "Dad&#x27;s home</h2>" in robins


def test_cheering_for_a_moment_of_the_other_home_isnt_possible(as_, homes: Homes):
    mum, dad, goal = homes
    told = tell(get_access_for(dad.user, dad.child.public_id), goal, setting=Setting.HOME, step=4)
    url = reverse("cheer", args=[mum.child.public_id, told.victories.first().pk])
    assert as_(mum.user).post(url).status_code == 404


def test_who_belongs_to_neither_home_reads_neither_without_that_consent(as_, cast: Cast, homes: Homes):
    told_in_each(homes)
    aunt = add_member(cast.robin, cast.leo, user=cast.joe, role=Role.FAMILY, name="Aunt Jo")
    assert "At Mum." not in timeline(as_, aunt) and "At Dad." not in timeline(as_, aunt)
    give_consent(cast.robin, aunt, Scope.OTHER_HOME)
    assert "At Mum." in timeline(as_, aunt) and "At Dad." in timeline(as_, aunt)
