"""Records that need not be kept any more: listed for who leads the practice, and never deleted by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.people.models import AuditLine, Child, Member, Role
from pebblepath.apps.reports.deletion import ask, let_go
from pebblepath.apps.reports.deletion_models import KeepingRule, KeptRecord
from pebblepath.apps.reports.past_time import end_left_record, left_record, past_their_time
from played import play, sign

As = Callable[[object], Client]


@pytest.fixture
def long_ago(cast: Cast) -> None:
    """Both children of the practice came nine years ago; nothing is written yet."""
    Member.objects.update(joined_at=timezone.now() - dt.timedelta(days=9 * 365))


def names(cast: Cast) -> list[str]:
    return [one.child.name for one in past_their_time(cast.robin, cast.practice)]


def test_who_was_quiet_for_longer_than_the_rule_is_listed_and_stays(cast: Cast, long_ago: None, as_: As):
    page = as_(cast.robin).get(reverse("kept_records")).content.decode()
    assert names(cast) == ["Leo", "Mia"]
    assert page.count("The birthday isn’t known, so please check the age.") == 2
    assert reverse("delete_record", args=[cast.mia.public_id]) in page
    let_go(cast.mia.today() + dt.timedelta(days=3650))
    assert Child.objects.filter(practice=cast.practice).count() == 2


def test_whatever_was_told_last_counts_as_the_last_entry(cast: Cast, long_ago: None):
    tell(cast.access(cast.ana), None)
    assert names(cast) == ["Leo"]


def test_what_was_signed_within_the_rules_years_keeps_a_record_off_the_list(
    cast: Cast, long_ago: None, now_is: Callable[[dt.datetime], None]
):
    therapist = cast.access(cast.robin)
    session = play(therapist, None, days_ago=9 * 365)
    sign(therapist, session)
    cast.mia.moments.all().delete()
    cast.mia.minutes.all().delete()
    assert names(cast) == ["Leo"]  # signed today
    now_is(timezone.now() + dt.timedelta(days=8 * 365))
    assert names(cast) == ["Leo", "Mia"]


def test_a_child_who_is_younger_than_the_rules_age_isnt_listed(cast: Cast, long_ago: None):
    today = cast.mia.today()
    Child.objects.filter(pk=cast.mia.pk).update(born=dt.date(today.year - 20, 1, 1))
    assert names(cast) == ["Leo"]
    Child.objects.filter(pk=cast.mia.pk).update(born=dt.date(today.year - 22, 1, 1))
    assert names(cast) == ["Leo", "Mia"]


def test_a_rule_of_no_years_lists_no_child_who_is_in_care(cast: Cast):
    KeepingRule.objects.create(practice=cast.practice, years=0, until_age=0)
    Member.objects.update(joined_at=timezone.now() - dt.timedelta(days=200))
    assert names(cast) == []
    Member.objects.update(joined_at=timezone.now() - dt.timedelta(days=400))
    assert names(cast) == ["Leo", "Mia"]


def test_a_wish_that_waits_is_told_above_and_not_twice(cast: Cast, long_ago: None):
    ask(cast.access(cast.robin), "")
    assert names(cast) == ["Leo"]


def test_studies_and_other_practices_are_left_out(cast: Cast, long_ago: None):
    Child.objects.filter(pk=cast.leo.pk).update(source="A paper.")
    assert names(cast) == ["Mia"]


def test_a_lead_who_isnt_in_the_circle_reads_who_may_ask(cast: Cast, long_ago: None):
    Member.objects.filter(child=cast.leo, user=cast.robin).update(user=cast.kai, name="Kai")
    leo, mia = past_their_time(cast.robin, cast.practice)
    assert (leo.mine, leo.askers) == (False, ("Kai",))
    assert mia.mine and mia.askers == ("Kai", "Mum")
    Member.objects.filter(child=cast.leo).update(left_at=timezone.now())
    assert past_their_time(cast.robin, cast.practice)[0].askers == ()


@pytest.fixture
def leo_alone(cast: Cast, long_ago: None) -> Child:
    """Leo's record is past its time, and nobody is in his circle any more."""
    Member.objects.filter(child=cast.leo).update(left_at=timezone.now())
    return cast.leo


