"""The same page for both homes: only what everybody may read who reads all that is told of a child."""

from __future__ import annotations

from pebblepath.apps.moments.models import MomentQuerySet, readable
from pebblepath.apps.people.access import Access, accesses_of
from pebblepath.apps.people.models import Scope


def reads_all(access: Access) -> bool:
    """Whether a person reads what others told of all goals."""
    return access.goals_for(Scope.TIMELINE) is None


def is_of_two_homes(access: Access) -> bool:
    """Whether a same page is worth offering: the child has two homes, and this person reads about all goals."""
    return reads_all(access) and access.child.households.count() > 1


def same_for_all(moments: MomentQuerySet, access: Access) -> MomentQuerySet:
    """The moments that everybody reads who reads about all goals, so that both homes talk about one page; two queries.

    Who reads about some goals only, such as a teacher, doesn't narrow it: her page is another one anyway.
    """
    with_account = access.child.members.filter(left_at=None, user__isnull=False)
    for reader in filter(reads_all, accesses_of(list(with_account))):
        moments = moments.filter(readable(reader))
    return moments
