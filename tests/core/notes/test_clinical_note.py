"""The clinical note says what was tapped, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notes_of_a_day import CIRCLE, DAY, EMPTY, FULL, keeping, taking_out

from pebblepath.core.notes import SECTIONS, Facts, GoalPlayed, Played, Said, Sentence, dap, own_sentences, soap
from pebblepath.core.notes.door import RULES as DOOR
from pebblepath.core.notes.facts import most_often
from pebblepath.core.notes.plain import CHILD, FAMILY
from pebblepath.core.notes.sentences import written
from pebblepath.core.wording.check import check
from pebblepath.library.affirming import unwanted_wording

RULES = (*[rule for rules in SECTIONS.values() for rule in rules], *FAMILY, *CHILD, *DOOR)


def sentences(facts: Facts) -> list[Sentence]:
    return written(facts, RULES)


# Each word is told apart from our own, so that a name or a level that isn't in the facts would be seen.
NAMES = st.integers(0, 99).map(lambda n: f"Xq{n}")
STEPS = st.lists(st.integers(0, 4), max_size=6).map(tuple)
HELPS = st.lists(st.integers(0, 3), max_size=6).map(tuple)
GOALS = st.builds(
    GoalPlayed,
    title=NAMES,
    stones=st.lists(NAMES, min_size=5, max_size=5, unique=True).map(tuple),
    start=st.integers(0, 4),
    steps=STEPS,
    helps=HELPS,
    firsts=st.lists(st.sampled_from(["new_stone", "new_place", "by_self"]), unique=True).map(tuple),
    earlier=st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple), max_size=4).map(tuple),
    earlier_helps=HELPS,
)
PLAYED = st.builds(
    Played,
    name=NAMES,
    minutes=st.floats(0, 40),
    purposes=st.lists(st.sampled_from(["balance", "planning"]), unique=True).map(tuple),
    chosen=st.booleans(),
    at_home=st.one_of(st.just(""), NAMES),
)
SAID = st.builds(Said, NAMES, st.sampled_from(["family", "teacher", "child"]), st.just(DAY), NAMES)
FACTS = st.builds(
    Facts,
    child=NAMES,
    pronouns=st.sampled_from(["she", "he", "they"]),
    day=st.just(DAY),
    therapist=NAMES,
    place=st.sampled_from(["at the clinic", "at school"]),
    minutes=st.one_of(st.none(), st.integers(1, 90)),
    said=st.lists(SAID, max_size=3).map(tuple),
    quotes=st.lists(NAMES, max_size=2).map(tuple),
    noted=st.lists(NAMES, max_size=2).map(tuple),
    played=st.lists(PLAYED, max_size=5).map(tuple),
    not_played=st.lists(NAMES, max_size=2).map(tuple),
    goals=st.lists(GOALS, max_size=3).map(tuple),
    felt=st.lists(st.integers(0, 2), max_size=5).map(tuple),
    proud=st.integers(0, 3),
    breaks=st.integers(0, 3),
    asks=st.integers(0, 3),
    supports=st.lists(st.tuples(NAMES, st.integers(1, 4)), max_size=2).map(tuple),
)


@given(FACTS)
def test_every_sentence_is_made_of_the_facts_it_names_and_of_no_others(facts: Facts):
    for sentence in sentences(facts):
        assert sentence.text in [other.text for other in sentences(keeping(facts, sentence.uses))]


@given(FACTS)
def test_without_the_facts_it_names_no_sentence_is_written(facts: Facts):
    for sentence in sentences(facts):
        if sentence.uses:
            assert sentence not in sentences(taking_out(facts, sentence.uses))


@given(FACTS)
def test_no_name_stands_in_a_note_that_isn_t_in_the_facts(facts: Facts):
    known = set(re.findall(r"Xq\d+", repr(facts)))
    for sentence in sentences(facts):
        assert set(re.findall(r"Xq\d+", sentence.text)) <= known


@given(FACTS)
def test_no_stone_is_named_that_wasn_t_tapped_nor_comes_next_nor_began_the_path(facts: Facts):
    text = "\n".join(soap(facts).values())
    for goal in facts.goals:
        told = {*goal.steps, goal.start, *(step for earlier in goal.earlier for step in earlier)}
        told |= {most_often(goal.steps) + 1} if goal.steps else set()
        others = {goal.stones[step] for step in range(5) if step not in told}
        others -= set(re.findall(r"Xq\d+", repr(replace(facts, goals=()))))
        others -= {words for other in facts.goals if other is not goal for words in (*other.stones, other.title)}
        others -= {goal.title}
        assert not [words for words in others if re.search(rf"{words}\b", text)]


def test_no_facts_leave_only_the_frame():
    empty = soap(EMPTY)
    assert empty == {
        "subjective": "",
        "objective": "At the clinic with Robin, 24 November 2026.",
        "assessment": "",
        "plan": "",
    }


def test_a_full_note_reads_as_it_was_tapped():
    assert soap(FULL) == {
        "subjective": (
            "From home (Mum, 23 November): “She sang in the bath, twice”.\n"
            "From school (Ms. Lopez, 20 November): “A loud day”.\n"
            "Mia told on 22 November: “I want the swing”.\n"
            "Mia said: “The boat is mine!”\n"
            "How it felt, as tapped: good 2, so-so 1.\n"
            "Proud of it: once."
        ),
        "objective": (
            "45 minutes at the clinic with Robin, 24 November 2026.\n"
            "Played: The slow boat (8 min; regulation, balance; Mia’s choice); Build the zoo (12 min; motor planning); "
            "Cross the creek (9 min; balance).\n"
            "Minutes by purpose (an activity may serve several): balance 17, motor planning 12, regulation 8.\n"
            "Planned, not played today: The pirate plank.\n"
            "“I join circle time, my way”: most often “I join in for two songs” (stone 3 of 5), in 3 of 4 moments; "
            "farthest “I join in for three songs” (stone 4 of 5).\n"
            "Help with “I join circle time, my way”: all by herself 2, a reminder 1, some help 1.\n"
            "Supports at hand (moments): Wobble cushion 3.\n"
            "Mia asked for a break twice.\n"
            "Mia asked for help or for something needed once.\n"
            "Noted in play: Hummed along before the song began."
        ),
        "assessment": (
            "First time on “I join in for three songs”, for “I join circle time, my way”.\n"
            "“I join circle time, my way”: farthest today “I join in for three songs”, one stone beyond the one "
            "reached most often in the last 3 sessions, “I join in for two songs”.\n"
            "“I join circle time, my way”: no help or a reminder in 3 of 4 moments today, in 1 of 3 in the sessions "
            "before."
        ),
        "plan": (
            "Next stone for “I join circle time, my way”: “I join in for three songs”.\n"
            "Carry-over at home, from “The slow boat”: Rock on a cushion and sing."
        ),
    }


def test_data_of_dap_are_what_was_said_and_then_what_was_seen():
    four, three = soap(FULL), dap(FULL)
    assert three["data"] == f"{four['subjective']}\n{four['objective']}"
    assert (three["assessment"], three["plan"]) == (four["assessment"], four["plan"])


@pytest.mark.parametrize(
    ("steps", "earlier", "said"),
    [
        ((2, 2), ((2,), (2, 1)), "most often “I join in for two songs”, as in the last 2 sessions"),
        ((1,), ((2,),), "most often “I join in for one song” today, “I join in for two songs” in the last session"),
        ((4,), ((2,),), "farthest today “I stay as long as I like”, 2 stones beyond"),
        ((2,), (), "began on “I join in for one song”, farthest today “I join in for two songs”"),
    ],
)
def test_today_is_compared_with_the_sessions_before(steps, earlier, said):
    goal = replace(CIRCLE, steps=steps, earlier=earlier, firsts=(), earlier_helps=())
    assert said in soap(replace(EMPTY, goals=(goal,)))["assessment"]


def test_a_goal_that_nobody_tapped_is_not_spoken_of():
    quiet = replace(CIRCLE, steps=(), helps=(), firsts=())
    assert soap(replace(EMPTY, goals=(quiet,))) == soap(EMPTY)


def test_after_the_last_stone_there_is_no_next_one():
    assert "Next" not in soap(replace(EMPTY, goals=(replace(CIRCLE, steps=(4, 4)),)))["plan"]


def test_of_several_that_were_reached_as_often_the_lowest_counts():
    assert most_often((3, 2, 3, 2)) == 2
    with pytest.raises(ValueError, match="at least one"):
        most_often(())


def test_a_pronoun_is_the_childs():
    told = soap(replace(FULL, pronouns="they"))["objective"]
    assert "all by themselves 2" in told


def test_our_own_words_sting_nowhere():
    every = "\n".join(sentence.text for sentence in sentences(FULL)) + "\n".join(own_sentences("Mia"))
    assert not check(every) and not unwanted_wording(every)


def test_a_judgement_is_never_in_a_draft():
    drafted = "\n".join(sentence.text for sentence in sentences(FULL))
    assert not [text for text in own_sentences("Mia") if text in drafted]


def test_words_that_bring_their_marks_are_quoted_once():
    said = replace(EMPTY, quotes=("“Again.”", '"Again!"', "He said “no”."))
    text = soap(said)["subjective"]
    assert text == "Mia said: “Again”.\nMia said: “Again!”\nMia said: “He said “no””."
