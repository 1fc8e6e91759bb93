"""The tick sheet and its typed-in twin."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, goal_for
from pebblepath.apps.moments.class_actions import Share, make_class_link, tell_from_class
from pebblepath.apps.moments.class_links import seats_of
from pebblepath.apps.moments.class_models import ClassLink
from pebblepath.apps.moments.models import Moment, Version
from pebblepath.apps.moments.tick_sheet import keep_sheet, read_sheet, rows_of_child, rows_of_class, week_asked_for
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import AuditLine, Child, Role
from pebblepath.apps.reports import class_papers
from pebblepath.apps.reports.class_papers import sheet_data
from pebblepath.apps.reports.papers import SIZES, make_pdf

MONDAY = dt.date(2026, 11, 23)
THURSDAY = dt.datetime(2026, 11, 26, 15, tzinfo=dt.UTC)


@pytest.fixture
def link(cast: Cast, now_is) -> ClassLink:
    now_is(THURSDAY)
    leos = goal_for(cast.access(cast.robin, cast.leo), "I line up")
    return make_class_link(
        cast.robin,
        cast.practice,
        name="Room 4",
        pin="2468",
        expires_at=THURSDAY + dt.timedelta(days=30),
        shares=[
            Share(cast.access(cast.robin), [cast.circle_time.public_id]),
            Share(cast.access(cast.robin, cast.leo), [leos.public_id]),
        ],
    )


def field(line: int, day: int) -> str:
    return f"c{line}-{(MONDAY + dt.timedelta(days=day)).isoformat()}"


def sheet_of(link: ClassLink) -> str:
    return reverse("link_sheet", args=[link.public_id])


def send(client: Client, link: ClassLink, cells: dict[str, str]) -> tuple[int, str]:
    answer = client.post(sheet_of(link), {"week": MONDAY.isoformat(), **cells}, follow=True)
    return answer.status_code, answer.content.decode()


def steps() -> dict[tuple[str, dt.date], int | None]:
    return {(m.goal.title, m.day): m.step for m in Moment.objects.kept().select_related("goal") if m.goal}


def test_a_week_is_typed_in_one_go_and_told_by_the_class(as_, cast: Cast, link: ClassLink):
    status, page = send(as_(cast.robin), link, {field(0, 0): "2", field(0, 1): "3", field(1, 0): "0"})
    assert status == 200 and "3 new" in page
    assert steps() == {
        (cast.circle_time.title, MONDAY): 2,
        (cast.circle_time.title, MONDAY + dt.timedelta(days=1)): 3,
        ("I line up", MONDAY): 0,
    }
    assert set(Moment.objects.values_list("told_by__name", "setting")) == {("Room 4", "school")}
    assert set(AuditLine.objects.filter(about="moment").values_list("user", flat=True)) == {cast.robin.pk}


def test_typing_the_same_week_again_changes_nothing(as_, cast: Cast, link: ClassLink):
    cells = {field(0, 0): "2", field(1, 3): "4"}
    send(as_(cast.robin), link, cells)
    before = list(Moment.objects.values_list())
    _, page = send(as_(cast.robin), link, cells)
    assert "Nothing new" in page and list(Moment.objects.values_list()) == before


def test_what_was_typed_stands_there_and_is_changed_or_taken_back_by_typing(as_, cast: Cast, link: ClassLink):
    client = as_(cast.robin)
    send(client, link, {field(0, 0): "2", field(0, 1): "1"})
    page = client.get(sheet_of(link)).content.decode()
    assert f'name="{field(0, 0)}" value="2"' in page
    _, page = send(client, link, {field(0, 0): "4", field(0, 1): ""})
    assert "1 changed, 1 taken back" in page and steps() == {(cast.circle_time.title, MONDAY): 4}
    assert Version.objects.count() == 2
    _, page = send(client, link, {field(0, 1): "1"})
    assert "1 changed" in page and len(steps()) == 2


@pytest.mark.parametrize("value", ["5", "x", "-1", "2.5", "٣", "9" * 200, "0" * 4 + "7"])
def test_a_cell_that_cant_be_read_is_explained_and_nothing_is_lost(as_, cast: Cast, link: ClassLink, value: str):
    status, page = send(as_(cast.robin), link, {field(0, 0): "2", field(1, 1): value})
    assert status == 400 and "Leo: I line up, Tuesday" in page and "0 to 4" in page
    assert f'name="{field(0, 0)}" value="2"' in page and f'value="{value}"' in page
    assert not Moment.objects.exists()


def test_a_day_that_is_still_to_come_is_closed(as_, cast: Cast, link: ClassLink):
    page = as_(cast.robin).get(sheet_of(link)).content.decode()
    assert field(0, 3) in page and field(0, 4) not in page
    status, page = send(as_(cast.robin), link, {field(0, 4): "2"})
    assert status == 400 and "still to come" in page and not Moment.objects.exists()


def test_what_was_tapped_stands_beside_the_cell(as_, cast: Cast, link: ClassLink):
    tell_from_class(seats_of(link)[0], cast.circle_time.public_id, 3, uuid.uuid4())
    assert "told: 3" in as_(cast.robin).get(sheet_of(link)).content.decode()


def test_words_that_were_added_to_a_moment_stay_when_its_tick_is_changed(as_, cast: Cast, now_is):
    now_is(THURSDAY)
    ana = cast.access(cast.ana)
    url = reverse("tick_sheet", args=[cast.mia.public_id])
    as_(cast.ana).post(url, {"week": MONDAY.isoformat(), field(0, 0): "2"})
    Moment.objects.update(words="We laughed.", proud=True)
    as_(cast.ana).post(url, {"week": MONDAY.isoformat(), field(0, 0): "3"})
    moment = Moment.objects.get()
    assert (moment.step, moment.words, moment.proud) == (3, "We laughed.", True)
    assert moment.told_by == ana.member and moment.setting == "home"


def test_a_teacher_types_only_the_goals_that_were_shared(as_, cast: Cast):
    page = as_(cast.lopez).get(reverse("tick_sheet", args=[cast.mia.public_id])).content.decode()
    assert cast.circle_time.title in page and "I zip my jacket" not in page


def test_a_class_types_its_own_week_by_its_link(client: Client, cast: Cast, link: ClassLink):
    url = reverse("class_sheet", args=[link.made_token])
    client.post(reverse("class_page", args=[link.made_token]), {"pin": "2468"})
    assert client.post(url, {"week": MONDAY.isoformat(), field(1, 2): "1"}).status_code == 302
    assert steps() == {("I line up", MONDAY + dt.timedelta(days=2)): 1}
    assert AuditLine.objects.get(about="moment").by_name == "Room 4"


def test_who_holds_one_child_alone_sees_and_types_only_that_child(as_, cast: Cast, link: ClassLink):
    page = as_(cast.ana).get(sheet_of(link)).content.decode()
    assert "Mia" in page and "Leo" not in page
    assert as_(cast.sam).get(sheet_of(link)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "monday"),
    [
        ("", MONDAY),
        ("2026-11-18", MONDAY - dt.timedelta(weeks=1)),
        ("nonsense", MONDAY),
        ("1999-01-01", MONDAY),
        ("9999-12-31", MONDAY),
    ],
)
def test_a_week_that_cant_be_meant_is_this_week(asked: str, monday: dt.date):
    assert week_asked_for(asked, MONDAY + dt.timedelta(days=3)) == monday


def test_a_sheet_with_faults_is_never_kept(cast: Cast, link: ClassLink):
    rows = rows_of_class(seats_of(link))
    sheet = read_sheet(rows, MONDAY, today=THURSDAY.date(), typed={field(0, 0): "9"})
    with pytest.raises(ValueError, match="faults"):
        keep_sheet(sheet)


def test_the_page_takes_few_queries(as_, cast: Cast, link: ClassLink, queries):
    assert queries(as_(cast.robin), sheet_of(link)) <= 15
    assert queries(as_(cast.ana), reverse("tick_sheet", args=[cast.mia.public_id])) <= 15


# On paper.


def sheets(pdf: bytes) -> int:
    """How many pages the page tree counts."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def test_the_paper_is_one_pdf_with_the_code_and_the_same_bytes_each_time(cast: Cast, link: ClassLink):
    rows = rows_of_class(seats_of(link))
    data = sheet_data(rows, MONDAY, heading="Room 4", address="https://example.org/class/x/")
    assert data["days"] == ["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27"]
    assert data["rows"][0]["stones"][0] == "I listen from the door." and "<svg" in data["code"]
    for size in SIZES:
        pdf = make_pdf("tick_sheet", data | {"size": size})
        assert pdf.startswith(b"%PDF") and pdf == make_pdf("tick_sheet", data | {"size": size})
        assert sheets(pdf) == 1


