"""When a child comes and is seen, as tables of the archive."""

from __future__ import annotations

import json

from pebblepath.apps.people.access import Access
from pebblepath.apps.play.timetable.models import SchoolPlace, Slot, UsualVisit
from pebblepath.apps.play.timetable.times import DAY_NAMES, Block, say_blocks, say_times
from pebblepath.apps.reports.table_rows import Column, on, table
from pebblepath.core.exchange.archive import Table
from pebblepath.core.planner.clinic.clock import clock


def tables_of_timetables(access: Access, *, reads: bool) -> list[Table]:
    """The usual visit, the place at school, and the times in plans that were kept; to who reads of sessions."""
    child = access.child
    visits = UsualVisit.objects.filter(child=child).select_related("therapist") if reads else []
    places = SchoolPlace.objects.filter(child=child).select_related("school_class__school", "therapist")
    slots = Slot.objects.filter(child=child, timetable__kept_at__isnull=False)
    times = slots.select_related("timetable", "therapist", "room").order_by("timetable__first", "weekday", "start")
    return [
        table("usual_visits", "How the child usually comes to the clinic", VISIT, visits),
        table("school_places", "How the child is seen at school", PLACE, places if reads else []),
        table("planned_times", "A time in a plan that was kept", TIME, times if reads else []),
    ]


VISIT: list[Column] = [
    ("minutes", "how long", lambda v: v.minutes),
    ("times", "when, by weekday, as JSON", lambda v: json.dumps({day: say_times(t) for day, t in v.times.items()})),
    ("therapist", "usually with whom", lambda v: v.therapist.name if v.therapist else None),
    ("only", "whether nobody else sees the child", lambda v: v.only),
    ("spaces", "which rooms will do", lambda v: list(v.spaces)),
    ("things", "what is needed", lambda v: list(v.things)),
    ("must", "whether the child has to be seen", lambda v: v.must),
]
PLACE: list[Column] = [
    ("school", "which school", lambda p: p.school_class.school.name),
    ("class", "which class", lambda p: p.school_class.name),
    ("session_minutes", "how long a session is", lambda p: p.session_minutes),
    ("works_on", "the deeper goal", lambda p: p.goal),
    ("service", "alone, with others, or either", lambda p: p.service),
    ("therapist", "with whom the child stays", lambda p: p.therapist.name if p.therapist else None),
    ("not_during", "the child’s own times off", lambda p: say_blocks(map(Block.from_json, p.not_during))),
    ("must", "whether all minutes have to be given", lambda p: p.must),
]
TIME: list[Column] = [
    ("kind", "a day at the clinic, or each week at school", lambda s: s.timetable.kind),
    ("first", "the day, or the Monday from which it holds", lambda s: on(s.timetable.first)),
    ("weekday", "which weekday", lambda s: DAY_NAMES[s.weekday]),
    ("begins", "when", lambda s: clock(s.start)),
    ("minutes", "how long", lambda s: s.minutes),
    ("therapist", "with whom", lambda s: s.therapist.name),
    ("room", "in which room", lambda s: s.room.name if s.room else None),
]
