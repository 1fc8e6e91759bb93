"""What can be done with moments: tell, change, remove, put back, cheer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.moments.models import Help, Moment, Version, Victory, VictoryKind
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Setting
from pebblepath.apps.understanding.models import Strategy
from pebblepath.core.goals.victories import LOOK_BACK, NOTHING_NEW, Before, Told, victories

EARLIEST = dt.date(1990, 1, 1)
FIRST_TIMES = {VictoryKind.NEW_STONE.value, VictoryKind.NEW_PLACE.value, VictoryKind.BY_SELF.value}


@dataclass(frozen=True)
class Draft:
    """A moment as somebody tells it; see `Moment` for the meaning of each part."""

    id: uuid.UUID
    happened_at: dt.datetime
    time_zone: str
    setting: Setting
    goal: Goal | None = None
    step: int | None = None
    ease: int | None = None
    felt_good: int | None = None
    proud: bool | None = None
    help: int | None = None
    asked_break: bool = False
    asked_help: bool = False
    words: str = ""
    strategies: Sequence[Strategy] = field(default=())

    @property
    def day(self) -> dt.date:
        """The date where it happened."""
        return self.happened_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def asked(self) -> bool:
        """Whether the child asked for something that was needed: a break, help, or a thing."""
        return self.asked_break or self.asked_help


def record_moment(access: Access, draft: Draft) -> tuple[Moment, bool]:
    """Keep a moment; telling the same one again (same id) changes nothing.

    Returns:
        The moment, and whether it is new.

    Raises:
        NotPossible: the id belongs to a moment that somebody else told.
    """
    try:
        return _record(access, draft)
    except IntegrityError:
        # It was sent twice at the same instant: the other one was kept after we had looked.
        return _record(access, draft)


@transaction.atomic
def tell_victory(access: Access, draft: Draft) -> tuple[Moment, bool]:
    """Keep a victory that somebody tells freely: a moment, celebrated as it is. The same id keeps it once.

    Returns:
        The moment, and whether it is new.

    Raises:
        NotPossible: the id belongs to a moment that somebody else told.
    """
    moment, new = record_moment(access, draft)
    if new:
        Victory.objects.get_or_create(moment=moment, kind=VictoryKind.TOLD)
    return moment, new


@transaction.atomic
def _record(access: Access, draft: Draft) -> tuple[Moment, bool]:
    had = _had(access, draft.id)
    if had is not None:
        return had, False
    reasons = _victories(draft)
    moment = Moment(id=draft.id, child=access.child, told_by=access.member)
    _fill(moment, draft, access)
    moment.save(force_insert=True)
    _use(moment, draft.strategies)
    _light(draft)
    Victory.objects.bulk_create(Victory(moment=moment, kind=kind) for kind in reasons)
    access.record(Deed.ADDED, "moment", ref=moment.id)
    return moment, True


def _had(access: Access, id: uuid.UUID) -> Moment | None:
    teller = Moment.objects.filter(id=id).order_by().values_list("told_by_id", flat=True).first()
    if teller is None:
        return None
    if teller != access.member.pk:
        raise NotPossible("This moment couldn't be kept under its number. Please tell it once more.")
    return Moment.objects.get(id=id)


@transaction.atomic
def change_moment(access: Access, moment: Moment, draft: Draft, *, keep_before: bool = True) -> None:
    """Change what one told; how it stood before is kept, unless it is still being told."""
    if keep_before:
        _keep_version(access, moment)
    goals = {goal for goal in (moment.goal, draft.goal) if goal is not None}
    moment.changed_at = timezone.now()
    _fill(moment, draft, access)
    moment.save()
    moment.strategies.set(draft.strategies)
    _settle_again(moment, draft, goals)
    access.record(Deed.CHANGED, "moment", ref=moment.id)


@transaction.atomic
def remove_moment(access: Access, moment: Moment) -> None:
    """Take a moment out of the timeline and of every count. Its history stays, and it can be put back."""
    _keep_version(access, moment)
    moment.removed_at = moment.changed_at = timezone.now()
    moment.save(update_fields=["removed_at", "changed_at"])
    if moment.goal:
        relight(moment.goal)
    access.record(Deed.REMOVED, "moment", ref=moment.id)


@transaction.atomic
def put_back(access: Access, moment: Moment) -> None:
    """Undo a removal. What was celebrated of another moment meanwhile isn't celebrated twice."""
    moment.removed_at, moment.changed_at = None, timezone.now()
    moment.save(update_fields=["removed_at", "changed_at"])
    if moment.goal:
        _settle_again(moment, _draft_of(moment), {moment.goal})
    access.record(Deed.CHANGED, "moment", ref=moment.id)


@transaction.atomic
def cheer(access: Access, victory: Victory, *, on: bool = True) -> None:
    """Cheer for a victory, or take the cheer back."""
    if on:
        victory.cheers.add(access.member)
    else:
        victory.cheers.remove(access.member)
    audit.record(access.user, Deed.CHANGED, "cheer", ref=victory.moment_id, child=access.child)


def _fill(moment: Moment, draft: Draft, access: Access) -> None:
    moment.goal, moment.step, moment.ease = draft.goal, draft.step, draft.ease
    moment.happened_at, moment.day, moment.time_zone = draft.happened_at, draft.day, draft.time_zone
    moment.asked_break, moment.asked_help = draft.asked_break, draft.asked_help
    moment.setting, moment.words = draft.setting, draft.words
    moment.felt_good, moment.proud, moment.help = draft.felt_good, draft.proud, draft.help
    # A home is named only for what happened there: school is the same for both homes.
    moment.household = access.member.household if draft.setting == Setting.HOME else None


