"""A document without its look: sections of lines, tables and pictures, the same for web page, PDF and Word.

Each run of words can name its source, so that every number leads back to the moments that it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Run:
    """Words that stand together.

    Attributes:
        words: plain text; a name of another script may be set apart in it (see `directions.named`).
        source: key in the document's `sources`; empty where the words count nothing.
    """

    __pydantic_config__ = STRICT
    words: str
    source: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """One line of words, as long as it is."""

    __pydantic_config__ = STRICT
    line: Line
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """Lines that belong together, each with a dot."""

    __pydantic_config__ = STRICT
    lines: tuple[Line, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Table:
    """A table with one row of headings; the first cell of each row says what the row is about.

    Attributes:
        caption: what the table shows, as a title.
        head: the headings, one a column.
        rows: cells, as many a row as there are headings.
    """

    __pydantic_config__ = STRICT
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    kind: Literal["table"] = "table"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"A row of {len(row)} cells doesn't fit {len(self.head)} headings.")


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, and whose they are."""

    __pydantic_config__ = STRICT
    words: str
    who: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Picture:
    """A picture as SVG that needs no stylesheet, and the same told in words."""

    __pydantic_config__ = STRICT
    svg: str
    told: str
    kind: Literal["picture"] = "picture"


Block = Annotated[Paragraph | Bullets | Table | Quote | Picture, Field(discriminator="kind")]


@dataclass(frozen=True)
class Section:
    """A titled part.

    Attributes:
        key: names the part in forms and links.
        title: its heading.
        blocks: what it holds, in order.
    """

    __pydantic_config__ = STRICT
    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        title: for the window and the file's properties.
        heading: the first heading on the page.
        letterhead: above the heading, such as the practice's name.
        frame: what is said at the top in pairs: "Child" and her name, "From … to …".
        sections: the parts, in order.
        closing: below everything: who signed and when.
        foot: at the foot of each page.
        sources: for each source named by a run, the ids of the moments that were counted.
        language: of the frame and the headings, as a BCP 47 tag; each line finds its own direction.
    """

    __pydantic_config__ = STRICT
    title: str
    heading: str
    letterhead: str = ""
    frame: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()
    foot: str = ""
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        unknown = {run.source for run in runs_of(self) if run.source} - set(self.sources)
        if unknown:
            raise ValueError(f"Nothing is known of the source {', '.join(sorted(unknown))}.")


_DOCUMENTS = TypeAdapter(Document)


def runs_of(document: Document) -> Iterator[Run]:
    """Every run of words in a document, in the order of reading; quotes and pictures have none."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Paragraph(line):
                    yield from line
                case Bullets(lines):
                    for line in lines:
                        yield from line
                case Table(_, _, rows):
                    for row in rows:
                        for cell in row:
                            yield from cell


def line(*parts: str | Run) -> Line:
    """A line from words and runs."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def words_of(one: Line) -> str:
    """The words of a line without their sources."""
    return "".join(run.words for run in one)


def to_json(document: Document) -> dict[str, Any]:
    """A document as JSON can hold it."""
    kept: dict[str, Any] = _DOCUMENTS.dump_python(document, mode="json")
    return kept


def from_json(kept: dict[str, Any]) -> Document:
    """A document as it was kept.

    Raises:
        pydantic.ValidationError: this isn't a document.
    """
    return _DOCUMENTS.validate_python(kept)
