"""One idea a day for a family, inside something that they do anyway."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Member
from pebblepath.apps.people.waiting import AT_ONCE
from pebblepath.apps.understanding.actions import A_WEEK
from pebblepath.apps.understanding.models import Answer, Routine, Strategy, TimeOfDay, Tried
from pebblepath.library import load_library

# Which everyday activities belong to which time of day: whole groups of the library, and some by name.
GROUPS: dict[TimeOfDay, frozenset[str]] = {
    TimeOfDay.MORNING: frozenset({"dressing"}),
    TimeOfDay.MEAL: frozenset({"eating"}),
    TimeOfDay.AFTERNOON: frozenset({"play"}),
    TimeOfDay.BATH: frozenset({"washing"}),
    TimeOfDay.BED: frozenset({"sleep"}),
    TimeOfDay.WEEKEND: frozenset({"community", "friends", "play"}),
}
ALSO: dict[TimeOfDay, frozenset[str]] = {
    TimeOfDay.MORNING: frozenset({"wake-up", "morning-list", "brush-teeth", "brush-hair", "pack-school-bag"}),
    TimeOfDay.AFTERNOON: frozenset({"homework", "tidy-up", "rest-time", "after-something-hard", "make-snack"}),
    TimeOfDay.BED: frozenset({"brush-teeth", "get-undressed"}),
}
NOT: dict[TimeOfDay, frozenset[str]] = {
    TimeOfDay.BED: frozenset({"wake-up", "morning-list", "rest-time"}),
    TimeOfDay.MORNING: frozenset({"get-undressed", "wear-swimwear"}),
    TimeOfDay.MEAL: frozenset({"lunchroom", "open-my-lunch", "pack-my-lunch"}),
    TimeOfDay.BATH: frozenset({"toilet-at-school", "toilet-away", "sun-cream"}),
}
SATURDAY = 5
AT: dict[TimeOfDay, str] = {
    TimeOfDay.MORNING: "In the morning",
    TimeOfDay.MEAL: "At mealtime",
    TimeOfDay.AFTERNOON: "After school",
    TimeOfDay.BATH: "At bath time",
    TimeOfDay.BED: "At bedtime",
    TimeOfDay.WEEKEND: "On the weekend",
}


@dataclass(frozen=True)
class Idea:
    """One strategy of the toolkit for one day.

    Attributes:
        strategy: which one.
        day: which day it is for.
        time: in which part of the family's day; None: at any time.
        routine: what they do then, in their own words; empty where they told nothing.
        answer: what was said of it (an `Answer`); empty until something was.
    """

    strategy: Strategy
    day: dt.date
    time: TimeOfDay | None
    routine: str
    answer: str = ""

    @property
    def at(self) -> str:
        """The part of the day within a sentence: "At bath time"."""
        return AT[self.time] if self.time else "When it fits"


def with_day(members: QuerySet[Member], member: Member, today: dt.date) -> QuerySet[Member]:
    """Members with what is needed to find their idea, as ``routine_*`` and ``tried``, within the same query.

    Args:
        members: the rows to add to.
        member: whose home is meant.
        today: the day.
    """
    told = Routine.objects.filter(child=member.child_id, household=member.household_id)
    tried = Tried.objects.filter(child=member.child_id, household=member.household_id, day=today)
    said = tried.values(said=JSONObject(strategy="strategy", time="time", answer="answer"))[:1]
    words = {f"routine_{time}": Subquery(told.filter(time=time).values("words")[:1]) for time in TimeOfDay.values}
    return members.annotate(tried=Subquery(said), **words)


def idea_for(
    member: Member, strategies: Iterable[Strategy], today: dt.date, leave_out: Collection[int] = frozenset()
) -> Idea | None:
    """The day's idea in one home: the same all day; one that was answered stays until tomorrow.

    Args:
        member: the person's place in the circle, from `with_day`.
        strategies: everything that was ever given to the child.
        today: the day.
        leave_out: keys of strategies that aren't for today: harder on her own days, or left out by a coin.
    """
    given = {strategy.pk: strategy for strategy in strategies}
    routines = {TimeOfDay(time): words for time in TimeOfDay.values if (words := getattr(member, f"routine_{time}"))}
    tried = getattr(member, "tried", None) or {}
    answered = given.get(tried.get("strategy", 0))
    if answered:
        time = TimeOfDay(tried["time"]) if tried["time"] else None
        return Idea(answered, today, time, routines.get(time, "") if time else "", tried["answer"])
    fit = [
        strategy
        for strategy in given.values()
        if strategy.ended_at is None
        and member.setting in strategy.settings
        and not strategy.rests_on(today)
        and strategy.pk not in leave_out
    ]
    return pick(fit, routines, today, home=f"{member.child_id}/{member.household_id or ''}")


def pick(
    strategies: Iterable[Strategy], routines: Mapping[TimeOfDay, str], today: dt.date, *, home: str
) -> Idea | None:
    """Choose one strategy and the routine that it goes into; the same for the same home and day.

    Each strategy draws a number of its own for the day, and the highest is taken: what is added or put away in the
    course of a day changes the day's idea only where it would have been, or was, the idea itself.

    Args:
        strategies: which ones may be offered.
        routines: what the family does at which time of day, in their own words.
        today: the day.
        home: names the child and the home.

    Returns:
        An idea inside a routine where any strategy fits one, else one for any time; None without strategies.
    """
    times = [time for time in routines if (time == TimeOfDay.WEEKEND) <= (today.weekday() >= SATURDAY)]
    times = [time for time in times if (time == TimeOfDay.AFTERNOON) <= (today.weekday() < SATURDAY)]
    fits = [(strategy, time) for strategy in strategies for time in times if goes_into(strategy.card, time)]
    pairs: list[tuple[Strategy, TimeOfDay | None]] = [*fits] or [(strategy, None) for strategy in strategies]
    if not pairs:
        return None

    def number(pair: tuple[Strategy, TimeOfDay | None]) -> tuple[bytes, bytes]:
        strategy, time = pair
        first = f"{home}/{today}/{strategy.public_id}"
        return _drawn(first), _drawn(f"{first}/{time}")

    strategy, time = max(pairs, key=number)
    return Idea(strategy, today, time, routines.get(time, "") if time else "")


def goes_into(card: str, time: TimeOfDay) -> bool:
    """Whether a strategy belongs to a time of day; the family's own goes anywhere.

    Args:
        card: id of the library card; empty, or a practice's own, for what the library doesn't know.
        time: part of the family's day.
    """
    known = load_library().strategies.get(card)
    return known is None or bool(_activities(time) & set(known.occupations))


@cache
def _activities(time: TimeOfDay) -> frozenset[str]:
    of_groups = {one.id for one in load_library().occupations.values() if one.group in GROUPS[time]}
    return frozenset(of_groups | ALSO.get(time, frozenset())) - NOT.get(time, frozenset())


def _drawn(words: str) -> bytes:
    return hashlib.sha256(words.encode()).digest()


@transaction.atomic
def say_of_idea(
    access: Access,
    strategy: Strategy,
    answer: Answer,
    *,
    day: dt.date,
    time: str = "",
    waited: dt.timedelta = AT_ONCE,
) -> Tried:
    """Keep what was said of a day's idea; once a day and home. What was said last holds, also if it comes first.

    "Not this week" lets the strategy rest for seven days; taking that back takes it up again.
    """
    home: dict[str, Any] = {"child": access.child, "household": access.member.household, "day": day}
    before = Tried.objects.select_for_update().filter(**home).select_related("strategy").first()
    at = timezone.now() - waited
    if before and before.at > at:
        return before
    if before and before.answer == Answer.NOT_THIS_WEEK:
        _rest(before.strategy, until=None)
        strategy = before.strategy if before.strategy_id == strategy.pk else strategy
    if answer == Answer.NOT_THIS_WEEK:
        _rest(strategy, until=day + A_WEEK)
    told = {"strategy": strategy, "answer": answer, "time": time, "by": access.member, "at": at}
    tried, _ = Tried.objects.update_or_create(**home, defaults=told)
    audit.record(access.user, Deed.CHANGED, "idea", ref=strategy.public_id, child=access.child)
    return tried


def _rest(strategy: Strategy, until: dt.date | None) -> None:
    strategy.not_before = until
    strategy.save(update_fields=["not_before"])
