"""The book of victories: what stands in it for whom, and how it is printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell, two_homes
from pebblepath.apps.moments.actions import cheer
from pebblepath.apps.moments.models import Moment, Victory, VictoryKind
from pebblepath.apps.people.models import AuditLine, Setting, User
from pebblepath.apps.reports.book import ON_A_PAGE, book_of
from pebblepath.apps.reports.book_views import book_data
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.apps.understanding.actions import say
from pebblepath.apps.understanding.models import Kind, Trait
from pebblepath.library.symbols import symbol_svg

As = Callable[[User], Client]


def won(cast: Cast, day: dt.date, kind: str = VictoryKind.TOLD, **told: Any) -> Moment:
    """A moment that was won on a day, without the rules that find out why."""
    teller = cast.access(told.pop("by", cast.ana))
    at = dt.datetime.combine(day, dt.time(12), dt.UTC)
    fields = {"setting": Setting.HOME, "goal": None, **told}
    moment = Moment.objects.create(child=cast.mia, told_by=teller.member, happened_at=at, day=day, **fields)
    Victory.objects.create(moment=moment, kind=kind)
    return moment


def pages(pdf: bytes) -> int:
    """How many pages the page tree counts."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def test_a_month_opens_with_what_was_new_in_the_words_of_its_stone(cast: Cast):
    day = cast.mia.today().replace(day=1)
    won(cast, day, words="We sang a song.")
    won(cast, day, VictoryKind.NEW_STONE, goal=cast.circle_time, step=3, words="Three of them!")
    (leaf,) = book_of(cast.access(cast.ana)).leaves
    assert leaf.first.sentence == "I join in for three songs." and leaf.first.why == "A new stone"
    assert (leaf.first.quote, leaf.first.by, leaf.first.place) == ("Three of them!", "Mum", "at home")
    assert [line.sentence for line in leaf.others] == ["“We sang a song.”"] and leaf.others[0].quote == ""


def test_the_childs_own_words_stand_without_quotation_marks_and_a_break_is_asked_for_in_her_voice(cast: Cast):
    day = cast.mia.today()
    won(cast, day, words="I did it!", by=cast.mia_herself)
    won(cast, day, VictoryKind.ASKED, asked_break=True)
    (leaf,) = book_of(cast.access(cast.ana)).leaves
    assert [leaf.first.sentence, *(line.sentence for line in leaf.others)] == ["I did it!", "I asked for a break."]


def test_what_was_the_same_again_is_one_sentence_and_what_finds_no_room_is_counted(cast: Cast):
    day = cast.mia.today().replace(day=1)
    for _ in range(3):
        won(cast, day, VictoryKind.BY_SELF, goal=cast.circle_time, step=2)
    for n in range(ON_A_PAGE + 1):
        won(cast, day, words=f"Song {n}.")
    (leaf,) = book_of(cast.access(cast.ana)).leaves
    assert leaf.first.times == 3 and len(leaf.others) == ON_A_PAGE - 1 and leaf.more == 2


def test_who_cheered_is_named_in_the_month_and_at_the_end(cast: Cast):
    moment = won(cast, cast.mia.today())
    cheer(cast.access(cast.robin), moment.victories.get())
    told = book_of(cast.access(cast.ana))
    assert list(told.leaves[0].cheers) == list(told.cheers) == ["Robin"]


def test_a_book_holds_twelve_months_and_the_one_before_begins_where_it_ends(cast: Cast, now_is: Callable[..., None]):
    now_is(dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC))
    for day in (dt.date(2025, 5, 31), dt.date(2025, 6, 1), dt.date(2026, 5, 20)):
        won(cast, day, words=f"On {day}.")
    mum = cast.access(cast.ana)
    new, old, oldest = (book_of(mum, back=back) for back in range(3))
    assert (new.first, new.last) == (dt.date(2025, 6, 1), dt.date(2026, 5, 1))
    assert [leaf.month for leaf in new.leaves] == [dt.date(2025, 6, 1), dt.date(2026, 5, 1)] and new.older
    assert [leaf.first.sentence for leaf in old.leaves] == ["“On 2025-05-31.”"] and not old.older
    assert old.last == dt.date(2025, 5, 1) and not oldest.leaves


