"""The cards that come with Pebblepath."""

import re
from collections.abc import Iterator

import pytest

from pebblepath.library import check_library, load_library
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.loader import LIBRARY_FOLDER, read_library
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
    assert report.worst is not None and report.worst.worst <= HIGHEST_GRADE


def test_the_report_says_how_hard_each_kind_is_to_read() -> None:
    report = check_library()
    assert list(report.reading) == ["occupations", "strategies", "play", "lens", "articles"]
    grades = [card.grade() for card in STRATEGIES]
    assert report.reading["strategies"].worst == max(grades)
    assert report.reading["strategies"].mean == pytest.approx(sum(grades) / len(grades))
    hardest = load_library().strategies[report.reading["strategies"].worst_card]
    assert hardest.grade() == max(grades)
    assert "syllapy" in report.measured_with


def test_the_measure_holds_the_librarys_texts_to_the_bar_each_time_it_is_checked() -> None:
    read_library(LIBRARY_FOLDER, measure=True)


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


# One word for one thing, so that what is at hand can be ticked once; what play needs has the same names.
THINGS = {
    "backpack", "ball", "basket", "big cushions", "blanket", "bowl", "boxes", "brushes", "bubbles", "cap", "chalk",
    "chew tube", "chime", "clip", "cloth", "crayons", "cup with a lid", "cups", "dough", "drum", "ear defenders",
    "felt pads", "foam tube", "food", "gloves", "glue", "goggles", "headphones", "heavy blanket", "key ring", "lamp",
    "lunch box", "mat", "music player", "nail file", "night light", "non-slip mat", "paper", "pencil", "pencil grips",
    "phone", "picture books", "picture cards", "rattles", "snug clothes", "soft hair brush", "spring scissors",
    "step stool", "stickers", "sticky notes", "stool", "straws", "stretchy laces", "sun shade", "sunglasses",
    "swim cap", "swim things", "swing", "tablet", "tape", "teddy", "tent", "things to fiddle with", "timer",
    "toilet seat ring", "toothbrush", "towel", "tray", "water bottle", "weighted vest", "wide rubber band",
    "wobble cushion",
}  # fmt: skip
# What a text tells of, and who it isn't for. A card that names the first never goes to the second.
NOT_FOR = {
    r"balloon": "latex",
    r"rubber band|\bgloves\b|swim cap": "latex",
    r"\bchoke": "choking",
    r"mouths things|things in their mouths": "mouths",
    r"in and near water|close to water": "water",
    r"lungs|breathing|breath holding|hard to breathe|asthma": "breathing",
    r"joint hurts": "joints",
    r"crunchy snack|play with a food|cooking": "food-allergy",
    r"has fits": "seizures",
    r"oils on the skin|skin turns red|leaves marks": "skin",
}


def test_strategies_name_things_in_one_way_and_nothing_else() -> None:
    assert {thing for card in STRATEGIES for thing in card.needs} == THINGS


@pytest.mark.parametrize("card", STRATEGIES, ids=by_id)
def test_a_strategy_is_not_for_whom_its_own_caution_warns(card: Strategy) -> None:
    told = " ".join([card.how, card.cautions or "", *card.needs])
    for words, care in NOT_FOR.items():
        assert care in card.not_with or not re.search(words, told, re.IGNORECASE), (words, care)


def test_the_cautious_cards_are_the_right_ones() -> None:
    not_with = {card.id: set(card.not_with) for card in STRATEGIES}
    assert {"breathing", "seizures", "joints"} <= not_with["weighted-blanket"]
    assert {"heights", "seizures"} <= not_with["swing-and-stop"]
    assert {"choking", "mouths", "latex"} <= not_with["ball-and-wall"]
    assert {"food-allergy", "choking"} <= not_with["food-play"] & not_with["straw-and-crunch"]
    assert "runs-off" in not_with["run-outside"] & not_with["family-walk-game"] & not_with["wait-outside"]
    # Comfort and being understood are for every child.
    for name in ("quiet-corner", "ear-defenders", "break-card", "comfort-thing", "leave-when-too-much"):
        assert not_with[name] == set(), name


def test_hugs_fidgets_music_rocking_and_heavy_work_give_their_senses() -> None:
    gives = {card.id: set(card.gives) for card in STRATEGIES}
    assert "touch" in gives["hug-when-asked"] & gives["fidget-in-the-pocket"]
    assert "sound" in gives["own-music"] & gives["moving-song"] & gives["music-in-a-group"]
    assert "movement" in gives["slow-rocking"] & gives["move-break"] & gives["wobble-cushion"]
    assert "body" in gives["heavy-job"] & gives["push-the-wall"] & gives["weighted-blanket"]
    assert "taste" in gives["straw-and-crunch"] and "smell" in gives["smell-i-like"]


def test_a_change_to_the_place_gives_nobody_more_to_hear_smell_or_taste() -> None:
    """Such a card is for those for whom these are too much already."""
    places = [card for card in STRATEGIES if card.kind == "environment"]
    assert [card.id for card in places if {"sound", "smell", "taste"} & set(card.gives)] == []


@pytest.mark.parametrize("card", OCCUPATIONS, ids=by_id)
def test_every_occupation_says_what_it_asks_for(card: Occupation) -> None:
    assert 1 <= len(card.works_on) <= 3
