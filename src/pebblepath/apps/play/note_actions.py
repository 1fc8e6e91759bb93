"""What can be done with a note: draft, keep, draft again, sign, amend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed
from pebblepath.apps.play.minutes import count_session
from pebblepath.apps.play.models import Amendment, Note, NoteForm, Session
from pebblepath.apps.play.notes import as_json, facts_of
from pebblepath.core.notes import Facts, dap, for_child, for_family, soap
from pebblepath.core.notes.forms import to_dap, to_soap

OWN, LEFT_OUT, FAMILY, CHILD = "own", "own_left_out", "family", "child"
SECTIONS_OF = {
    NoteForm.SOAP: ("subjective", "objective", "assessment", OWN, "plan"),
    NoteForm.DAP: ("data", "assessment", OWN, "plan"),
}


@dataclass(frozen=True)
class Written:
    """What a therapist left in the page.

    Attributes:
        sections: text by section of the form that was shown, with her own sentence.
        family: for the family.
        child: for the child.
        left_out: she leaves out a sentence of her own today.
        changed: when the note she had before her was last changed; empty: not known.
    """

    sections: Mapping[str, str] = field(default_factory=dict)
    family: str = ""
    child: str = ""
    left_out: bool = False
    changed: str = ""


def drafts(facts: Facts) -> dict[str, str]:
    """The text of every section in either form, of the family's and of the child's version."""
    return {**soap(facts), "data": dap(facts)["data"], FAMILY: for_family(facts), CHILD: for_child(facts)}


def open_note(access: Access, session: Session) -> tuple[Note, frozenset[str]]:
    """A session's note, drafted from what is tapped by now; what somebody edited stays as it is.

    Args:
        access: a therapist's.
        session: one that has ended, best from `ended_session`, which brings its note along.

    Returns:
        The note, and the edited sections that would be drafted otherwise now, as more was tapped or said since.
    """
    note: Note | None = getattr(session, "note", None)
    if note is not None and note.signed_at:
        return note, frozenset()
    facts = facts_of(access, session)
    if note is None:
        note = _begin(access, session, facts)
    elif note.facts != as_json(facts):
        _draft(note, facts)
        note.save()
    return note, frozenset(name for name, text in drafts(facts).items() if text != note.drafted.get(name))


def _begin(access: Access, session: Session, facts: Facts) -> Note:
    """The first draft; if the page is opened twice at the same instant, there is one all the same."""
    new = Note(form=_form_of_last(access))
    _draft(new, facts)
    parts = {name: getattr(new, name) for name in ("form", "sections", "drafted", "facts", "family", "child")}
    with transaction.atomic():
        note, is_new = Note.objects.get_or_create(session=session, defaults=parts)
        if is_new:
            audit.record(access.user, Deed.ADDED, "note", ref=session.public_id, child=access.child)
    return note


def _form_of_last(access: Access) -> str:
    """The form that this therapist signed last: nobody should have to choose it each time."""
    last = Note.objects.filter(signed_by=access.user).order_by("-signed_at").values_list("form", flat=True).first()
    return last or NoteForm.SOAP.value


def _draft(note: Note, facts: Facts) -> None:
    """Draft the sections that nobody edited."""
    new, old = drafts(facts), dict(note.drafted)
    for name in new:
        if _text(note, name) == old.get(name, ""):
            _put(note, name, new[name])
            old[name] = new[name]
    note.facts, note.drafted = as_json(facts), old
    note.changed_at = timezone.now()


def _text(note: Note, name: str) -> str:
    if name in (FAMILY, CHILD):
        return str(getattr(note, name))
    return str(note.sections.get(name, ""))


def _put(note: Note, name: str, text: str) -> None:
    if name in (FAMILY, CHILD):
        setattr(note, name, text)
    else:
        note.sections = {**note.sections, name: text}


@transaction.atomic
def keep_note(access: Access, note: Note, written: Written) -> Note:
    """Keep what was written.

    Raises:
        NotPossible: somebody signed or changed the note in the meantime; nothing was kept.
    """
    note = _still_open(note)
    if written.changed and written.changed != note.changed_at.isoformat():
        raise NotPossible(
            "This note was changed on another page meanwhile. What you wrote stands below and isn't kept yet: "
            "keep it once more to put it in place of the other."
        )
    _fill(note, written)
    note.save()
    audit.record(access.user, Deed.CHANGED, "note", ref=note.session.public_id, child=access.child)
    return note


def _still_open(note: Note) -> Note:
    note = Note.objects.select_for_update(of=("self",)).select_related("session__by", "session__child").get(pk=note.pk)
    if note.signed_at:
        raise NotPossible("This note was signed meanwhile. Nothing was changed; add what is missing as an amendment.")
    return note


def _fill(note: Note, written: Written) -> None:
    note.sections = {**note.sections, **written.sections, LEFT_OUT: "yes" if written.left_out else ""}
    note.family, note.child = written.family, written.child
    note.changed_at = timezone.now()


@transaction.atomic
def turn_to(access: Access, note: Note, written: Written, form: NoteForm) -> None:
    """Keep what was written, and show it in the other form."""
    note = keep_note(access, note, written)
    if note.form != form:
        turn = to_dap if form == NoteForm.DAP else to_soap
        note.form, note.sections = form, turn(note.sections)
        note.save()


@transaction.atomic
def draft_again(access: Access, note: Note, written: Written, section: str) -> None:
    """Keep what was written, but for one section, which is drafted anew from what is tapped by now."""
    note = keep_note(access, note, written)
    new = drafts(facts_of(access, note.session)).get(section, "")
    _put(note, section, new)
    note.drafted = {**note.drafted, section: new}
    note.save()


@transaction.atomic
def sign_note(access: Access, note: Note) -> Note:
    """Sign a note as it is kept: from now on it stays so. The minutes of its session count from now on, too.

    Raises:
        NotPossible: it is signed already, or the therapist's own sentence is missing and wasn't left out on purpose.
    """
    note = _still_open(note)
    if not note.sections.get(OWN, "").strip() and not note.sections.get(LEFT_OUT):
        raise NotPossible(
            "Your own sentence is still open: tap one, write one, or say that you leave it out today. "
            "Everything else is kept."
        )
    note.sections = {name: note.sections.get(name, "") for name in (*SECTIONS_OF[NoteForm(note.form)], LEFT_OUT)}
    note.signed_at, note.signed_by = timezone.now(), access.user
    note.save()
    count_session(note.session)
    audit.record(access.user, Deed.ADDED, "signed_note", ref=note.session.public_id, child=access.child)
    return note


@transaction.atomic
def amend_note(access: Access, note: Note, *, reason: str, words: str) -> Amendment:
    """Add to a signed note what is missing or was wrong, and why; the note itself stays.

    Raises:
        NotPossible: it isn't signed yet.
    """
    if not note.signed_at:
        raise NotPossible("This note isn't signed yet: change it where it stands.")
    amendment = Amendment.objects.create(note=note, by=access.user, reason=reason, words=words)
    audit.record(access.user, Deed.ADDED, "amendment", ref=note.session.public_id, child=access.child)
    return amendment


def last_own_sentence(access: Access, session: Session) -> str:
    """The sentence of her own in the newest signed note of this child, for one tap."""
    signed = Note.objects.filter(session__child=access.child, signed_by=access.user, session__day__lte=session.day)
    newest = signed.exclude(session=session).order_by("-signed_at").values_list("sections", flat=True).first()
    return str((newest or {}).get(OWN, ""))
