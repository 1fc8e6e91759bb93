"""A signed note and a door card on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed
from pebblepath.apps.play.door_cards import card_of
from pebblepath.apps.play.door_views import may_read_card
from pebblepath.apps.play.models import Amendment, Note, Session
from pebblepath.apps.play.note_views import signed_sections
from pebblepath.apps.play.notes import ended_session, for_writers, minutes_of, signed_note, writes_notes
from pebblepath.apps.reports.papers import SIZES, make_pdf


@child_page()
def note_paper(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """A signed note as a PDF, with its amendments."""
    for_writers(access)
    kept = signed_note(access, session)
    found = kept.session
    data = note_data(access, found, kept) | {"size": _size(request)}
    audit.record(access.user, Deed.TOOK_OUT, "note", ref=found.public_id, child=access.child)
    return _pdf("note", data, f"note-{slugify(access.child.name) or 'child'}-{found.day.isoformat()}")


def note_data(access: Access, session: Session, kept: Note) -> dict[str, Any]:
    """What stands on the paper of a note."""
    child = access.child
    minutes = minutes_of(session)
    frame = [
        ("Child", child.name if child.born is None else f"{child.name}, born {child.born:%-d %B %Y}"),
        ("Session", f"{session.day:%-d %B %Y}, {session.get_setting_display().lower()}"),
        ("Minutes", str(minutes)) if minutes else None,
        ("Therapist", session.by.name),
    ]
    return {
        "title": f"Note about {child.name}, {session.day:%-d %B %Y}",
        "practice": child.practice.name,
        "heading": f"{child.name}, {session.day:%-d %B %Y}",
        "foot": f"{child.practice.name} · {child.name} · {session.day:%-d %B %Y}",
        "frame": [pair for pair in frame if pair],
        "sections": [{"title": title, "lines": lines} for title, lines in signed_sections(kept)],
        "signed": f"Signed by {kept.signed_by}, {_when(kept.signed_at)}",
        "amendments": [_amendment(one) for one in kept.amendments.select_related("by")],
    }


def _amendment(added: Amendment) -> dict[str, Any]:
    return {
        "title": f"Amended by {added.by}, {_when(added.at)}",
        "lines": added.words.splitlines(),
        "reason": added.reason,
    }


def _when(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"


@child_page()
def door_paper(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """A door card on one small sheet: for the therapist at once, for the family once it was sent."""
    found = ended_session(access, session)
    if not writes_notes(access) and not may_read_card(access, found):
        raise Http404
    card = card_of(access, found)
    name = access.child.name
    data = {
        "title": f"How it went: {name}, {found.day:%-d %B %Y}",
        "size": _size(request),
        "foot": f"Pebblepath · {access.child.practice.name}",
        "when": f"{found.day:%A, %-d %B %Y} · with {found.by.name}",
        "heading": name,
        "lines": list(card.lines),
        "idea": card.idea,
    }
    audit.record(access.user, Deed.TOOK_OUT, "door_card", ref=found.public_id, child=access.child)
    return _pdf("door", data, f"door-card-{slugify(name) or 'child'}")


def _size(request: HttpRequest) -> str:
    size = request.GET.get("size", SIZES[0])
    return size if size in SIZES else SIZES[0]


def _pdf(paper: str, data: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(make_pdf(paper, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
