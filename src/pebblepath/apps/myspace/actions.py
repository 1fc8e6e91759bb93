"""What the child herself can do."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Stone
from pebblepath.apps.moments.actions import Draft, change_moment, record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.card_sort import PictureCard
from pebblepath.apps.myspace.models import Away, BoardItem, CardAnswer, CheckIn, Choice, DayItem, Hidden, Says
from pebblepath.apps.myspace.screens import A_WHILE, Wish
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Setting
from pebblepath.apps.people.waiting import AT_ONCE
from pebblepath.apps.understanding.actions import end_trait, say
from pebblepath.apps.understanding.models import Trait

OwnWordT = TypeVar("OwnWordT", CheckIn, Choice)


def ask_for_break(access: Access, id: uuid.UUID, *, waited: dt.timedelta = AT_ONCE) -> Moment:
    """The child asked for a break: a moment of its own, and a victory. Asking twice at once counts once."""
    zone = access.child.practice.time_zone
    draft = Draft(
        id=id,
        happened_at=timezone.now() - waited,
        time_zone=zone,
        setting=Setting(access.member.setting),
        asked_break=True,
    )
    return _record(access, draft)


def _record(access: Access, draft: Draft) -> Moment:
    try:
        return record_moment(access, draft)[0]
    except NotPossible:
        # That somebody else used the id before is no matter of hers.
        return record_moment(access, replace(draft, id=uuid.uuid4()))[0]


def wish_for(access: Access, asked: Moment, wish: Wish) -> None:
    """Say what kind of break it may be. The last picture she touched counts."""
    draft = Draft(
        id=asked.id,
        happened_at=asked.happened_at,
        time_zone=asked.time_zone,
        setting=Setting(asked.setting),
        asked_break=True,
        words=f"I would like: {wish.words}.",
    )
    change_moment(access, asked, draft, keep_before=False)


@transaction.atomic
def check_in(access: Access, id: uuid.UUID, energy: str, *, waited: dt.timedelta = AT_ONCE) -> CheckIn:
    """Keep how much energy she feels; telling it again with the same id changes it."""
    told = _own_word(CheckIn, access, id, {"energy": energy}, waited)
    if told.energy != energy:
        told.energy = energy
        told.save(update_fields=["energy"])
    audit.record(access.user, Deed.ADDED, "check-in", ref=told.pk, child=access.child)
    return told


@transaction.atomic
def say_more(access: Access, told: CheckIn, *, where: str = "", feeling: str = "") -> None:
    """Add where in her body it is, or a picture for it."""
    told.where, told.feeling = where or told.where, feeling or told.feeling
    told.save(update_fields=["where", "feeling"])
    audit.record(access.user, Deed.CHANGED, "check-in", ref=told.pk, child=access.child)


@transaction.atomic
def choose(access: Access, id: uuid.UUID, item: BoardItem, *, waited: dt.timedelta = AT_ONCE) -> Choice:
    """Keep what she picked from a board; the same id keeps it once. From a board to ask with, she asked for it."""
    picked: dict[str, str | BoardItem] = {
        "item": item,
        "board_name": item.board.name,
        "words": item.words,
        "symbol": item.symbol,
    }
    choice = _own_word(Choice, access, id, picked, waited)
    audit.record(access.user, Deed.ADDED, "choice", ref=choice.pk, child=access.child)
    if item.board.asks:
        _ask(access, choice)
    return choice


def _ask(access: Access, choice: Choice) -> None:
    """What she asked for as a moment, and a victory. The same within a few minutes is one asking."""
    words = f"{choice.board_name}: {choice.words}."
    lately = Moment.objects.kept().filter(told_by=access.member, asked_help=True, words=words)
    if not lately.filter(happened_at__gt=choice.at - A_WHILE, happened_at__lte=choice.at).exists():
        setting, zone = Setting(access.member.setting), access.child.practice.time_zone
        _record(access, Draft(choice.pk, choice.at, zone, setting, asked_help=True, words=words))


def _own_word(
    kind: type[OwnWordT], access: Access, id: uuid.UUID, told: dict[str, str | BoardItem], waited: dt.timedelta
) -> OwnWordT:
    """Keep one thing once. An id that somebody else used before is no matter of hers: it gets a new one."""
    at = timezone.now() - waited
    word = kind(
        id=id,
        child=access.child,
        told_by=access.member,
        household=access.member.household,
        at=at,
        day=at.astimezone(ZoneInfo(access.child.practice.time_zone)).date(),
        **told,
    )
    try:
        with transaction.atomic():
            word.save(force_insert=True)
    except IntegrityError:
        mine: OwnWordT | None = kind.objects.filter(pk=id, told_by=access.member).first()
        if mine is not None:
            return mine
        word.id = uuid.uuid4()
        word.save(force_insert=True)
    return word


@transaction.atomic
def lay_down(access: Access, item: DayItem, today: dt.date, *, done: bool) -> None:
    """Lay a picture of the day face down, or turn it up again. A day that is over leaves a newer one as it is."""
    if item.done_on and item.done_on > today:
        return
    item.done_on = today if done else None
    item.save(update_fields=["done_on"])
    audit.record(access.user, Deed.CHANGED, "my day", ref=item.pk, child=access.child)


@transaction.atomic
def light_stone(access: Access, stone: Stone, today: dt.date) -> None:
    """The child lights a stone that she has reached. It is lit once; a second touch changes nothing."""
    if stone.lit_by_child_on is None:
        stone.lit_by_child_on = today
        stone.save(update_fields=["lit_by_child_on"])
    audit.record(access.user, Deed.CHANGED, "stone", ref=f"{stone.goal.public_id} {stone.step}", child=access.child)


@transaction.atomic
def put_away(access: Access, kind: Away, ref: str, *, away: bool) -> None:
    """Put something away from her own screens, or take it out again; grown-ups see both."""
    if away:
        Hidden.objects.get_or_create(child=access.child, kind=kind, ref=ref)
    else:
        Hidden.objects.filter(child=access.child, kind=kind, ref=ref).delete()
    audit.record(access.user, Deed.CHANGED, "what I put away", ref=f"{kind} {ref}", child=access.child)


@transaction.atomic
def sort_card(access: Access, card: PictureCard, says: Says, *, waited: dt.timedelta = AT_ONCE) -> CardAnswer:
    """Keep what the child says of one card, and tell the grown-ups by a trait where there is something to tell.

    Saying the same again changes nothing but the time; another answer ends what was said before. What a grown-up
    ended meanwhile is said anew when the child says it again: it is her word. What she said last holds, also if it
    comes first.
    """
    at = timezone.now() - waited
    first = {"says": says, "at": at, "told_by": access.member}
    CardAnswer.objects.get_or_create(child=access.child, card=card.id, defaults=first)
    # Locked, so that two taps at once can't say two things.
    kept = (
        CardAnswer.objects.select_for_update(of=["self"]).select_related("trait").get(child=access.child, card=card.id)
    )
    if kept.at > at:
        return kept
    if kept.says != says or kept.trait is None or kept.trait.ended_at is not None:
        kept.trait = _say_instead(access, kept, card, says, at)
    kept.says, kept.at, kept.told_by = says, at, access.member
    kept.save()
    audit.record(access.user, Deed.ADDED, "picture card", ref=card.id, child=access.child)
    return kept


def _say_instead(access: Access, kept: CardAnswer, card: PictureCard, says: Says, at: dt.datetime) -> Trait | None:
    if kept.trait is not None and kept.trait.ended_at is None:
        end_trait(access, kept.trait)
    trait = card.trait(says)
    if trait is None:
        return None
    trait.told_at = at
    return say(access, trait)
