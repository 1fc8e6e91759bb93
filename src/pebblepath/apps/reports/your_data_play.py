"""Sessions, notes, door cards and minutes, as tables of the archive."""

from __future__ import annotations

import json

from django.db.models import Q

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role
from pebblepath.apps.play.notes import minutes_of, reads_for_family, writes_notes
from pebblepath.apps.reports.table_rows import Column, at, on, table
from pebblepath.apps.reports.your_data_timetable import tables_of_timetables
from pebblepath.core.exchange.archive import Table


def tables_of_play(access: Access) -> list[Table]:
    """To who writes notes everything; to family what was signed, sent and given."""
    writes = writes_notes(access)
    reads = writes or (access.member.role == Role.FAMILY and reads_for_family(access))
    found = access.child.sessions.select_related("by", "note__signed_by", "door_card").order_by("day", "pk")
    shown = found if writes else found.filter(Q(note__signed_at__isnull=False) | Q(door_card__sent_at__isnull=False))
    sessions = list(shown.prefetch_related("goals__goal")) if reads else []
    session: list[Column] = [
        ("id", "opaque, as in addresses", lambda s: s.public_id),
        ("day", "the day", lambda s: on(s.day)),
        ("setting", "where", lambda s: s.setting),
        ("therapist", "who was there", lambda s: s.by.name),
        ("goal_ids", "for which paths", lambda s: [one.goal.public_id for one in s.goals.all()]),
        ("minutes", "how long", lambda s: minutes_of(s)),
        ("started_at", "when it began", lambda s: at(s.started_at)),
        ("ended_at", "when it ended", lambda s: at(s.ended_at)),
    ]
    if writes:
        session += [
            ("plan", "what was planned, as JSON", lambda s: json.dumps(s.plan, ensure_ascii=False)),
            ("played", "how it was played, as JSON", lambda s: json.dumps(s.played, ensure_ascii=False)),
        ]
    note: list[Column] = [
        ("session_id", "of which session", lambda n: n.session.public_id),
        ("family", "what it tells the family", lambda n: n.family),
        ("child", "what it tells the child", lambda n: n.child),
        ("signed_at", "when it was signed", lambda n: at(n.signed_at)),
        ("signed_by", "who signed it", lambda n: str(n.signed_by) if n.signed_by else None),
    ]
    if writes:
        note += [
            ("form", "SOAP or DAP", lambda n: n.form),
            ("sections", "text by section, as JSON", lambda n: json.dumps(n.sections, ensure_ascii=False)),
        ]
    notes = [one.note for one in sessions if hasattr(one, "note") and (writes or one.note.signed_at)]
    card: list[Column] = [
        ("session_id", "of which session", lambda s: s.public_id),
        ("lines", "how it went, as JSON", lambda s: json.dumps(s.door_card.lines, ensure_ascii=False)),
        ("idea", "an idea for home", lambda s: s.door_card.idea),
        ("sent_at", "since when the family sees it", lambda s: at(s.door_card.sent_at)),
    ]
    cards = [one for one in sessions if hasattr(one, "door_card") and (writes or one.door_card.sent_at)]
    made = [
        table("sessions", "A session planned or played", session, sessions),
        table("notes", "The note of a session", note, notes),
        table("door_cards", "Three lines and an idea for home", card, cards),
    ]
    if writes:
        added: list[Column] = [
            ("session_id", "of which session", lambda a: a.note.session.public_id),
            ("at", "when", lambda a: at(a.at)),
            ("by", "who", lambda a: str(a.by)),
            ("reason", "why", lambda a: a.reason),
            ("words", "what was added", lambda a: a.words),
        ]
        amended = [one for each in notes for one in each.amendments.select_related("by", "note__session")]
        made.append(table("amendments", "What was added to a signed note", added, amended))
    return [*made, *_minutes(access, reads=reads), *tables_of_timetables(access, reads=reads)]


def _minutes(access: Access, *, reads: bool) -> list[Table]:
    minutes: list[Column] = [
        ("day", "the day", lambda m: on(m.day)),
        ("kind", "with the child, for the child, in a meeting, on the way", lambda m: m.kind),
        ("minutes", "how many", lambda m: m.minutes),
        ("by", "who gave them", lambda m: m.by.name),
        ("words", "what for", lambda m: m.words),
    ]
    owed: list[Column] = [
        ("minutes", "how many", lambda o: o.minutes),
        ("per", "a week or a month", lambda o: o.per),
        ("first", "from this day", lambda o: on(o.first)),
        ("last", "to this day", lambda o: on(o.last)),
    ]
    given = access.child.minutes.select_related("by").order_by("day", "pk")
    return [
        table("minutes", "Time that was given", minutes, given if reads else []),
        table("promises", "Time that was promised", owed, access.child.owed.order_by("first") if reads else []),
    ]
