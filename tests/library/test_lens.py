"""The lens cards and the articles that come with Pebblepath."""

import re
from collections import Counter

import pytest

from pebblepath.library import load_library
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.learn import Article
from pebblepath.library.lens import LensEntry
from pebblepath.library.reading import reading_grade, words_of
from pebblepath.library.schema import HIGHEST_GRADE, KINDS, SETTINGS

LENS = list(load_library().lens.values())
ARTICLES = list(load_library().articles.values())
DIAGNOSES = re.compile(r"\b(autis\w*|asd|adhd|dyspraxi\w*|syndrome|diagnos\w*|patholog\w*|symptoms?)\b", re.IGNORECASE)
# What a doctor needs to hear of: a card that shows one of these says so.
RED_FLAGS = {
    "eats-few-foods": ("loses weight", "chokes"),
    "gags-on-food": ("chokes", "weight"),
    "eats-non-food": ("batteries",),
    "snores": ("breath stops",),
    "hurts-self": ("same day",),
    "can-do-less-now": ("now",),
    "uses-one-hand": ("call for help",),
    "does-not-answer": ("hearing", "stops using words"),
    "misses-toilet-signal": ("thirst", "blood"),
    "gives-up-fast": ("same day",),
    "runs-away": ("call for help",),
}


def by_id(card: LensEntry | Article) -> str:
    return card.id


def longer_sentences(texts: list[str]) -> list[str]:
    sentences = [sentence for text in texts for sentence in re.split(r"[.!?\n]", text)]
    return [sentence for sentence in sentences if len(words_of(sentence)) >= 9]


def test_there_is_enough_to_find_and_to_read() -> None:
    assert len(LENS) >= 60
    assert len(ARTICLES) >= 12


def test_every_setting_that_families_know_has_lens_cards() -> None:
    assert set(SETTINGS) <= {setting for card in LENS for setting in card.settings}


def test_no_two_cards_are_known_by_the_same_words() -> None:
    wordings = [wording.lower() for card in LENS for wording in (card.sees, *card.also)]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize("card", LENS, ids=by_id)
def test_a_lens_card_is_known_by_at_least_five_other_wordings(card: LensEntry) -> None:
    assert len(card.also) >= 5


@pytest.mark.parametrize("card", LENS, ids=by_id)
def test_a_lens_card_names_something_to_try(card: LensEntry) -> None:
    assert card.strategies or card.doctor
    assert set(card.strategies) <= set(load_library().strategies)


@pytest.mark.parametrize("card", LENS, ids=by_id)
def test_a_lens_card_links_two_to_four_cards_and_changes_the_place_first(card: LensEntry) -> None:
    linked = [load_library().strategies[name] for name in card.strategies]
    assert 2 <= len(linked) <= 4
    order = [KINDS.index(strategy.kind) for strategy in linked if strategy.kind == "environment"]
    assert [strategy.kind for strategy in linked[: len(order)]] == ["environment"] * len(order)
    assert all(set(strategy.settings) & set(card.settings) for strategy in linked)


def test_the_lens_draws_on_most_kinds_of_cards_and_on_many() -> None:
    linked = [name for card in LENS for name in card.strategies]
    assert len(set(linked)) >= 100
    assert max(Counter(linked).values()) <= 12
    assert {load_library().strategies[name].kind for name in linked} == set(KINDS)


@pytest.mark.parametrize("card", [*LENS, *ARTICLES], ids=by_id)
def test_it_blames_nobody_and_diagnoses_nobody(card: LensEntry | Article) -> None:
    for text in card.family_texts():
        assert unwanted_wording(text) is None, text
        assert DIAGNOSES.search(text) is None, text


@pytest.mark.parametrize("card", [*LENS, *ARTICLES], ids=by_id)
def test_every_longer_sentence_reads_at_grade_six_or_below(card: LensEntry | Article) -> None:
    for sentence in longer_sentences(card.family_texts()):
        assert reading_grade(sentence) <= HIGHEST_GRADE, sentence


@pytest.mark.parametrize("name", RED_FLAGS)
def test_red_flags_are_said_plainly(name: str) -> None:
    said = (load_library().lens[name].doctor or "").lower()
    assert all(flag in said for flag in RED_FLAGS[name]), said


@pytest.mark.parametrize("article", ARTICLES, ids=by_id)
def test_an_article_is_three_minutes_with_headings_and_no_links(article: Article) -> None:
    assert 300 <= len(words_of(article.text)) <= 600
    assert article.text.count("\n## ") + article.text.startswith("## ") >= 3
    assert not re.search(r"https?:|\]\(|<[a-z/]|^# ", article.text, re.MULTILINE)
    assert article.minutes <= 3
