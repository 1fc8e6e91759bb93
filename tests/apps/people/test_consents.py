from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cast import Cast, person, tell, two_homes
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import NotPossible, add_member, give_consent, leave, take_back_consent
from pebblepath.apps.people.models import Consent, Member, Practice, Role, Scope, User


def place(user: User, name: str = "Mia") -> Member:
    return Member.objects.get(user=user, child__name=name)


def consent(user: User, scope: Scope) -> Consent:
    return place(user).consents.get(scope=scope, revoked_at=None)


def test_a_consent_ends_when_its_time_is_over(cast: Cast, now_is):
    until = timezone.now() + dt.timedelta(days=3)
    give_consent(cast.robin, place(cast.joe), Scope.TIMELINE, until=until)
    now_is(until - dt.timedelta(seconds=1))
    assert cast.access(cast.joe).may(Scope.TIMELINE)
    now_is(until)
    assert not cast.access(cast.joe).may(Scope.TIMELINE)


def test_a_last_day_is_given_by_the_form_and_lasts_to_its_end(as_, cast: Cast):
    until = timezone.localdate() + dt.timedelta(days=2)
    url = reverse("member", args=[cast.mia.public_id, place(cast.joe).pk])
    as_(cast.ana).post(url, {"scope": "timeline", "until": until.isoformat()})
    given = consent(cast.joe, Scope.TIMELINE)
    assert given.until and given.until.date() == until and given.until.hour == 23
    assert given.given_by == cast.ana


@pytest.mark.parametrize(("zone", "hour"), [("America/Chicago", 5), ("Australia/Sydney", 12)])
def test_a_last_day_ends_at_midnight_where_the_child_is(as_, cast: Cast, zone: str, hour: int):
    Practice.objects.update(time_zone=zone)
    url = reverse("member", args=[cast.mia.public_id, place(cast.joe).pk])
    as_(cast.ana).post(url, {"scope": "timeline", "until": f"{timezone.localdate().year + 1}-12-05"})
    end = consent(cast.joe, Scope.TIMELINE).until
    assert end and end.astimezone(dt.UTC).hour == hour and end.astimezone(ZoneInfo(zone)).day == 5
    assert "5 December" in as_(cast.ana).get(url).content.decode()
    assert "until 5 December" in as_(cast.ana).get(reverse("circle", args=[cast.mia.public_id])).content.decode()


@pytest.mark.parametrize(("until", "says"), [("2020-01-01", "That day is over"), ("9999-12-31", "too far ahead")])
def test_a_last_day_that_is_over_or_never_comes_isnt_accepted(as_, cast: Cast, until: str, says: str):
    url = reverse("member", args=[cast.mia.public_id, place(cast.joe).pk])
    answer = as_(cast.ana).post(url, {"scope": "timeline", "until": until})
    assert answer.status_code == 400 and says in answer.content.decode()
    assert f'value="{until}"' in answer.content.decode()


def test_a_consent_that_is_taken_back_ends_at_once_and_is_remembered(as_, cast: Cast):
    given = consent(cast.joe, Scope.TELL)
    as_(cast.ana).post(reverse("take_back", args=[cast.mia.public_id, given.pk]))
    assert not cast.access(cast.joe).may(Scope.TELL) and cast.access(cast.joe).may(Scope.SEE)
    given.refresh_from_db()
    assert given.revoked_by == cast.ana and given.revoked_at is not None


def test_a_consent_that_was_taken_back_cant_be_taken_back_again(as_, cast: Cast):
    given = consent(cast.joe, Scope.TELL)
    take_back_consent(cast.robin, given)
    assert as_(cast.ana).post(reverse("take_back", args=[cast.mia.public_id, given.pk])).status_code == 404


def test_without_the_consent_to_see_the_child_is_gone(as_, cast: Cast):
    take_back_consent(cast.robin, consent(cast.joe, Scope.SEE))
    assert as_(cast.joe).get(reverse("child", args=[cast.mia.public_id])).status_code == 404
    assert "Mia" not in as_(cast.joe).get("/").content.decode()


def test_giving_a_consent_twice_changes_only_its_last_day(cast: Cast):
    first = give_consent(cast.robin, place(cast.joe), Scope.TIMELINE)
    until = timezone.now() + dt.timedelta(days=1)
    again = give_consent(cast.ana, place(cast.joe), Scope.TIMELINE, until=until)
    assert again.pk == first.pk and again.until == until and again.given_by == cast.robin


def test_a_consent_can_be_given_anew_after_it_was_taken_back(cast: Cast):
    take_back_consent(cast.robin, consent(cast.joe, Scope.TELL))
    give_consent(cast.robin, place(cast.joe), Scope.TELL)
    assert cast.access(cast.joe).may(Scope.TELL)
    assert place(cast.joe).consents.filter(scope=Scope.TELL).count() == 2


