"""Who of a child's circle works for the practice: only they see its days and weeks, its rooms, its schools."""

from __future__ import annotations

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Practice


def works_here(access: Access) -> bool:
    """Whether the child's practice is the one whose pages this person gets as its staff; one query."""
    first = Practice.objects.filter(staff=access.user).order_by("pk").values_list("pk", flat=True).first()
    return first == access.child.practice_id
