"""Each rule of a card turns a bad card away with a sentence that its writer can act on."""

import json
from pathlib import Path
from typing import Any

import pytest

from pebblepath.library import LibraryError, read_library

OCCUPATION: dict[str, Any] = {
    "id": "zip-jacket",
    "version": 1,
    "name": "Zipping a jacket",
    "child_name": "I zip my jacket",
    "group": "dressing",
    "symbol": "jacket",
    "icf": [{"code": "d5400", "label": "Putting clothes on"}],
    "settings": ["home"],
    "steps": ["Arms in", "Hold the ends", "Push the pin in", "Pull it up"],
    "stones": ["I watch.", "I pull the last bit.", "I pull half.", "I pull it all.", "I start and pull."],
    "participation": "Takes part in getting ready in a way that works for them.",
}
STRATEGY: dict[str, Any] = {
    "id": "zip-ring",
    "version": 1,
    "name": "Ring on the zip",
    "symbol": "jacket",
    "settings": ["home"],
    "occupations": ["zip-jacket"],
    "senses": ["touch"],
    "kind": "tool",
    "when": "The zip tag is small.",
    "how": "Loop a ring through the tag. Pull the ring.",
    "why": "A ring is easy to grip.",
    "minutes": 1,
    "cost": "small",
    "comfort_support": False,
}


