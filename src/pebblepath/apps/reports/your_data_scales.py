"""What therapists alone see of goals' scales, as tables of the archive: colleagues' looks, and levels they recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pebblepath.apps.goals.models import Goal, LevelRecord, ScaleReview
from pebblepath.apps.people.access import Access
from pebblepath.apps.reports.table_rows import Column, at, on, table
from pebblepath.core.exchange.archive import Table


def tables_of_scales(access: Access, goals: Sequence[Goal]) -> list[Table]:
    """For a therapist, two tables; for everybody else nothing."""
    if not access.is_therapist:
        return []
    review: list[Column] = [
        ("goal_id", "of which path", lambda r: r.goal.public_id),
        ("who", "which therapist looked", lambda r: r.by.name),
        ("at", "when", lambda r: at(r.at)),
        ("opinion", "right, or suggests", lambda r: r.opinion),
        ("words", "what was said", lambda r: r.words),
        ("stones", "the words that were looked at, as JSON", lambda r: json.dumps(r.stones, ensure_ascii=False)),
    ]
    record: list[Column] = [
        ("goal_id", "of which path", lambda r: r.goal.public_id),
        ("day", "on which day", lambda r: on(r.day)),
        ("who", "which therapist says it", lambda r: r.by.name),
        ("went", "how it went compared with what was hoped", lambda r: r.went),
        ("level", "the level that these words meant, −2 to +2", lambda r: r.level),
        ("words", "what was seen", lambda r: r.words),
        ("at", "when it was recorded", lambda r: at(r.at)),
    ]
    reviews = ScaleReview.objects.filter(goal__in=goals).select_related("goal", "by").order_by("at", "pk")
    records = LevelRecord.objects.filter(goal__in=goals).select_related("goal", "by").order_by("day", "at", "pk")
    return [
        table("scale_reviews", "A colleague’s look at the scale of a path", review, reviews),
        table("levels", "A level of a path that a therapist recorded", record, records),
    ]
