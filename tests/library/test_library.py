"""The cards that come with Pebblepath."""

from collections.abc import Iterator

import pytest

from pebblepath.library import check_library, load_library
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.reading import reading_grade, words_of
from pebblepath.library.schema import (
    GROUPS,
    HIGHEST_GRADE,
    KINDS,
    SENSES,
    SETTINGS,
    Card,
    Occupation,
    Strategy,
)
from pebblepath.library.symbols import symbol_names

OCCUPATIONS = list(load_library().occupations.values())
STRATEGIES = list(load_library().strategies.values())
CARDS: list[Card] = [*OCCUPATIONS, *STRATEGIES]


def by_id(card: Card) -> str:
    return card.id


def test_the_library_is_read_once() -> None:
    assert load_library() is load_library()


def test_there_is_enough_to_begin_with() -> None:
    assert len(OCCUPATIONS) >= 18
    assert len(STRATEGIES) >= 30


def test_every_group_and_every_setting_has_cards() -> None:
    assert {card.group for card in OCCUPATIONS} == set(GROUPS)
    for setting in SETTINGS:
        assert any(setting in card.settings for card in OCCUPATIONS)
        assert any(setting in card.settings for card in STRATEGIES)


def test_every_kind_and_every_sense_has_strategies() -> None:
    assert {card.kind for card in STRATEGIES} == set(KINDS)
    assert {sense for card in STRATEGIES for sense in card.senses} == set(SENSES)


def test_the_report_counts_the_cards_and_finds_no_fault() -> None:
    report = check_library()
    assert report.faults == ()
    assert report.counts["occupations"] == len(OCCUPATIONS)
    assert report.counts["strategies"] == len(STRATEGIES)
    assert report.worst_grade is not None and report.worst_grade <= HIGHEST_GRADE


@pytest.mark.parametrize("card", CARDS, ids=by_id)
def test_a_card_reads_at_grade_six_or_below(card: Card) -> None:
    assert card.grade() <= HIGHEST_GRADE


@pytest.mark.parametrize("card", CARDS, ids=by_id)
def test_every_longer_sentence_of_a_card_reads_at_grade_six_or_below(card: Card) -> None:
    for text in card.family_texts():
        for sentence in sentences(text):
            assert len(words_of(sentence)) < 9 or reading_grade(sentence) <= HIGHEST_GRADE, sentence


def sentences(text: str) -> Iterator[str]:
    marked = text.replace("!", ".").replace("?", ".")
    return (part for part in marked.split(".") if part.strip())


@pytest.mark.parametrize("card", CARDS, ids=by_id)
def test_a_card_shows_a_picture_that_exists(card: Card) -> None:
    assert card.symbol in symbol_names()


@pytest.mark.parametrize("card", CARDS, ids=by_id)
def test_a_card_blames_nobody(card: Card) -> None:
    assert all(unwanted_wording(text) is None for text in card.family_texts())


@pytest.mark.parametrize("card", STRATEGIES, ids=by_id)
def test_a_strategy_is_short_enough_to_do_from_the_card(card: Strategy) -> None:
    assert 15 <= len(card.how.split()) <= 60


@pytest.mark.parametrize("card", OCCUPATIONS, ids=by_id)
def test_every_occupation_has_something_to_try_in_each_of_its_settings(card: Occupation) -> None:
    for setting in set(card.settings) - {"clinic"}:
        assert load_library().strategies_for(card.id, setting), (card.id, setting)


def test_the_surroundings_change_before_anything_is_asked_of_the_child() -> None:
    order = [KINDS.index(card.kind) for card in load_library().strategies_for("circle-time", "school")]
    assert order == sorted(order)
    assert order[0] == KINDS.index("environment")


@pytest.mark.parametrize(
    "name",
    ["quiet-corner", "ear-defenders", "break-card", "comfort-thing", "leave-when-too-much", "hug-when-asked"],
)
def test_comfort_is_never_taken_away_to_test_it(name: str) -> None:
    assert load_library().strategies[name].comfort_support


def test_a_stone_is_found_by_its_level() -> None:
    circle = load_library().occupations["circle-time"]
    assert circle.stone(-2) == "I listen from the door."
    assert circle.stone(2) == "I stay as long as I like."


def test_participation_is_said_with_the_childs_pronoun() -> None:
    circle = load_library().occupations["circle-time"]
    assert circle.participation_for("her") == "Takes part in circle time in a way that works for her."
