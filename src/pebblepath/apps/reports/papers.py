"""From data to a tagged PDF, by Typst. Data goes in as JSON and is never pasted into markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAPERS = Path(__file__).parent / "papers"
SIZES = ("us-letter", "a4")


def make_pdf(name: str, data: dict[str, Any]) -> bytes:
    """A paper as PDF/UA-1: tagged, with words for every picture (their absence is an error, and that is wanted).

    The same data gives the same bytes: no clock is read, what is dated says so in the data.

    Args:
        name: of a file in `papers`, without its ending.
        data: what the paper is about, as JSON can hold it.
    """
    # Loaded on first use: most web workers never make a paper.
    import typst

    return typst.compile(
        PAPERS / f"{name}.typ",
        root=PAPERS,
        font_paths=[PAPERS / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
