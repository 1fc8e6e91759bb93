"""What can be done with strategies, with what is said of a child, with her page and with a first telling."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed
from pebblepath.apps.understanding.intake import Progress, Step, progress_of
from pebblepath.apps.understanding.known import home_for
from pebblepath.apps.understanding.models import AtHand, Intake, Passport, PassportLink, Routine, Strategy, Trait
from pebblepath.library import Strategy as StrategyCard

A_WEEK = dt.timedelta(days=7)


@transaction.atomic
def give_card(access: Access, card: StrategyCard) -> Strategy:
    """Give a library card to a child; giving it again takes up the one she has."""
    had = Strategy.objects.filter(child=access.child, card=card.id).first()
    strategy = had or Strategy(child=access.child, card=card.id, given_by=access.user)
    strategy.name, strategy.how, strategy.symbol = card.name, card.how, card.symbol
    strategy.settings, strategy.comfort, strategy.ended_at = list(card.settings), card.comfort_support, None
    strategy.save()
    audit.record(access.user, Deed.GAVE, "strategy", ref=strategy.public_id, child=access.child)
    return strategy


@transaction.atomic
def give_own(access: Access, strategy: Strategy) -> Strategy:
    """Keep a strategy in the family's or therapist's own words."""
    strategy.child, strategy.given_by = access.child, access.user
    strategy.save()
    audit.record(access.user, Deed.GAVE, "strategy", ref=strategy.public_id, child=access.child)
    return strategy


@transaction.atomic
def not_this_week(access: Access, strategy: Strategy, today: dt.date, *, rest: bool = True) -> None:
    """Let a strategy rest for seven days, or take it up again."""
    strategy.not_before = today + A_WEEK if rest else None
    strategy.save()
    audit.record(access.user, Deed.CHANGED, "strategy", ref=strategy.public_id, child=access.child)


@transaction.atomic
def end(access: Access, strategy: Strategy) -> None:
    """Put a strategy away; what was told with it stays."""
    strategy.ended_at = timezone.now()
    strategy.save()
    audit.record(access.user, Deed.REMOVED, "strategy", ref=strategy.public_id, child=access.child)


@transaction.atomic
def say(access: Access, trait: Trait) -> Trait:
    """Keep one thing about a child; the passport then waits for the child's yes again."""
    trait.child, trait.told_by = access.child, access.member
    trait.save()
    _not_agreed_any_more(access)
    audit.record(access.user, Deed.ADDED, "trait", ref=trait.pk, child=access.child)
    return trait


@transaction.atomic
def keep_back(access: Access, trait: Trait) -> None:
    """Leave one thing out of the passport, or take it in again."""
    trait.kept_back = not trait.kept_back
    trait.save(update_fields=["kept_back"])
    _not_agreed_any_more(access)
    audit.record(access.user, Deed.CHANGED, "trait", ref=trait.pk, child=access.child)


@transaction.atomic
def end_trait(access: Access, trait: Trait) -> None:
    """It no longer holds: children grow."""
    trait.ended_at = timezone.now()
    trait.save(update_fields=["ended_at"])
    _not_agreed_any_more(access)
    audit.record(access.user, Deed.REMOVED, "trait", ref=trait.pk, child=access.child)


def _not_agreed_any_more(access: Access) -> None:
    Passport.objects.filter(child=access.child).update(agreed_on=None, agreed_with=None)


@transaction.atomic
def agree(access: Access, today: dt.date) -> None:
    """The child says yes to her page, by herself or with the person who asks her."""
    given = {"agreed_on": today, "agreed_with": access.member}
    Passport.objects.update_or_create(child=access.child, defaults=given)
    audit.record(access.user, Deed.CHANGED, "passport", ref="agreed", child=access.child)


@transaction.atomic
def make_passport_link(access: Access, name: str, days: int) -> PassportLink:
    """A link for somebody without an account, for so many days."""
    link = PassportLink.objects.create(
        child=access.child,
        token=secrets.token_urlsafe(32),
        name=name,
        made_by=access.user,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    audit.record(access.user, Deed.GAVE, "passport link", ref=link.pk, child=access.child)
    return link


@transaction.atomic
def take_back_link(access: Access, link: PassportLink) -> None:
    """The link stops working now."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    audit.record(access.user, Deed.TOOK_BACK, "passport link", ref=link.pk, child=access.child)


@transaction.atomic
def answer_step(
    access: Access, step: Step, keep: Callable[[Access], object] | None = None, *, done: bool = True
) -> Progress:
    """Keep what was told on one step of the first telling, or pass over it.

    Args:
        access: who tells, of whom.
        step: which one.
        keep: keeps the answer; None passes over the step.
        done: whether the step is over; if not, it stays open for the next time.

    Returns:
        How far the person has come now.
    """
    # The lock makes one step follow the other when a screen is sent twice at once, so that nothing is kept twice.
    intake, _ = Intake.objects.select_for_update().get_or_create(member=access.member)
    if keep:
        keep(access)
        intake.refresh_from_db()
    if done and step.name not in intake.done:
        intake.done = [*intake.done, step.name]
    progress = progress_of(access.member.role, intake.done)
    if progress.next is None and intake.finished_at is None:
        intake.finished_at = timezone.now()
    intake.save()
    audit.record(access.user, Deed.CHANGED, "intake", ref=step.name, child=access.child)
    return progress


def change_traits(access: Access, *, end: Iterable[Trait], add: Iterable[Trait]) -> None:
    """End what no longer holds and keep what is new."""
    for trait in end:
        end_trait(access, trait)
    for trait in add:
        say(access, trait)


def keep_day(access: Access, words: Mapping[str, str]) -> None:
    """A usual day in the family's words, by time of day; empty words take one away."""
    home = access.member.household
    for time, said in words.items():
        if said:
            Routine.objects.update_or_create(child=access.child, household=home, time=time, defaults={"words": said})
        else:
            Routine.objects.filter(child=access.child, household=home, time=time).delete()
    audit.record(access.user, Deed.CHANGED, "routines", child=access.child)


def keep_at_hand(access: Access, setting: str, things: list[str]) -> None:
    """The things that there are in one place; an empty list means that nobody said."""
    home = home_for(setting, access.member.household_id)
    had = AtHand.objects.filter(child=access.child, setting=setting, household=home)
    if not things:
        had.delete()
    elif not had.update(things=things):
        AtHand.objects.create(child=access.child, setting=setting, household_id=home, things=things)
    audit.record(access.user, Deed.CHANGED, "things at hand", ref=setting, child=access.child)


def keep_hope(access: Access, words: str) -> None:
    """What would make daily life better, in one person's words."""
    intake, _ = Intake.objects.get_or_create(member=access.member)
    intake.hope = words
    intake.save(update_fields=["hope"])
    audit.record(access.user, Deed.CHANGED, "hope", child=access.child)
