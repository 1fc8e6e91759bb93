from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.reports.directions import (
    direction,
    direction_of,
    language_of,
    named,
    names_in,
    parts,
    plain,
    quotes_in,
    set_apart,
)


@pytest.mark.parametrize(
    ("words", "way"),
    [("Mia", "ltr"), ("ليان", "rtl"), ("לאה", "rtl"), ("7 ليان", "rtl"), ("“Óscar”", "ltr"), ("7 / 10", "ltr")],
)
def test_words_run_the_way_of_their_first_letter(words: str, way: str):
    assert direction(words) == way


def test_a_name_that_is_set_apart_says_nothing_about_the_line():
    assert direction(f"{named('ليان')} zipped 7 of 10.") == "ltr"
    assert direction(f"{named('Mia')} لبست السحاب") == "rtl"
    assert direction(f"{named(named('a') + 'ب')} ج") == "rtl"


def test_where_no_letter_says_it_the_page_does():
    assert direction("7 / 10", "rtl") == "rtl" and direction(named("ليان"), "ltr") == "ltr"


def test_a_page_runs_the_way_of_its_language():
    assert [direction_of(tag) for tag in ("en", "ar", "he-IL", "ur", "vi")] == ["ltr", "rtl", "rtl", "rtl", "ltr"]


@pytest.mark.parametrize(
    ("words", "page", "language"),
    [
        ("She zipped.", "en", "en"),
        ("لبست السحاب", "en", "ar"),
        ("او زیپ را بست", "en", "fa"),
        ("اس نے زپ بند کی", "en", "ur"),
        ("היא סגרה", "en", "he"),
        ("لبست السحاب", "fa", "fa"),
        ("ZIP", "ar", "en"),
        ("7", "ar", "ar"),
    ],
)
def test_words_are_read_aloud_in_the_pages_language_or_one_that_their_letters_tell(
    words: str, page: str, language: str
):
    assert language_of(words, page) == language


def test_names_of_the_other_script_are_found_whole():
    assert names_in("About عبد الرحمن, 3 May") == ("عبد الرحمن",)
    assert names_in("تقرير عن Nguyễn Thị Hương ٣", "rtl") == ("Nguyễn Thị Hương",)
    assert names_in("About Óscar Peña") == ()


def test_what_is_quoted_in_the_other_direction_is_found():
    assert quotes_in("level 0, “أغلقه 🎉”, then “I zip”.") == ("أغلقه 🎉",)
    assert quotes_in("قالت «I zip»", "rtl") == ("I zip",)


def test_a_name_is_set_apart_wherever_it_stands_as_a_word():
    assert set_apart("ليان zipped. ليان!", ["ليان"]) == f"{named('ليان')} zipped. {named('ليان')}!"
    assert set_apart("وليان", ["ليان"]) == "وليان"
    assert list(parts("a ليان b", ["ليان"])) == [("a ", False), ("ليان", True), (" b", False)]


def test_what_is_set_apart_already_stays_so():
    once = set_apart("ليان zipped", ["ليان"])
    assert set_apart(once, ["ليان"]) == once


@given(st.text(alphabet="ab لاب.7"), st.sets(st.sampled_from(["لا", "ب", "ab"])))
def test_setting_apart_adds_marks_and_nothing_else(words: str, names: set[str]):
    assert plain(set_apart(words, names)) == words
    assert "".join(part for part, _ in parts(words, names)) == words
