"""What the demo's therapists say of scales: Sam looked at Noah's paths, and Robin recorded how two goals went."""

from __future__ import annotations

import datetime as dt

from pebblepath.apps.goals.attained import record_level
from pebblepath.apps.goals.models import Goal, LevelRecord, Opinion, ScaleReview, Went
from pebblepath.apps.goals.scales import review_scale
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import AuditLine, Child, Role

SINCE = dt.timedelta(days=12)
WEEKS_AHEAD = 8
SAID = (
    (Opinion.RIGHT, ""),
    (Opinion.SUGGESTS, "Say where the list hangs: with it at hand, five is another thing than with it in a pocket."),
)
WENT = {
    "Mia": (Went.AS_BEFORE, "Stayed for one song, by the door. With the drum she stayed for two."),
    "Noah": (Went.AS_HOPED, "Three times, with the card in his own pocket."),
}


def look_at_scales(today: dt.date, now: dt.datetime) -> None:
    """Let them look and record, and date it back from now."""
    then = now - SINCE
    for name, (went, words) in WENT.items():
        child = Child.objects.get(name=name, source="")
        first, *others = _therapists(child)
        goals = list(child.goals.order_by("made_at", "pk"))
        Goal.objects.filter(pk=goals[0].pk).update(hoped_by=today + dt.timedelta(weeks=WEEKS_AHEAD))
        record_level(first, goals[0], LevelRecord(went=went, day=today - SINCE, words=words))
        for colleague in others:
            for goal, (opinion, said) in zip(goals, SAID, strict=False):
                review_scale(colleague, goal, opinion, said)
    ScaleReview.objects.update(at=then)
    LevelRecord.objects.update(at=then)
    AuditLine.objects.filter(about__in=("scale review", "level")).update(at=then)


def _therapists(child: Child) -> list[Access]:
    members = child.members.present().filter(role=Role.THERAPIST, user__isnull=False).order_by("pk")
    return [get_access_for(member.user, child.public_id) for member in members if member.user]