def test_stones_lit_in_a_month_are_counted(cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    (leaf,) = book_of(cast.access(cast.ana)).leaves
    assert leaf.stones == len(leaf.lit) == cast.circle_time.stones.exclude(lit_on=None).count() > 0


def test_joys_have_their_picture_each_joy_once_and_none_that_is_kept_back(cast: Cast):
    mum = cast.access(cast.ana)
    cast.mia.joys = "trains, jokes"
    cast.mia.save()
    say(mum, Trait(kind=Kind.JOY, words="Trains."))
    say(mum, Trait(kind=Kind.JOY, words="A secret.", kept_back=True))
    joys = book_of(cast.access(cast.ana)).joys
    assert [(joy.words, joy.symbol) for joy in joys] == [("Trains", "train"), ("jokes", "heart")]


def test_nobody_reads_in_the_book_what_they_may_not_read_elsewhere(cast: Cast):
    day = cast.mia.today()
    won(cast, day, goal=cast.zip_jacket, step=4, words="At the zip.")
    removed = won(cast, day, words="Taken back.")
    Moment.objects.filter(pk=removed.pk).update(removed_at=timezone.now())
    assert [line.quote for leaf in book_of(cast.access(cast.ana)).leaves for line in (leaf.first, *leaf.others)] == [
        "At the zip."
    ]
    teachers = book_of(cast.access(cast.lopez))
    assert teachers.leaves == [] and [path.goal for path in teachers.paths] == [cast.circle_time]


def test_what_was_told_in_the_other_home_isnt_in_the_book(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    assert mum.user and dad.user
    moment = tell(cast.access(dad.user, cast.leo), None, setting=Setting.HOME, words="At Dad's.")
    Victory.objects.get_or_create(moment=moment, kind=VictoryKind.TOLD)
    assert book_of(cast.access(dad.user, cast.leo)).won == 1
    assert book_of(cast.access(mum.user, cast.leo)).won == 0


def test_the_page_shows_the_months_and_leads_to_both_papers(as_: As, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    page = as_(cast.ana).get(reverse("book", args=[cast.mia.public_id])).content.decode()
    assert "I join in for three songs." in page and "What I love" not in page
    assert "size=a4" in page and "size=us-letter" in page


def test_an_empty_book_says_that_the_next_victory_starts_it(as_: As, cast: Cast):
    url = reverse("book", args=[cast.mia.public_id])
    for query in ("", "?back=3", "?back=x", "?back=-1", "?back=²", "?back=99999999999"):
        page = as_(cast.ana).get(url + query)
        assert page.status_code == 200 and "The next one starts the book" in page.content.decode(), query


def test_the_page_takes_few_queries_however_much_was_won(as_: As, cast: Cast, queries: Callable[[Client, str], int]):
    url = reverse("book", args=[cast.mia.public_id])
    taken = []
    for _ in range(2):
        for n in range(12):
            moment = won(cast, cast.mia.today() - dt.timedelta(days=20 * n), goal=cast.circle_time, step=n % 5)
            cheer(cast.access(cast.robin), moment.victories.get())
        taken.append(queries(as_(cast.ana), url))
    assert taken[1] <= taken[0] <= 15


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_has_a_page_for_cover_month_paths_and_end(as_: As, cast: Cast, size: str):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    answer = as_(cast.ana).get(reverse("book_paper", args=[cast.mia.public_id]) + f"?size={size}")
    pdf = answer.content
    assert (
        answer["Content-Type"] == "application/pdf" and 'filename="mia-victories.pdf"' in answer["Content-Disposition"]
    )
    width, height = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)[0])
    assert (round(width), round(height)) == ((842, 595) if size == "a4" else (792, 612))
    assert pages(pdf) == 4
    assert AuditLine.objects.filter(deed="took_out", about="book", user=cast.ana).exists()


@pytest.mark.parametrize("size", SIZES)
def test_a_full_year_of_the_longest_words_keeps_a_page_a_month_and_24_pages_at_most(size: str):
    words = "I " + "really sing " * 9 + "now."
    facts = "A new stone · 30 September, out and about · 12 times this month"
    line = {"sentence": words, "symbol": "drum", "facts": facts, "quote": "“" + "word " * 30 + "” Grandpa"}
    cheers = [f"Somebody with a name {n}" for n in range(20)]
    leaf = {"month": "September 2026", "tone": "sun", "first": line, "others": [line] * (ON_A_PAGE - 1), "more": 120,
            "stones": 30, "cheers": cheers}  # fmt: skip
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 390 700"><path d="M0 0h390v700"/></svg>'
    data = {
        "title": "Mia’s book", "size": size, "child": "Mia", "picture": "fox", "span": "", "leaves": [leaf] * 12,
        "joys": [{"words": "a joy of several long words in a row", "symbol": "drum"}] * 8,
        "paths": [{"title": "A path with a title of eighty letters: all that fits", "told": "x", "svg": svg}] * 6,
        "cheers": cheers * 2, "symbols": {name: symbol_svg(name) for name in ("fox", "drum", "celebrate")},
    }  # fmt: skip
    assert pages(make_pdf("book", data)) == 1 + 12 + 1 + 3 + 1 <= 24


def test_the_same_year_gives_the_same_bytes(cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    mum = cast.access(cast.ana)
    first, second = (make_pdf("book", book_data(mum, book_of(mum), "a4")) for _ in range(2))
    assert first == second
