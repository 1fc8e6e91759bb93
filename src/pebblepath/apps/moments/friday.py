"""Fridays: what helped at school this week, who read it, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pebblepath.apps.moments.class_models import FridayPick
from pebblepath.apps.people.access import ALL_GOALS, Access
from pebblepath.apps.people.models import Deed, Member, Scope, Setting
from pebblepath.apps.understanding.models import Strategy

FRIDAY = 4
LATELY = dt.timedelta(days=21)
WAITING = ("pk", "member__name", "week", "words", "strategies__name")
READY_THANKS = (
    "Thank you! We will keep doing this.",
    "Thank you! This changes what we do next.",
    "Thank you! I will call you about it.",
)


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def is_friday(day: dt.date) -> bool:
    """Whether the school week is over, or about to be: Friday to Sunday."""
    return day.weekday() >= FRIDAY


def at_school(access: Access) -> list[Strategy]:
    """What was given to a child for school and is in use today; a strategy that names no place is for everywhere."""
    today = access.child.today()
    return [
        strategy
        for strategy in access.child.strategies.in_use()
        if (not strategy.settings or Setting.SCHOOL in strategy.settings) and not strategy.rests_on(today)
    ]


@transaction.atomic
def tell_friday(access: Access, week: dt.date, strategies: Sequence[Strategy], words: str) -> FridayPick:
    """Keep what helped in a week; telling it again changes it, and then it waits to be read again."""
    pick, new = FridayPick.objects.get_or_create(member=access.member, week=week)
    before = set() if new else {*pick.strategies.values_list("pk", flat=True), pick.words}
    if not new and before != {*(strategy.pk for strategy in strategies), words}:
        pick.read_at = pick.read_by = None
        pick.told_at = timezone.now()
    pick.words = words
    pick.save()
    pick.strategies.set(strategies)
    access.record(Deed.ADDED if new else Deed.CHANGED, "friday", ref=pick.pk)
    return pick


def may_read_fridays(access: Access) -> bool:
    """Whether somebody sees everything that others tell of a child: a Friday is about all of her week."""
    return access.may(Scope.TIMELINE, ALL_GOALS)


def fridays_of(access: Access) -> QuerySet[FridayPick]:
    """A child's Fridays, the newest first; three queries."""
    told = FridayPick.objects.filter(member__child=access.child).select_related("member", "read_by", "thanked_by")
    return told.prefetch_related("strategies")


@dataclass(frozen=True)
class Waiting:
    """What a class told on a Friday that no therapist has read yet.

    Attributes:
        pick: its key.
        by: how the circle calls the class.
        week: the Monday of the week that it is about.
        helped: names of what helped, in the order of the toolkit.
        words: a sentence, if there is one.
    """

    pick: int
    by: str
    week: dt.date
    helped: tuple[str, ...]
    words: str


def waiting_fridays(accesses: Sequence[Access]) -> dict[int, Waiting]:
    """For each child, by its key, the newest Friday of the last three weeks that waits for a therapist; one query."""
    children = [one.child.pk for one in accesses if one.is_therapist and may_read_fridays(one)]
    told = FridayPick.objects.filter(member__child__in=children, read_at=None, told_at__gte=timezone.now() - LATELY)
    rows = told.order_by("-told_at", "-pk", "strategies__pk").values_list("member__child", *WAITING)
    waiting: dict[int, Waiting] = {}
    for child, pick, by, week, words, strategy in rows:
        had = waiting.setdefault(child, Waiting(pick, by, week, (), words))
        if had.pick == pick and strategy:
            waiting[child] = replace(had, helped=(*had.helped, strategy))
    return waiting


def read(access: Access, picks: Sequence[FridayPick]) -> None:
    """A therapist has read them: the first who did is told to the teacher."""
    waiting = [pick for pick in picks if pick.read_at is None]
    if not access.is_therapist or not waiting:
        return
    now = timezone.now()
    for pick in waiting:
        pick.read_at, pick.read_by = now, access.member
    FridayPick.objects.bulk_update(waiting, ["read_at", "read_by"])


@transaction.atomic
def thank(access: Access, pick: FridayPick, words: str) -> None:
    """A line back to the teacher; it says that what she told was used."""
    read(access, [pick])
    pick.thanks, pick.thanked_at, pick.thanked_by = words, timezone.now(), access.member
    pick.save(update_fields=["thanks", "thanked_at", "thanked_by"])
    access.record(Deed.CHANGED, "friday", ref=pick.pk)


def told_by(member: Member) -> list[FridayPick]:
    """What a class told lately of one child, the newest first, with who read it."""
    told = FridayPick.objects.filter(member=member).select_related("read_by", "thanked_by")
    return list(told.prefetch_related("strategies")[:4])


def answer_to(pick: FridayPick) -> str:
    """What the teacher sees: that it was read, by whom and when, and what came back."""
    if pick.read_at is None or pick.read_by is None:
        return "Not read yet."
    line = f"{pick.read_by.name} read it on {timezone.localtime(pick.read_at):%A, %-d %B}."
    by = pick.thanked_by.name if pick.thanked_by else ""
    return f"{line} {by}: “{pick.thanks}”" if pick.thanks else line
