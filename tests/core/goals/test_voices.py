from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pebblepath.core.goals.voices import Heard, apart, differences
from pebblepath.core.wording import check, plain_words
from pebblepath.library.reading import reading_grade


def heard(who: str = "Home", step: int | None = 2, importance: int | None = None, **more: object) -> Heard:
    return Heard(**{"who": who, "is_child": False, "mine": False, "step": step, "importance": importance, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("step", "says"), [(2, "here"), (3, "one on"), (4, "two on"), (1, "one back"), (0, "two back"), (8, "six on")]
)
def test_a_voice_stands_beside_the_path_in_two_words(step: int, says: str):
    assert apart(step, 2) == says


def test_who_sees_her_further_on_is_asked_what_they_see():
    (asks,) = differences([heard("Home"), heard("School", 3, words="I join in for two songs.")], 2)
    assert asks == "School sees one stone further on (“I join in for two songs”): ask them what they see."


def test_who_sees_her_further_back_is_asked_what_is_harder_there():
    (asks,) = differences([heard("School", 0)], 2)
    assert asks == "School sees two stones further back: ask them what is harder there."


def test_the_child_is_asked_to_show_or_what_would_help():
    asks = differences([heard("Mia", 3, is_child=True)], 2) + differences([heard("Mia", 1, is_child=True)], 2)
    assert asks == (
        "Mia sees one stone further on: ask Mia to show you.",
        "Mia sees one stone further back: ask Mia what would help.",
    )


def test_who_reads_is_asked_to_tell_the_others():
    assert differences([heard(step=4, mine=True)], 2) == (
        "You see two stones further on: tell the others what you see.",
    )


def test_one_mind_is_said_only_when_at_least_two_spoke():
    assert differences([heard(), heard("School")], 2) == ("All who spoke see the same stone.",)
    assert differences([heard()], 2) == () and differences([], 2) == ()
    assert differences([heard(step=None), heard("School")], 2) == ()


def test_that_it_matters_more_to_one_is_told_kindly_and_once():
    asks = differences([heard(importance=3), heard("School", importance=1), heard("Mia", importance=2)], 2)
    assert [line for line in asks if "matter" in line] == [
        "It doesn’t matter the same to everybody, and that is fine. Ask each other why."
    ]
    assert not any("matter" in line for line in differences([heard(importance=3), heard("Mia", importance=3)], 2))


VOICES = st.lists(
    st.builds(
        Heard,
        st.sampled_from(["Mia", "Home", "School"]),
        st.booleans(),
        st.booleans(),
        st.none() | st.integers(0, 6),
        st.none() | st.integers(1, 3),
    ),
    max_size=6,
)


@given(VOICES, st.integers(0, 6))
def test_every_voice_that_differs_is_heard_and_none_is_averaged_away(voices: list[Heard], here: int):
    asks = differences(voices, here)
    apart_ones = [one for one in voices if one.step is not None and one.step != here]
    assert sum(": ask " in line or ": tell " in line for line in asks) == len(apart_ones)


@settings(deadline=None)
@given(VOICES, st.integers(0, 6))
def test_every_sentence_is_plain_and_kind(voices: list[Heard], here: int):
    for line in differences(voices, here):
        assert reading_grade(line) <= 6 and not check(line) and not plain_words(line), line
