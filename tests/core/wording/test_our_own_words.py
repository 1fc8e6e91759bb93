"""Our own library and templates pass our own check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pebblepath.core.wording import check, visible_text

SRC = Path(__file__).resolve().parents[3] / "src" / "pebblepath"
# The lens lists under "also" what people type when they search, in their own words.
SEARCH_WORDS = re.compile(r"^also = \[.*?^\]", re.MULTILINE | re.DOTALL)
# The rules of wording, the glossary and the words of search quote the words that they are about.
NOT_READ_BY_FAMILIES = {
    "core/wording": "the rules quote what they find",
    "library/research.toml": "titles of studies are names",
    "demo/studies/studies.toml": "titles of studies are names",
    "library/icf.toml": "official titles of the classification",
}
FILES = sorted(path for pattern in ("**/*.html", "**/*.toml") for path in SRC.glob(pattern))


def _told(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@pytest.mark.parametrize("path", [p for p in FILES if not _told(p).startswith(tuple(NOT_READ_BY_FAMILIES))], ids=_told)
def test_our_own_words_are_kind(path: Path):
    raw = SEARCH_WORDS.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), path.read_text(encoding="utf-8"))
    text = visible_text(raw, path.suffix.removeprefix("."))
    found = [f"line {text.count(chr(10), 0, one.start) + 1}: {one.text} ({one.rule})" for one in check(text)]
    assert found == []


def test_there_are_files_to_check():
    assert len(FILES) > 100 and any(path.suffix == ".html" for path in FILES)
