"""For the family, for the child, and at the door: plain words from the same facts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from notes_of_a_day import CIRCLE, EMPTY, FULL

from pebblepath.core.notes import door_card, for_child, for_family, idea_for_home, soap
from pebblepath.library import load_library
from pebblepath.library.reading import join_phrases, reading_grade

GRADE = 6.0


def test_the_family_reads_what_was_played_reached_and_felt():
    assert for_family(FULL).splitlines() == [
        "Mia and Robin had 45 minutes at the clinic.",
        "Mia said: “The boat is mine!”",
        "We played The slow boat and Build the zoo.",
        "Then came Cross the creek.",
        "Mia picked The slow boat.",
        "The play was for balance, new ways to move and calm.",
        "“I join circle time, my way”: Mia got to “I join in for three songs”.",
        "That was the first time!",
        "“I join circle time, my way”: all by herself, twice.",
        "It felt good twice.",
        "Mia was proud.",
        "Mia asked for a break twice.",
        "Mia asked for help once.",
        "There to help: Wobble cushion.",
        "Next we can try “I join in for three songs”.",
        "An idea for home: Rock on a cushion and sing.",
    ]


def test_the_child_is_told_what_she_said_first():
    assert for_child(FULL).splitlines() == [
        "You said: “The boat is mine!”",
        "You played The slow boat and Build the zoo.",
        "Then came Cross the creek.",
        "You picked The slow boat.",
        "You got to the stone “I join in for three songs”.",
        "That was the first time!",
        "It felt good twice.",
        "You were proud.",
        "You asked for a break.",
        "You asked for help.",
        "Next we can try “I join in for three songs”.",
    ]


@pytest.mark.parametrize("reader", [for_family, for_child])
def test_what_home_and_school_told_is_not_passed_on(reader):
    """It may not be for the other home's eyes."""
    told = reader(FULL)
    assert not [said.words for said in FULL.said if said.words.rstrip(".") in told]


@pytest.mark.parametrize("reader", [for_family, for_child])
def test_plain_words_are_at_or_below_grade_six(reader):
    assert reading_grade(join_phrases(reader(FULL).splitlines())) <= GRADE


def test_plain_words_stay_plain_with_the_cards_and_stones_of_the_library():
    library = load_library()
    cards = list(library.play.values())
    occupations = list(library.occupations.values())
    for place in range(0, len(occupations), 5):
        occupation = occupations[place]
        goal = replace(CIRCLE, title=occupation.child_name, stones=occupation.stones)
        played = tuple(
            replace(FULL.played[0], name=card.name, purposes=tuple(card.works_on), at_home=card.at_home)
            for card in cards[place : place + 4]
        )
        facts = replace(FULL, goals=(goal,), played=played)
        for text in (for_family(facts), for_child(facts), "\n".join(door_card(facts).lines)):
            assert reading_grade(text) <= GRADE, text


def test_without_facts_nothing_is_said():
    assert for_family(EMPTY) == for_child(EMPTY) == ""
    card = door_card(EMPTY)
    assert (card.lines, card.idea) == ((), "")


def test_the_door_card_has_three_lines_and_one_idea():
    card = door_card(FULL)
    assert card.lines == (
        "Today we played Build the zoo and Cross the creek.",
        "For the first time: “I join in for three songs”.",
        "Mia said: “The boat is mine!”",
    )
    assert card.idea == "Rock on a cushion and sing."


def test_what_is_missing_on_a_door_card_is_filled_with_the_next_best():
    few = replace(FULL, quotes=(), goals=(), felt=(2,))
    assert door_card(few).lines == (
        "Today we played Build the zoo and Cross the creek.",
        "Mia picked The slow boat.",
        "It felt good once.",
    )


def test_a_first_time_comes_before_another_goal_on_the_door_card():
    other = replace(CIRCLE, title="I zip", stones=tuple("abcde"), firsts=())
    assert "For the first time: “I join in" in door_card(replace(FULL, goals=(other, CIRCLE))).lines[1]


def test_the_idea_is_of_what_the_child_chose_then_of_what_was_played_longest():
    chosen = idea_for_home(FULL)
    longest = idea_for_home(replace(FULL, played=tuple(replace(p, chosen=False) for p in FULL.played)))
    assert chosen is not None and chosen.name == "The slow boat"
    assert longest is not None and longest.name == "Build the zoo"
    assert "Carry-over" not in soap(replace(FULL, played=FULL.played[2:]))["plan"]
