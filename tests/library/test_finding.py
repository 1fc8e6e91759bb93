"""Finding a card by everyday words, and reads that are alike.

`data/lens_phrases.csv` holds 100 phrases as parents and teachers type them, none copied from a card. Every third was
held out: the cards' wordings and the word lists were never changed for those. `data/lens_phrases_more.csv` holds some
360 others that the word lists were tuned on; it is there so that a change that loses them is seen.
"""

import csv
from pathlib import Path

import pytest

from pebblepath.library import load_library
from pebblepath.library.finding import find, similar, stem_of

LENS = list(load_library().lens.values())
ARTICLES = list(load_library().articles.values())
DATA = Path(__file__).parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PHRASES = rows_of("lens_phrases.csv")


def top(phrase: str) -> str | None:
    found = find(phrase, LENS, limit=1)
    return found[0].entry.id if found else None


def missed(part: str | None = None) -> tuple[list[str], int]:
    asked = [row for row in PHRASES if part in (None, row["part"])]
    return [f"{row['phrase']} → {top(row['phrase'])}" for row in asked if top(row["phrase"]) != row["id"]], len(asked)


def test_there_are_a_hundred_phrases_and_none_is_copied_from_a_card() -> None:
    wordings = {wording.lower() for card in LENS for wording in (card.sees, card.name, *card.also)}
    assert len({row["phrase"] for row in PHRASES}) == 100
    assert [row["phrase"] for row in PHRASES if row["phrase"].lower() in wordings] == []
    assert {row["id"] for row in PHRASES} <= {card.id for card in LENS}


def test_the_top_answer_is_right_for_nine_in_ten_phrases() -> None:
    wrong, asked = missed()
    assert len(wrong) <= 0.1 * asked, wrong


def test_it_holds_for_the_phrases_that_were_held_out() -> None:
    wrong, asked = missed("held out")
    assert asked == 34
    assert len(wrong) <= 0.1 * asked, wrong


def test_the_phrases_tuned_on_are_not_lost() -> None:
    rows = rows_of("lens_phrases_more.csv")
    assert len(rows) >= 360
    assert sum(top(row["phrase"]) == row["id"] for row in rows) >= 0.94 * len(rows)


@pytest.mark.parametrize(
    ("phrase", "card"),
    [
        ("coverz ears", "covers-ears"),
        ("wont wear soks", "wont-wear-socks"),
        ("melts down at the school gate", "upset-at-school-gate"),
        ("chews sleeves", "chews-sleeves"),
        ("COVERS HER EARS!!!", "covers-ears"),
    ],
)
def test_what_everyone_types_first_is_found(phrase: str, card: str) -> None:
    assert top(phrase) == card


def test_every_card_is_found_by_its_own_words() -> None:
    assert [card.id for card in LENS if top(card.sees) != card.id] == []
    own = [(card.id, wording) for card in LENS for wording in card.also]
    assert sum(top(wording) != name for name, wording in own) <= 0.03 * len(own)


@pytest.mark.parametrize(
    "nothing", ["", "   ", "???", "12345", "the of and", "quarterly invoice tax", "zzxqv", "он не спит"]
)
def test_nothing_is_found_when_nothing_fits(nothing: str) -> None:
    assert find(nothing, LENS) == []


def test_nothing_is_found_among_no_cards() -> None:
    assert find("covers ears", []) == []


def test_the_best_comes_first_and_no_more_than_asked_for() -> None:
    found = find("cries at school", LENS, limit=4)
    assert 1 <= len(found) <= 4
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_very_long_story_still_finds_something() -> None:
    story = "we were at my mother's and the dog barked and then " * 40 + "he covers his ears, loud noise is too much"
    assert "covers-ears" in [one.entry.id for one in find(story, LENS)]


def test_words_for_the_same_thing_are_one_word() -> None:
    assert stem_of("hoovers") == stem_of("vacuum")
    assert stem_of("socks") == stem_of("sock")
    assert stem_of("hats") != stem_of("hates")


def test_similar_reads_are_others_nearest_first() -> None:
    by_id = {article.id: article for article in ARTICLES}
    for article in ARTICLES:
        near = similar(article, ARTICLES)
        assert len(near) == 3
        assert article.id not in [one.id for one in near]
        assert len({one.id for one in near}) == 3
    assert similar(ARTICLES[0], ARTICLES) == similar(ARTICLES[0], list(reversed(ARTICLES)))
    near_feelings = [one.id for one in similar(by_id["when-big-feelings-come"], ARTICLES, limit=5)]
    assert "breaks-are-a-skill" in near_feelings


def test_a_lonely_article_has_no_similar_reads() -> None:
    assert similar(ARTICLES[0], ARTICLES[:1]) == []
