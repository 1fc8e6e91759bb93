"""The rooms of a practice: what a plan may ask of them, and changing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Deed, Practice, User
from pebblepath.apps.play.models import Room
from pebblepath.library import Library

THINGS_SHOWN = 28
# Large or rare: what a room has or hasn't, and what breaks. Small things are found in a cupboard.
LARGE = (
    "swing",
    "climbing frame",
    "tunnel",
    "big cushions",
    "mat",
    "sand tray",
    "water tub",
    "stepping stones",
    "rope",
)


def things_of_rooms(library: Library) -> tuple[str, ...]:
    """What to offer as chips: the large things first, then what play at a clinic needs most."""
    needed = Counter(thing for card in library.play.values() if "clinic" in card.settings for thing in card.equipment)
    large = [thing for thing in LARGE if thing in needed]
    others = [thing for thing, _ in needed.most_common(THINGS_SHOWN) if thing not in large]
    return (*large, *sorted(others[: THINGS_SHOWN - len(large)]))


@transaction.atomic
def keep_room(user: User, practice: Practice, room: Room) -> Room:
    """Keep a new room, or what was changed of one."""
    deed = Deed.CHANGED if room.pk else Deed.ADDED
    room.practice = practice
    room.save()
    audit.record(user, deed, "room", ref=room.public_id)
    return room


@transaction.atomic
def remove_room(user: User, room: Room) -> None:
    """Take a room away; sessions that were there stay."""
    audit.record(user, Deed.REMOVED, "room", ref=room.public_id)
    room.delete()


def rooms_of(practice_id: int) -> Iterable[Room]:
    """A practice's rooms by name."""
    return Room.objects.filter(practice=practice_id)