def test_the_database_keeps_one_consent_in_force(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(member=place(cast.joe), scope=Scope.SEE)


def test_a_consent_for_one_goal_opens_only_that_goal(cast: Cast):
    lopez = cast.access(cast.lopez)
    assert lopez.may(Scope.SEE, cast.circle_time.public_id) and not lopez.may(Scope.SEE, cast.zip_jacket.public_id)
    assert lopez.goals_for(Scope.SEE) == {cast.circle_time.public_id}
    assert cast.access(cast.ana).goals_for(Scope.SEE) is None


@pytest.mark.parametrize("scope", ["shape", "circle", "take", "other_home"])
def test_what_is_about_the_whole_child_isnt_given_for_one_goal(as_, cast: Cast, scope: str):
    url = reverse("member", args=[cast.mia.public_id, place(cast.joe).pk])
    answer = as_(cast.ana).post(url, {"scope": scope, "goal": cast.zip_jacket.public_id})
    assert answer.status_code == 400 and "all goals" in answer.content.decode()
    assert not cast.access(cast.joe).may(Scope(scope))
    assert as_(cast.ana).post(url, {"scope": scope, "goal": ""}).status_code == 302


def test_a_goal_of_another_child_isnt_accepted_in_a_consent(as_, cast: Cast):
    url = reverse("member", args=[cast.mia.public_id, place(cast.joe).pk])
    assert as_(cast.ana).post(url, {"scope": "timeline", "goal": "zzzzzzzzzzzz"}).status_code == 400


def only_ana_says_who_sees(cast: Cast) -> None:
    for user in (cast.robin, cast.kai):
        take_back_consent(cast.ana, consent(user, Scope.CIRCLE))


def test_somebody_always_stays_who_can_say_who_sees_what(cast: Cast):
    only_ana_says_who_sees(cast)
    with pytest.raises(NotPossible, match="Somebody must stay"):
        take_back_consent(cast.ana, consent(cast.ana, Scope.CIRCLE))
    assert cast.access(cast.ana).may(Scope.CIRCLE)


def test_the_last_who_can_is_told_in_words(as_, cast: Cast):
    only_ana_says_who_sees(cast)
    url = reverse("take_back", args=[cast.mia.public_id, consent(cast.ana, Scope.CIRCLE).pk])
    page = as_(cast.ana).post(url, follow=True).content.decode()
    assert "First allow it to someone else" in page and cast.access(cast.ana).may(Scope.CIRCLE)


def test_the_last_who_can_doesnt_run_out_either(as_, cast: Cast):
    only_ana_says_who_sees(cast)
    url = reverse("member", args=[cast.mia.public_id, place(cast.ana).pk])
    until = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    answer = as_(cast.ana).post(url, {"scope": "circle", "until": until})
    assert answer.status_code == 400 and "Somebody must stay" in answer.content.decode()
    assert consent(cast.ana, Scope.CIRCLE).until is None


def test_who_ran_out_doesnt_count_as_somebody_who_can(cast: Cast, now_is):
    only_ana_says_who_sees(cast)
    give_consent(cast.ana, place(cast.joe), Scope.CIRCLE, until=timezone.now() + dt.timedelta(days=1))
    now_is(timezone.now() + dt.timedelta(days=2))
    with pytest.raises(NotPossible):
        take_back_consent(cast.ana, consent(cast.ana, Scope.CIRCLE))


def test_who_leaves_keeps_nothing_but_what_was_told_stays(as_, cast: Cast):
    tell(cast.access(cast.joe), None, words="We fed the ducks.")
    assert as_(cast.joe).post(reverse("leave", args=[cast.mia.public_id]))["Location"] == "/"
    assert as_(cast.joe).get(reverse("child", args=[cast.mia.public_id])).status_code == 404
    assert "We fed the ducks." in as_(cast.ana).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()


def test_the_last_who_can_say_who_sees_what_cant_leave(as_, cast: Cast):
    only_ana_says_who_sees(cast)
    page = as_(cast.ana).post(reverse("leave", args=[cast.mia.public_id]), follow=True).content.decode()
    assert "First invite someone who can." in page and place(cast.ana).left_at is None
    with pytest.raises(NotPossible):
        leave(cast.ana, place(cast.ana))


def test_who_left_can_come_back(cast: Cast):
    leave(cast.joe, place(cast.joe))
    add_member(cast.robin, cast.mia, user=cast.joe, role=Role.OTHER, name="Grandpa Joe")
    assert cast.access(cast.joe).may(Scope.TELL)


def test_nobody_has_two_places_in_one_circle(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(cast.robin, cast.mia, user=cast.joe, role=Role.TEACHER, name="Joe again")


def test_one_cant_open_the_other_home_to_oneself(as_, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    url = reverse("member", args=[cast.leo.public_id, mum.pk])
    answer = as_(mum.user).post(url, {"scope": "other_home"})
    assert answer.status_code == 400 and "other home" in answer.content.decode()
    assert not get_access_for(mum.user, cast.leo.public_id).may(Scope.OTHER_HOME)
    assert as_(dad.user).post(url, {"scope": "other_home"}).status_code == 302
    assert get_access_for(mum.user, cast.leo.public_id).may(Scope.OTHER_HOME)


def test_the_therapist_may_open_the_other_home_where_both_agreed(as_, cast: Cast):
    mum, _ = two_homes(cast, cast.robin)
    as_(cast.robin).post(reverse("member", args=[cast.leo.public_id, mum.pk]), {"scope": "other_home"})
    assert get_access_for(mum.user, cast.leo.public_id).may(Scope.OTHER_HOME)


def test_a_colleague_in_the_circle_of_one_child_has_no_consent_for_another(cast: Cast):
    stranger = person("Zoe")
    add_member(cast.robin, cast.leo, user=stranger, role=Role.THERAPIST, name="Zoe")
    assert not Consent.objects.filter(member__user=stranger, member__child=cast.mia).exists()
