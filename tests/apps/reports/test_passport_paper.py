"""The passport on paper: one sheet, whatever there is to say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import typst

from pebblepath.apps.reports.papers import PAPERS, SIZES, make_pdf

TITLES = (
    "What keeps me safe", "What I am good at", "What I love", "How things feel to me",
    "Signs that I am getting too full", "What helps me then", "What makes it harder",
)  # fmt: skip


def about(lines: int, *, cares: int, size: str = "us-letter", long: int = 2) -> dict[str, Any]:
    """A passport with so many lines in each part."""
    words = " ".join(["words of a child about her day"] * long)
    counts = [cares, *[lines] * 6]
    parts = [
        {"title": title, "safety": title == TITLES[0], "lines": [f"{n}: {words}" for n in range(count)]}
        for title, count in zip(TITLES, counts, strict=True)
        if count
    ]
    agreed = "Mia agreed with this page on 1 May 2026."
    return {"title": "About Mia", "size": size, "foot": "Pebblepath", "child": "Mia", "parts": parts, "agreed": agreed}


def sheets(pdf: bytes) -> int:
    """How many pages the page tree counts."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def set_as(data: dict[str, Any]) -> dict[str, float]:
    """In how many points it was set, with at most how many lines a part."""
    found = typst.query(PAPERS / "passport.typ", "<set-as>", field="value", one=True, **_given(data))
    told: dict[str, float] = json.loads(found)
    return told


def letters(data: dict[str, Any]) -> int:
    """How many letters stand on the sheet."""
    drawn = typst.compile(PAPERS / "passport.typ", format="svg", **_given(data))
    assert isinstance(drawn, bytes), "more than one sheet"
    return drawn.count(b"<use ")


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "root": PAPERS,
        "font_paths": [PAPERS / "fonts"],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data)},
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lines", "cares"), [(0, 0), (0, 1), (1, 0), (8, 3), (20, 11), (60, 14)])
def test_it_is_one_tagged_sheet_for_an_empty_and_for_a_very_full_record(lines: int, cares: int, size: str):
    pdf = make_pdf("passport", about(lines, cares=cares, size=size))
    assert sheets(pdf) == 1 and b"/StructTreeRoot" in pdf


def test_a_fuller_record_is_set_smaller_before_anything_is_left_out():
    some, more, most = (set_as(about(lines, cares=2)) for lines in (2, 6, 40))
    assert some == {"points": 14, "lines": 2}
    assert 8 <= more["points"] < 14 and more["lines"] == 6
    assert most["points"] == 8 and 4 <= most["lines"] < 40


def test_what_keeps_safe_is_never_left_out():
    few, many = about(40, cares=1), about(40, cares=14)
    assert set_as(many)["lines"] < set_as(few)["lines"]
    safe = {**many, "parts": many["parts"][:1]}
    others = {
        **many,
        "parts": [part | {"lines": part["lines"][: int(set_as(many)["lines"])]} for part in many["parts"][1:]],
    }
    assert letters(many) > letters(safe) + letters(others) - 200
    assert letters(safe) > 14 * 45


def test_lines_that_found_no_room_are_told():
    cut = about(40, cares=1)
    kept = int(set_as(cut)["lines"])
    whole = {**cut, "parts": [part | {"lines": part["lines"][:kept]} for part in cut["parts"]]}
    told = len(f"And{40 - kept}moreonthepageinPebblepath.")
    assert letters(cut) - letters(whole) == 6 * told
