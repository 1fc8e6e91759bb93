"""Reports, as tables of the archive."""

from __future__ import annotations

import json

from pebblepath.apps.people.access import Access
from pebblepath.apps.reports.models import Report, ReportAmendment
from pebblepath.apps.reports.report_sight import as_read, whole_reports_of
from pebblepath.apps.reports.table_rows import Column, at, on, table
from pebblepath.core.exchange.archive import Table
from pebblepath.core.reports.composing import pieces
from pebblepath.core.reports.document import Document


def tables_of_reports(access: Access) -> list[Table]:
    """The reports that this person may open, each as it reads to them, with the moments behind its numbers."""
    found = whole_reports_of(access)
    read = {report.pk: as_read(access, report) if report.signed_at else report.draft() for report in found}
    columns: list[Column] = [
        ("id", "opaque, as in addresses", lambda r: r.public_id),
        ("kind", "for whom", lambda r: r.get_kind_display()),
        ("form", "what its reader calls it", lambda r: r.form_name),
        ("first", "the first day it tells of", lambda r: on(r.first)),
        ("last", "the last day it tells of", lambda r: on(r.last)),
        ("therapist", "who wrote it", lambda r: r.by.name),
        ("signed_at", "when it was signed; empty: a draft", lambda r: at(r.signed_at)),
        ("signed_by", "who signed it", lambda r: str(r.signed_by) if r.signed_by else None),
        ("text", "what it says", lambda r: _text(read[r.pk])),
        ("moments", "the moments behind its numbers, as they stood, as JSON", lambda r: _moments(r, read[r.pk])),
    ]
    added: list[Column] = [
        ("report_id", "to which report", lambda a: a.report.public_id),
        ("at", "when", lambda a: at(a.at)),
        ("by", "who", lambda a: str(a.by)),
        ("reason", "why", lambda a: a.reason),
        ("words", "what was added", lambda a: a.words),
    ]
    amended: list[ReportAmendment] = [one for report in found for one in report.amendments.all()]
    return [
        table("reports", "A report about the child", columns, found),
        table("report_amendments", "What was added to a signed report", added, amended),
    ]


def _text(document: Document) -> str:
    lines = [document.heading]
    for section in document.sections:
        lines += ["", section.title, *(piece.words for piece in pieces(section))]
    return "\n".join([*lines, "", *document.closing])


def _moments(report: Report, document: Document) -> str:
    """The rows of the moments that a number of this reading counts, and no others."""
    counted = {moment for ids in document.sources.values() for moment in ids}
    rows = [row for row in report.facts.get("moments", ()) if row["id"] in counted]
    return json.dumps(rows, ensure_ascii=False)