def test_six_children_fit_on_one_sheet(cast: Cast, link: ClassLink):
    rows = rows_of_class(seats_of(link)) * 3
    for size in SIZES:
        pdf = make_pdf("tick_sheet", sheet_data(rows, MONDAY, heading="Room 4", address="x") | {"size": size})
        assert sheets(pdf) == 1, size


def test_a_family_prints_a_week_of_seven_days_without_a_code(as_, cast: Cast):
    data = sheet_data(rows_of_child(cast.access(cast.ana)), MONDAY, heading="Mia", address="", days=7)
    assert len(data["days"]) == 7 and data["code"] == "" and data["rows"][0]["who"] == ""
    for size in ("a4", "us-letter", "nonsense"):
        answer = as_(cast.ana).get(reverse("tick_sheet_paper", args=[cast.mia.public_id]), {"size": size})
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"


def test_a_goal_with_seven_stones_and_an_empty_sheet_are_printed_too(cast: Cast):
    row = {"who": "Mia", "goal": "I paint", "levels": 7, "stones": [f"Stone {n}." for n in range(7)]}
    data = sheet_data([], MONDAY, heading="Room 4", address="", days=7) | {"size": "a4"}
    assert make_pdf("tick_sheet", data).startswith(b"%PDF")
    assert make_pdf("tick_sheet", data | {"rows": [row]}).startswith(b"%PDF")


