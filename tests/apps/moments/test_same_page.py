"""Two homes that talk look at one page: only what everybody reads who reads all."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell, two_homes
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import add_member, give_consent
from pebblepath.apps.people.models import Consent, Role, Scope, Setting, User

SAME = {"same": "1"}


@pytest.fixture
def goal(cast: Cast) -> Goal:
    return goal_for(cast.access(cast.robin, cast.leo), "I sleep in my bed")


@pytest.fixture
def homes(cast: Cast, goal: Goal) -> list[Access]:
    """Mum and Dad, each with a moment told at home and one at school."""
    members = two_homes(cast, cast.robin)
    accesses = [cast.access(member.user, cast.leo) for member in members if member.user]
    for access in accesses:
        tell(access, goal, setting=Setting.HOME, words=f"at {access.member.name}")
        tell(access, goal, setting=Setting.SCHOOL, words=f"school by {access.member.name}")
    return accesses


def told(as_, cast: Cast, user: User, query: dict[str, str]) -> set[str]:
    page = as_(user).get(reverse("timeline", args=[cast.leo.public_id]), query).content.decode()
    return set(re.findall(r"(?:at|school by) (?:Mum|Dad)\b(?!&)", page))


EVERY = {"school by Mum", "school by Dad"}


def test_both_homes_see_the_same_page(as_, cast: Cast, homes: list[Access]):
    for access in homes:
        assert told(as_, cast, access.user, {}) == EVERY | {f"at {access.member.name}"}
        assert told(as_, cast, access.user, SAME) == EVERY
    assert told(as_, cast, cast.robin, SAME) == EVERY


def test_what_a_home_may_see_of_the_other_is_on_both_pages(as_, cast: Cast, homes: list[Access]):
    give_consent(cast.robin, homes[0].member, Scope.OTHER_HOME)
    assert told(as_, cast, homes[0].user, {}) == EVERY | {"at Mum", "at Dad"}
    for access in homes:
        assert told(as_, cast, access.user, SAME) == EVERY | {"at Dad"}


def test_a_therapist_who_may_not_see_a_home_narrows_it_too(as_, cast: Cast, homes: list[Access]):
    give_consent(cast.robin, homes[0].member, Scope.OTHER_HOME)
    Consent.objects.filter(member__user=cast.robin, scope=Scope.OTHER_HOME).update(revoked_at=timezone.now())
    assert told(as_, cast, homes[0].user, SAME) == told(as_, cast, homes[1].user, SAME) == EVERY


def test_parents_therapist_and_a_teacher_who_reads_all_have_the_very_same_page_before_them(
    as_, cast: Cast, homes: list[Access]
):
    teacher = add_member(cast.robin, cast.leo, user=cast.lopez, role=Role.TEACHER, name="Ms. Lopez")
    give_consent(cast.robin, teacher, Scope.TIMELINE)
    give_consent(cast.robin, homes[0].member, Scope.OTHER_HOME)
    url, part = reverse("timeline", args=[cast.leo.public_id]), {"HX-Request": "true"}
    everyone = [homes[0].user, homes[1].user, cast.robin, cast.lopez]
    pages = {as_(user).get(url, SAME, headers=part).content.decode() for user in everyone}
    assert len(pages) == 1 and told(as_, cast, cast.lopez, SAME) == EVERY
    assert len({as_(user).get(url, headers=part).content.decode() for user in everyone}) > 1


def test_it_goes_together_with_the_other_filters(as_, cast: Cast, homes: list[Access]):
    chosen = SAME | {"person": str(homes[0].member.pk)}
    assert told(as_, cast, homes[1].user, chosen) == {"school by Mum"}


def test_who_reads_some_goals_neither_narrows_it_nor_is_offered_it(as_, cast: Cast, homes: list[Access], goal: Goal):
    lopez = add_member(
        cast.robin, cast.leo, user=cast.lopez, role=Role.TEACHER, name="Ms. Lopez", goal_ids=[goal.public_id]
    )
    give_consent(cast.robin, lopez, Scope.TIMELINE, goal_id=goal.public_id)
    assert told(as_, cast, homes[0].user, SAME) == EVERY
    url = reverse("timeline", args=[cast.leo.public_id])
    offered = ["Same for everyone" in as_(user).get(url).content.decode() for user in (cast.lopez, homes[0].user)]
    assert offered == [False, True]


def test_who_left_doesnt_narrow_it(as_, cast: Cast, homes: list[Access]):
    as_(homes[1].user).post(reverse("leave", args=[cast.leo.public_id]))
    assert told(as_, cast, homes[0].user, SAME) == EVERY | {"at Mum"}


def test_with_one_home_it_isnt_offered_and_changes_nothing(as_, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, words="We sang.")
    page = as_(cast.ana).get(reverse("timeline", args=[cast.mia.public_id]), SAME).content.decode()
    assert "Same for everyone" not in page and "This page is the same" not in page and "We sang." in page


def test_the_page_takes_few_queries(as_, cast: Cast, homes: list[Access], queries):
    client, url = as_(homes[0].user), reverse("timeline", args=[cast.leo.public_id])
    assert queries(client, url + "?same=1") <= 15
