"""Minutes given against minutes promised: the table, what is written by hand, the file."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed, Role
from pebblepath.apps.play.minutes import (
    add_minutes,
    as_csv,
    promise,
    promised,
    table,
)
from pebblepath.apps.play.minutes import remove_minutes as take_out_minutes
from pebblepath.apps.play.models import Minutes, Session, TimeKind
from pebblepath.apps.play.note_forms import MinutesForm, OwedForm
from pebblepath.apps.play.notes import for_writers, minutes_of, reads_for_family, writes_notes

NEWEST = 20


@child_page()
def minutes(request: HttpRequest, access: Access) -> HttpResponse:
    """What was promised and what was given, to therapists and the family; therapists write down more."""
    if not writes_notes(access) and not _is_family(access):
        raise Http404
    if request.method == "POST":
        return _add(request, access)
    return _page(request, access)


def _is_family(access: Access) -> bool:
    return access.member.role == Role.FAMILY and reads_for_family(access)


def _add(request: HttpRequest, access: Access) -> HttpResponse:
    for_writers(access)
    form = MinutesForm(request.POST, today=access.child.today())
    if not form.is_valid():
        return _page(request, access, form=form)
    add_minutes(access, form.save(commit=False))
    messages.success(request, "Kept.")
    return redirect("minutes", access.child.public_id)


@require_POST
@child_page()
def promise_minutes(request: HttpRequest, access: Access) -> HttpResponse:
    """Say what is promised from a day on."""
    for_writers(access)
    form = OwedForm(request.POST, today=access.child.today())
    if not form.is_valid():
        return _page(request, access, owed_form=form)
    promise(access, form.save(commit=False))
    messages.success(request, "Kept.")
    return redirect("minutes", access.child.public_id)


def _page(
    request: HttpRequest, access: Access, *, form: MinutesForm | None = None, owed_form: OwedForm | None = None
) -> HttpResponse:
    today, promises = access.child.today(), promised(access.child)
    per, rows = table(access.child, today, promises)
    context = {
        "kinds": TimeKind.labels,
        "per": per,
        "rows": [(row, row.standing(today)) for row in rows],
        "besides": [row for row in rows if any(row.others)],
        "promises": promises,
        "may_write": writes_notes(access),
        "newest": access.child.minutes.select_related("by", "session")[:NEWEST],
        "waiting": _waiting(access),
        "form": form or MinutesForm(today=today),
        "owed_form": owed_form or OwedForm(today=today),
    }
    return render(request, "play/minutes.html", context, status=400 if form or owed_form else 200)


def _waiting(access: Access) -> list[tuple[Session, int | None]]:
    """Sessions that count once their note is signed."""
    return [(session, minutes_of(session)) for session in access.child.sessions.unsigned()[:NEWEST]]


@require_POST
@child_page()
def remove_minutes(request: HttpRequest, access: Access, row: int) -> HttpResponse:
    """Take out what was written by hand."""
    for_writers(access)
    take_out_minutes(access, get_object_or_404(Minutes, Q(session=None), child=access.child, pk=row))
    messages.info(request, "Taken out.")
    return redirect("minutes", access.child.public_id)


@child_page()
def minutes_file(request: HttpRequest, access: Access) -> HttpResponse:
    """All minutes of a child as a table."""
    for_writers(access)
    text = as_csv(access.child.minutes.select_related("by").order_by("day", "pk"))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    stamp = access.child.today().isoformat()
    response["Content-Disposition"] = f'attachment; filename="minutes-{access.child.public_id}-{stamp}.csv"'
    audit.record(access.user, Deed.TOOK_OUT, "minutes", ref=access.child.public_id, child=access.child)
    return response