def test_the_code_on_paper_is_only_for_who_holds_the_whole_class(as_, cast: Cast, link: ClassLink, monkeypatch):
    seen = []
    monkeypatch.setattr(class_papers, "make_pdf", lambda name, data: seen.append(data) or b"%PDF")
    for user in (cast.robin, cast.ana):
        as_(user).get(reverse("link_sheet_paper", args=[link.public_id]))
    assert [bool(data["code"]) for data in seen] == [True, False]
    assert [len(data["rows"]) for data in seen] == [2, 1]


def test_a_printed_sheet_is_in_the_record(client: Client, cast: Cast, link: ClassLink):
    client.post(reverse("class_page", args=[link.made_token]), {"pin": "2468"})
    assert client.get(reverse("class_sheet_paper", args=[link.made_token])).status_code == 200
    assert AuditLine.objects.filter(about="class_sheet_paper", by_name="Room 4").count() == 2
    client.force_login(cast.ana)
    client.get(reverse("tick_sheet_paper", args=[cast.mia.public_id]))
    assert AuditLine.objects.filter(about="tick_sheet", deed="took_out", user=cast.ana).exists()


def test_a_new_child_without_goals_says_so(as_, cast: Cast):
    child = Child.objects.create(practice=cast.practice, name="Noa")
    add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
    page = as_(cast.robin).get(reverse("tick_sheet", args=[child.public_id])).content.decode()
    assert "No goal is shared here yet" in page
