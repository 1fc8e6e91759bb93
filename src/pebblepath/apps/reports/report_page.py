"""The draft of a report as a page shows it: each line with its tick, each part with a box for own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse

from pebblepath.apps.reports.drafting import JUDGED
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.report_forms import OWN, ReportWords
from pebblepath.core.reports.composing import ALWAYS_IN, NOT_FOR_FAMILIES, pieces
from pebblepath.core.reports.document import Block, Bullets, Document, Line, Paragraph, Picture, Quote, Section, Table

Shown = list[tuple[str, str]]


@dataclass(frozen=True)
class ShownPiece:
    """One line of the draft.

    Attributes:
        key: of its tick.
        kind: of its block.
        out: it is left out.
        short: how it begins, for the name of its tick.
        line, head, rows, caption, who: whatever its block has; each run as words and address; a picture's words.
    """

    key: str
    kind: str
    out: bool
    short: str
    line: Shown
    caption: str = ""
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Shown]] = ()
    who: str = ""


@dataclass(frozen=True)
class ShownPart:
    """One section of the draft.

    Attributes:
        judged: only the therapist can judge it; without her nothing is signed.
        stands: None where there are no counts that could stand; else whether she lets them stand.
        fixed: nothing of it can be left out.
        hidden: families don't see it.
        missing: what stands between it and a signature, as a sentence.
    """

    key: str
    title: str
    pieces: Sequence[ShownPiece]
    field: BoundField | None
    judged: bool
    stands: bool | None
    fixed: bool
    hidden: bool
    missing: str


def parts_of(report: Report, form: ReportWords, missing: Mapping[str, str]) -> list[ShownPart]:
    """All sections of a draft, ready to be shown."""
    return [_part(report, form, section, missing.get(section.key, "")) for section in form.draft.sections]


def _part(report: Report, form: ReportWords, section: Section, missing: str) -> ShownPart:
    judged = section.key in JUDGED.get(report.kind, ())
    out = form.ticked("out")
    return ShownPart(
        key=section.key,
        title=section.title,
        pieces=[_piece(report, one.key, one.block, one.words, one.key in out) for one in pieces(section)],
        field=None if section.key in ALWAYS_IN else form[f"{OWN}{section.key}"],
        judged=judged,
        stands=section.key in form.ticked("stands") if judged and section.blocks else None,
        fixed=section.key in ALWAYS_IN,
        hidden=section.key in NOT_FOR_FAMILIES,
        missing=missing,
    )


def _piece(report: Report, key: str, block: Block, words: str, out: bool) -> ShownPiece:
    return ShownPiece(key, block.kind, out, words[:60], **_shown(report, block))


def _shown(report: Report, block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(told):
            return {"line": shown_line(report, told)}
        case Bullets(lines):
            return {"line": shown_line(report, lines[0])}
        case Table(caption, head, rows):
            cells = [[shown_line(report, cell) for cell in row] for row in rows]
            return {"line": [], "caption": caption, "head": head, "rows": cells}
        case Quote(words, who):
            return {"line": [(words, "")], "who": who}
        case Picture(_, told):
            return {"line": [(told, "")]}


def sides_of(report: Report, signed: Document | None = None) -> list[dict[str, Any]]:
    """The facts of a payer's report for both readers; of a signed one those alone that still stand in it."""
    sides: list[dict[str, Any]] = report.facts.get("sides", []) if report.kind == ReportKind.PAYER else []
    if signed is None:
        return sides
    said = {one.words for section in signed.sections for one in pieces(section)}
    kept = [{**side, "rows": [row for row in side["rows"] if row["payer"] in said]} for side in sides]
    return [side for side in kept if side["rows"]]


def shown_line(report: Report, told: Line) -> Shown:
    """Each run with the address of the moments that it counts, or none."""
    return [(run.words, address_of(report, run.source)) for run in told]


def address_of(report: Report, source: str) -> str:
    """Where the moments of a number are listed; nothing for words that count none."""
    return reverse("report_moments", args=[report.child.public_id, report.public_id, source]) if source else ""
