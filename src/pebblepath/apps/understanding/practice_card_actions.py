"""What the staff of a practice can do with its cards: add, reword, hide, show, remove, take a newer one of the library.

A card carries no child's data, so its lines in the record belong to no child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Practice, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.apps.understanding.models import CardKind, PracticeCard
from pebblepath.library import load_library
from pebblepath.library.loader import OWN_PREFIX
from pebblepath.library.own_cards import is_own_id
from pebblepath.library.schema import Card

# Where the children of a practice hold a card by its id. By name: this app stands above goals and play.
HELD_AS = {
    CardKind.STRATEGY: "strategies__card",
    CardKind.OCCUPATION: "goals__occupation",
    CardKind.PLAY: "sessions__caught__card",
}


@transaction.atomic
def add_card(user: User, practice: Practice, kind: CardKind, content: Mapping[str, Any]) -> PracticeCard:
    """Add a card of the practice's own; its id says nothing of its words, and no upgrade can take it."""
    row = PracticeCard(practice=practice, kind=kind, card_id=f"{OWN_PREFIX}{new_public_id()}", content=dict(content))
    return _keep(user, row, Deed.ADDED)


@transaction.atomic
def reword_card(
    user: User, practice: Practice, kind: CardKind, card_id: str, content: Mapping[str, Any], *, read: int
) -> PracticeCard:
    """Put a practice's words in the place of a card's.

    Args:
        user: who does it.
        practice: whose card it becomes.
        kind: of the card.
        card_id: of a library card, or of one of the practice's own.
        content: all fields but id and version.
        read: the version of the practice's card that was read before writing; 0 if there was none.

    Raises:
        NotPossible: a colleague changed the card in between.
    """
    row = _row(practice, kind, card_id, new=not is_own_id(card_id))
    if (row.version if row.pk else 0) != read:
        raise NotPossible(
            f"{row.changed_by or 'A colleague'} changed this card a moment ago. Your words are still here: "
            "keep them to let them stand instead."
        )
    row.content = dict(content)
    row.library_version = _library_version(kind, card_id)
    return _keep(user, row, Deed.CHANGED)


@transaction.atomic
def hide_card(user: User, practice: Practice, kind: CardKind, card_id: str) -> PracticeCard:
    """Offer a card no more; what children were given stays as it is."""
    row = _row(practice, kind, card_id, new=True)
    row.hidden = True
    return _keep(user, row, Deed.CHANGED)


@transaction.atomic
def show_card(user: User, practice: Practice, kind: CardKind, card_id: str) -> None:
    """Offer a hidden card again."""
    row = _row(practice, kind, card_id)
    row.hidden = False
    _keep(user, row, Deed.CHANGED)


@transaction.atomic
def remove_card(user: User, practice: Practice, kind: CardKind, card_id: str) -> str:
    """Remove a card of the practice's own, or go back to the library's words.

    Returns:
        Why it was hidden instead, in a sentence: what a child has is never pulled away. Empty when it is gone.
    """
    row = _row(practice, kind, card_id)
    if _library_card(kind, card_id) is not None:
        take_newer(user, practice, kind, card_id)
        return ""
    needed = _still_needed(row)
    if needed:
        row.hidden = True
        _keep(user, row, Deed.CHANGED)
    else:
        row.delete()
        audit.record(user, Deed.REMOVED, "card", ref=row.card_id)
    return needed


@transaction.atomic
def take_newer(user: User, practice: Practice, kind: CardKind, card_id: str) -> None:
    """Let the library's words stand again; a hidden card stays hidden, and its versions count on."""
    row = _row(practice, kind, card_id)
    row.content, row.library_version = {}, None
    _keep(user, row, Deed.CHANGED)


@transaction.atomic
def keep_ours(user: User, practice: Practice, kind: CardKind, card_id: str) -> None:
    """Keep the practice's words although the library has a newer card."""
    row = _row(practice, kind, card_id)
    row.library_version = _library_version(kind, card_id)
    _keep(user, row, Deed.CHANGED)


def has_newer(row: PracticeCard) -> bool:
    """Whether the library's card was changed since the practice's words were written from it."""
    there = _library_version(CardKind(row.kind), row.card_id)
    return row.library_version is not None and there is not None and there > row.library_version


def library_cards(kind: CardKind) -> Mapping[str, Card]:
    """The cards of a kind that come with Pebblepath, by id."""
    library = load_library()
    return {
        CardKind.STRATEGY: library.strategies,
        CardKind.PLAY: library.play,
        CardKind.OCCUPATION: library.occupations,
    }[kind]


def _library_card(kind: CardKind, card_id: str) -> Card | None:
    return library_cards(kind).get(card_id)


def _library_version(kind: CardKind, card_id: str) -> int | None:
    card = _library_card(kind, card_id)
    return card.version if card else None


def _row(practice: Practice, kind: CardKind, card_id: str, *, new: bool = False) -> PracticeCard:
    """What the practice says of a card; with `new`, the first word on one of the library's may be said."""
    found = PracticeCard.objects.filter(practice=practice, kind=kind, card_id=card_id).select_related("changed_by")
    row = found.select_for_update(of=("self",)).first()
    if row is None and new and _library_card(kind, card_id) is not None:
        return PracticeCard(practice=practice, kind=kind, card_id=card_id)
    if row is None:
        raise NotPossible("This card is no longer here. A colleague may have removed it.")
    return row


def _still_needed(row: PracticeCard) -> str:
    practice = row.practice
    children = practice.children.filter(**{HELD_AS[CardKind(row.kind)]: row.card_id}).distinct().count()
    if children:
        have = "One child has it" if children == 1 else f"{children} children have it"
        return f"{have}, so it is hidden and not removed."
    others = practice.cards.filter(kind=CardKind.STRATEGY).exclude(pk=row.pk)
    if row.kind == CardKind.OCCUPATION and any(row.card_id in other.content.get("occupations", ()) for other in others):
        return "One of your strategies is for it, so it is hidden and not removed."
    return ""


def _keep(user: User, row: PracticeCard, deed: Deed) -> PracticeCard:
    """Save a row with its next version, and a line in the record."""
    if row.pk:
        row.version += 1
    row.changed_by, row.changed_at = user, timezone.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossible("A colleague said something of this card at the same moment. Please look at it.") from error
    audit.record(user, deed, "card", ref=row.card_id)
    return row
