"""The patterns in which rules are written."""

from __future__ import annotations

import pytest

from pebblepath.core.wording.patterns import parse, spans_in
from pebblepath.core.wording.rulebook import classes_of, rule_book
from pebblepath.core.wording.words import words_of

CLASSES = classes_of({"kid": "boy girl", "child": "@kid he she"})


def found(pattern: str, text: str) -> list[str]:
    words = words_of(text)
    spans = [span for one in parse(pattern, CLASSES) for span in spans_in(one, words)]
    return sorted(
        {text[words[span.start].start : words[span.end - 1].end] for span in spans}, key=lambda one: (len(one), one)
    )


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("refuse", "She refuses and refused.", ["refused", "refuses"]),
        ("=delayed", "The delay; he is delayed.", ["delayed"]),
        ("@child cry", "The girl cries. He cried. It cried.", ["He cried", "girl cries"]),
        ("give (him|her)? a|the cup", "give the cup, give her a cup", ["give the cup", "give her a cup"]),
        ("break _2 bowl", "break the blue bowl, break a very large bowl", ["break the blue bowl"]),
        ("poor !light|weather", "poor light, poor grip", ["poor grip"]),
        ("@child be {lazy}", "He is lazy.", ["lazy"]),
        ("(a|an)? storm", "a storm", ["storm", "a storm"]),
        ("let (him go|her stay)", "let him go; let her stay; let him stay", ["let him go", "let her stay"]),
        ("# month", "6 months", ["6 months"]),
        ("he be late", "he's late", ["he's late"]),
        ("red hat", "red, hat", []),
    ],
)
def test_patterns_find_what_they_say(pattern: str, text: str, expected: list[str]):
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["", "(a|an)?", "_2 hat", "!a hat", "{a hat", "@nobody runs", "a (b c hat"])
def test_a_pattern_that_makes_no_sense_is_refused(pattern: str):
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern, CLASSES)


GOOD = {"id": "one", "words": ["lazy"], "why": "It judges.", "better": ["tired"], "example": "He is lazy."}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"better": []}, "one to three better phrases"),
        ({"better": ["{fly} away"]}, "the verb 'fly'"),
        ({"negated": "perhaps"}, "'negated' is 'perhaps'; it may be counts or passes"),
        ({"colour": "red"}, "'colour'"),
        ({"words": ["@nobody"]}, "the class 'nobody'"),
        ({"source": "nowhere"}, "'nowhere' is missing"),
        ({"contexts": ["nowhere"]}, "'nowhere' is missing"),
    ],
)
def test_a_rule_that_cannot_be_read_is_named(change: dict[str, object], sentence: str):
    with pytest.raises(ValueError, match=f"The rule 'one' can't be read.*{sentence}"):
        rule_book([{"group": "g", "rule": [GOOD | change]}])


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Two rules are called 'one'"):
        rule_book([{"group": "g", "rule": [GOOD, GOOD]}])
