"""The card at the door: drafted from the session, edited, sent, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Member, Role
from pebblepath.apps.play.models import DoorCard, Session
from pebblepath.apps.play.notes import facts_of, from_json, reads_for_family
from pebblepath.core.notes import DoorLines, door_card

SHOWN_FOR = dt.timedelta(days=7)


def card_of(access: Access, session: Session) -> DoorLines:
    """The card as it was kept, or as it would be made now from the note's facts or from what was tapped."""
    kept = getattr(session, "door_card", None)
    if kept is not None:
        return DoorLines(tuple(kept.lines), kept.idea)
    note = getattr(session, "note", None)
    return door_card(from_json(note.facts) if note is not None and note.facts else facts_of(access, session))


@dataclass(frozen=True)
class ShownCard:
    """A card as the family reads it: three lines, an idea, who wrote it, and of which day."""

    lines: Sequence[str]
    idea: str
    by: str
    day: dt.date


@transaction.atomic
def keep_card(access: Access, session: Session, lines: Sequence[str], idea: str, *, send: bool) -> DoorCard:
    """Keep a card, and send it to the family's page of the day if wanted; a card that was sent stays sent."""
    card, _ = DoorCard.objects.get_or_create(session=session)
    card.lines, card.idea = list(lines), idea
    new = send and card.sent_at is None
    card.sent_at = timezone.now() if new else card.sent_at
    card.save()
    deed = Deed.GAVE if new else Deed.CHANGED
    audit.record(access.user, deed, "door_card", ref=session.public_id, child=access.child)
    return card


@transaction.atomic
def take_card_back(access: Access, session: Session) -> None:
    """The family no longer sees the card."""
    DoorCard.objects.filter(session=session).update(sent_at=None)
    audit.record(access.user, Deed.TOOK_BACK, "door_card", ref=session.public_id, child=access.child)


def with_newest_card(members: QuerySet[Member]) -> QuerySet[Member]:
    """Members with the card for their page of the day, as ``door`` and ``door_lines``: the newest of the last week."""
    lately = timezone.now() - SHOWN_FOR
    sent = DoorCard.objects.filter(session__child=OuterRef("child"), sent_at__gte=lately).order_by("-sent_at")
    shown = sent.values(shown=JSONObject(idea="idea", by="session__by__name", day="session__day"))
    return members.annotate(door=Subquery(shown[:1]), door_lines=Subquery(sent.values("lines")[:1]))


def newest_card(access: Access, member: Member) -> ShownCard | None:
    """The card for a family's page of the day.

    Args:
        access: of the person whose page it is.
        member: their place in the circle, from `with_newest_card`.
    """
    door = getattr(member, "door", None)
    if access.member.role != Role.FAMILY or not reads_for_family(access) or door is None:
        return None
    day = dt.date.fromisoformat(door["day"])
    return ShownCard(member.door_lines, door["idea"], door["by"], day)  # type: ignore[attr-defined]
