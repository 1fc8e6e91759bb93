"""A child's data for her family and therapists: what there is, and all of it as one archive."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed, Scope
from pebblepath.apps.reports.papers import SIZES

# An archive larger than this lies on disk while it is sent, so that a worker's memory stays small.
IN_MEMORY = 5_000_000


@child_page(Scope.TAKE)
def your_data(request: HttpRequest, access: Access) -> HttpResponse:
    """What the archive holds for this reader, and how to take it."""
    return render(request, "reports/your_data.html", {"sees_record": access.may(Scope.CIRCLE)})


@child_page(Scope.TAKE)
def your_data_file(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything about the child that this reader may read, as a ZIP file."""
    # The evidence engine's arrays come with these; they are loaded on first use to keep the workers small.
    from pebblepath.apps.reports.your_data import about, attachments_of, tables_of
    from pebblepath.core.exchange.archive import write_archive

    asked = request.GET.get("size", SIZES[0])
    size = asked if asked in SIZES else SIZES[0]
    # Before the tables are read, so that the archive's own record tells of it.
    audit.record(access.user, Deed.TOOK_OUT, "your_data_file", ref=access.child.public_id, child=access.child)
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    write_archive(out, about=about(access), tables=tables_of(access), attachments=attachments_of(access, size))
    out.seek(0)
    name = f"{slugify(access.child.name) or 'child'}-{access.child.today().isoformat()}.zip"
    answer = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    return answer  # type: ignore[return-value]  # a stream, which the shell passes on like any other answer
