"""Everything that was signed about a child, as papers."""

from __future__ import annotations

from collections.abc import Iterator

from pebblepath.apps.people.access import Access
from pebblepath.apps.play.models import Note
from pebblepath.apps.reports.note_papers import note_data
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.apps.reports.rendering import document_pdf
from pebblepath.apps.reports.report_sight import whole_document


def signed_papers(access: Access, size: str = SIZES[0]) -> Iterator[tuple[str, str, bytes]]:
    """Path, meaning and PDF of each signed note and report, the oldest first."""
    notes = Note.objects.filter(session__child=access.child, signed_at__isnull=False)
    for note in notes.select_related("session__by", "signed_by").order_by("session__day", "pk"):
        session = note.session
        data = note_data(access, session, note) | {"size": size}
        path = f"signed/note-{session.day.isoformat()}-{session.public_id}.pdf"
        yield path, f"The note of {session.day:%-d %B %Y}", make_pdf("note", data)
    for report in access.child.reports.signed().prefetch_related("amendments__by").order_by("signed_at"):
        path = f"signed/report-{report.last.isoformat()}-{report.public_id}.pdf"
        yield path, report.form_name or report.get_kind_display(), document_pdf(whole_document(report), size)
