"""Closing one's own account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, tell
from pebblepath.apps.people.models import AuditLine, Member, Staff, User

pytestmark = pytest.mark.django_db


def close(user: User, word: str = "close"):
    client = Client()
    client.force_login(user)
    return client, client.post(reverse("close_own_account"), {"word": word})


def test_an_account_is_closed_and_what_was_told_stays(cast: Cast):
    moment = tell(cast.access(cast.joe), None, words="Sang all the way.")
    client, answer = close(cast.joe)
    assert answer.status_code == 302
    assert not User.objects.filter(pk=cast.joe.pk).exists()
    moment.refresh_from_db()
    assert (moment.told_by.name, moment.told_by.user, moment.words) == ("Grandpa Joe", None, "Sang all the way.")
    assert moment.told_by.left_at is not None
    assert client.get(reverse("child", args=[cast.mia.public_id])).status_code == 302  # signed out
    assert AuditLine.objects.filter(about="account", deed="removed", user=None).exists()


def test_a_tap_alone_closes_nothing(cast: Cast):
    _, answer = close(cast.joe, word="")
    assert answer.status_code == 400
    assert "Type “close”" in answer.content.decode()
    assert User.objects.filter(pk=cast.joe.pk).exists()


def test_who_works_for_a_practice_is_told_what_comes_first(cast: Cast):
    client, answer = close(cast.kai)
    assert "You work for a practice" in answer.content.decode()
    page = client.get(reverse("close_own_account")).content.decode()
    assert "You work for a practice" in page and 'name="word"' not in page
    assert User.objects.filter(pk=cast.kai.pk).exists()


def test_the_last_one_who_says_who_sees_what_cant_just_go(cast: Cast):
    Member.objects.filter(child=cast.mia, role="therapist").update(left_at="2026-01-01T00:00:00Z")
    _, answer = close(cast.ana)
    assert answer.status_code == 400
    assert "In Mia’s circle nobody else" in answer.content.decode()
    assert Member.objects.get(child=cast.mia, user=cast.ana).left_at is None


def test_the_way_there_is_on_the_page_about_oneself(cast: Cast):
    client = Client()
    client.force_login(cast.ana)
    assert reverse("close_own_account") in client.get(reverse("look")).content.decode()
    page = client.get(reverse("close_own_account")).content.decode()
    assert "You leave the circle of Mia" in page


def remove(by: User, whom: User):
    client = Client()
    client.force_login(by)
    place = Staff.objects.get(user=whom)
    return client.post(reverse("remove_colleague", args=[place.pk]), follow=True)


def test_who_leads_takes_a_colleague_off_the_staff_and_then_the_account_can_be_closed(cast: Cast):
    assert "doesn’t work here any more" in remove(cast.robin, cast.kai).content.decode()
    assert not cast.kai.is_staff_somewhere()
    client = Client()
    client.force_login(cast.kai)
    assert client.get(reverse("child", args=[cast.mia.public_id])).status_code == 404
    assert close(cast.kai)[1].status_code == 302


def test_only_who_leads_this_very_practice_can_and_never_herself(cast: Cast):
    for by, whom in ((cast.kai, cast.robin), (cast.sam, cast.kai), (cast.ana, cast.kai), (cast.robin, cast.sam)):
        assert remove(by, whom).status_code == 404
    assert "so you stay" in remove(cast.robin, cast.robin).content.decode()
    assert Staff.objects.count() == 3


def test_a_circle_keeps_somebody_who_says_who_sees_what(cast: Cast):
    Member.objects.filter(child=cast.mia).exclude(user=cast.kai).update(left_at="2026-01-01T00:00:00Z")
    assert "In Mia’s circle nobody else" in remove(cast.robin, cast.kai).content.decode()
    assert Staff.objects.filter(user=cast.kai).exists()
