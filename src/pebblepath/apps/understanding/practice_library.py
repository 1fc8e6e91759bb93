"""The library as one practice has it: what comes with Pebblepath, with the practice's own cards laid over it."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Max, Sum

from pebblepath.apps.understanding.models import PracticeCard
from pebblepath.library import Library, load_library
from pebblepath.library.own_cards import LaidOver, OwnCard, lay_over

Stamp = tuple[dt.datetime | None, int, int | None]
# The newest of each practice in this process; it is made anew when one of the practice's cards was changed anywhere.
_laid: dict[int, tuple[Stamp, LaidOver]] = {}


def library_of(practice_id: int) -> Library:
    """The cards that a practice offers: its own and its own wordings, without what it hides. One small query."""
    return laid_over(practice_id).offered


def every_card_of(practice_id: int) -> Library:
    """The same with the hidden ones, for what a child was given before they were hidden. One small query."""
    return laid_over(practice_id).every


def laid_over(practice_id: int) -> LaidOver:
    """A practice's library with all that is told of it; the cards are read and checked only after a change."""
    stamp = _stamp(practice_id)
    kept = _laid.get(practice_id)
    if kept is None or kept[0] != stamp:
        rows = PracticeCard.objects.filter(practice_id=practice_id) if stamp[1] else []
        kept = _laid[practice_id] = (stamp, lay_over(load_library(), map(own_card, rows)))
    return kept[1]


def own_card(row: PracticeCard) -> OwnCard:
    """A row as the library takes it."""
    return OwnCard(row.kind, row.card_id, row.version, row.content, row.hidden)


def _stamp(practice_id: int) -> Stamp:
    """What differs after any change: a row that came, changed (its version counts up) or went."""
    seen = PracticeCard.objects.filter(practice_id=practice_id).aggregate(
        newest=Max("changed_at"), count=Count("pk"), versions=Sum("version")
    )
    return seen["newest"], seen["count"], seen["versions"]
