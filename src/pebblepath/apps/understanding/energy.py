"""How much a family has room for this week, as they say it themselves; the whole circle reads it as information."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Member, Role, Scope
from pebblepath.apps.people.waiting import AT_ONCE
from pebblepath.apps.understanding.models import Amount, Load


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def with_load(members: QuerySet[Member], *, own_home: Member | None = None) -> QuerySet[Member]:
    """Members with the newest word on room in a week, as ``load_week`` and ``load_amount``, within the same query.

    Of two homes the fuller one counts: whoever plans something has to know.

    Args:
        members: the rows to add to.
        own_home: only the word of this member's home.
    """
    told = Load.objects.filter(child=OuterRef("child")).order_by("-week", "amount")
    if own_home:
        told = told.filter(household=own_home.household_id)
    return members.annotate(
        load_week=Subquery(told.values("week")[:1]), load_amount=Subquery(told.values("amount")[:1])
    )


def load_of(member: Member, today: dt.date) -> Amount | None:
    """How much room there is this week; None where nobody has said.

    Args:
        member: from `with_load`.
        today: the date where the child is.
    """
    said: int | None = getattr(member, "load_amount", None)
    return Amount(said) if said is not None and member.load_week == week_of(today) else None  # type: ignore[attr-defined]


def may_say_load(access: Access) -> bool:
    """Whether this person says how full a week is: it is for those who live it."""
    return access.member.role == Role.FAMILY and access.may(Scope.TELL)


@transaction.atomic
def say_load(access: Access, amount: Amount, today: dt.date, *, waited: dt.timedelta = AT_ONCE) -> Load:
    """Keep how much there is room for this week in one's home; what was said last holds, also if it comes first."""
    home: dict[str, Any] = {"child": access.child, "household": access.member.household, "week": week_of(today)}
    told = {"amount": amount, "by": access.member, "at": timezone.now() - waited}
    newer = Load.objects.filter(**home, at__gt=told["at"]).first()
    if newer:
        return newer
    load, _ = Load.objects.update_or_create(**home, defaults=told)
    audit.record(access.user, Deed.CHANGED, "week", ref=str(load.week), child=access.child)
    return load


def is_full(access: Access, today: dt.date) -> bool:
    """Whether the person's home said "not this week"; one query."""
    week = Load.objects.filter(child=access.child, week=week_of(today), amount=Amount.NONE)
    return week.filter(Q(household=None) | Q(household=access.member.household_id)).exists()
