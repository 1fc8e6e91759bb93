"""A home programme: at most three ideas, each inside what the family does, in few and easy words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.reports.document import Bullets, Paragraph, Picture, Section, words_of
from pebblepath.core.reports.home import (
    HOW_LINES,
    IDEAS_FOR,
    NOT_THIS_WEEK,
    HomeFacts,
    HomeIdea,
    HomeIdeas,
    from_json,
    home_programme,
    idea_section,
    lines_of,
    section_key,
    to_json,
)
from pebblepath.library.reading import join_phrases, reading_grade

SONG = HomeIdea(
    key="strategy:song",
    name="The socks song",
    symbol="music",
    at="In the morning",
    routine="Cuddle, breakfast, socks.",
    how=("Sing one line for each sock.", "Let her start the song."),
    why="A song says what comes next.",
    mind="Hum if it is too loud.",
    goal="I wear my socks",
    goal_key="socks",
    stone="I wear them for two songs.",
)
PICTURES = {"music": "<svg/>"}
ONE_HOME = HomeFacts("Mia", "Willow Street", "Robin", "1 June 2026", (HomeIdeas(None, "", "", (SONG,), ()),))


def lines(section: Section) -> list[str]:
    told: list[str] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            told.append(words_of(block.line))
        elif isinstance(block, Bullets):
            told += [words_of(one) for one in block.lines]
    return told


def test_an_idea_tells_when_how_what_to_mind_why_and_how_it_will_show():
    section = idea_section("home-0-0", SONG, PICTURES)
    assert lines(section) == [
        "When: In the morning, in “Cuddle, breakfast, socks”.",
        "Sing one line for each sock.",
        "Let her start the song.",
        "Take care: Hum if it is too loud.",
        "Why: A song says what comes next.",
        "How it will show: “I wear them for two songs”, on the path “I wear my socks”.",
        NOT_THIS_WEEK,
    ]
    assert section.blocks[0] == Picture("<svg/>", "A picture for The socks song.")


def test_what_is_not_known_takes_no_line():
    bare = replace(SONG, mind="", stone="", routine="", at="At a time that fits your day")
    told = lines(idea_section("home-0-0", bare, PICTURES))
    assert told[0] == "When: At a time that fits your day."
    assert not any(one.startswith(("Take care", "How it will show")) for one in told)


def test_each_of_two_homes_has_its_own_ideas_by_name():
    homes = (HomeIdeas(4, "Mum’s home", "", (SONG,)), HomeIdeas(5, "Dad’s home", "", ()))
    sections = home_programme(replace(ONE_HOME, homes=homes), PICTURES).sections
    assert [section.title for section in sections[:2]] == ["Mum’s home: The socks song", "Dad’s home: no idea yet"]
    assert [section.key for section in sections[:2]] == [section_key(4, 0), section_key(5, 0)]


def test_facts_are_the_same_after_they_were_kept():
    assert from_json(to_json(ONE_HOME)) == ONE_HOME


@pytest.mark.parametrize(("room", "ideas"), [("", 3), ("lot", 3), ("some", 2), ("none", 1)])
def test_a_full_week_has_fewer_ideas(room: str, ideas: int):
    assert IDEAS_FOR[room] == ideas  # type: ignore[index]


def test_five_sentences_become_three_even_lines_and_none_is_lost():
    how = (
        "Offer a real job. Carry books, push a full basket or water the plants. Let her pick. Do it first. Say thanks."
    )
    assert lines_of(how) == (
        "Offer a real job.",
        "Carry books, push a full basket or water the plants.",
        "Let her pick. Do it first. Say thanks.",
    )


def test_what_is_said_within_quotation_marks_stays_together():
    assert lines_of('Ask, "Which one? This one?" Then go.', most=2) == ('Ask, "Which one? This one?"', "Then go.")


@given(st.lists(st.sampled_from(["Go.", "Sing", "a", "song!", "Why?", "“Now.”", '"Yes."', "It", "is", "fun."])))
def test_lines_hold_all_words_in_their_order(words: list[str]):
    told = lines_of(" ".join(words))
    assert " ".join(told).split() == words and len(told) <= HOW_LINES


def test_its_own_words_read_at_grade_six_or_below():
    document = home_programme(ONE_HOME, PICTURES)
    told = join_phrases([one for section in document.sections for one in (section.title, *lines(section))])
    assert reading_grade(told) <= 6.0