def end(as_: As, cast: Cast, child: Child, name: str, who: object = None) -> int:
    sent = {"end": child.public_id, "name": name}
    return as_(who or cast.robin).post(reverse("kept_records"), sent).status_code


def test_who_leads_ends_a_record_that_nobody_is_left_to_ask_for(cast: Cast, leo_alone: Child, as_: As):
    page = as_(cast.robin).get(reverse("kept_records")).content.decode()
    assert "Nobody is left in the circle who may ask for its end, so you can end it here." in page
    assert f'value="{leo_alone.public_id}"' in page and f'value="{cast.mia.public_id}"' not in page
    assert end(as_, cast, leo_alone, "Mia") == 302
    assert Child.objects.filter(pk=leo_alone.pk).exists()
    assert not AuditLine.objects.filter(about="deletion").exists()  # begun only where it was carried out
    assert "That isn&#x27;t the child&#x27;s name" in as_(cast.robin).get(reverse("kept_records")).content.decode()
    gone = leo_alone.public_id
    assert end(as_, cast, leo_alone, " leo ") == 302
    assert not Child.objects.filter(public_id=gone).exists() and not KeptRecord.objects.exists()
    assert AuditLine.objects.filter(deed="removed", about="child", ref=gone, user=cast.robin, child=None).count() == 1
    assert Child.objects.filter(pk=cast.mia.pk).exists()


def test_ending_it_begins_with_a_line_as_asking_for_it_does(
    cast: Cast, leo_alone: Child, monkeypatch: pytest.MonkeyPatch
):
    found = left_record(cast.robin, cast.practice, leo_alone.public_id)
    assert found is not None
    lines: list[list[tuple[str, str]]] = []

    def look(user: object, child: Child, *, name: str) -> None:
        lines.append(list(child.audit_lines.filter(user=cast.robin).values_list("deed", "about")))

    monkeypatch.setattr("pebblepath.apps.reports.past_time.end_record", look)
    end_left_record(cast.robin, found, name="Leo")
    assert ("added", "deletion") in lines[0]


def test_a_record_with_family_left_is_theirs_though_they_may_not_ask(cast: Cast, leo_alone: Child, as_: As):
    Member.objects.create(
        child=leo_alone, role=Role.FAMILY, name="Aunt May", joined_at=timezone.now() - dt.timedelta(days=9 * 365)
    )
    page = as_(cast.robin).get(reverse("kept_records")).content.decode()
    assert "family is still in it: Aunt May. Please talk with them." in page
    assert f'value="{leo_alone.public_id}"' not in page
    assert end(as_, cast, leo_alone, "Leo") == 404 and Child.objects.filter(pk=leo_alone.pk).exists()


def test_nobody_ends_what_isnt_past_its_time_or_whose_circle_may_ask_or_of_another_practice(
    cast: Cast, leo_alone: Child, as_: As
):
    assert end(as_, cast, cast.mia, "Mia") == 404  # Robin may ask for it where it stands
    for who in (cast.kai, cast.sam, cast.ana):
        assert end(as_, cast, leo_alone, "Leo", who) == 404
    Member.objects.filter(child=leo_alone).update(joined_at=timezone.now())
    assert end(as_, cast, leo_alone, "Leo") == 404
    Member.objects.filter(child=cast.omar).update(
        joined_at=timezone.now() - dt.timedelta(days=9 * 365), left_at=timezone.now()
    )
    assert end(as_, cast, cast.omar, "Omar") == 404
    assert Child.objects.count() == 3


def test_the_list_takes_as_many_queries_for_thirty_as_for_two(
    cast: Cast, long_ago: None, as_: As, queries: Callable[[Client, str], int]
):
    page = reverse("kept_records")
    few = queries(as_(cast.robin), page)
    old = timezone.now() - dt.timedelta(days=9 * 365)
    more = Child.objects.bulk_create(Child(practice=cast.practice, name=f"Child {n}") for n in range(30))
    Member.objects.bulk_create(Member(child=child, role="therapist", name="R", joined_at=old) for child in more)
    assert len(names(cast)) == 32
    assert queries(as_(cast.robin), page) == few <= 15
