"""The pictures are safe to put into a page, small, and all there."""

import re
from xml.etree import ElementTree

import pytest

from pebblepath.library import symbol_names, symbol_svg
from pebblepath.library.schema import SENSES
from pebblepath.library.symbols import (
    ACTS,
    AVATARS,
    CHOICES,
    FEELINGS,
    FELT_FACES,
    JOYS,
    SETTING_SYMBOLS,
    SYMBOLS_FOLDER,
    sense_symbol,
)  # fmt: skip

UNSAFE = re.compile(
    r"<script|<style|<image|<use|<foreignObject|href|url\(|\bid=|\bclass=|\son\w+=|<!--|<!", re.IGNORECASE
)


@pytest.mark.parametrize("name", symbol_names())
def test_a_symbol_is_safe_in_a_page(name: str) -> None:
    svg = symbol_svg(name)
    assert not UNSAFE.search(svg)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == "0 0 72 72"


@pytest.mark.parametrize("name", symbol_names())
def test_a_symbol_is_small(name: str) -> None:
    # The family picture is the largest; all others are well below 2.5 KB.
    assert len(symbol_svg(name)) <= 3500


@pytest.mark.parametrize("name", symbol_names())
def test_a_symbol_is_named_in_the_notice(name: str) -> None:
    assert f"| {name} |" in (SYMBOLS_FOLDER / "NOTICE.md").read_text(encoding="utf-8")


def test_every_symbol_that_the_screens_name_is_there() -> None:
    named = [
        *ACTS,
        *AVATARS,
        *CHOICES,
        *FEELINGS,
        *FELT_FACES,
        *JOYS,
        *SETTING_SYMBOLS,
        *map(sense_symbol, SENSES),
    ]
    assert set(named) <= set(symbol_names())


def test_there_are_eight_animals_to_be() -> None:
    assert len(set(AVATARS)) == 8


def test_an_unknown_symbol_is_named() -> None:
    with pytest.raises(KeyError, match=r"no symbol is named '\.\./secret'"):
        symbol_svg("../secret")
