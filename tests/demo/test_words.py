"""What people of the demo write: enough of it, kind, easy to read, fitting, and never twice."""

import re

import numpy as np
import pytest

from demo.answers_of_the_demo import child_named
from pebblepath.demo.families import load_practice
from pebblepath.demo.words import ALWAYS, ASKED_BREAK, BY_SELF, PRONOUNS, Notebook, in_their_words, load_words
from pebblepath.library import load_library
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.reading import reading_grade

SENTENCES = [text for said in load_words().values() for text in said]
BANDS = {"low", "middle", "high", *(f"step{step}" for step in range(5))}


def test_there_are_many_and_no_two_are_the_same() -> None:
    assert len(SENTENCES) >= 200 and len(set(SENTENCES)) == len(SENTENCES)


@pytest.mark.parametrize("pronouns", PRONOUNS)
def test_every_sentence_works_with_each_pronoun(pronouns: str) -> None:
    for text in SENTENCES:
        said = in_their_words(text, name="Kit", pronouns=pronouns)
        assert ("{" not in said and said[0] != said[0].lower()) or said[0] in "“", said


def test_no_verb_tells_the_pronoun_apart() -> None:
    """After "they" a verb in the present, or "was", would have to change with the pronoun."""
    assert not [text for text in SENTENCES if re.search(r"\{[tT]hey\} (was|is|has|does)\b", text)]


def test_words_are_kind_and_easy_to_read() -> None:
    said = [in_their_words(text, name="Kit", pronouns="she") for text in SENTENCES]
    assert not [text for text in said if unwanted_wording(text)]
    assert reading_grade(" ".join(said)) <= 4
    assert max(len(text) for text in said) <= 120


def test_files_name_what_is_there() -> None:
    children = load_practice().children
    abouts = set(load_library().occupations) | {f"any-{child.id}" for child in children}
    tags = {ALWAYS, ASKED_BREAK, BY_SELF, *load_library().strategies, *(o.id for c in children for o in c.own)}
    for about, voice, band, tag in load_words():
        assert about in abouts and band in BANDS and tag in tags
        assert voice in {"parent", "teacher", "therapist", "child"}


def test_every_goal_of_the_demo_has_words_from_each_who_tells() -> None:
    for child in load_practice().children:
        roles = {person.id: person.role for person in child.people} | dict.fromkeys(child.staff, "therapist")
        for goal in child.goals:
            told = {(goal.occupation, _voice(roles[teller.by])) for teller in goal.tellers}
            assert told <= {(about, voice) for about, voice, _, _ in load_words()}, goal.id


def _voice(role: str) -> str:
    return role if role in {"teacher", "therapist", "child"} else "parent"


def test_a_sentence_comes_once_and_then_there_is_none() -> None:
    notes = Notebook(np.random.default_rng(1), name="Mia", pronouns="she")
    written = [notes.write("circle-time", "therapist", 4) for _ in range(4)]
    assert sorted(map(bool, written)) == [False, False, True, True] and len(set(written)) == 3


def test_a_sentence_about_a_strategy_waits_until_it_was_there() -> None:
    notes = Notebook(np.random.default_rng(1), name="Mia", pronouns="she")
    without = [notes.write("circle-time", "teacher", 2) for _ in range(20)]
    assert not [text for text in without if "cushion" in text]
    assert "cushion" in notes.write("circle-time", "teacher", 2, ["wobble-cushion"])


def test_words_speak_of_the_child() -> None:
    notes = Notebook(np.random.default_rng(1), name=child_named("zuri").name, pronouns="they")
    written = [notes.write("play-with-friend", "teacher", 2) for _ in range(3)]
    assert any("Zuri" in text or "hey" in text for text in written)
