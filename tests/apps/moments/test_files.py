"""Moments as a file: out, in, and every fault named before anything is taken in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell
from pebblepath.apps.goals.actions import make_goal
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import remove_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import Member, Practice, Role
from pebblepath.apps.understanding.models import Strategy
from pebblepath.core.exchange.moments_csv import parse_moments

HEADER = "when,setting,observer,outcome,strategies\n"


@pytest.fixture
def leos(cast: Cast) -> Goal:
    return goal_for(cast.access(cast.robin, cast.leo), "Leo's circle time")


@pytest.fixture
def told(cast: Cast) -> None:
    """Moments of every kind, with names that a table must take care of."""
    ana, lopez = cast.access(cast.ana), cast.access(cast.lopez)
    Strategy.objects.create(child=cast.mia, name='A song, "ours"', settings=["home"])
    song = Strategy.objects.get(name='A song, "ours"')
    for hours in range(6):
        tell(
            ana, cast.circle_time, step=hours % 5, setting="home", hours_ago=hours * 25, strategies=[song, cast.cushion]
        )
        tell(lopez, cast.circle_time, step=4 - hours % 5, hours_ago=hours * 25, strategies=[cast.cushion])
    tell(lopez, cast.circle_time, time_zone="Asia/Tokyo", words="not in the file")
    tell(ana, None, words="without a goal")
    tell(ana, cast.zip_jacket, step=4)


def take_out(as_, cast: Cast, goal: Goal | None = None, **who: Any) -> str:
    child = goal.child if goal else cast.mia
    user = who.get("user", cast.robin)
    answer = as_(user).get(reverse("take_out", args=[child.public_id]), {"goal": goal.public_id} if goal else {})
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    return answer.content.decode()


def bring_in(as_, cast: Cast, goal: Goal, text: str | bytes, **more: Any):
    """Send a table, pasted (words) or as a file (bytes)."""
    url = reverse("bring_in", args=[goal.child.public_id])
    sent = {"file": SimpleUploadedFile("moments.csv", text)} if isinstance(text, bytes) else {"text": text}
    return as_(more.get("user", cast.robin)).post(url, {"goal": goal.public_id, **sent}, follow=True)


def rows(text: str) -> set[tuple[object, ...]]:
    read = parse_moments(text)
    assert not read.faults
    return {(r.when, r.setting, r.observer, r.outcome, r.strategies) for r in read.moments}


def test_what_is_taken_out_comes_back_in_as_the_same_rows_for_another_child(as_, cast: Cast, told: None, leos: Goal):
    out = take_out(as_, cast, cast.circle_time)
    answer = bring_in(as_, cast, leos, out)
    assert "13 moments are in." in answer.content.decode()
    assert rows(take_out(as_, cast, leos)) == rows(out) and leos.moments.count() == 13


def test_a_file_of_one_goal_has_only_its_moments(as_, cast: Cast, told: None):
    out = take_out(as_, cast, cast.circle_time)
    assert len(rows(out)) == 13 and out.startswith("when,setting,observer,outcome,strategies\r\n")
    assert "not in the file" not in out
    assert len(rows(take_out(as_, cast))) == 14  # all moments with a goal


def test_what_was_taken_back_isnt_taken_out(as_, cast: Cast):
    moment = tell(cast.access(cast.ana), cast.circle_time)
    remove_moment(cast.access(cast.ana), moment)
    assert rows(HEADER + "2026-01-05,home,Mum,1,") and "Mum" not in take_out(as_, cast, cast.circle_time)


def test_a_file_has_a_name_that_tells_what_and_when(as_, cast: Cast):
    url = reverse("take_out", args=[cast.mia.public_id])
    named = as_(cast.robin).get(url, {"goal": cast.circle_time.public_id})["Content-Disposition"]
    assert named == f'attachment; filename="moments-{cast.circle_time.public_id}-{timezone.localdate()}.csv"'


def test_a_goal_of_another_child_cant_be_taken_out(as_, cast: Cast, leos: Goal):
    url = reverse("take_out", args=[cast.mia.public_id])
    assert as_(cast.robin).get(url, {"goal": leos.public_id}).status_code == 404


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_and_comes_back_unharmed(as_, cast: Cast, leos: Goal):
    Member.objects.filter(user=cast.ana).update(name='=HYPERLINK("http://evil","x")')
    Strategy.objects.filter(pk=cast.cushion.pk).update(name="@SUM(1+1)")
    tell(cast.access(cast.ana), cast.circle_time, strategies=[cast.cushion])
    out = take_out(as_, cast, cast.circle_time)
    assert "'=HYPERLINK" in out and "'@SUM" in out and ",=HYPERLINK" not in out
    bring_in(as_, cast, leos, out)
    assert leos.moments.get().told_by.name == '=HYPERLINK("http://evil","x")'


def test_bringing_the_same_file_in_twice_adds_nothing(as_, cast: Cast, leos: Goal):
    table = HEADER + "2026-01-05,home,Mum,1,song\n2026-01-05,home,Mum,1,song\n2026-01-06T08:30,school,Ms. Lopez,3,\n"
    assert "3 moments are in." in bring_in(as_, cast, leos, table).content.decode()
    again = bring_in(as_, cast, leos, table).content.decode()
    assert "Nothing new: these moments were here already." in again and leos.moments.count() == 3


def test_a_longer_file_adds_only_what_is_new(as_, cast: Cast, leos: Goal):
    bring_in(as_, cast, leos, HEADER + "2026-01-05,home,Mum,1,\n")
    page = bring_in(as_, cast, leos, HEADER + "2026-01-05,home,Mum,1,\n2026-01-06,home,Mum,2,\n").content.decode()
    assert "1 moment is in." in page and "1 was here already and stays as it is." in page


def test_what_was_taken_out_adds_nothing_when_it_comes_back_to_its_own_goal(as_, cast: Cast, told: None):
    out = take_out(as_, cast, cast.circle_time)
    page = bring_in(as_, cast, cast.circle_time, out).content.decode()
    assert "Nothing new" in page and cast.circle_time.moments.count() == 13


def test_a_moment_told_further_east_has_happened_whatever_date_its_clock_shows(as_, cast: Cast, leos: Goal):
    east, west = (timezone.now().astimezone(dt.timezone(dt.timedelta(hours=hours))).isoformat() for hours in (14, -9))
    table = HEADER + f"{east},home,Mum,1,\n{west},home,Mum,2,\n"
    assert "2 moments are in." in bring_in(as_, cast, leos, table).content.decode()


@pytest.mark.parametrize("when", ["9999-12-31T23:59-12:00", "0001-01-01T00:00+12:00", "9999-12-31"])
def test_the_ends_of_the_calendar_are_named_as_faults(as_, cast: Cast, leos: Goal, when: str):
    answer = bring_in(as_, cast, leos, HEADER + f"{when},home,Mum,1,\n")
    assert answer.status_code == 400 and "Row 2, column when" in answer.content.decode()


def test_what_was_taken_back_isnt_put_back_by_the_same_file(as_, cast: Cast, leos: Goal):
    table = HEADER + "2026-01-05,home,Robin,1,\n"
    bring_in(as_, cast, leos, table)
    remove_moment(cast.access(cast.robin, cast.leo), leos.moments.get())
    bring_in(as_, cast, leos, table)
    assert leos.moments.get().removed_at is not None


def test_moments_from_a_file_light_the_stones(as_, cast: Cast, leos: Goal):
    bring_in(as_, cast, leos, HEADER + "2026-01-05,home,Mum,1,\n2026-01-03,home,Mum,3,\n")
    lit = list(leos.stones.values_list("lit_on", flat=True))
    assert lit == [dt.date(2026, 1, 3)] * 4 + [None]


def test_a_day_without_a_time_is_its_noon_where_the_practice_is(as_, cast: Cast, leos: Goal):
    Practice.objects.update(time_zone="America/Chicago")
    bring_in(as_, cast, leos, HEADER + "2026-01-05,home,Mum,1,\n2026-01-06T23:30,home,Mum,1,\n")
    late, noon = leos.moments.all()
    assert noon.happened_at == dt.datetime(2026, 1, 5, 18, 0, tzinfo=dt.UTC) and noon.day == dt.date(2026, 1, 5)
    assert late.happened_at == dt.datetime(2026, 1, 7, 5, 30, tzinfo=dt.UTC) and late.day == dt.date(2026, 1, 6)


def test_new_names_become_people_without_an_account_and_strategies_of_their_own(as_, cast: Cast):
    page = bring_in(as_, cast, cast.circle_time, HEADER + "2026-01-05,home,Aunt Rosa,1,Drum;wobble cushion\n")
    assert "New names: Aunt Rosa, Drum." in page.content.decode()
    rosa = Member.objects.get(name="Aunt Rosa")
    assert (rosa.user, rosa.role, rosa.child) == (None, Role.OTHER, cast.mia) and not rosa.consents.exists()
    drum = Strategy.objects.get(name="Drum")
    assert drum.card == "" and set(cast.circle_time.moments.get().strategies.all()) == {drum, cast.cushion}


def test_names_that_differ_only_in_capitals_are_one(as_, cast: Cast, leos: Goal):
    bring_in(as_, cast, leos, HEADER + "2026-01-05,home,Rosa,1,Drum\n2026-01-06,home,ROSA,1,drum;DRUM\n")
    assert Member.objects.filter(child=cast.leo, name__iexact="rosa").count() == 1
    assert Strategy.objects.filter(child=cast.leo).count() == 1


def test_setting_names_may_be_written_large(as_, cast: Cast, leos: Goal):
    bring_in(as_, cast, leos, HEADER + "2026-01-05,School,Rosa,1,\n")
    assert leos.moments.get().setting == "school"


# Faults: each with its row, and nothing is taken in.


def test_every_fault_is_listed_with_its_row_and_nothing_is_taken_in(as_, cast: Cast, leos: Goal):
    tomorrow = timezone.localdate() + dt.timedelta(days=2)
    table = (
        HEADER
        + "2026-01-05,home,Mum,1,song\n"
        + "5.1.2026,home,Mum,1,\n"
        + "2026-01-05,home,Mum,5,\n"
        + "2026-01-05,the moon,Mum,1,\n"
        + f"{tomorrow},home,Mum,1,\n"
        + f"2026-01-05,home,{'x' * 81},1,\n"
        + f"2026-01-05,home,Mum,1,{'y' * 61}\n"
        + "0001-01-01,home,Mum,1,\n"
    )
    answer = bring_in(as_, cast, leos, table)
    page = answer.content.decode()
    assert answer.status_code == 400 and "Nothing was taken in yet" in page and not Moment.objects.exists()
    assert not Member.objects.filter(child=cast.leo, name="Mum").exists()
    listed = [str(fault) for fault in answer.context["faults"]]
    assert sorted(fault.split(":")[0] for fault in listed) == [
        "Row 3, column when",
        "Row 4, column outcome",
        "Row 5, column setting",
        "Row 6, column when",
        "Row 7, column observer",
        "Row 8, column strategies",
        "Row 9, column when",
    ]
    assert "accepted are home, school, community, clinic" in page and f"{tomorrow} is still to come" in page
    assert "5.1.2026" in page.split("<textarea")[1]  # what was pasted is still in the box


@pytest.mark.parametrize("when", ["0001-01-01", "0001-01-01T00:00", "1066-10-14T09:00+14:00", "9999-12-31T23:59-12:00"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_year_far_off_is_a_fault_and_not_a_failure(as_, cast: Cast, leos: Goal, when: str, zone: str):
    Practice.objects.update(time_zone=zone)
    answer = bring_in(as_, cast, leos, HEADER + f"{when},home,Mum,1,\n")
    assert answer.status_code == 400 and "Row 2, column when" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "The submitted file is empty."),
        (b"\n", "the table is empty"),
        (HEADER.encode(), "the table has no moments"),
        (b"2026-01-05,home,Mum,1,song\n", "the column &#x27;when&#x27; is missing"),
        (b"when,setting,observer,outcome\n2026-01-05,home,Mum,1\n", "the column &#x27;strategies&#x27; is missing"),
        (HEADER.encode() + b'2026-01-05,home,"Mum,1,\n', "the table cannot be read"),
        ((HEADER + "2026-01-05,home,Größe,1,\n").encode("latin-1"), "isn&#x27;t text in UTF-8"),
        ((HEADER + "2026-01-05,home,Mum,1,\n").encode("utf-16"), "isn&#x27;t text in UTF-8"),
        ((HEADER + "2026-01-05,home,M\0um,1,\n").encode(), "NUL"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "isn&#x27;t text in UTF-8"),
    ],
)
def test_a_file_that_isnt_a_table_of_moments_is_refused_in_words(as_, cast: Cast, leos: Goal, text: bytes, says: str):
    answer = bring_in(as_, cast, leos, text)
    assert answer.status_code == 400 and says in answer.content.decode() and not leos.moments.exists()


def test_neither_a_file_nor_lines_is_refused_in_words(as_, cast: Cast, leos: Goal):
    answer = bring_in(as_, cast, leos, "  \n ")
    assert answer.status_code == 400 and "Please choose a file, or paste the lines." in answer.content.decode()


def test_the_goal_of_another_child_isnt_accepted(as_, cast: Cast, leos: Goal):
    url = reverse("bring_in", args=[cast.mia.public_id])
    sent = {"goal": leos.public_id, "text": HEADER + "2026-01-05,home,Mum,1,\n"}
    answer = as_(cast.robin).post(url, sent)
    assert answer.status_code == 400 and "is not one of the available choices" in answer.content.decode()
    assert "2026-01-05,home,Mum,1," in answer.content.decode() and not Moment.objects.exists()


def test_outcomes_are_held_to_the_stones_of_the_goal(as_, cast: Cast):
    three = make_goal(cast.access(cast.robin), Goal(title="T", levels=3, start_step=0), ("a", "b", "c"))
    answer = bring_in(as_, cast, three, HEADER + "2026-01-05,home,Mum,3,\n")
    assert answer.status_code == 400 and "a whole number from 0 to 2" in answer.content.decode()


def test_a_file_of_two_megabytes_is_taken_in_at_once(as_, cast: Cast, leos: Goal):
    names = ";".join(f"{n} {'x' * 40}" for n in range(10))
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n % 700) for n in range(4500)]
    table = (HEADER + "\n".join(f"{day},school,Rosa,{n % 5},{names}" for n, day in enumerate(days))).encode()
    assert len(table) > 2_000_000
    with CaptureQueriesContext(connection) as seen:
        assert "4500 moments are in." in bring_in(as_, cast, leos, table).content.decode()
    # Kept in batches: far fewer statements than rows.
    assert len(seen) < 450 and leos.moments.count() == 4500


def test_two_megabytes_of_faults_show_the_first_sixty(as_, cast: Cast, leos: Goal):
    table = HEADER + "yesterday,home,Mum,1,song\n" * 80_000
    answer = bring_in(as_, cast, leos, table.encode())
    assert answer.status_code == 400 and len(answer.content) < 100_000
    assert "80000 things to mend" in answer.content.decode() and "Row 61," in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(as_, cast: Cast, leos: Goal):
    answer = bring_in(as_, cast, leos, b"x" * (5 * 1024 * 1024 + 1))
    assert answer.status_code == 400 and "Up to 5,120 KB can be read at once." in answer.content.decode()


def test_too_much_pasted_at_once_is_told_kindly(as_, cast: Cast, leos: Goal):
    answer = bring_in(as_, cast, leos, "x" * (5 * 1024 * 1024 + 1000))
    assert answer.status_code == 400 and "We didn&#x27;t understand that" in answer.content.decode()
