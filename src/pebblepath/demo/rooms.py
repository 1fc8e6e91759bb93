"""The demo practice's two rooms, and three sessions that are planned for today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pebblepath.apps.goals.paths import paths_of
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Child, Practice, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.plan_actions import make_session
from pebblepath.apps.play.planning import usual_wish
from pebblepath.apps.play.rooms import keep_room, rooms_of
from pebblepath.demo.cast import SIGN_IN

SECONDS = 1.0
SWING_ROOM = "The swing room"
ROOMS: dict[str, dict[str, Any]] = {
    SWING_ROOM: {
        "spaces": ["room", "mat", "table"],
        "things": [
            "ball", "balloon", "basket", "beanbags", "bells", "big cushions", "blanket", "board game", "boxes",
            "chairs", "climbing frame", "crayons", "cups", "dough", "dressing-up clothes", "drum", "mat", "paper",
            "picture books", "rope", "scarves", "stepping stones", "swing", "tape", "teddy", "toy animals", "toy cars",
            "tunnel",
        ],
    },
    "The quiet room": {
        "quiet": True,
        "spaces": ["table", "mat"],
        "things": [
            "beads", "blanket", "blocks", "board game", "bowl", "brushes", "cards", "crayons", "cups", "dice", "dough",
            "glue", "mat", "paint", "paper", "pebbles", "picture books", "puzzle", "sand tray", "scissors", "spoons",
            "stickers", "string", "teddy", "toy animals",
        ],
    },
}  # fmt: skip
# Who comes today, for how long, and with what energy.
TODAY = (("Mia", 45, 1), ("Noah", 45, 0), ("Zuri", 30, 1))


def make_rooms(practice: Practice, by: User) -> None:
    """The two rooms."""
    for name, fields in ROOMS.items():
        keep_room(by, practice, Room(name=name, **fields))


def plan_today() -> None:
    """Plan the sessions of today, as Robin would by one tap each."""
    robin = User.objects.get(email=SIGN_IN["therapist"].email)
    for name, minutes, energy in TODAY:
        child = Child.objects.get(name=name, source="")
        access = get_access_for(robin, child.public_id)
        rooms = list(rooms_of(child.practice_id))
        usual = usual_wish(access, paths_of(access, only_active=True), None, rooms)
        room = next(one.public_id for one in rooms if one.name == SWING_ROOM)
        make_session(access, replace(usual, minutes=minutes, energy=energy, room=room), seconds=SECONDS)