def _use(moment: Moment, strategies: Sequence[Strategy]) -> None:
    through = Moment.strategies.through
    through.objects.bulk_create(through(moment_id=moment.id, strategy_id=strategy.pk) for strategy in strategies)


def _victories(draft: Draft, but: Moment | None = None) -> tuple[str, ...]:
    """Why a moment is worth celebrating, from all that was told before it.

    What was celebrated as a first time isn't one again when an earlier day is told, or changed, later.
    """
    start = draft.goal.start_step if draft.goal else 0
    told = Told(draft.step, start, draft.help == Help.NONE, draft.asked)
    if draft.goal is None or draft.step is None or draft.step < start:
        return victories(told, NOTHING_NEW)
    earlier = Moment.objects.kept().filter(goal=draft.goal, happened_at__lt=draft.happened_at, step__isnull=False)
    if but is not None:
        earlier = earlier.exclude(pk=but.pk)
    steps = earlier.order_by("-happened_at").values_list("step", flat=True)[:LOOK_BACK]
    lately = [step for step in steps if step is not None]
    if draft.step == start:
        return victories(told, replace(NOTHING_NEW, lately=lately))
    here_before = earlier.filter(setting=draft.setting).exists()
    before = Before(
        farthest=_farthest(draft.goal) if but is None else earlier.aggregate(step=Max("step"))["step"],
        here_before=here_before,
        # Where it isn't a new place anyway, nobody needs to know whether there were others.
        elsewhere_before=not here_before and earlier.exclude(setting=draft.setting).exists(),
        by_self_before=draft.help != Help.NONE or earlier.filter(help=Help.NONE, step__gt=start).exists(),
        lately=lately,
    )
    reasons = victories(told, before)
    if not FIRST_TIMES.isdisjoint(reasons):
        return celebrated(draft.goal, but).without(reasons, draft.step, draft.setting)
    return reasons


@dataclass(frozen=True)
class Celebrated:
    """First times of a goal that were celebrated: stones, settings, and whether she did it by herself."""

    stones: frozenset[int]
    settings: frozenset[str]
    by_self: bool

    def without(self, reasons: Sequence[str], step: int, setting: str) -> tuple[str, ...]:
        """The reasons that weren't celebrated before."""
        had = {
            VictoryKind.NEW_STONE.value: any(stone >= step for stone in self.stones),
            VictoryKind.NEW_PLACE.value: setting in self.settings,
            VictoryKind.BY_SELF.value: self.by_self,
        }
        return tuple(kind for kind in reasons if not had.get(kind))


def celebrated(goal: Goal, but: Moment | None = None) -> Celebrated:
    """The first times of a goal that were celebrated, in one query."""
    won = Victory.objects.filter(moment__goal=goal, moment__removed_at=None, kind__in=FIRST_TIMES)
    if but is not None:
        won = won.exclude(moment=but)
    rows = list(won.values_list("kind", "moment__step", "moment__setting"))
    return Celebrated(
        stones=frozenset(step for kind, step, _ in rows if kind == VictoryKind.NEW_STONE and step is not None),
        settings=frozenset(setting for kind, _, setting in rows if kind == VictoryKind.NEW_PLACE),
        by_self=any(kind == VictoryKind.BY_SELF for kind, _, _ in rows),
    )


def _farthest(goal: Goal) -> int | None:
    """How far she came; the stones know it, without a look through all moments."""
    return max((stone.step for stone in goal.stones.all() if stone.lit_on), default=None)


def _light(draft: Draft) -> None:
    """Light the stones up to the one that was reached, where they aren't lit since that day or before."""
    reached = [] if draft.goal is None or draft.step is None else draft.goal.stones.all()[: draft.step + 1]
    if any(stone.lit_on is None or stone.lit_on > draft.day for stone in reached):
        later_or_never = Q(lit_on=None) | Q(lit_on__gt=draft.day)
        Stone.objects.filter(later_or_never, pk__in=[stone.pk for stone in reached]).update(lit_on=draft.day)


def relight(goal: Goal) -> None:
    """Work out again, from all that is told, on which day each stone was first reached."""
    told = Moment.objects.kept().filter(goal=goal)
    first = told.aggregate(**{f"s{step}": Min("day", filter=Q(step__gte=step)) for step in range(goal.levels)})
    stones = list(goal.stones.all())
    for stone in stones:
        stone.lit_on = first[f"s{stone.step}"]
    Stone.objects.bulk_update(stones, ["lit_on"])


def _settle_again(moment: Moment, draft: Draft, goals: set[Goal]) -> None:
    for goal in goals:
        relight(goal)
    reasons = _victories(draft, but=moment)
    moment.victories.exclude(kind__in=[*reasons, VictoryKind.TOLD]).delete()
    Victory.objects.bulk_create([Victory(moment=moment, kind=kind) for kind in reasons], ignore_conflicts=True)


def _draft_of(moment: Moment) -> Draft:
    """What a moment says, as far as victories are found by it."""
    return Draft(
        id=moment.id,
        happened_at=moment.happened_at,
        time_zone=moment.time_zone,
        setting=Setting(moment.setting),
        goal=moment.goal,
        step=moment.step,
        help=moment.help,
        asked_break=moment.asked_break,
        asked_help=moment.asked_help,
    )


def _keep_version(access: Access, moment: Moment) -> None:
    before = {
        name: getattr(moment, name)
        for name in (
            "step",
            "ease",
            "felt_good",
            "proud",
            "help",
            "asked_break",
            "asked_help",
            "words",
            "setting",
            "time_zone",
        )
    }
    before["happened_at"] = moment.happened_at.isoformat()
    before["goal"] = moment.goal.public_id if moment.goal else None
    before["strategies"] = [strategy.public_id for strategy in moment.strategies.all()]
    Version.objects.create(moment=moment, by=access.actor, before=before)
