"""What can be done with a class's link: make it, open it, give it a new PIN, take a child out, end it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from pebblepath.apps.moments.actions import Draft, record_moment, remove_moment
from pebblepath.apps.moments.class_links import Seat, hash_of
from pebblepath.apps.moments.class_models import ClassLink, ClassPlace
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible, add_member, give_consent
from pebblepath.apps.people.models import Deed, Practice, Role, Scope, Setting, User

WRONG_PINS = 5
WAIT = dt.timedelta(minutes=15)
UNDO = dt.timedelta(minutes=15)
KEPT_OFFLINE = dt.timedelta(days=14)  # how long ago a tap may have been that comes only now


@dataclass(frozen=True)
class Share:
    """What is shared of one child: goals by their public ids, and whether the passport is."""

    access: Access
    goal_ids: Sequence[str]
    passport: bool = False


@transaction.atomic
def make_class_link(
    by: User, practice: Practice, *, name: str, pin: str, expires_at: dt.datetime, shares: Sequence[Share]
) -> ClassLink:
    """Make a link for a class. Each child's circle gets a member for it, who may see and tell the picked goals.

    Args:
        by: who makes it; may say who sees what of each child.
        practice: whose children they are.
        name: how the circles call it.
        pin: four to six digits.
        expires_at: when it stops by itself.
        shares: the children, in the order in which the class sees them; each with at least one goal.
    """
    if not shares or not all(share.goal_ids for share in shares):
        raise ValueError("a class link shares at least one goal of each child: no goal would mean every goal")
    link = ClassLink(practice=practice, name=name, pin_hash=make_password(pin), made_by=by, expires_at=expires_at)
    link.token_hash = hash_of(link.made_token)
    link.save()
    for order, share in enumerate(shares):
        _add(by, link, share, order)
    return link


def _add(by: User, link: ClassLink, share: Share, order: int) -> None:
    child = share.access.child
    member = add_member(by, child, user=None, role=Role.TEACHER, name=link.name, goal_ids=share.goal_ids)
    for consent in member.consents.all():
        give_consent(by, member, Scope(consent.scope), goal_id=consent.goal_id, until=link.expires_at)
    ClassPlace.objects.create(link=link, member=member, passport=share.passport, order=order)
    audit.record(by, Deed.GAVE, "class link", ref=link.public_id, child=child)


def try_pin(link: ClassLink, pin: str) -> bool:
    """Whether the PIN is right. After five wrong ones in a row the link waits a quarter of an hour.

    Raises:
        NotPossible: it waits; the sentence says how long.
    """
    with transaction.atomic():
        # One after the other, so that many tries at the same instant count as many.
        locked = ClassLink.objects.select_for_update().get(pk=link.pk)
        now = timezone.now()
        if locked.wait_until and locked.wait_until > now:
            minutes = int((locked.wait_until - now).total_seconds() // 60) + 1
            raise NotPossible(
                f"That was the wrong PIN {WRONG_PINS} times. Please wait {minutes} minute{'s' if minutes > 1 else ''}, "
                "then try again."
            )
        right = locked.has_pin(pin)
        if right:
            locked.wrong_pins, locked.wait_until, locked.opened_at = 0, None, now
        else:
            locked.wrong_pins += 1
            if locked.wrong_pins >= WRONG_PINS:
                locked.wrong_pins, locked.wait_until = 0, now + WAIT
        locked.save(update_fields=["wrong_pins", "wait_until", "opened_at"])
    return right


@transaction.atomic
def change_pin(by: User, link: ClassLink, pin: str) -> None:
    """A new PIN; every device asks for it again."""
    link.pin_hash, link.wrong_pins, link.wait_until = make_password(pin), 0, None
    link.save(update_fields=["pin_hash", "wrong_pins", "wait_until"])
    for place in _present(link):
        audit.record(by, Deed.CHANGED, "class link", ref=link.public_id, child=place.member.child)


@transaction.atomic
def take_out(by: User, place: ClassPlace) -> None:
    """One child isn't in the class's link any more; what was told stays."""
    _leave(place, timezone.now())
    audit.record(by, Deed.TOOK_BACK, "class link", ref=place.link.public_id, child=place.member.child)


@transaction.atomic
def end_class_link(by: User, link: ClassLink) -> None:
    """The link stops working now, and the class leaves each circle; what was told stays."""
    places = _present(link)
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    for place in places:
        _leave(place, link.revoked_at)
        audit.record(by, Deed.TOOK_BACK, "class link", ref=link.public_id, child=place.member.child)


@transaction.atomic
def end_run_out_links() -> int:
    """The classes whose links ran out leave the circles; how many places that were.

    Their rights ended by themselves, at the minute; this tidies the circles and may run as often as one likes.
    """
    now = timezone.now()
    over = ClassPlace.objects.filter(member__left_at=None, link__expires_at__lte=now)
    places = list(over.select_related("member__child", "link"))
    for place in places:
        _leave(place, place.link.expires_at)
        audit.record(None, Deed.LEFT, "circle", ref=place.member_id, child=place.member.child, by_name=place.link.name)
    return len(places)


def _present(link: ClassLink) -> list[ClassPlace]:
    return list(link.places.filter(member__left_at=None).select_related("member__child"))


def _leave(place: ClassPlace, at: dt.datetime) -> None:
    place.member.left_at = at
    place.member.save(update_fields=["left_at"])


def tell_from_class(
    seat: Seat,
    goal_id: str,
    step: int,
    id: uuid.UUID,
    at: dt.datetime | None = None,
    *,
    asked_break: bool = False,
    asked_help: bool = False,
) -> tuple[Moment, bool]:
    """One tap: a child stood on this stone, at school.

    Args:
        seat: which child.
        goal_id: public id of one of her shared goals (`LookupError` otherwise).
        step: the stone.
        id: made where it was tapped.
        at: when it was tapped, where that came later than the tap; it lies within the last two weeks.
        asked_break: the child asked for a break.
        asked_help: the child asked for help, or for a thing.

    Raises:
        NotPossible: there is no such stone.
    """
    goal = {goal.public_id: goal for goal in seat.goals}[goal_id]
    if not 0 <= step < goal.levels:
        raise NotPossible(f"“{goal.title}” has the stones 0 to {goal.levels - 1}. Please tap one of them.")
    now = timezone.now()
    when = at if at is not None and now - KEPT_OFFLINE <= at <= now else now
    zone = seat.access.child.practice.time_zone
    draft = Draft(id, when, zone, Setting.SCHOOL, goal, step, asked_break=asked_break, asked_help=asked_help)
    return record_moment(seat.access, draft)


def undo(seat: Seat, id: uuid.UUID) -> bool:
    """Take a tap back for a while after it was made; its history stays. Whether there was one to take back."""
    told = Moment.objects.kept().filter(pk=id, told_by=seat.access.member, told_at__gte=timezone.now() - UNDO)
    moment = told.select_related("goal").first()
    if moment is None:
        return False
    remove_moment(seat.access, moment)
    return True


def newest_tap(seats: Sequence[Seat]) -> Moment | None:
    """The newest tap of the class that can still be taken back."""
    members = [seat.access.member.pk for seat in seats]
    told = Moment.objects.kept().filter(told_by__in=members, told_at__gte=timezone.now() - UNDO)
    return told.with_stone_words().select_related("goal").order_by("-told_at").first()


def shares_from(accesses: Mapping[str, Access], goals: Sequence[str], passports: Sequence[str]) -> list[Share]:
    """What a form's ticks mean: goals as "child:goal", passports by the child's public id."""
    picked: dict[str, list[str]] = {}
    for pair in goals:
        child, _, goal = pair.partition(":")
        picked.setdefault(child, []).append(goal)
    return [Share(accesses[child], found, child in passports) for child, found in picked.items()]
