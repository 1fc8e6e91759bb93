"""A practice's cards laid over the library: added, reworded, hidden; nothing in the library itself changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pebblepath.library import LibraryError, load_library, read_library
from pebblepath.library.loader import LIBRARY_FOLDER
from pebblepath.library.own_cards import LaidOver, OwnCard, check_card, is_own_id, lay_over
from pebblepath.library.schema import KINDS

LIBRARY = load_library()
SONG: dict[str, Any] = {
    "name": "Our hello song",
    "symbol": "music",
    "settings": ["clinic", "school"],
    "occupations": ["circle-time"],
    "kind": "environment",
    "when": "We begin.",
    "how": "Sing the song once. Let your child pick the last line.",
    "why": "It says what comes now.",
    "minutes": 2,
    "cost": "free",
    "comfort_support": False,
}


def content_of(kind: str, id: str) -> dict[str, Any]:
    cards = {"strategy": LIBRARY.strategies, "play": LIBRARY.play, "occupation": LIBRARY.occupations}[kind]
    return cards[id].model_dump(mode="json", exclude={"id", "version"})


def laid(*cards: OwnCard) -> LaidOver:
    return lay_over(LIBRARY, cards)


def song(**changed: Any) -> OwnCard:
    return OwnCard("strategy", "ours-song", 3, {**SONG, **changed})


def test_with_nothing_of_its_own_a_practice_has_the_library_as_it_is() -> None:
    nothing = laid()
    assert dict(nothing.offered.strategies) == dict(LIBRARY.strategies)
    assert list(nothing.offered.strategies) == list(LIBRARY.strategies)
    assert dict(nothing.every.play) == dict(LIBRARY.play) and nothing.faults == {}


def test_an_own_card_is_there_with_its_id_and_version() -> None:
    card = laid(song()).offered.strategies["ours-song"]
    assert (card.name, card.version) == ("Our hello song", 3)
    assert "ours-song" not in LIBRARY.strategies


def test_an_own_card_stands_where_its_kind_stands_so_that_the_place_changes_before_the_child() -> None:
    cards = list(laid(song()).offered.strategies.values())
    order = [KINDS.index(card.kind) for card in cards]
    assert order == sorted(order) and cards[-1].id != "ours-song"


def test_an_own_card_is_found_for_the_activity_it_is_for() -> None:
    assert "ours-song" in {card.id for card in laid(song()).offered.strategies_for("circle-time", "clinic")}


def test_a_reworded_card_stands_in_the_librarys_place() -> None:
    words = content_of("strategy", "ear-defenders") | {"name": "Quiet ears"}
    both = laid(OwnCard("strategy", "ear-defenders", 2, words))
    assert both.offered.strategies["ear-defenders"].name == "Quiet ears"
    assert list(both.offered.strategies) == list(LIBRARY.strategies)
    assert LIBRARY.strategies["ear-defenders"].name == "Ear defenders"


@pytest.mark.parametrize(
    ("kind", "id"), [("strategy", "ear-defenders"), ("play", "slow-boat-swing"), ("occupation", "zip-jacket")]
)
def test_a_hidden_card_isnt_offered_but_is_still_known(kind: str, id: str) -> None:
    both = laid(OwnCard(kind, id, 1, {}, hidden=True))
    name = {"strategy": "strategies", "play": "play", "occupation": "occupations"}[kind]
    assert id not in getattr(both.offered, name)
    assert getattr(both.every, name)[id] == getattr(LIBRARY, name)[id]
    assert len(getattr(both.offered, name)) == len(getattr(LIBRARY, name)) - 1


def test_hiding_a_strategy_hides_no_play_of_the_same_id() -> None:
    assert "slow-boat-swing" in laid(OwnCard("strategy", "slow-boat-swing", 1, {}, hidden=True)).offered.play


def test_a_hidden_own_card_isnt_offered_either() -> None:
    both = laid(OwnCard("strategy", "ours-song", 1, SONG, hidden=True))
    assert "ours-song" not in both.offered.strategies and "ours-song" in both.every.strategies


def test_a_strategy_may_be_for_an_activity_of_the_practices_own() -> None:
    ride = OwnCard("occupation", "ours-ride", 1, content_of("occupation", "zip-jacket"))
    both = laid(song(occupations=["ours-ride"]), ride)
    assert both.faults == {} and both.offered.strategies_for("ours-ride")[0].id == "ours-song"


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"how": "The child must comply."}, "how", "must"),
        ({"symbol": "unicorn"}, "symbol", "'unicorn' is no symbol"),
        ({"occupations": ["gone-with-an-upgrade"]}, "occupations", "is no occupation"),
        ({"research": "gone"}, "research", "is no topic"),
        ({"minutes": 90}, "minutes", "90 is not accepted"),
        ({"magic": True}, "magic", "is not a field"),
    ],
)
def test_a_card_that_isnt_accepted_is_left_out_and_the_fault_is_told(
    changed: dict[str, Any], field: str, says: str
) -> None:
    both = laid(song(**changed))
    assert "ours-song" not in both.every.strategies and len(both.every.strategies) == len(LIBRARY.strategies)
    (fault,) = both.faults["strategy", "ours-song"]
    assert fault.field == field and says in fault.sentence


def test_where_a_reworded_card_isnt_accepted_the_librarys_words_stand() -> None:
    both = laid(OwnCard("strategy", "ear-defenders", 2, {"name": "Quiet ears"}))
    assert both.offered.strategies["ear-defenders"] == LIBRARY.strategies["ear-defenders"]
    assert both.faults["strategy", "ear-defenders"]


def test_a_card_that_the_library_gave_up_stays_with_the_practice_that_reworded_it() -> None:
    both = laid(OwnCard("strategy", "given-up-by-an-upgrade", 4, SONG))
    assert both.offered.strategies["given-up-by-an-upgrade"].name == "Our hello song"


def test_every_card_of_the_library_can_be_taken_over_word_by_word() -> None:
    for kind, cards in (("strategy", LIBRARY.strategies), ("play", LIBRARY.play), ("occupation", LIBRARY.occupations)):
        for id, card in cards.items():
            made, faults = check_card(LIBRARY, OwnCard(kind, id, card.version, content_of(kind, id)))
            assert (made, faults) == (card, ())


def test_no_card_of_the_library_has_an_id_that_is_kept_for_a_practices_own() -> None:
    every = [*LIBRARY.strategies, *LIBRARY.play, *LIBRARY.occupations, *LIBRARY.lens, *LIBRARY.articles]
    assert not [id for id in every if is_own_id(id)] and is_own_id("ours-song")


def test_a_library_card_that_takes_such_an_id_is_a_fault(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LIBRARY_FOLDER, tmp_path / "library"))
    tools = folder / "strategies" / "tool.toml"
    tools.write_text(tools.read_text().replace('id = "zip-ring"', 'id = "ours-zip-ring"'))
    with pytest.raises(LibraryError, match=r"'ours-zip-ring'.*'ours-' are kept for the cards of a practice"):
        read_library(folder)


def test_how_easily_a_card_reads_is_measured_when_it_is_written_and_takes_no_card_away_later() -> None:
    hard = song(why="Proprioceptive modulation facilitates organisational regulation.")
    _, faults = check_card(LIBRARY, hard)
    assert [fault.field for fault in faults] == ["why"] and "reads at grade" in faults[0].sentence
    assert "ours-song" in laid(hard).offered.strategies
