"""One click to take a better phrase."""

from __future__ import annotations

import pytest

from pebblepath.core.wording import Finding, check, take


def finding(text: str, words: str) -> Finding:
    start = text.index(words)
    return Finding(start, start + len(words), words, "rule", "group", "why", ("better",))


def test_the_verb_keeps_its_form():
    forms = {"refuses to": "chooses not to", "refused to": "chose not to", "refusing to": "choosing not to"}
    for form, better in forms.items():
        text = f"Ava {form} sit."
        assert take(text, check(text)[0], check(text)[0].better[0]) == f"Ava {better} sit."


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("They threw a tantrum.", "They were overwhelmed ([what was seen])."),
        ("She threw a tantrum.", "She was overwhelmed ([what was seen])."),
        ("He has thrown a tantrum.", "He has been overwhelmed ([what was seen])."),
    ],
)
def test_to_be_follows_who_is_spoken_of(text: str, mended: str):
    one = check(text)[0]
    assert take(text, one, one.better[0]) == mended


def test_a_capital_at_the_start_is_kept():
    text = "Refuses to sit."
    assert take(text, check(text)[0], "says no to") == "Says no to sit."


def test_a_and_an_follow_the_phrase():
    assert take("an odd way", finding("an odd way", "odd"), "new") == "a new way"
    assert (
        take("He is a picky eater.", finding("He is a picky eater.", "picky eater"), "eager cook")
        == "He is an eager cook."
    )
    assert take("A picky eater.", finding("A picky eater.", "picky eater"), "[eager] cook") == "An [eager] cook."


def test_articles_are_not_doubled():
    assert (
        take("It was a tantrum.", finding("It was a tantrum.", "tantrum"), "a hard moment") == "It was a hard moment."
    )
    assert take("The tantrum.", finding("The tantrum.", "tantrum"), "hard moment") == "The hard moment."


def test_a_text_that_changed_is_not_touched():
    text = "He was lazy."
    with pytest.raises(ValueError, match="has changed since it was checked: 'lazy'"):
        take("He was tired.", finding(text, "lazy"), "tired")
