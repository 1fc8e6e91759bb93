"""Phrases that tell no fact."""

from __future__ import annotations

import pytest

from pebblepath.core.wording import check, check_vague
from pebblepath.core.wording.rulebook import Rule, vague_words

RULES = list(vague_words().rules.values())


def test_there_are_enough_rules():
    assert len(RULES) >= 30


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_vague_rule_finds_its_example_and_passes_its_own_advice(rule: Rule):
    assert rule.id in [one.rule for one in check_vague(rule.example)]
    for phrase in rule.better:
        assert check_vague(phrase) == [] and check(phrase) == [], phrase
    for text in rule.leaves:
        assert check_vague(text) == []


@pytest.mark.parametrize(
    "phrase", ["some progress", "doing better", "is improving", "continues to make gains", "as tolerated"]
)
def test_the_usual_phrases_are_found(phrase: str):
    assert check_vague(f"Mia: {phrase} with the zipper.")


@pytest.mark.parametrize(
    "fact",
    [
        "4 of 5 times",
        "level −1",
        "since May 3",
        "in two of three tries",
        "80%",
        "with minimal assist",
        "twice",
        "by herself",
    ],
)
def test_a_phrase_passes_beside_a_fact(fact: str):
    assert check_vague(f"Mia made some progress ({fact}).") == []


def test_a_fact_in_another_sentence_does_not_count():
    found = check_vague("She zipped 4 of 5 times. She is doing better with socks.")
    assert [one.text for one in found] == ["doing better"]


def test_quotations_are_left_alone():
    assert check_vague("“He is doing better,” said Dad.") == []
