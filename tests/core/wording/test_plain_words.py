"""Jargon, long sentences and how hard a text is to read."""

from __future__ import annotations

import pytest

from pebblepath.core.wording import check, plain_words
from pebblepath.core.wording.plain import glossary, read_plainly
from pebblepath.library.reading import reading_grade

ENTRIES = list(glossary().rules.values())


def test_the_glossary_is_large_and_its_plain_words_are_plain():
    assert len(ENTRIES) >= 80
    for entry in ENTRIES:
        for phrase in entry.better:
            assert plain_words(phrase) == [] and check(phrase) == [], phrase


def test_a_clinical_word_gets_family_words():
    one = plain_words("We work on proprioception.")[0]
    assert one.text == "proprioception" and one.better == ("feeling where your body is",) and one.group == "jargon"


@pytest.mark.parametrize("text", ["Bilateral coordination", "bilateral integration", "ADLs", "fine-motor skills"])
def test_forms_of_a_clinical_word_are_found(text: str):
    assert [one.text for one in plain_words(f"{text} today.")] == [text]


def test_a_long_sentence_is_found_and_a_short_one_is_not():
    short = " ".join(["play"] * 20) + "."
    found = plain_words(f"{short} {' '.join(['play'] * 21)}.")
    assert [one.rule for one in found] == ["long-sentence"] and found[0].start == len(short) + 1
    assert "21 words" in found[0].why


def test_a_text_is_graded_by_the_measure_that_is_given():
    hard = read_plainly("Proprioceptive discrimination facilitates postural adaptation.", reading_grade)
    easy = read_plainly("She felt where her feet were. Then she jumped.", reading_grade)
    assert not hard.easy and hard.findings
    assert easy.easy and easy.grade <= 6 and easy.findings == []
