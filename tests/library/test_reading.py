"""The reading grade agrees with a count by hand, and with another measure where that one is at hand."""

import pytest

from pebblepath.library import load_library
from pebblepath.library.reading import count_syllables, join_phrases, reading_grade, words_of


def test_the_grade_of_a_sentence_counted_by_hand() -> None:
    # 4 words, 1 sentence, 5 syllables: 0.39 * 4 + 11.8 * 5 / 4 - 15.59
    assert reading_grade("I zip my jacket.") == pytest.approx(0.72)


def test_a_text_without_words_has_grade_zero() -> None:
    assert reading_grade("... !") == 0.0


def test_longer_words_raise_the_grade() -> None:
    assert reading_grade("The pediatric occupational therapist recommends participation.") > 12


@pytest.mark.parametrize(
    ("word", "count"),
    [("zip", 1), ("jacket", 2), ("table", 2), ("quiet", 2), ("cozy", 2), ("helped", 1),
     ("ended", 2), ("brushes", 2), ("clothes", 1), ("idea", 3), ("crayons", 2),
     ("participation", 5), ("don't", 1), ("playing", 2)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_words_keep_their_apostrophe() -> None:
    assert words_of("Don’t go side-by-side") == ["don't", "go", "side", "by", "side"]


def test_a_phrase_without_an_end_counts_as_a_sentence() -> None:
    assert join_phrases(["Roll it", "Pull it up.", ""]) == "Roll it. Pull it up."


def test_textstat_agrees_that_every_card_is_easy() -> None:
    textstat = pytest.importorskip("textstat")
    try:
        textstat.flesch_kincaid_grade("I zip my jacket.")
    except LookupError:
        pytest.skip("textstat's list of spoken words is not installed here")
    library = load_library()
    for card in [*library.occupations.values(), *library.strategies.values()]:
        assert textstat.flesch_kincaid_grade(join_phrases(card.family_texts())) <= 6, card.id
