"""One document as a part of a page, as a tagged PDF, and for Word: the same words in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.core.reports.directions import named
from pebblepath.core.reports.document import Document
from pebblepath.core.reports.laid_out import LaidOut, Told, ToldBlock, laid_out

Link = Callable[[str], str | None]


@dataclass(frozen=True)
class PagePiece:
    """Words as the page shows them: as a link to the moments that they count, or as a name that is set apart."""

    words: str
    url: str
    apart: bool


@dataclass(frozen=True)
class PageLine:
    """A line with its direction and language; both are empty where they are the page's."""

    pieces: Sequence[PagePiece]
    way: str
    language: str

    @property
    def attributes(self) -> SafeString:
        """For the tag around the line."""
        return format_html(' dir="{}" lang="{}"', self.way, self.language) if self.way else SafeString()

    @property
    def plain(self) -> str:
        """Its words alone."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class PageBlock:
    """A block, as `ToldBlock`."""

    kind: str
    lines: Sequence[PageLine]
    caption: PageLine | None
    head: Sequence[PageLine]
    rows: Sequence[Sequence[PageLine]]
    who: PageLine | None
    svg: SafeString
    told: str


def document_pdf(document: Document, size: str = SIZES[0]) -> bytes:
    """A document as PDF/UA-1. The same document gives the same bytes.

    Args:
        document: what it says.
        size: one of `SIZES`.

    Raises:
        ValueError: there is no such size.
    """
    if size not in SIZES:
        raise ValueError(f"There is no paper of the size {size!r}; there are {', '.join(SIZES)}.")
    return make_pdf("document", as_paper(laid_out(document)) | {"size": size})


def document_docx(document: Document, size: str = SIZES[0]) -> bytes:
    """A document for Word. The same document gives the same bytes.

    Args:
        document: what it says.
        size: one of `SIZES`.
    """
    from pebblepath.apps.reports.docx import make_docx

    return make_docx(laid_out(document), size)


def document_on_page(document: Document, link: Link = lambda source: None) -> dict[str, Any]:
    """What `reports/_document.html` needs.

    Args:
        document: what it says.
        link: where the moments of a source are listed; None or nothing where this reader has no such page.

    Returns:
        Context with the `document`.
    """
    told = laid_out(document)

    def show(line: Told) -> PageLine:
        return _line(line, link)

    shown = {
        "language": told.language,
        "way": told.way,
        "heading": show(told.heading),
        "letterhead": show(told.letterhead) if told.letterhead else None,
        "frame": [(show(key), show(value)) for key, value in told.frame],
        "sections": [
            {"key": part.key, "title": show(part.title), "blocks": [_block(block, show) for block in part.blocks]}
            for part in told.sections
        ],
        "closing": [show(line) for line in told.closing],
        "foot": show(told.foot) if told.foot else None,
    }
    return {"document": shown}


def _line(line: Told, link: Link) -> PageLine:
    pieces = [
        PagePiece(piece.words, (link(piece.source) or "") if piece.source else "", piece.apart) for piece in line.pieces
    ]
    return PageLine(pieces, line.way if line.turned else "", line.language if line.turned else "")


def _block(block: ToldBlock, show: Callable[[Told], PageLine]) -> PageBlock:
    return PageBlock(
        kind=block.kind,
        lines=[show(line) for line in block.lines],
        caption=show(block.caption) if block.caption else None,
        head=[show(line) for line in block.head],
        rows=[[show(cell) for cell in row] for row in block.rows],
        who=show(block.who) if block.who else None,
        # Pictures are drawn by us, from numbers and escaped words.
        svg=mark_safe(block.svg),
        told=block.told,
    )


def as_paper(page: LaidOut) -> dict[str, Any]:
    """A laid-out document as its paper takes it: plain data, but for the size."""
    return {
        "laid_out": True,
        "title": page.title,
        "language": page.language,
        "heading": _set(page.heading),
        "letterhead": _set(page.letterhead),
        "frame": [[_set(key), _set(value)] for key, value in page.frame],
        "sections": [
            {"title": _set(part.title), "blocks": [_block_set(block) for block in part.blocks]}
            for part in page.sections
        ],
        "closing": [_set(line) for line in page.closing],
        "foot": _set(page.foot),
    }


def _set(line: Told | None) -> dict[str, str] | None:
    if line is None:
        return None
    words = "".join(named(piece.words) if piece.apart else piece.words for piece in line.pieces)
    return {"words": words, "way": line.way, "language": line.language}


def _block_set(block: ToldBlock) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "lines": [_set(line) for line in block.lines],
        "caption": _set(block.caption),
        "head": [_set(line) for line in block.head],
        "rows": [[_set(cell) for cell in row] for row in block.rows],
        "who": _set(block.who),
        "svg": block.svg,
        "told": block.told,
    }
