"""A child's own say: who sees what about her, and what she may switch off herself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from pebblepath.apps.people.access import ALL_GOALS, Access
from pebblepath.apps.people.actions import give_consent, take_back_consent
from pebblepath.apps.people.models import Consent, Member, Role, Scope

# Who keeps a child safe goes on seeing what is told; the others are hers to decide about.
HERS_TO_DECIDE = (Role.OTHER,)
AT_ONCE = dt.timedelta(seconds=5)  # consents for several goals are taken back one after the other, by one tap


@dataclass(frozen=True)
class Seeing:
    """One person, and what that person sees.

    Attributes:
        member: who it is.
        goals: whether the person sees goals and stones.
        some: whether it is only about some goals.
        told: whether the person sees what others told.
        hers: whether the child may switch it off and on.
        switched_off: the consent that she took back last, while it is off.
        on_again: the consent in force that somebody gave after she had switched it off.
    """

    member: Member
    goals: bool
    some: bool
    told: bool
    hers: bool
    switched_off: Consent | None
    on_again: Consent | None


def who_sees(access: Access) -> list[Seeing]:
    """Everybody around a child, with what they see; three queries."""
    present = Member.objects.present().filter(child=access.child).exclude(pk=access.member.pk)
    people = present.prefetch_related("consents__given_by").order_by("joined_at", "pk")
    return [_seeing(access, member, list(member.consents.all())) for member in people]


def _seeing(access: Access, member: Member, consents: Sequence[Consent]) -> Seeing:
    now = timezone.now()
    in_force = [c for c in consents if c.revoked_at is None and (c.until is None or c.until > now)]
    told = [c for c in in_force if c.scope == Scope.TIMELINE]
    by_her = [c for c in consents if c.scope == Scope.TIMELINE and c.revoked_by_id == access.user.pk and c.revoked_at]
    last = max(by_her, key=lambda c: c.given_at, default=None)
    again = [c for c in told if last and c.given_at > last.given_at and c.given_by_id != access.user.pk]
    hers = member.role in HERS_TO_DECIDE and bool(told or last)
    return Seeing(
        member=member,
        goals=any(c.scope == Scope.SEE for c in in_force),
        some=not any(c.scope == Scope.SEE and c.goal_id == ALL_GOALS for c in in_force),
        told=bool(told),
        hers=hers,
        switched_off=None if told else last,
        on_again=again[0] if again else None,
    )


@transaction.atomic
def switch(access: Access, member_id: int) -> Seeing:
    """Switch off what somebody sees of what others told; or on again, as it was before she switched it off.

    Raises:
        Http404: there is no such person, or it isn't the child's to decide.
    """
    before = next((one for one in who_sees(access) if one.member.pk == member_id and one.hers), None)
    if before is None:
        raise Http404
    if before.told:
        for consent in before.member.consents.in_force(timezone.now()).filter(scope=Scope.TIMELINE):
            take_back_consent(access.user, consent)
    else:
        _as_before(access, before.member)
    return before


def _as_before(access: Access, member: Member) -> None:
    taken = member.consents.filter(scope=Scope.TIMELINE, revoked_by=access.user).order_by("-revoked_at")
    last = taken.first()
    assert last is not None and last.revoked_at is not None
    for consent in taken:
        together = consent.revoked_at is not None and last.revoked_at - consent.revoked_at < AT_ONCE
        if together and (consent.until is None or consent.until > timezone.now()):
            give_consent(access.user, member, Scope.TIMELINE, goal_id=consent.goal_id, until=consent.until)
