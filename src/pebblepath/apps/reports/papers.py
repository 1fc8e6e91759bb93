"""From data to a tagged PDF, by Typst. Data goes in as JSON and is never pasted into markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pebblepath.apps.reports.letters import each_word, tidy, unknown_in, with_fonts, without_unknown
from pebblepath.core.reports.directions import direction_of, names_in, quotes_in, set_apart

PAPERS = Path(__file__).parent / "papers"
SIZES = ("us-letter", "a4")


def make_pdf(name: str, data: dict[str, Any]) -> bytes:
    """A paper as PDF/UA-1: tagged, with words for every picture (their absence is an error, and that is wanted).

    The same data gives the same bytes: no clock is read, what is dated says so in the data. Only where there is a
    letter that none of our fonts has, the machine's fonts are asked; if they don't have it either, a box stands for it.

    Args:
        name: of a file in `papers`, without its ending.
        data: what the paper is about, as JSON can hold it. A name of another script in its `child` (else `heading`,
            else `title`) is set apart wherever it stands, unless `laid_out` says that this is done.
    """
    # Loaded on first use: most web workers never make a paper.
    import typst

    ready = as_set(data)
    if not unknown_in(ready):
        return _compile(name, ready, machines_fonts=False)
    try:
        return _compile(name, ready, machines_fonts=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compile(name, each_word(ready, without_unknown), machines_fonts=False)


def as_set(data: dict[str, Any]) -> dict[str, Any]:
    """Data as it goes to the paper: letters in one piece; name and quotes set apart if they run the other way."""
    tidied: dict[str, Any] = each_word(data, tidy, with_fonts)
    if tidied.get("laid_out"):
        return tidied
    about = next((tidied[key] for key in ("child", "heading", "title") if tidied.get(key)), "")
    page = direction_of(tidied.get("language", "en"))
    names = names_in(about, page)
    apart: dict[str, Any] = each_word(tidied, lambda words: set_apart(words, {*names, *quotes_in(words, page)}))
    return apart | {key: tidied[key] for key in ("title", "language", "size") if key in tidied}


def _compile(name: str, data: dict[str, Any], *, machines_fonts: bool) -> bytes:
    import typst

    made: bytes = typst.compile(
        PAPERS / f"{name}.typ",
        root=PAPERS,
        font_paths=[PAPERS / "fonts"],
        ignore_system_fonts=not machines_fonts,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
    return made


def make_png(svg: str, ppi: int = 200) -> bytes:
    """A picture in SVG as PNG, for files that take no SVG.

    Args:
        svg: a picture that needs no stylesheet.
        ppi: dots an inch.
    """
    import typst

    made: bytes = typst.compile(
        PAPERS / "picture.typ",
        root=PAPERS,
        font_paths=[PAPERS / "fonts"],
        ignore_system_fonts=True,
        format="png",
        ppi=ppi,
        sys_inputs={"svg": with_fonts(svg)},
    )
    return made
