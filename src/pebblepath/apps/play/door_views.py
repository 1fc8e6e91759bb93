"""The page of a door card: the therapist's to edit and send, the family's to read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role
from pebblepath.apps.play.door_cards import ShownCard, card_of, keep_card, take_card_back
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.note_forms import LINES, DoorCardForm
from pebblepath.apps.play.notes import ended_session, for_writers, reads_for_family, writes_notes


@child_page()
def door_card(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """Three lines and one idea: made from the session, to read, edit, print and send."""
    found = ended_session(access, session)
    if not writes_notes(access):
        return _read(request, access, found)
    ready = card_of(access, found)
    initial = dict(zip(LINES, ready.lines, strict=False)) | {"idea": ready.idea}
    form = DoorCardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        send = request.POST.get("act") == "send"
        keep_card(access, found, form.lines(), form.cleaned_data["idea"].strip(), send=send)
        messages.success(request, "Sent. The family sees it on the day’s page." if send else "Kept.")
        return redirect("door_card", access.child.public_id, found.public_id)
    context = {"session": found, "form": form, "card": ready, "kept": getattr(found, "door_card", None)}
    return render(request, "play/door.html", context, status=400 if form.errors else 200)


def _read(request: HttpRequest, access: Access, session: Session) -> HttpResponse:
    if not may_read_card(access, session):
        raise Http404
    kept = session.door_card
    shown = ShownCard(kept.lines, kept.idea, session.by.name, session.day)
    return render(request, "play/door_read.html", {"session": session, "card": shown})


def may_read_card(access: Access, session: Session) -> bool:
    """Whether somebody of the family may read this card: it was sent."""
    kept = getattr(session, "door_card", None)
    family = access.member.role == Role.FAMILY and reads_for_family(access)
    return family and kept is not None and kept.sent_at is not None


@require_POST
@child_page()
def take_back_door_card(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """The family no longer sees the card."""
    for_writers(access)
    found = ended_session(access, session)
    take_card_back(access, found)
    messages.info(request, "Taken back. The family no longer sees it.")
    return redirect("door_card", access.child.public_id, found.public_id)
