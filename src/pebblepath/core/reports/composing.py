"""From a draft to the document that is signed: lines left out, the therapist's own words put in, vague words stopped.

Each line of a draft has a key, made of its section and of where it stands there: "g1.0" a block, "g1.3.2" a line of a
list. What a report rests on, how it was measured and who was asked are never left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from pebblepath.core.wording.finding import Finding
from pebblepath.core.wording.vague import check_vague

from .document import Block, Bullets, Document, Paragraph, Picture, Quote, Section, Table, line, runs_of, words_of

ALWAYS_IN = frozenset({"enough", "method", "asked"})
NOT_FOR_FAMILIES = frozenset({"t_score"})


@dataclass(frozen=True)
class Piece:
    """A line of a draft that can be left out by itself.

    Attributes:
        key: where it stands.
        block: a block that holds this line alone, to be shown.
        words: what it says, to know it again in a newer draft.
    """

    key: str
    block: Block
    words: str


@dataclass(frozen=True)
class Vague:
    """A phrase that tells no fact, and the part in which it stands."""

    section: Section
    finding: Finding


def pieces(section: Section) -> list[Piece]:
    """The lines of a section, each with its key."""
    return list(_pieces(section))


def _pieces(section: Section) -> Iterator[Piece]:
    for place, block in enumerate(section.blocks):
        key = f"{section.key}.{place}"
        if isinstance(block, Bullets):
            for row, one in enumerate(block.lines):
                yield Piece(f"{key}.{row}", Bullets((one,)), words_of(one))
        else:
            yield Piece(key, block, _words(block))


def _words(block: Block) -> str:
    match block:
        case Paragraph(told):
            return words_of(told)
        case Bullets(lines):
            return "\n".join(map(words_of, lines))
        case Table(caption, head, rows):
            return "\n".join([caption, *head, *(words_of(cell) for row in rows for cell in row)])
        case Quote(words, who):
            return f"{words}\n{who}"
        case Picture(_, told):
            return told


def carried_over(old: Document, new: Document, left_out: Collection[str]) -> list[str]:
    """Which lines of a newer draft stay left out: those that say the very same as one that was left out before."""
    gone = {(section.key, one.words) for section in old.sections for one in pieces(section) if one.key in left_out}
    return [one.key for section in new.sections for one in pieces(section) if (section.key, one.words) in gone]


def compose(draft: Document, *, left_out: Collection[str] = (), words: Mapping[str, str] | None = None) -> Document:
    """The document as it will be signed.

    Args:
        draft: as the rules wrote it.
        left_out: keys of lines; those of parts that are always in are not minded.
        words: the therapist's own words by section; they stand after what was drafted.

    Returns:
        A document without empty parts, and without the sources that nothing names any more.
    """
    told = words or {}
    sections = [_composed(section, left_out, told.get(section.key, "")) for section in draft.sections]
    return _without_loose_sources(replace(draft, sections=tuple(one for one in sections if one.blocks)))


def for_families(document: Document) -> Document:
    """The same document without what families aren't shown: a score."""
    kept = tuple(one for one in document.sections if one.key not in NOT_FOR_FAMILIES)
    return _without_loose_sources(replace(document, sections=kept))


def vague_in(document: Document, words: Mapping[str, str]) -> list[Vague]:
    """The phrases in somebody's own words that sound like progress and tell none."""
    return [
        Vague(section, finding) for section in document.sections for finding in check_vague(words.get(section.key, ""))
    ]


def _composed(section: Section, left_out: Collection[str], words: str) -> Section:
    gone = () if section.key in ALWAYS_IN else left_out
    blocks: list[Block] = []
    for place, block in enumerate(section.blocks):
        if isinstance(block, Bullets):
            lines = [one for row, one in enumerate(block.lines) if f"{section.key}.{place}.{row}" not in gone]
            blocks += [Bullets(tuple(lines))] if lines else []
        elif f"{section.key}.{place}" not in gone:
            blocks.append(block)
    own = [Paragraph(line(one.strip())) for one in words.splitlines() if one.strip()]
    return replace(section, blocks=(*blocks, *own))


def _without_loose_sources(document: Document) -> Document:
    named = {run.source for run in runs_of(document)}
    return replace(document, sources={key: ids for key, ids in document.sources.items() if key in named})
