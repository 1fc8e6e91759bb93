"""Records that a practice no longer has to keep, by its own rule: a list for who leads it, and never more than that."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Child, Consent, Deed, Member, Message, Practice, Role, Scope, User
from pebblepath.apps.play.models import Session
from pebblepath.apps.reports.deletion import (
    end_record,
    newest_of,
    newest_signed,
    open_deletions,
    rule_of,
    time_is_over_after,
    with_newest_signed,
)
from pebblepath.apps.reports.deletion_models import KeptRecord

# However short a practice's rule is, a child of whom something was told within a year is in care.
QUIET_YEARS = 1


@dataclass(frozen=True)
class PastRecord:
    """The record of a child about whom nothing has to be kept any more.

    Attributes:
        child: whose it is.
        last: the day of the last thing that was told, played, written or signed.
        mine: whether the lead who reads the list may ask for its end herself.
        askers: who else of the circle may, by name.
        family: who of the family is still in the circle, by name.
    """

    child: Child
    last: dt.date
    mine: bool = False
    askers: tuple[str, ...] = ()
    family: tuple[str, ...] = ()

    @property
    def is_left(self) -> bool:
        """Whether nobody may ask for its end and no family is there: then who leads the practice begins it herself."""
        return not (self.mine or self.askers or self.family)


def past_their_time(user: User, practice: Practice) -> list[PastRecord]:
    """The records whose time is over by the practice's rule, the longest quiet first; four queries.

    Counted is from the last entry of any kind, signed or not, so that no child who is still played with is listed.
    Where the birthday isn't known, the rule's age can't be looked at. Who has a wish waiting is left out.

    Args:
        user: who leads the practice.
        practice: whose records.
    """
    rule = rule_of(practice)
    rule.years = max(rule.years, QUIET_YEARS)
    here = practice.children.filter(source="").exclude(pk__in=open_deletions().values("child"))
    found = []
    for child in _with_newest(here).select_related("practice"):
        last = _last(child)
        if time_is_over_after(child, last, rule) < child.today():
            found.append(PastRecord(child, last))
    return _with_askers(user, sorted(found, key=lambda one: (one.last, one.child.name)))


def _with_newest(children: QuerySet[Child]) -> QuerySet[Any]:
    found: QuerySet[Any] = with_newest_signed(children).annotate(
        newest_moment=newest_of(Moment.objects.filter(child=OuterRef("pk")), "told_at"),
        newest_message=newest_of(Message.objects.filter(child=OuterRef("pk")), "sent_at"),
        newest_session=newest_of(Session.objects.filter(child=OuterRef("pk")), "day"),
        newest_member=newest_of(Member.objects.filter(child=OuterRef("pk")), "joined_at"),
    )
    return found


def _last(child: Any) -> dt.date:
    """The day of the newest sign of life in a record; a circle without anybody has none, and is as new as today."""
    times = (child.newest_moment, child.newest_message, child.newest_member)
    days = [timezone.localtime(at, child.zone).date() for at in times if at]
    days += [child.newest_session] if child.newest_session else []
    return max([*newest_signed(child), *days], default=child.today())


def _with_askers(user: User, records: Iterable[PastRecord]) -> list[PastRecord]:
    """The same records, each with who of the circle may ask for its end."""
    listed = list(records)
    may = Consent.objects.in_force(timezone.now()).filter(
        member__child__in=[one.child for one in listed],
        member__left_at=None,
        member__role__in=(Role.FAMILY, Role.THERAPIST),
        scope=Scope.CIRCLE,
    )
    of_child: dict[int, dict[int, Member]] = defaultdict(dict)
    for consent in may.select_related("member").order_by("member__pk"):
        of_child[consent.member.child_id][consent.member_id] = consent.member
    family = _family_of(listed)
    return [
        replace(_asked_by(user, one, of_child[one.child.pk].values()), family=tuple(family[one.child.pk]))
        for one in listed
    ]


def _family_of(records: Iterable[PastRecord]) -> dict[int, list[str]]:
    """Who of the family is in each circle, by name."""
    names: dict[int, list[str]] = defaultdict(list)
    here = Member.objects.present().filter(child__in=[one.child for one in records], role=Role.FAMILY)
    for child, name in here.order_by("pk").values_list("child_id", "name"):
        names[child].append(name)
    return names


def _asked_by(user: User, record: PastRecord, members: Iterable[Member]) -> PastRecord:
    people = list(members)
    mine = any(member.user_id == user.pk for member in people)
    return replace(record, mine=mine, askers=tuple(one.name for one in people if one.user_id != user.pk))


def left_record(user: User, practice: Practice, public_id: str) -> PastRecord | None:
    """A record past its time whose circle has nobody left who may ask for its end; None where it isn't such a one."""
    listed = past_their_time(user, practice)
    return next((one for one in listed if one.is_left and one.child.public_id == public_id), None)


@transaction.atomic
def end_left_record(user: User, record: PastRecord, *, name: str) -> KeptRecord | None:
    """End a record that nobody is left to ask for: begun and carried out in one, with the lines of both.

    Args:
        user: who leads the practice.
        record: one from `left_record`.
        name: the child's name, typed again.

    Raises:
        NotPossible: another name was typed, or somebody is in the circle again.
    """
    if not record.is_left:
        raise NotPossible("Somebody in the circle may ask for the end of this record. Nothing was deleted.")
    audit.record(user, Deed.ADDED, "deletion", ref=record.child.public_id, child=record.child)
    return end_record(user, record.child, name=name)
