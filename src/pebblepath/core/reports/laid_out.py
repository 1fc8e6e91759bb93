"""A document as it is read: each line with its direction and its language, names of the other script set apart.

Web page, PDF and Word are all made of this, so that they say the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pebblepath.core.reports.directions import (
    Direction,
    direction,
    direction_of,
    language_of,
    names_in,
    parts,
    quotes_in,
    set_apart,
)
from pebblepath.core.reports.document import Block, Bullets, Document, Line, Paragraph, Picture, Quote, Run, Table

LONGEST_NAME = 5


@dataclass(frozen=True)
class Piece:
    """Words that are set in one way.

    Attributes:
        words: without marks.
        source: key in the document's sources, or empty.
        apart: a name that runs the other way than what is around it.
    """

    words: str
    source: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Told:
    """A line.

    Attributes:
        pieces: its words, in order.
        way: which way it runs.
        language: to read it aloud in.
        turned: it runs the other way than its page, or is in another language.
    """

    pieces: tuple[Piece, ...]
    way: Direction
    language: str
    turned: bool

    @property
    def words(self) -> str:
        """Its words, without marks."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class ToldBlock:
    """A block: `kind` is that of the document's block, and says which of the others it has.

    Attributes:
        lines: of a paragraph or a quote one, of bullets all.
        caption, head, rows: of a table.
        who: of a quote.
        svg, told: of a picture.
    """

    kind: str
    lines: tuple[Told, ...] = ()
    caption: Told | None = None
    head: tuple[Told, ...] = ()
    rows: tuple[tuple[Told, ...], ...] = ()
    who: Told | None = None
    svg: str = ""
    told: str = ""


@dataclass(frozen=True)
class ToldSection:
    """A titled part."""

    key: str
    title: Told
    blocks: tuple[ToldBlock, ...]


@dataclass(frozen=True)
class LaidOut:
    """A whole document, ready to be shown.

    Attributes:
        title: for the window and the file's properties.
        language: of the page.
        way: which way the page runs.
        letterhead, foot: None where there is none.
    """

    title: str
    language: str
    way: Direction
    heading: Told
    letterhead: Told | None
    frame: tuple[tuple[Told, Told], ...]
    sections: tuple[ToldSection, ...]
    closing: tuple[Told, ...]
    foot: Told | None


def laid_out(document: Document) -> LaidOut:
    """Find the direction of each line of a document, and set names of the other script apart.

    Names are taken from the frame, where a document says about whom it is, and from the heading if it is nothing else.
    """
    tell = _Teller(document.language, _names(document))
    return LaidOut(
        title=document.title,
        language=document.language,
        way=tell.page,
        heading=tell.words(document.heading),
        letterhead=tell.words(document.letterhead) if document.letterhead else None,
        frame=tuple((tell.words(key), tell.words(value)) for key, value in document.frame),
        sections=tuple(
            ToldSection(part.key, tell.words(part.title), tuple(map(tell.block, part.blocks)))
            for part in document.sections
        ),
        closing=tuple(map(tell.words, document.closing)),
        foot=tell.words(document.foot) if document.foot else None,
    )


def each_line(page: LaidOut) -> Iterator[Told]:
    """Every line of a document in the order of reading; the foot isn't part of it."""
    if page.letterhead:
        yield page.letterhead
    yield page.heading
    for pair in page.frame:
        yield from pair
    for section in page.sections:
        yield section.title
        for block in section.blocks:
            yield from _lines(block)
    yield from page.closing


def _lines(block: ToldBlock) -> Iterator[Told]:
    if block.caption:
        yield block.caption
    yield from block.head
    for row in block.rows:
        yield from row
    yield from block.lines
    if block.who:
        yield block.who


def _names(document: Document) -> frozenset[str]:
    """Names of the other script; a line with several such parts is a sentence, not a name."""
    page = direction_of(document.language)
    about = [*(value for _, value in document.frame), document.heading, document.title, document.foot]
    found = [names_in(words, page) for words in about]
    return frozenset(names[0] for names in found if len(names) == 1 and len(names[0].split()) <= LONGEST_NAME)


@dataclass(frozen=True)
class _Teller:
    language: str
    names: Collection[str]

    @property
    def page(self) -> Direction:
        return direction_of(self.language)

    def words(self, words: str) -> Told:
        return self.line((Run(words),))

    def line(self, line: Line) -> Told:
        apart_here = self._apart_in("".join(run.words for run in line))
        whole = set_apart("".join(run.words for run in line), apart_here)
        way = direction(whole, self.page)
        language = language_of(whole, self.language)
        pieces = [
            Piece(words, run.source, apart and direction(words) != way)
            for run in line
            for words, apart in parts(run.words, apart_here)
        ]
        return Told(tuple(pieces), way, language, way != self.page or language != self.language)

    def _apart_in(self, words: str) -> Collection[str]:
        """Names, and what is quoted in the other direction."""
        return {*self.names, *quotes_in(words, self.page)}

    def block(self, block: Block) -> ToldBlock:
        match block:
            case Paragraph(line):
                return ToldBlock("paragraph", lines=(self.line(line),))
            case Bullets(lines):
                return ToldBlock("bullets", lines=tuple(map(self.line, lines)))
            case Table(caption, head, rows):
                cells = tuple(tuple(map(self.line, row)) for row in rows)
                return ToldBlock("table", caption=self.words(caption), head=tuple(map(self.words, head)), rows=cells)
            case Quote(words, who):
                return ToldBlock("quote", lines=(self.words(words),), who=self.words(who))
            case Picture(svg, told):
                return ToldBlock("picture", svg=svg, told=told)
