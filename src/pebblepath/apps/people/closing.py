"""The end of somebody's places: an account is closed, a colleague goes. What was told stays with the child."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError

from pebblepath.apps.people import audit
from pebblepath.apps.people.actions import NotPossible, leave
from pebblepath.apps.people.models import Deed, Member, Staff, User

WORKS = "You work for a practice. Ask who leads it to take you off the staff first."
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
        raise NotPossible(WORKS)
    _leave_all(user, Member.objects.present().filter(user=user))
    Member.objects.filter(user=user).update(user=None)
    ref = user.pk
    try:
        user.delete()
    except (ProtectedError, RestrictedError):
        raise NotPossible(SIGNED) from None
    audit.record(None, Deed.REMOVED, "account", ref=ref)


@transaction.atomic
def take_off_staff(by: User, place: Staff) -> None:
    """A colleague goes: every circle of the practice's children is left, and no page of the practice opens any more.

    Raises:
        NotPossible: it is oneself, or the colleague is the last one of a circle who can say who may see what. Nothing
            has changed then.
    """
    if place.user == by:
        raise NotPossible("You lead this practice, so you stay. Somebody else who leads it can take you off.")
    _leave_all(place.user, Member.objects.present().filter(user=place.user, child__practice=place.practice))
    audit.record(by, Deed.REMOVED, "staff", ref=place.user.pk)
    place.delete()


def _leave_all(user: User, places: QuerySet[Member]) -> None:
    for place in places.select_related("child"):
        try:
            leave(user, place)
        except NotPossible:
            raise NotPossible(
                f"In {place.child.name}’s circle nobody else can say who may see what. Invite somebody who can, or "
                "ask to delete everything there."
            ) from None
