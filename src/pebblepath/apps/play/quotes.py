"""A child's own words among a grown-up's: they stand in quotation marks."""

from __future__ import annotations

import re

MARKS = '“”„"«»'
IN_MARKS = re.compile(rf"[“„\"«]([^{MARKS}]+)[”“\"»]")


def in_marks(words: str) -> tuple[list[str], str]:
    """What stands in quotation marks, each by itself, and all that stands beside them.

    Args:
        words: what a grown-up wrote; curly, straight, low and pointed marks are read.

    Returns:
        The words in marks in their order, without the marks; and the rest in one line.
    """
    said = [quote.strip() for quote in IN_MARKS.findall(words) if quote.strip()]
    beside = " ".join(text.strip() for text in IN_MARKS.split(words)[::2] if text.strip(" .,;"))
    return said, beside
