"""The end of a child's record: asked for, answered, carried out, and what the law keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from cast import Cast, person, tell
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import AuditLine, Child, Role, Staff, User
from pebblepath.apps.reports.deletion import ask, carry_out, keep_until, let_go, open_deletion, outlook
from pebblepath.apps.reports.deletion_models import Deletion, KeepingRule, KeptRecord
from played import play, sign

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def asked(cast: Cast) -> Deletion:
    """Mum asks that everything about Mia be deleted, and a note about her is signed."""
    therapist = cast.access(cast.robin)
    sign(therapist, play(therapist, cast.circle_time))
    return ask(cast.access(cast.ana), "We move away.")


def do(user: User, address: str, /, *args: object, **data: str):
    return client_of(user).post(reverse(address, args=args), data)


def test_the_family_reads_what_goes_and_what_stays(cast: Cast, asked: Deletion):
    tell(cast.access(cast.ana), cast.circle_time)
    page = client_of(cast.ana).get(reverse("delete_record", args=[cast.mia.public_id])).content.decode()
    assert "1 moment," in page or "moments," in page
    assert "7 years after the last entry" in page
    assert "You asked for it" in page


def test_who_leads_the_practice_gets_a_mail_that_names_nobody(
    cast: Cast, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Callable[..., Any]
):
    with django_capture_on_commit_callbacks(execute=True):
        do(cast.ana, "delete_record", cast.mia.public_id, words="We move away.")
    (mail,) = mailoutbox
    assert mail.to == [cast.robin.email]
    assert "Mia" not in mail.subject + str(mail.body) and "move" not in str(mail.body)


def test_the_leads_day_says_that_a_wish_waits_until_it_is_answered(
    cast: Cast, asked: Deletion, queries: Callable[[Client, str], int]
):
    line, there = "A wish to delete a record waits for your answer.", reverse("kept_records")
    page = client_of(cast.robin).get("/").content.decode()
    assert line in page and there in page
    assert "Mum" not in page.partition(line)[2].partition("</p>")[0]  # a screen that others pass names nobody
    for user in (cast.kai, cast.sam):
        assert line not in client_of(user).get("/").content.decode()
    robin = client_of(cast.robin)
    assert queries(robin, "/") <= 15
    ask(cast.access(cast.robin, cast.leo), "")
    assert "2 wishes to delete a record wait for your answer." in robin.get("/").content.decode()
    carry_out(cast.robin, Deletion.objects.get(child=cast.leo), name="Leo")
    assert line in robin.get("/").content.decode()
    do(cast.robin, "decline_deletion", asked.pk, reason="A court asked us to wait.")
    assert "to delete a record" not in robin.get("/").content.decode()


def test_a_lead_with_no_child_of_her_own_is_told_too(cast: Cast, asked: Deletion):
    Staff.objects.create(user=cast.nina, practice=cast.practice, leads=True)
    assert "A wish to delete a record waits for your answer." in client_of(cast.nina).get("/").content.decode()


def test_who_leads_a_second_practice_finds_its_records_that_end(cast: Cast, asked: Deletion):
    Staff.objects.create(user=cast.sam, practice=cast.practice, leads=True)  # and works at Far Hill, without leading it
    assert "A wish to delete a record waits" in client_of(cast.sam).get("/").content.decode()
    assert "Mum asks to delete everything" in client_of(cast.sam).get(reverse("kept_records")).content.decode()


def test_nothing_is_deleted_by_asking(cast: Cast, asked: Deletion):
    assert Child.objects.filter(pk=cast.mia.pk).exists()
    assert do(cast.ana, "keep_record", cast.mia.public_id).status_code == 302
    assert open_deletion(cast.mia) is None


def test_asking_twice_is_one_wish(cast: Cast, asked: Deletion):
    do(cast.ana, "delete_record", cast.mia.public_id, words="Again.")
    assert Deletion.objects.count() == 1


def test_another_parent_says_what_they_think_and_the_lead_reads_it(cast: Cast, asked: Deletion):
    dad = person("Ben")
    add_member(cast.robin, cast.mia, user=dad, role=Role.FAMILY, name="Dad")
    do(dad, "answer_deletion", cast.mia.public_id, agrees="no")
    page = client_of(cast.robin).get(reverse("kept_records")).content.decode()
    assert "Mum asks to delete everything about Mia" in page
    assert "Dad doesn’t agree" in page
    assert do(cast.ana, "answer_deletion", cast.mia.public_id, agrees="yes").status_code == 404  # her own wish


def test_only_who_leads_the_practice_carries_it_out(cast: Cast, asked: Deletion):
    for user in (cast.kai, cast.ana, cast.sam, cast.nina):
        assert client_of(user).get(reverse("kept_records")).status_code == 404
        assert do(user, "carry_out_deletion", asked.pk, name="Mia").status_code == 404
        assert do(user, "decline_deletion", asked.pk, reason="No.").status_code == 404
    assert Child.objects.filter(pk=cast.mia.pk).exists()


def test_another_name_deletes_nothing(cast: Cast, asked: Deletion):
    answer = client_of(cast.robin).post(reverse("carry_out_deletion", args=[asked.pk]), {"name": "Leo"}, follow=True)
    assert "type Mia" in answer.content.decode()
    assert Child.objects.filter(pk=cast.mia.pk).exists()


def test_where_nothing_was_signed_nothing_is_kept(cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time)
    assert outlook(cast.mia).until is None
    assert carry_out(cast.robin, ask(cast.access(cast.ana), ""), name="Mia") is None
    assert not KeptRecord.objects.exists()


def test_a_practice_that_cant_says_why_and_the_family_reads_it(cast: Cast, asked: Deletion):
    do(cast.robin, "decline_deletion", asked.pk, reason="A court asked us to wait.")
    page = client_of(cast.ana).get(reverse("delete_record", args=[cast.mia.public_id])).content.decode()
    assert "A court asked us to wait." in page
    assert open_deletion(cast.mia) is None


def test_a_record_is_kept_for_years_after_the_last_entry_and_until_an_age(cast: Cast, asked: Deletion):
    today = cast.mia.today()
    in_eight_years = today.replace(year=today.year + 8)  # a year in which 29 February is there again
    assert keep_until(cast.mia, KeepingRule(years=8, until_age=21)) == in_eight_years
    cast.mia.born = dt.date(today.year - 5, 2, 28)
    assert keep_until(cast.mia, KeepingRule(years=7, until_age=21)) == dt.date(today.year + 16, 2, 28)
    cast.mia.born = dt.date(2024, 2, 29)
    assert keep_until(cast.mia, KeepingRule(years=0, until_age=21)) == dt.date(2045, 3, 1)


def test_a_closed_file_opens_for_the_lead_alone_and_is_written_down(cast: Cast, asked: Deletion):
    kept = carry_out(cast.robin, asked, name="Mia")
    assert kept is not None
    for user in (cast.kai, cast.ana, cast.sam):
        assert client_of(user).get(reverse("kept_file", args=[kept.public_id])).status_code == 404
    answer = client_of(cast.robin).get(reverse("kept_file", args=[kept.public_id]))
    assert answer.content == bytes(kept.file)
    assert AuditLine.objects.filter(about="kept_record", user=cast.robin, ref=kept.public_id).exists()


def test_a_closed_file_goes_on_the_day_after_its_last(cast: Cast, asked: Deletion):
    kept = carry_out(cast.robin, asked, name="Mia")
    assert kept is not None
    assert let_go(kept.keep_until) == 0
    assert let_go(kept.keep_until + dt.timedelta(days=1)) == 1
    assert not KeptRecord.objects.exists()


def test_a_teacher_and_the_child_herself_find_no_such_page(cast: Cast):
    for user in (cast.lopez, cast.mia_herself, cast.joe, cast.sam):
        assert client_of(user).get(reverse("delete_record", args=[cast.mia.public_id])).status_code == 404
