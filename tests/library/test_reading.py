"""The reading grade agrees with a count by hand, and the syllables with how words are spoken."""

import re
import subprocess
import sys

import pytest

from pebblepath.library.reading import count_syllables, join_phrases, measured_with, reading_grade, words_of


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
     ("ended", 2), ("brushes", 2), ("clothes", 1), ("idea", 3), ("blanket", 2),
     ("participation", 5), ("don't", 1), ("playing", 2), ("water", 2), ("friend", 1), ("something", 2),
     ("everyday", 3), ("Friend’s", 1), ("shh", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_words_keep_their_apostrophe() -> None:
    assert words_of("Don’t go side-by-side") == ["don't", "go", "side", "by", "side"]


def test_a_phrase_without_an_end_counts_as_a_sentence() -> None:
    assert join_phrases(["Roll it", "Pull it up.", ""]) == "Roll it. Pull it up."


def test_the_package_that_measures_is_named_with_its_version() -> None:
    assert re.fullmatch(r"syllapy [\d.]+", measured_with())


def test_loading_the_library_measures_nothing_again() -> None:
    """Measuring takes a word list into memory, which a server rarely needs."""
    script = "import sys; from pebblepath.library import load_library; load_library(); print('syllapy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
