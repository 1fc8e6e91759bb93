"""Everything in one archive: what is in it for whom, and that it is read back."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, goal_for, tell, two_homes
from pebblepath.apps.goals.attained import record_level
from pebblepath.apps.goals.models import LevelRecord, Opinion
from pebblepath.apps.goals.scales import review_scale
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.moments.actions import change_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import invite, take_back_consent
from pebblepath.apps.people.messages import send
from pebblepath.apps.people.models import AuditLine, Child, Member, Role, Scope, Setting, User
from pebblepath.apps.play.door_cards import keep_card
from pebblepath.apps.reports import takeouts
from pebblepath.apps.reports.deletion import let_go
from pebblepath.apps.reports.takeout_models import Takeout
from pebblepath.apps.reports.takeouts import make_takeout
from pebblepath.apps.reports.your_data import tables_of
from pebblepath.apps.understanding.actions import make_passport_link, say
from pebblepath.apps.understanding.models import Kind, Trait
from pebblepath.core.evidence.case import Moment as Row
from pebblepath.core.exchange.archive import Archive, read_archive
from pebblepath.core.exchange.moments_csv import parse_moments
from played import play, sign

As = Callable[[User], Client]
FORMAT = Path(__file__).parents[3] / "docs" / "your-data.md"


def made(as_: As, who: User, child: Child, size: str = "us-letter") -> Takeout:
    """Somebody's file: asked for, and made by the worker."""
    assert as_(who).post(reverse("your_data", args=[child.public_id]), {"size": size}).status_code == 302
    takeout = Takeout.objects.get(member__user=who, member__child=child)
    make_takeout.func(takeout.pk)
    takeout.refresh_from_db()
    return takeout


def taken(as_: As, who: User, child: Child, size: str = "us-letter") -> Archive:
    made(as_, who, child, size)
    answer = as_(who).get(reverse("your_data_file", args=[child.public_id]))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    return read_archive(io.BytesIO(answer.content))


def rows(archive: Archive, name: str) -> list[Mapping[str, Any]]:
    return list(archive.tables[name])


def test_a_family_takes_everything_and_it_is_read_back(as_: As, cast: Cast):
    mum = cast.access(cast.ana)
    moment = tell(mum, cast.circle_time, step=3, words="=She sang!", strategies=[cast.cushion])
    archive = taken(as_, cast.ana, cast.mia)
    assert archive.about["child"] == "Mia" and archive.about["for"] == "Mum"
    (told,) = rows(archive, "moments")
    assert told["id"] == str(moment.id) and told["words"] == "=She sang!" and told["step"] == 3
    assert told["strategies"] == [cast.cushion.name] and told["stone"] == "I join in for three songs."
    assert [row["kind"] for row in rows(archive, "victories")] == ["A new stone"]
    assert {row["title"] for row in rows(archive, "goals")} == {"I join circle time, my way", "I zip my jacket"}
    assert len(rows(archive, "stones")) == 10
    assert {row["who"] for row in rows(archive, "consents")} >= {"Mum", "Ms. Lopez", "Robin"}


