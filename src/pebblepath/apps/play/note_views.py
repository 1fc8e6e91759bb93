"""The pages of notes: the therapist's, what the family and the child read, and what waits to be signed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, open_places, person_page, places_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.kind_words import KIND, PLAIN, Hints, hints_of, taken
from pebblepath.apps.people.kind_words_fields import ATTRIBUTE
from pebblepath.apps.people.models import Role, User
from pebblepath.apps.play.door_cards import card_of, keep_card
from pebblepath.apps.play.models import Note, NoteForm, Session
from pebblepath.apps.play.note_actions import (
    CHILD,
    FAMILY,
    OWN,
    SECTIONS_OF,
    Written,
    amend_note,
    draft_again,
    keep_note,
    last_own_sentence,
    open_note,
    sign_note,
    turn_to,
)
from pebblepath.apps.play.note_forms import LABELS, AmendmentForm, NoteWords
from pebblepath.apps.play.notes import (
    ended_session,
    for_writers,
    minutes_of,
    reads_for_family,
    signed_note,
    writes_notes,
)

SHOWN = 60


@dataclass(frozen=True)
class Part:
    """One section on the page."""

    name: str
    field: BoundField
    is_draft: bool
    has_draft: bool
    behind: bool
    found: Hints


@child_page()
def note(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """A note, drafted and ready: to edit and sign; once it is signed, to read and amend."""
    found = ended_session(access, session)
    if not writes_notes(access):
        return _read(request, access, found)
    kept, behind = open_note(access, found)
    kept.session = found
    if kept.signed_at:
        return _signed(request, access, kept)
    last = last_own_sentence(access, found)
    if request.method == "POST":
        return _do(request, access, kept, last)
    return _page(request, access, NoteWords(note=kept, last=last), behind=behind)


def _page(
    request: HttpRequest, access: Access, form: NoteWords, *, behind: frozenset[str] = frozenset(), status: int = 200
) -> HttpResponse:
    kept = form.note
    parts = {name: _part(form, name, behind) for name in (*SECTIONS_OF[form.shown], FAMILY, CHILD)}
    context = {
        "session": kept.session,
        "note": kept,
        "form": form,
        "parts": [parts[name] for name in SECTIONS_OF[form.shown] if name != OWN],
        "plain": [parts[FAMILY], parts[CHILD]],
        "own": parts[OWN],
        "is_soap": form.shown == NoteForm.SOAP,
        "minutes": minutes_of(kept.session),
        "door": card_of(access, kept.session),
        "door_kept": getattr(kept.session, "door_card", None),
    }
    return render(request, "play/note.html", context, status=status)


def _part(form: NoteWords, name: str, behind: frozenset[str]) -> Part:
    field = form[name]
    text = str(field.value() or "").replace("\r\n", "\n")
    is_draft = text == form.note.drafted.get(name, "")
    field.field.widget.attrs[ATTRIBUTE] = " ".join(_checks(name))
    found = hints_of(text, _checks(name), act=f"take:{name}")
    return Part(name, field, is_draft, name != OWN, name in behind, found)


def _checks(name: str) -> tuple[str, ...]:
    """Kind words everywhere; plain ones, too, in what a family or a child reads."""
    return (KIND, PLAIN) if name in (FAMILY, CHILD) else (KIND,)


def _do(request: HttpRequest, access: Access, kept: Note, last: str) -> HttpResponse:
    """Whatever is done, what was typed is kept with it; if it can't be, it still stands in the page."""
    form = NoteWords(request.POST, note=kept, last=last)
    if not form.is_valid():
        return _page(request, access, form, status=400)
    try:
        where = _act(request, access, kept, form.written())
    except NotPossible as why:
        messages.error(request, str(why))
        return _page(request, access, _as_typed(form, access, last), status=400)
    return where or redirect("note", access.child.public_id, kept.session.public_id)


def _as_typed(form: NoteWords, access: Access, last: str) -> NoteWords:
    """The page as it was sent, ready to be sent again on top of what was kept meanwhile."""
    kept = Note.objects.select_related("signed_by").get(pk=form.note.pk)
    kept.session = form.note.session
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    sent["changed"] = kept.changed_at.isoformat()
    again = NoteWords(sent, note=kept, last=last)
    again.is_valid()
    return again


def _act(request: HttpRequest, access: Access, kept: Note, written: Written) -> HttpResponse | None:
    act, _, rest = request.POST.get("act", "save").partition(":")
    if act == "sign":
        return _sign(request, access, kept, written)
    if act in NoteForm.values:
        turn_to(access, kept, written, NoteForm(act))
    elif act == "again":
        draft_again(access, kept, written, rest)
    elif act == "send-door":
        kept = keep_note(access, kept, written)
        card = card_of(access, kept.session)
        keep_card(access, kept.session, card.lines, card.idea, send=True)
        messages.success(request, "The door card is sent. The family sees it on the day’s page.")
    elif act == "take":
        keep_note(access, kept, _with_better(written, rest))
    else:
        keep_note(access, kept, written)
        messages.success(request, "Kept. Nothing is signed yet.")
    return None


