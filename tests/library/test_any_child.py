"""The cards are read for every child, so none of them speaks of a child as she or he."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pebblepath.library.loader import LIBRARY_FOLDER

SHE_OR_HE = re.compile(r"\b(?:s?he|hers?|him|his|herself|himself)\b", re.IGNORECASE)
# After "they" a verb stands in its plain form; "they looks" is a "she" that was swapped and not read again.
WRONG_AFTER_THEY = re.compile(
    r"\bthey (?:is|was|has|does|goes|likes|wants|needs|looks|loves|knows|feels|holds|picks|says|uses|trusts|takes)\b",
    re.IGNORECASE,
)
# What people type when they look for a card ("sucks on her hair"): it is searched, and never shown.
SEARCHED = "also"


def texts(content: object) -> Iterator[str]:
    """Every text of a file, except the words that are only searched."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for one in content:
            yield from texts(one)
    elif isinstance(content, dict):
        for name, one in content.items():
            if name != SEARCHED:
                yield from texts(one)


def texts_of(file: Path) -> list[str]:
    return list(texts(tomllib.loads(file.read_text(encoding="utf-8"))))


FILES = sorted(LIBRARY_FOLDER.rglob("*.toml"))


def name_of(file: Path) -> str:
    return str(file.relative_to(LIBRARY_FOLDER))


def test_every_kind_of_card_is_read_here() -> None:
    assert {"strategies", "play", "occupations", "lens", "learn"} <= {file.parent.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_card_speaks_of_a_child_as_she_or_he(file: Path) -> None:
    found = [(match[0], text) for text in texts_of(file) if (match := SHE_OR_HE.search(text))]
    assert found == [], "write “they”, “your child”, or a sentence that needs neither"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_they_is_followed_by_the_form_of_the_verb_that_goes_with_it(file: Path) -> None:
    assert [text for text in texts_of(file) if WRONG_AFTER_THEY.search(text)] == []


@pytest.mark.parametrize("words", ["the way she likes", "Let HER choose.", "by himself", "It is hers.", "He rests."])
def test_a_she_or_a_he_would_be_found_in_any_form(words: str) -> None:
    assert SHE_OR_HE.search(words)


@pytest.mark.parametrize("words", ["The sheet is theirs.", "there, then, other", "shells and heroes", "history"])
def test_words_that_only_look_like_it_are_left_alone(words: str) -> None:
    assert not SHE_OR_HE.search(words)


def test_only_what_is_searched_and_never_shown_is_left_out() -> None:
    assert list(texts({"also": ["bites his shirt"], "lens": [{"sees": "Chews", "also": ["she chews"]}]})) == ["Chews"]