def test_the_papers_and_the_moments_of_each_path_lie_beside_the_tables(as_: As, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    archive = taken(as_, cast.ana, cast.mia, "a4")
    id = cast.circle_time.public_id
    wanted = {"papers/passport.pdf", "papers/victories.pdf", f"papers/what-helps-{id}.pdf", f"what-helps/{id}.csv"}
    assert wanted <= archive.attachments.keys()
    assert all(held.startswith(b"%PDF") for path, held in archive.attachments.items() if path.endswith(".pdf"))
    parsed = parse_moments(archive.attachments[f"what-helps/{id}.csv"].decode())
    (row,) = parsed.moments
    assert isinstance(row, Row) and (row.outcome, row.setting, row.observer) == (3, "school", "Mum")


def test_taking_it_is_told_in_the_record_and_in_the_archives_own(as_: As, cast: Cast):
    archive = taken(as_, cast.ana, cast.mia)
    assert AuditLine.objects.filter(child=cast.mia, deed="took_out", about="your_data_file", user=cast.ana).count() == 1
    assert rows(archive, "record")[-1]["what"] == "file of everything"


def test_a_parent_takes_nothing_of_the_other_home(as_: As, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    assert mum.user and dad.user
    tell(cast.access(dad.user, cast.leo), None, setting=Setting.HOME, words="At Dad's.")
    tell(cast.access(mum.user, cast.leo), None, setting=Setting.HOME, words="At Mum's.")
    assert [row["words"] for row in rows(taken(as_, mum.user, cast.leo), "moments")] == ["At Mum's."]


def test_what_therapists_alone_see_of_a_scale_is_in_a_therapists_archive_and_in_no_other(as_: As, cast: Cast):
    kai, goal = cast.access(cast.kai), cast.circle_time
    review_scale(kai, goal, Opinion.SUGGESTS, "Say it in songs.")
    record_level(kai, goal, LevelRecord(went="as_hoped", day=cast.mia.today()))
    family = taken(as_, cast.ana, cast.mia)
    assert not {"scale_reviews", "levels"} & family.tables.keys() and "hoped_by" not in rows(family, "goals")[0]
    therapist = taken(as_, cast.robin, cast.mia)
    assert [row["words"] for row in rows(therapist, "scale_reviews")] == ["Say it in songs."]
    assert [(row["level"], row["who"]) for row in rows(therapist, "levels")] == [(0, "Kai")]


def test_messages_are_those_that_the_reader_wrote_or_was_sent(as_: As, cast: Cast):
    robin, mum = cast.access(cast.robin), cast.access(cast.ana)
    send(robin, uuid.uuid4(), "To Mum.", [mum.member])
    send(robin, uuid.uuid4(), "To Kai.", [cast.access(cast.kai).member])
    assert [row["words"] for row in rows(taken(as_, cast.ana, cast.mia), "messages")] == ["To Mum."]


def test_a_note_tells_the_family_its_part_and_a_therapist_all(as_: As, cast: Cast):
    robin = cast.access(cast.robin)
    signed, open_one = play(robin, cast.circle_time, days_ago=7), play(robin, cast.circle_time)
    sign(robin, signed)
    keep_card(robin, open_one, ["Not sent."], "", send=False)
    family = taken(as_, cast.ana, cast.mia)
    assert [row["session_id"] for row in rows(family, "notes")] == [signed.public_id]
    assert "sections" not in rows(family, "notes")[0] and "amendments" not in family.tables
    assert [row["id"] for row in rows(family, "sessions")] == [signed.public_id] and rows(family, "door_cards") == []
    therapist = taken(as_, cast.robin, cast.mia)
    assert "subjective" in rows(therapist, "notes")[0]["sections"]
    assert {row["id"] for row in rows(therapist, "sessions")} == {signed.public_id, open_one.public_id}


def test_what_was_changed_and_what_no_longer_holds_is_there_and_what_was_taken_back_isnt(as_: As, cast: Cast):
    mum = cast.access(cast.ana)
    kept, gone = (tell(mum, None, words=words) for words in ("First.", "Gone."))
    Moment.objects.filter(pk=gone.pk).update(removed_at=gone.told_at)
    change_moment(mum, kept, draft_of(None, id=kept.id, words="Second."))
    said = say(mum, Trait(kind=Kind.JOY, words="I love trains."))
    Trait.objects.filter(pk=said.pk).update(ended_at=said.told_at)
    archive = taken(as_, cast.ana, cast.mia)
    assert [row["words"] for row in rows(archive, "moments")] == ["Second."]
    (before,) = rows(archive, "moments_before")
    assert before["moment_id"] == str(kept.id) and "First." in before["before"]
    assert [(row["words"], bool(row["ended_at"])) for row in rows(archive, "traits")] == [("I love trains.", True)]


def test_who_sees_one_path_would_take_that_path_alone(cast: Cast):
    tell(cast.access(cast.ana), cast.zip_jacket, words="At the zip.")
    tables = {one.name: one.rows for one in tables_of(cast.access(cast.lopez))}
    assert [row["title"] for row in tables["goals"]] == ["I join circle time, my way"]
    assert {row["who"] for row in tables["consents"]} == {"Ms. Lopez"} and "record" not in tables
    for name in ("moments", "routines", "sessions", "minutes", "hopes", "check_ins"):
        assert not tables[name], name


def test_every_table_and_column_is_in_the_docs(cast: Cast):
    told = FORMAT.read_text(encoding="utf-8")
    for one in tables_of(cast.access(cast.robin)):
        (line,) = re.findall(rf"^\| `{one.name}` \|.*$", told, re.MULTILINE)
        columns = set(re.findall(r"`([a-z_]+)`", line.split("|")[3]))
        assert columns == {name for name, _ in one.columns}, one.name


def test_what_tables_and_columns_mean_fits_any_child(cast: Cast):
    one_childs = re.compile(r"\b(she|hers?|herself|he|his|him|himself)\b", re.IGNORECASE)
    meanings = [
        meaning
        for one in tables_of(cast.access(cast.robin))
        for meaning in (one.meaning, *(words for column, words in one.columns if column != "pronouns"))
    ]
    assert [meaning for meaning in meanings if one_childs.search(meaning)] == []


def test_the_tables_take_few_queries_however_much_there_is(cast: Cast, django_assert_max_num_queries: Any):
    mum = cast.access(cast.ana)
    for hours in range(1, 20):
        tell(mum, cast.circle_time, step=hours % 5, hours_ago=hours, strategies=[cast.cushion])
    with django_assert_max_num_queries(50):
        tables_of(mum)


def test_the_voices_of_all_paths_take_as_many_queries_as_those_of_one(cast: Cast):
    mum = cast.access(cast.ana)
    for goal, step in ((cast.circle_time, 2), (cast.zip_jacket, 1)):
        say_voice(mum, goal, step=step)
    with CaptureQueriesContext(connection) as two:
        voices = next(one for one in tables_of(mum) if one.name == "voices")
    assert [(row["goal_id"], row["step"]) for row in voices.rows] == [
        (cast.circle_time.public_id, 2),
        (cast.zip_jacket.public_id, 1),
    ]
    for n in range(5):
        say_voice(mum, goal_for(cast.access(cast.robin), f"I try {n}"), step=1)
    with CaptureQueriesContext(connection) as seven:
        voices = next(one for one in tables_of(mum) if one.name == "voices")
    assert len(list(voices.rows)) == 7 and len(seven) == len(two)


def test_the_page_says_what_is_in_it_and_asking_for_it_is_one_tap(as_: As, cast: Cast):
    page = as_(cast.ana).get(reverse("your_data", args=[cast.mia.public_id])).content.decode()
    assert "you need not ask" in page and '<form method="post"' in page and "Take all (papers on Letter)" in page


def test_a_page_waits_for_the_file_and_saves_it_once_by_itself(as_: As, cast: Cast):
    page, file = (reverse(name, args=[cast.mia.public_id]) for name in ("your_data", "your_data_file"))
    mum = as_(cast.ana)
    assert mum.post(page, {"size": "a4"})["Location"] == page
    assert mum.get(file)["Location"] == page  # there is none yet
    waiting = mum.get(page).content.decode()
    assert (
        "We are making your file." in waiting and 'hx-trigger="load delay:2s"' in waiting and "Take all" not in waiting
    )
    make_takeout.func(Takeout.objects.get().pk)
    again = mum.get(page, headers={"HX-Request": "true"})
    assert again["HX-Refresh"] == "true" and not again.content
    first = mum.get(page)
    assert first["Refresh"] == f"0; url={file}"
    assert "It is being saved now." in first.content.decode() and f'href="{file}"' in first.content.decode()
    assert "Refresh" not in mum.get(page) and "HX-Refresh" not in mum.get(page)
    assert mum.get(file)["Cache-Control"] == "private, no-store"


def test_a_page_that_looks_again_for_its_file_is_one_line_of_the_record(as_: As, cast: Cast):
    page, file = (reverse(name, args=[cast.mia.public_id]) for name in ("your_data", "your_data_file"))
    opened = AuditLine.objects.filter(child=cast.mia, user=cast.ana, deed="opened", about="your_data")
    mum = as_(cast.ana)
    mum.get(page)
    assert opened.count() == 1
    mum.post(page, {"size": "a4"})
    mum.get(page)
    for _ in range(3):
        mum.get(page, headers={"HX-Request": "true"})
        mum.get(page)
    assert opened.count() == 2  # the page to ask on, and the first look after the file
    make_takeout.func(Takeout.objects.get().pk)
    mum.get(page, headers={"HX-Request": "true"})
    mum.get(page)
    mum.get(file)
    assert opened.count() == 2
    assert AuditLine.objects.filter(child=cast.mia, deed="took_out", about="your_data_file").count() == 1
    mum.get(page)  # the file has been saved; whoever comes back later is told
    assert opened.count() == 3


def test_a_look_at_somebody_elses_waiting_file_isnt_taken_for_ones_own(as_: As, cast: Cast):
    page = reverse("your_data", args=[cast.mia.public_id])
    as_(cast.ana).post(page, {"size": "a4"})
    as_(cast.ana).get(page)
    as_(cast.robin).get(page, headers={"HX-Request": "true"})
    as_(cast.robin).get(page, headers={"HX-Request": "true"})
    assert AuditLine.objects.filter(child=cast.mia, user=cast.robin, deed="opened", about="your_data").count() == 2


def test_a_paper_that_isnt_there_is_refused_with_a_sentence(as_: As, cast: Cast):
    answer = as_(cast.ana).post(reverse("your_data", args=[cast.mia.public_id]), {"size": "wall"})
    assert answer.status_code == 400 and "Choose a paper: Letter or A4." in answer.content.decode()
    assert not Takeout.objects.exists()


def test_the_file_is_for_who_asked_alone(as_: As, cast: Cast):
    made(as_, cast.ana, cast.mia)
    for user in (cast.robin, cast.kai):
        page = reverse("your_data", args=[cast.mia.public_id])
        assert as_(user).get(reverse("your_data_file", args=[cast.mia.public_id]))["Location"] == page
        assert "Your file is ready" not in as_(user).get(page).content.decode()


def test_the_file_is_gone_after_a_day(as_: As, cast: Cast, now_is: Callable[[dt.datetime], None]):
    takeout = made(as_, cast.ana, cast.mia)
    assert takeout.expires_at
    file = reverse("your_data_file", args=[cast.mia.public_id])
    let_go(cast.mia.today())
    assert as_(cast.ana).get(file).status_code == 200
    now_is(takeout.expires_at)
    assert as_(cast.ana).get(file).status_code == 302
    let_go(cast.mia.today())
    assert not Takeout.objects.exists()


def test_what_may_be_seen_now_is_what_counts_and_not_what_might_be_seen_then(as_: As, cast: Cast):
    made(as_, cast.ana, cast.mia)
    member = cast.access(cast.ana).member
    take_back_consent(cast.robin, member.consents.get(scope=Scope.CIRCLE))
    page = as_(cast.ana).get(reverse("your_data", args=[cast.mia.public_id])).content.decode()
    assert "Your file is ready" not in page and "Take all" in page
    assert as_(cast.ana).get(reverse("your_data_file", args=[cast.mia.public_id])).status_code == 302
    assert "record" not in taken(as_, cast.ana, cast.mia).tables


def test_who_may_no_longer_take_it_gets_none_though_it_was_asked_for(as_: As, cast: Cast):
    as_(cast.ana).post(reverse("your_data", args=[cast.mia.public_id]), {"size": "a4"})
    member = cast.access(cast.ana).member
    take_back_consent(cast.robin, member.consents.get(scope=Scope.TAKE))
    make_takeout.func(Takeout.objects.get().pk)
    assert not Takeout.objects.exists()


def test_asking_twice_makes_one_file_and_a_new_one_takes_the_place_of_the_old(as_: As, cast: Cast):
    page = reverse("your_data", args=[cast.mia.public_id])
    for _ in range(2):
        as_(cast.ana).post(page, {"size": "a4"})
    asked = AuditLine.objects.filter(about="file of everything", deed="added", user=cast.ana)
    assert Takeout.objects.count() == asked.count() == 1
    first = made(as_, cast.ana, cast.mia, "a4")
    assert made(as_, cast.ana, cast.mia, "a4").public_id != first.public_id
    assert Takeout.objects.count() == 1


def test_a_file_that_breaks_off_is_said_logged_and_can_be_asked_for_again(
    as_: As, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def breaks(access: object, size: str) -> bytes:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(takeouts, "archive_for", breaks)
        assert made(as_, cast.ana, cast.mia).failed
    assert any(line.exc_info and line.name.endswith("takeouts") for line in caplog.records)
    page = as_(cast.ana).get(reverse("your_data", args=[cast.mia.public_id])).content.decode()
    assert "Your file couldn’t be made." in page and "Take all" in page
    assert taken(as_, cast.ana, cast.mia).about["child"] == "Mia"


def test_dropped_work_is_taken_up_again(
    as_: As, cast: Cast, now_is: Callable[[dt.datetime], None], monkeypatch: pytest.MonkeyPatch
):
    page = reverse("your_data", args=[cast.mia.public_id])
    as_(cast.ana).post(page, {"size": "a4"})
    asked: list[int] = []
    monkeypatch.setattr(type(make_takeout), "enqueue", lambda self, key: asked.append(key))
    now_is(timezone.now() + takeouts.STALLED + dt.timedelta(seconds=1))
    for _ in range(2):
        text = as_(cast.ana).get(page).content.decode()
    assert asked == [Takeout.objects.get().pk]
    assert 'hx-trigger="load delay:60s"' in text  # who waits long looks seldom


def test_the_archive_is_a_plain_zip_file_with_a_name_that_tells_whose_and_when(as_: As, cast: Cast):
    made(as_, cast.ana, cast.mia)
    answer = as_(cast.ana).get(reverse("your_data_file", args=[cast.mia.public_id]))
    assert f'filename="mia-{cast.mia.today().isoformat()}.zip"' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None and "README.txt" in archive.namelist()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CHILD, Role.OTHER])
def test_who_may_not_take_moments_out_finds_no_archive(as_: As, cast: Cast, role: str):
    member = Member.objects.filter(child=cast.mia, role=role, user__isnull=False).select_related("user")[0]
    assert member.user
    for name in ("your_data", "your_data_file"):
        assert as_(member.user).get(reverse(name, args=[cast.mia.public_id])).status_code == 404


# What hangs on a child and isn't a table of its own, each for a reason that docs/your-data.md tells.
INSIDE = {
    "people.User": "names beside what they did", "people.Practice": "child", "people.Household": "homes",
    "people.MessageReader": "messages", "understanding.Passport": "child", "understanding.Photo": "photos",
    "understanding.Intake": "hopes", "understanding.PassportLink": "links", "understanding.ToolkitLink": "links",
    "people.Invitation": "links", "insights.SkippedDay": "try_outs", "moments.Version": "moments_before",
    "myspace.OwnPhoto": "photos", "myspace.Board": "board_pictures", "insights.Answer": "papers",
    "insights.Turn": "papers", "play.GoalInPlay": "sessions", "play.Caught": "moments",
    "reports.DeletionAnswer": "deletions", "reports.ReportLink": "links",
}  # fmt: skip
ONES_OWN = {
    "understanding.Reminder", "understanding.SentReminder", "understanding.PushPlace", "myspace.Hidden",
    "myspace.Setup", "reports.Takeout",
}  # fmt: skip
OF_A_PRACTICE = {
    "people.Staff", "understanding.PracticeCard", "moments.ClassLink", "moments.ClassPlace", "play.Room", "play.Group",
    "play.School", "play.SchoolClass", "play.SharedThing", "play.Timetable", "play.WorkingHours",
    "learn.Question", "reports.KeepingRule", "reports.KeptRecord",
    "reports.ReportYear", "reports.Batch", "reports.BatchRow",
}  # fmt: skip
TABLES = {
    "people.Child": "child", "people.Member": "circle", "people.Consent": "consents", "people.Message": "messages",
    "people.AuditLine": "record", "goals.Goal": "goals", "goals.Stone": "stones", "goals.Pebble": "pebbles",
    "goals.Voice": "voices", "goals.ScaleReview": "scale_reviews", "goals.LevelRecord": "levels",
    "moments.Moment": "moments", "moments.Victory": "victories",
    "moments.FridayPick": "fridays", "understanding.Trait": "traits", "understanding.Strategy": "strategies",
    "understanding.AtHand": "at_hand", "understanding.Routine": "routines", "understanding.Tried": "ideas",
    "understanding.Load": "weeks", "insights.TryOut": "try_outs", "play.Session": "sessions", "play.Note": "notes",
    "play.Amendment": "amendments", "play.DoorCard": "door_cards", "play.Minutes": "minutes", "play.Owed": "promises",
    "play.UsualVisit": "usual_visits", "play.SchoolPlace": "school_places", "play.Slot": "planned_times",
    "myspace.CheckIn": "check_ins", "myspace.Choice": "choices", "myspace.CardAnswer": "picture_cards",
    "reports.Deletion": "deletions", "reports.Measure": "measures", "reports.HomeChoice": "home_choices",
    "reports.Report": "reports", "reports.ReportAmendment": "report_amendments",
    "myspace.BoardItem": "board_pictures", "myspace.DayItem": "day_pictures",
}  # fmt: skip


def test_everything_that_is_kept_is_in_the_archive_or_left_out_for_a_reason(cast: Cast):
    kept = {model._meta.label for model in apps.get_models() if model.__module__.startswith("pebblepath.")}
    assert kept == TABLES.keys() | INSIDE.keys() | ONES_OWN | OF_A_PRACTICE
    made = {one.name for one in tables_of(cast.access(cast.robin))}
    assert set(TABLES.values()) <= made and set(INSIDE.values()) - made == {
        "names beside what they did",
        "photos",
        "papers",
    }


def test_no_link_is_in_the_archive_as_whoever_has_it_gets_in(as_: As, cast: Cast):
    robin = cast.access(cast.robin)
    made = make_passport_link(robin, "The new teacher", 30)
    asked = invite(cast.robin, cast.practice, child=cast.mia, role=Role.OTHER, name="Uncle")
    archive = taken(as_, cast.ana, cast.mia)
    assert {(row["kind"], row["name"]) for row in rows(archive, "links")} == {
        ("passport", "The new teacher"), ("invitation", "Uncle"),
    }  # fmt: skip
    held = str(archive.tables)
    assert made.token not in held and asked.token not in held


def test_who_may_take_it_finds_it_in_the_circle(as_, cast: Cast):
    there = reverse("your_data", args=[cast.mia.public_id])
    circle = reverse("circle", args=[cast.mia.public_id])
    assert there in as_(cast.ana).get(circle).content.decode()
    assert there not in as_(cast.lopez).get(circle).content.decode()
