"""What can be done with strategies: give, rest, take up again, end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed
from pebblepath.apps.understanding.models import Strategy
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
def not_this_week(access: Access, strategy: Strategy, today: dt.date) -> None:
    """Let a strategy rest for seven days, or take it up again when it rests."""
    strategy.not_before = None if strategy.rests_on(today) else today + A_WEEK
    strategy.save()
    audit.record(access.user, Deed.CHANGED, "strategy", ref=strategy.public_id, child=access.child)


@transaction.atomic
def end(access: Access, strategy: Strategy) -> None:
    """Put a strategy away; what was told with it stays."""
    strategy.ended_at = timezone.now()
    strategy.save()
    audit.record(access.user, Deed.REMOVED, "strategy", ref=strategy.public_id, child=access.child)
