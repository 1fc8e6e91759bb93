"""Minutes owed against minutes given."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.play.minutes import as_csv, count_session, months, owed_from, promise, remove_minutes, table, weeks
from pebblepath.apps.play.models import Minutes, Owed, Per, TimeKind
from pebblepath.apps.play.notes import minutes_of
from played import play, sign

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]
TUESDAY = dt.date(2026, 11, 24)
MONDAY = dt.date(2026, 11, 23)


def url(cast: Cast, name: str = "minutes", *more: int) -> str:
    return reverse(name, args=[cast.mia.public_id, *more])


def give(cast: Cast, day: dt.date, minutes: int, kind: TimeKind = TimeKind.DIRECT, words: str = "") -> Minutes:
    robin = cast.access(cast.robin).member
    return Minutes.objects.create(child=cast.mia, by=robin, day=day, minutes=minutes, kind=kind, words=words)


def owe(cast: Cast, minutes: int, first: dt.date, per: Per = Per.WEEK) -> None:
    promise(cast.access(cast.robin), Owed(minutes=minutes, per=per, first=first))


def rows(cast: Cast, today: dt.date = TUESDAY) -> list[tuple[int | None, int, str]]:
    _, found = table(cast.mia, today, list(cast.mia.owed.all()))
    return [(row.owed, row.direct, row.standing(today)) for row in found]


def test_a_week_is_monday_to_sunday_and_there_are_eight():
    found = list(weeks(TUESDAY))
    assert found[0] == (MONDAY, dt.date(2026, 11, 29)) and found[-1][0] == dt.date(2026, 10, 5) and len(found) == 8


def test_a_month_ends_on_its_last_day_over_the_turn_of_the_year():
    assert list(months(dt.date(2027, 2, 10))) == [
        (dt.date(2027, 2, 1), dt.date(2027, 2, 28)),
        (dt.date(2027, 1, 1), dt.date(2027, 1, 31)),
        (dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 30)),
    ]


def test_given_is_counted_against_what_was_promised(cast: Cast):
    owe(cast, 60, MONDAY - dt.timedelta(weeks=3))
    give(cast, TUESDAY, 40)
    give(cast, MONDAY - dt.timedelta(days=1), 60)  # a Sunday belongs to the week before
    give(cast, MONDAY - dt.timedelta(weeks=2), 75)
    assert rows(cast)[:5] == [
        (60, 40, "20 still to come"),
        (60, 60, "as promised"),
        (60, 75, "15 more than promised"),
        (60, 0, "60 to make up"),
        (None, 0, ""),
    ]


def test_only_minutes_with_the_child_count_against_the_promise(cast: Cast):
    owe(cast, 30, MONDAY)
    for kind in (TimeKind.INDIRECT, TimeKind.MEETING, TimeKind.TRAVEL):
        give(cast, MONDAY, 30, kind)
    _, found = table(cast.mia, TUESDAY, list(cast.mia.owed.all()))
    assert (found[0].direct, found[0].others) == (0, [30, 30, 30])


def test_what_is_given_besides_stands_in_a_table_of_its_own_with_only_the_weeks_that_have_some(as_, cast: Cast):
    page = as_(cast.robin).get(url(cast))
    assert page.context["besides"] == [] and "Given besides" not in page.content.decode()
    monday = cast.mia.today() - dt.timedelta(days=cast.mia.today().weekday())
    earlier = monday - dt.timedelta(weeks=2)
    give(cast, monday, 45)
    give(cast, earlier, 25, TimeKind.TRAVEL)
    page = as_(cast.robin).get(url(cast))
    assert [(row.first, row.others) for row in page.context["besides"]] == [(earlier, [0, 0, 25])]
    tables = re.findall(r"<table.*?</table>", page.content.decode(), re.S)
    assert [len(re.findall(r'scope="col"', table)) for table in tables] == [4, 4]
    day = f"{earlier.day} {earlier:%b}"
    assert "<td>45</td>" in tables[0] and f">{day}</th><td>–</td><td>–</td><td>25</td>" in tables[1]


def test_a_promise_within_a_week_counts_from_the_next(cast: Cast):
    owe(cast, 60, TUESDAY)
    promises = list(cast.mia.owed.all())
    assert owed_from(MONDAY, promises, Per.WEEK) is None
    assert owed_from(MONDAY + dt.timedelta(weeks=1), promises, Per.WEEK) == 60


def test_a_new_promise_ends_the_one_before_and_the_past_keeps_what_was_promised_then(cast: Cast):
    owe(cast, 60, MONDAY - dt.timedelta(weeks=5))
    owe(cast, 45, MONDAY)
    assert [row[0] for row in rows(cast)[:3]] == [45, 60, 60]
    assert Owed.objects.get(minutes=60).last == MONDAY - dt.timedelta(days=1)


def test_by_the_month_the_table_shows_months(cast: Cast):
    owe(cast, 200, dt.date(2026, 10, 1), Per.MONTH)
    give(cast, dt.date(2026, 10, 31), 200)
    per, found = table(cast.mia, TUESDAY, list(cast.mia.owed.all()))
    assert per == Per.MONTH and [(row.owed, row.direct) for row in found[:3]] == [(200, 0), (200, 200), (None, 0)]


def test_a_session_is_counted_once_with_its_minutes(cast: Cast):
    session = play(cast.access(cast.robin), None)
    count_session(session)
    count_session(session)
    assert [(row.minutes, row.day) for row in Minutes.objects.all()] == [(40, session.day)]


def test_a_session_without_times_takes_what_its_play_took_and_one_that_nobody_timed_counts_none(cast: Cast):
    robin = cast.access(cast.robin)
    assert minutes_of(play(robin, None, started_at=None)) == 20
    nothing = play(robin, None, started_at=None, played={})
    assert minutes_of(nothing) is None
    count_session(nothing)
    assert not Minutes.objects.exists()


def test_the_page_tells_what_isnt_counted_yet_until_it_is_signed(cast: Cast, as_: SignIn):
    session = play(cast.access(cast.robin), None)
    assert [one for one, _ in as_(cast.robin).get(url(cast)).context["waiting"]] == [session]
    sign(cast.access(cast.robin), session)
    page = as_(cast.robin).get(url(cast))
    assert page.context["waiting"] == [] and "40" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes": "0"}, "0 minutes were given. Please give 1 to 600."),
        ({"minutes": "601"}, "601 minutes were given."),
        ({"day": "2126-01-01"}, "1 January 2126 is still to come."),
        ({"kind": "dancing"}, "dancing"),
    ],
)
def test_what_cant_be_is_told_and_what_was_typed_stays(cast: Cast, as_: SignIn, typed: dict[str, str], said: str):
    data = {"kind": "travel", "minutes": "20", "day": "2026-01-05", "words": "To the school"} | typed
    answer = as_(cast.robin).post(url(cast), data)
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and "To the school" in page
    assert not Minutes.objects.exists()


def test_what_was_written_by_hand_is_taken_out_but_not_a_sessions_minutes(cast: Cast, as_: SignIn):
    session = play(cast.access(cast.robin), None)
    sign(cast.access(cast.robin), session)
    by_hand, of_session = give(cast, TUESDAY, 20, TimeKind.TRAVEL), Minutes.objects.get(session=session)
    client = as_(cast.robin)
    assert client.post(url(cast, "remove_minutes", by_hand.pk)).status_code == 302
    assert client.post(url(cast, "remove_minutes", of_session.pk)).status_code == 404
    assert list(Minutes.objects.all()) == [of_session]
    with pytest.raises(ValueError, match="signed note"):
        remove_minutes(cast.access(cast.robin), of_session)


def test_the_file_has_every_row_and_no_formula(cast: Cast, as_: SignIn):
    give(cast, MONDAY, 20, TimeKind.TRAVEL, "=HYPERLINK(1)")
    give(cast, TUESDAY, 45)
    answer = as_(cast.robin).get(url(cast, "minutes_file"))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    assert list(csv.reader(io.StringIO(answer.content.decode(), newline=""))) == [
        ["day", "kind", "minutes", "by", "words"],
        ["2026-11-23", "travel", "20", "Robin", "'=HYPERLINK(1)"],
        ["2026-11-24", "direct", "45", "Robin", ""],
    ]


def test_an_empty_file_has_its_head():
    assert as_csv([]) == "day,kind,minutes,by,words\r\n"


def test_the_family_reads_the_table_and_no_more(cast: Cast, as_: SignIn):
    owe(cast, 60, MONDAY - dt.timedelta(weeks=3))
    give(cast, cast.mia.today(), 30, TimeKind.MEETING, "About the talk with Dad")
    page = as_(cast.ana).get(url(cast)).content.decode()
    assert "Promised and given" in page and "About the talk" not in page and "Write down more" not in page
    assert as_(cast.ana).post(url(cast), {"kind": "travel", "minutes": "5", "day": "2026-01-05"}).status_code == 404


def test_the_page_takes_few_queries_and_no_more_with_more_data(cast: Cast, as_: SignIn, queries: Queries):
    def count() -> int:
        return queries(as_(cast.robin), url(cast))

    play(cast.access(cast.robin), None)
    give(cast, cast.mia.today(), 10)
    owe(cast, 60, MONDAY)
    before = count()
    for days_ago in range(1, 8):
        play(cast.access(cast.robin), None, days_ago=days_ago)
        give(cast, cast.mia.today() - dt.timedelta(days=days_ago), 10)
    assert count() == before <= 15
