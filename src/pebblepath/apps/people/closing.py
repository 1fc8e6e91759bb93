"""Closing one's own account: every place is left, what was told stays with the child, the account goes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from pebblepath.apps.people import audit
from pebblepath.apps.people.actions import NotPossible, leave
from pebblepath.apps.people.models import Deed, Member, User

SIGNED = "Your name stands under signed notes, which have to be kept. Ask who leads your practice."


@transaction.atomic
def close_account(user: User) -> None:
    """Leave every circle and delete the account.

    What the person told stays in the children's records, under the name that each circle gave them.

    Raises:
        NotPossible: they work for a practice, signed something that has to be kept, or are the last one of a circle
            who can say who may see what. Nothing has changed then.
    """
    if user.is_staff_somewhere():
        raise NotPossible("You work for a practice. Ask who leads it to take you off the staff first.")
    places = list(Member.objects.present().filter(user=user).select_related("child"))
    for place in places:
        try:
            leave(user, place)
        except NotPossible:
            raise NotPossible(
                f"In {place.child.name}’s circle nobody else can say who may see what. Invite somebody who can, or "
                "ask to delete everything there."
            ) from None
    Member.objects.filter(user=user).update(user=None)
    ref = user.pk
    try:
        user.delete()
    except (ProtectedError, RestrictedError):
        raise NotPossible(SIGNED) from None
    audit.record(None, Deed.REMOVED, "account", ref=ref)
