"""Totals that were typed in, and what each home chose of its ideas, as tables of the archive."""

from __future__ import annotations

import json

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role
from pebblepath.apps.play.notes import reads_for_family, writes_notes
from pebblepath.apps.reports.home_choices import sees_home
from pebblepath.apps.reports.home_models import HomeChoice
from pebblepath.apps.reports.table_rows import Column, at, home, on, table
from pebblepath.core.exchange.archive import Table


def tables_of_home(access: Access) -> list[Table]:
    """To who writes notes and to family; what the other home chose only where that was agreed."""
    reads = writes_notes(access) or (access.member.role == Role.FAMILY and reads_for_family(access))
    measure: list[Column] = [
        ("id", "opaque, as in addresses", lambda m: m.public_id),
        ("name", "of the instrument", lambda m: m.name),
        ("day", "the day", lambda m: on(m.day)),
        ("licence_holder", "who holds its licence", lambda m: m.licence_holder),
        ("by", "who typed them", lambda m: m.by.name),
        ("totals", "names and numbers, as JSON", lambda m: json.dumps(m.totals, ensure_ascii=False)),
        ("words", "what was said of it", lambda m: m.words),
    ]
    choice: list[Column] = [
        ("report_id", "of which home programme", lambda c: c.report.public_id),
        ("home", "which home", home),
        ("place", "of which idea, 0 the first", lambda c: c.place),
        ("idea", "what stands there now; empty: as it was given", lambda c: c.idea),
        ("rests_until", "not this week: until this day", lambda c: on(c.rests_until)),
        ("by", "who chose", lambda c: c.by.name),
        ("at", "when", lambda c: at(c.at)),
    ]
    choices = HomeChoice.objects.filter(report__child=access.child).select_related("report", "household", "by")
    seen = [one for one in choices.order_by("at", "pk") if reads and sees_home(access, one.household_id)]
    measures = access.child.measures.select_related("by").order_by("day", "pk") if reads else []
    return [
        table("measures", "Totals of a licensed instrument", measure, measures),
        table("home_choices", "What a home made of an idea for home", choice, seen),
    ]
