"""A first report: her voice and strengths first, each line with who told it, gaps said plainly, nothing judged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pebblepath.core.reports.document import Document, Quote, Table, runs_of, words_of
from pebblepath.core.reports.first import JUDGED, first_report, gaps
from pebblepath.core.reports.first_told import (
    Asked,
    Felt,
    Finding,
    FirstFacts,
    GoalBegun,
    Happened,
    Measured,
    Seen,
    Told,
)
from pebblepath.core.wording.check import check

MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 1)
NOTHING = FirstFacts("Mia", "she", None, "Willow Street", "Robin", MAY, JUNE)
ZIP = GoalBegun(
    key="zip",
    title="I zip my jacket",
    matters=(("Mia", "very much"),),
    places=("at home",),
    stones=("I watch.", "I pull the last bit.", "I pull it all."),
    start=1,
    here=1,
    reached=(None, None, JUNE),
    seen=(
        Seen("Mum", "at home", MAY, JUNE, (("a",), ("b", "c", "d"), ("e",))),
        Seen("Ms. Lopez", "at school", JUNE, JUNE, ((), ("f",), ())),
    ),
)
FULL = replace(
    NOTHING,
    asked=(
        Asked("Mia", "child", JUNE, ("3 lines about the child",)),
        Asked("Mum", "family", JUNE, ("2 moments",), hope="That mornings are calm."),
        Asked("Ms. Lopez", "teacher", JUNE, ("1 moment",)),
    ),
    own=("I know every train.",),
    quotes=(("Again!", "Robin"),),
    strengths=(Told("I am kind.", ("Mum", "Grandpa Joe")),),
    joys=(Told("Trains", ("Mia",)),),
    feels=(
        Felt("Sounds", "too_much", "The bell.", "Mia", "at school"),
        Felt("Sounds", "likes", "My train song.", "Mum"),
    ),
    happened=(Happened("m1", JUNE, "Mum", "at home", "She sang in the bath.", True),),
    goals=(ZIP,),
    measures=(Measured("A measure", MAY, "Robin Hale", "Robin", (("Motor total", "34"),)),),
)


def keys(document: Document) -> list[str]:
    return [section.key for section in document.sections]


def text_of(document: Document, key: str = "") -> str:
    """All words of a document, or of one section, in their order."""
    told: list[str] = []
    for section in document.sections:
        if key in {"", section.key}:
            told.append(section.title)
            part = replace(document, sections=(section,), sources=document.sources)
            told += [run.words for run in runs_of(part)]
            told += [f"{block.words} {block.who}" for block in section.blocks if isinstance(block, Quote)]
            told += [f"{block.caption} {block.head}" for block in section.blocks if isinstance(block, Table)]
    return "\n".join(told)


def test_what_helps_is_told_without_a_day_where_all_is_counted_and_with_one_where_not():
    known = Finding("at home", "The ring", "It helps. 7 times in 10.")
    document = first_report(replace(FULL, findings=(known, replace(known, place="at school", until=MAY))))
    told = " ".join(run.words for run in runs_of(document))
    assert "At home, The ring: It helps. 7 times in 10." in told
    assert (
        "At school, The ring: It helps. 7 times in 10. That is from what was told until 4 May 2026; what came" in told
    )
    assert told.count("told until") == 1


def test_the_childs_voice_and_her_strengths_come_before_all_else():
    assert keys(first_report(FULL))[:2] == ["voice", "strengths"]
    assert "I know every train." in text_of(first_report(FULL), "voice")


def test_every_line_says_who_told_it():
    assert "I am kind. (Mum, Grandpa Joe)" in text_of(first_report(FULL), "strengths")


def test_who_asked_and_why_stands_in_their_own_words():
    hopes = next(section for section in first_report(FULL).sections if section.key == "hopes")
    assert hopes.blocks == (Quote("That mornings are calm.", "Mum"),)


def test_people_who_feel_differently_about_a_sense_stand_side_by_side():
    senses = next(section for section in first_report(FULL).sections if section.key == "senses")
    table = next(block for block in senses.blocks if isinstance(block, Table))
    rows = [[words_of(cell) for cell in row] for row in table.rows]
    assert rows == [
        ["Sounds", "it can be too much", "The bell.", "Mia; at school"],
        ["Sounds", "likes it", "My train song.", "Mum"],
    ]


def test_each_count_leads_to_its_moments_by_place_person_and_stone():
    document = first_report(FULL)
    section = next(section for section in document.sections if section.key == "goal-zip")
    counted = [block for block in section.blocks if isinstance(block, Table)][-1]
    home, school = counted.rows
    assert [words_of(cell) for cell in home] == ["At home, Mum", "4 May 2026 to 1 June 2026", "1", "3", "1", "5"]
    assert [words_of(cell) for cell in school] == ["At school, Ms. Lopez", "1 June 2026", "0", "1", "0", "1"]
    assert document.sources[home[3][0].source] == ("b", "c", "d")
    assert document.sources[home[-1][0].source] == ("a", "b", "c", "d", "e")


def test_few_moments_are_called_no_baseline():
    few = replace(ZIP, seen=(Seen("Mum", "at home", MAY, MAY, ((), ("a",), ())),))
    assert "is no baseline yet" in text_of(first_report(replace(FULL, goals=(few,))), "goal-zip")
    assert "is no baseline yet" not in text_of(first_report(FULL), "goal-zip")


def test_the_next_stone_follows_where_the_newest_moments_are():
    assert "I zip my jacket: “I pull it all”" in text_of(first_report(FULL), "plan")
    done = replace(ZIP, here=2)
    assert "The next stones" not in text_of(first_report(replace(FULL, goals=(done,))), "plan")


def test_measures_show_the_licence_and_the_totals_alone():
    told = text_of(first_report(FULL), "measures")
    assert "licence: Robin Hale" in told and "Motor total\n34" in told


def test_what_nobody_told_is_said_and_not_filled():
    empty = gaps(NOTHING)
    assert "Mia was not asked yet, or has told nothing yet." in empty
    assert "Nobody from home has told anything yet." in empty
    assert "Nobody from school has been asked yet." in empty
    assert "No licensed instrument was used, or its totals weren’t typed in." in empty
    assert gaps(FULL) == ()


def test_a_school_that_was_asked_and_is_silent_is_not_called_unasked():
    silent = replace(NOTHING, asked=(Asked("Ms. Lopez", "teacher", None),))
    assert "School was asked and has told nothing yet." in gaps(silent)


def test_what_others_wrote_down_is_not_taken_for_having_asked_her():
    heard = replace(FULL, asked=FULL.asked[1:])
    assert gaps(heard) == ("Mia has only been heard through others so far.",)


def test_judgement_is_left_to_the_therapist():
    sections = {section.key: section for section in first_report(FULL).sections}
    assert sections["judgement"].blocks == () and set(JUDGED) <= set(sections)


def test_its_own_words_neither_judge_nor_compare():
    for facts in (NOTHING, FULL):
        told = text_of(first_report(facts))
        assert not check(told), check(told)
        assert not any(word in told.lower() for word in ("percentile", "delay", "deficit", "normal", "age-appropriate"))