def write_toml(path: Path, table: str, cards: list[dict[str, Any]]) -> None:
    """Write cards as TOML: JSON strings, numbers, lists and booleans are TOML as well."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(f"[[{table}]]\n" + "\n".join(map(as_toml, card.items())) for card in cards))


def as_toml(item: tuple[str, Any]) -> str:
    key, value = item
    if key == "icf":
        return "icf = [" + ", ".join(f'{{code="{row["code"]}", label="{row["label"]}"}}' for row in value) + "]"
    return f"{key} = {json.dumps(value)}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_toml(tmp_path / "icf.toml", "code", [{"code": "d5400", "label": "Putting clothes on"}])
    (tmp_path / "research.toml").write_text("")
    write_toml(tmp_path / "occupations" / "dressing.toml", "occupation", [OCCUPATION])
    write_toml(tmp_path / "strategies" / "tool.toml", "strategy", [STRATEGY])
    return tmp_path


def fault_of(folder: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        read_library(folder)
    return str(caught.value)


def test_two_good_cards_are_read(folder: Path) -> None:
    library = read_library(folder)
    assert list(library.occupations) == ["zip-jacket"]
    assert [card.id for card in library.strategies_for("zip-jacket", "home")] == ["zip-ring"]
    assert library.strategies_for("zip-jacket", "school") == ()


BAD_OCCUPATIONS = [
    ({"id": "Zip Jacket"}, "id", "match pattern"),
    ({"version": 0}, "version", "greater than or equal to 1"),
    ({"group": "sport"}, "group", "'dressing', 'eating'"),
    ({"settings": ["moon"]}, "settings.0", "'home', 'school', 'community' or 'clinic'"),
    ({"settings": []}, "settings", "at least 1 item"),
    ({"settings": ["home", "home"]}, "settings", "'home' is there twice"),
    ({"child_name": "Zip the jacket"}, "child_name", "use I, my, me or we"),
    ({"steps": ["One", "Two", "Three"]}, "steps", "at least 4 items"),
    ({"stones": OCCUPATION["stones"][:4]}, "stones", "at least 5 items"),
    (
        {"stones": [*OCCUPATION["stones"][:4], "I pull my zip all the way up to my chin."]},
        "stones.4",
        "at most 9 are accepted",
    ),
    ({"stones": [*OCCUPATION["stones"][:4], "Pull the zip."]}, "stones.4", "not in the child's own voice"),
    ({"stones": [*OCCUPATION["stones"][:4], "I watch."]}, "", "'I watch.' is there twice"),
    ({"stones": [*OCCUPATION["stones"][:4], "I sit still."]}, "stones.4", "say how the child takes part"),
    ({"participation": "Gets dressed."}, "participation", "write 'Takes part in"),
    ({"works_on": ["magic"]}, "works_on.0", "'fine-motor', 'bilateral'"),
    ({"works_on": ["balance", "strength", "planning", "attention"]}, "works_on", "at most 3 items"),
    ({"age_hint": "A normal age is four"}, "age_hint", "leave norms out"),
    ({"icf": []}, "icf", "at least 1 item"),
    ({"icf": [{"code": "x1", "label": "Putting clothes on"}]}, "icf.0.code", "match pattern"),
    ({"icf": [{"code": "d999", "label": "Nothing"}]}, "icf", "the code 'd999' is not in icf.toml"),
    ({"icf": [{"code": "d5400", "label": "Dressing"}]}, "icf", "'Putting clothes on' is accepted"),
    ({"symbol": "unicorn"}, "symbol", "accepted are the file names in library/symbols"),
    ({"colour": "red"}, "colour", "is not a field of this kind of card"),
]


@pytest.mark.parametrize(("change", "field", "sentence"), BAD_OCCUPATIONS, ids=lambda value: str(value)[:40])
def test_a_bad_occupation_is_turned_away(folder: Path, change: dict[str, Any], field: str, sentence: str) -> None:
    write_toml(folder / "occupations" / "dressing.toml", "occupation", [OCCUPATION | change])
    fault = fault_of(folder)
    assert "occupations/dressing.toml: card" in fault
    assert field in fault
    assert sentence in fault


BAD_STRATEGIES = [
    ({"needs": ["ring", "ring"]}, "needs", "'ring' is there twice"),
    ({"gives": ["luck"]}, "gives.0", "'touch', 'sound'"),
    ({"not_with": ["dragons"]}, "not_with.0", "'mouths', 'choking'"),
    ({"kind": "gadget"}, "kind", "'environment', 'routine'"),
    ({"cost": "much"}, "cost", "'free', 'small' or 'some'"),
    ({"senses": ["luck"]}, "senses.0", "'touch', 'sound'"),
    ({"occupations": []}, "occupations", "at least 1 item"),
    ({"occupations": ["fly"]}, "occupations", "'fly' is no occupation"),
    ({"how": "Pull the ring up. " * 16}, "how", "it has 64 words; at most 60 are accepted"),
    (
        {"why": "Proprioceptive modulation facilitates occupational participation."},
        "why",
        "at most 6 is accepted",
    ),
    ({"when": "Your child refuses the jacket."}, "when", "say what the child tells us"),
    ({"name": "Zones of Regulation"}, "name", "use plain words for feelings"),
    ({"minutes": 200}, "minutes", "less than or equal to 60"),
    ({"comfort_support": "perhaps"}, "comfort_support", "valid boolean"),
]


@pytest.mark.parametrize(("change", "field", "sentence"), BAD_STRATEGIES, ids=lambda value: str(value)[:40])
def test_a_bad_strategy_is_turned_away(folder: Path, change: dict[str, Any], field: str, sentence: str) -> None:
    write_toml(folder / "strategies" / "tool.toml", "strategy", [STRATEGY | change])
    fault = fault_of(folder)
    assert f"strategies/tool.toml: card 'zip-ring', field '{field}'" in fault
    assert sentence in fault


@pytest.mark.parametrize("field", sorted(STRATEGY.keys() - {"senses"}))
def test_a_field_left_out_is_named(folder: Path, field: str) -> None:
    card = {key: value for key, value in STRATEGY.items() if key != field}
    write_toml(folder / "strategies" / "tool.toml", "strategy", [card])
    assert f"field '{field}': is missing" in fault_of(folder)


def test_an_id_is_used_once(folder: Path) -> None:
    write_toml(folder / "occupations" / "dressing.toml", "occupation", [OCCUPATION, OCCUPATION])
    assert "another card has the same id" in fault_of(folder)


def test_a_card_in_the_wrong_file_is_turned_away(folder: Path) -> None:
    write_toml(folder / "occupations" / "eating.toml", "occupation", [OCCUPATION | {"id": "eat-jacket"}])
    assert "'eating' is accepted here" in fault_of(folder)


def test_a_card_under_another_heading_is_turned_away(folder: Path) -> None:
    write_toml(folder / "strategies" / "tool.toml", "strategies", [STRATEGY])
    assert "cards are written as [[strategy]]" in fault_of(folder)


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "strategies" / "tool.toml").write_text("[[strategy")
    assert "strategies/tool.toml" in fault_of(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    write_toml(folder / "strategies" / "tool.toml", "strategy", [STRATEGY | {"kind": "gadget", "cost": "much"}])
    write_toml(folder / "occupations" / "dressing.toml", "occupation", [OCCUPATION | {"symbol": "unicorn"}])
    with pytest.raises(LibraryError) as caught:
        read_library(folder)
    assert len(caught.value.faults) == 3