def _with_better(written: Written, which: str) -> Written:
    """What was written, with one suggestion taken; if the words have gone meanwhile, as it was."""
    name, _, phrase = which.partition(":")
    if name == FAMILY:
        return replace(written, family=taken(written.family, phrase))
    if name == CHILD:
        return replace(written, child=taken(written.child, phrase))
    if name not in written.sections:
        return written
    return replace(written, sections={**written.sections, name: taken(written.sections[name], phrase)})


def _sign(request: HttpRequest, access: Access, kept: Note, written: Written) -> HttpResponse:
    signed = sign_note(access, keep_note(access, kept, written))
    group = kept.session.group_id
    waiting = Session.objects.unsigned().filter(group=group, day=kept.session.day) if group else Session.objects.none()
    following = waiting.filter(by__user=access.user).select_related("child").order_by("pk").first()
    messages.success(request, f"Signed by {access.user.name}.")
    if following:
        messages.info(request, f"Next in the group: {following.child.name}.")
        return redirect("note", following.child.public_id, following.public_id)
    return redirect("note", access.child.public_id, signed.session.public_id)


def _signed(
    request: HttpRequest, access: Access, kept: Note, form: AmendmentForm | None = None, status: int = 200
) -> HttpResponse:
    """A signed note, with what was added since; what somebody still typed elsewhere stands ready to be added."""
    typed = ""
    if request.method == "POST" and form is None:
        names = SECTIONS_OF[NoteForm(kept.form)]
        typed = "\n".join(text for name in names if (text := request.POST.get(name, "")) != kept.sections.get(name))
        messages.error(request, "This note was signed meanwhile. What you typed stands below: add it as an amendment.")
        status = 409
    context = {
        "session": kept.session,
        "note": kept,
        "sections": signed_sections(kept),
        "amendments": kept.amendments.select_related("by"),
        "form": form or AmendmentForm(initial={"words": typed}),
        "door_kept": getattr(kept.session, "door_card", None),
        "minutes": minutes_of(kept.session),
    }
    return render(request, "play/note_signed.html", context, status=status)


def signed_sections(kept: Note) -> list[tuple[str, list[str]]]:
    """Title and lines of each section that says something."""
    named = [(LABELS[name], kept.sections.get(name, "")) for name in SECTIONS_OF[NoteForm(kept.form)]]
    told = {OWN: f"{kept.signed_by} adds"} if kept.signed_by else {}
    named = [(told.get(OWN, label) if label == LABELS[OWN] else label, text) for label, text in named]
    return [(label, text.splitlines()) for label, text in named if text.strip()]


@require_POST
@child_page()
def amend(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """Add to a signed note, with the reason."""
    for_writers(access)
    kept = signed_note(access, session)
    form = AmendmentForm(request.POST)
    if not form.is_valid():
        return _signed(request, access, kept, form, status=400)
    amend_note(access, kept, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"])
    messages.success(request, "Added. The note itself stays as it was signed.")
    return redirect("note", access.child.public_id, session)


def _read(request: HttpRequest, access: Access, session: Session) -> HttpResponse:
    """What the family reads of a signed note, or the child herself."""
    kept = getattr(session, "note", None)
    if not reads_for_family(access) or kept is None or not kept.signed_at:
        raise Http404
    hers = access.member.role == Role.CHILD
    lines = (kept.child if hers else kept.family).splitlines()
    context = {"session": session, "lines": lines, "for_child": kept.child.splitlines()}
    return render(request, "play/note_child.html" if hers else "play/note_family.html", context)


@person_page
def unsigned(request: HttpRequest, user: User) -> HttpResponse:
    """What waits for this therapist's signature, the oldest first."""
    if not user.is_staff_somewhere():
        raise Http404
    sessions = list(unsigned_of(user)[:SHOWN])
    children = {session.child_id: session.child for session in sessions}
    audit.opened_on_one_page(user, "unsigned", request.path, children.values())
    return render(request, "play/unsigned.html", {"sessions": [(one, minutes_of(one)) for one in sessions]})


def unsigned_of(user: User) -> list[Session]:
    """The sessions that somebody held and hasn't signed for yet, of children whose therapist they still are."""
    mine = [access.child.pk for access in open_places(user, places_of(user)) if writes_notes(access)]
    waiting = Session.objects.unsigned().filter(by__user=user, child__in=mine)
    return list(waiting.select_related("child__practice", "group", "note").order_by("day", "started_at", "pk"))
