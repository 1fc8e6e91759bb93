"""Fonts of pages: any name shows in one of ours, and a page of Latin letters fetches nothing for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pebblepath.web

CSS = Path(pebblepath.web.__file__).parent / "static" / "css" / "pebblepath.css"


def faces() -> dict[Path, list[range]]:
    """For each font file the letters for which the stylesheet asks for it."""
    found = {}
    for face in re.findall(r"@font-face \{(.*?)\}", CSS.read_text(), re.DOTALL):
        (file,) = re.findall(r'url\("([^"]+)"\)', face)
        (listed,) = re.findall(r"unicode-range: ([^;]+);", face)
        spans = [re.fullmatch(r"U\+(\w+)(?:-(\w+))?", span.strip()) for span in listed.split(",")]
        found[CSS.parent / file] = [range(int(s[1], 16), int(s[2] or s[1], 16) + 1) for s in spans if s]
    return found


def files_for(words: str) -> set[str]:
    return {
        file.name for file, spans in faces().items() if any(ord(letter) in span for letter in words for span in spans)
    }


def test_each_font_is_there_and_small():
    assert len(faces()) == 7
    assert all(file.stat().st_size <= 45_000 for file in faces())


def test_all_are_one_face():
    """Browsers ask the faces of one weight alone for a letter."""
    weights = re.findall(r"@font-face \{[^}]*font-weight: ([^;]+);", CSS.read_text())
    assert len(weights) == 7 and set(weights) == {"200 800"}


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("ễạỗ", "noto-sans-vietnamese.woff2"),
        ("Ольгаї", "noto-sans-cyrillic.woff2"),
        ("Ελένη", "noto-sans-greek.woff2"),
        ("ليانپچژگٹڈڑںےھ،؟", "vazirmatn.woff2"),
        ("ליאל", "noto-sans-hebrew.woff2"),
    ],
)
def test_names_of_other_scripts_have_a_font(words: str, file: str):
    assert files_for(words) == {file}


def test_english_and_spanish_fetch_the_first_font_alone():
    assert files_for("Óscar Peña zipped: “7 of 10” – ¿sí? € ½ …") == {"atkinson-latin.woff2"}


def test_the_shell_without_network_takes_the_first_fonts_alone():
    from pebblepath.web.offline import STATIC

    assert {path.name for path in STATIC.glob("fonts/*.woff2")} == {"atkinson-latin.woff2", "atkinson-latin-ext.woff2"}
