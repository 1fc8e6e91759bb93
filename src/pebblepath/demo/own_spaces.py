"""Mia's and Noah's own screens: boards and a day that their grown-ups set up, and what they told there today."""

from __future__ import annotations

import uuid

from pebblepath.apps.myspace.actions import check_in, choose, lay_down, say_more
from pebblepath.apps.myspace.models import Board, BoardItem, Colour, DayItem, Setup, When
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, keep_setup, make_board
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import Member, Role

COLOURS = {"Mia": Colour.MOSS, "Noah": Colour.SKY}
BOARDS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "Mia": {
        "My snack": (("apple", "Apple"), ("bread", "Toast"), ("carrot", "Carrot")),
        "I need": (("help", "Help"), ("water", "Water"), ("quiet", "Quiet"), ("hug", "A hug")),
        "First at the clinic": (("slide", "Slide"), ("drawing", "Draw"), ("train", "Trains"), ("tent", "Tent")),
    },
    "Noah": {"A song": (("music", "My song"), ("drum", "Drums"))},
}
TO_ASK = "I need"
DAYS = {
    "Mia": (
        ("bread", "Breakfast", When.EVERY),
        ("jacket", "Jacket on", When.WEEK),
        ("school", "School", When.WEEK),
        ("tree", "Park", When.EVERY),
        ("bath", "Bath", When.EVERY),
        ("books", "Story", When.EVERY),
        ("bed", "Bed", When.EVERY),
    ),
    "Noah": (("bus", "Bus", When.WEEK), ("school", "School", When.WEEK), ("bicycle", "Bike", When.EVERY)),
}


def set_up_own_spaces() -> None:
    """Let the grown-ups set up, and the children use it once."""
    for name in BOARDS:
        family, child = _access(name, Role.FAMILY), _access(name, Role.CHILD)
        keep_setup(family, Setup(child=family.child, colour=COLOURS[name]))
        for board, pictures in BOARDS[name].items():
            made = make_board(family, Board(name=board, asks=board == TO_ASK))
            for symbol, words in pictures:
                add_to_board(family, made, BoardItem(symbol=symbol, words=words))
        for symbol, words, when in DAYS[name]:
            add_to_day(family, DayItem(symbol=symbol, words=words, when=when))
        _use(child)


def _use(child: Access) -> None:
    """How she feels, what she picks, and the first thing of the day is done. It is the same each time it is made."""
    ids = (uuid.uuid5(uuid.NAMESPACE_OID, f"{child.child.public_id} {what}") for what in ("feeling", "choice"))
    say_more(child, check_in(child, next(ids), "slow"), where="tummy", feeling="happy")
    choose(child, next(ids), BoardItem.objects.filter(board__child=child.child).order_by("pk")[0])
    lay_down(child, child.child.day_items.all()[0], child.child.today(), done=True)


def _access(name: str, role: Role) -> Access:
    there = Member.objects.present().filter(child__name=name, child__source="", role=role, user__isnull=False)
    member = there.select_related("user", "child").order_by("pk")[0]
    assert member.user is not None
    return get_access_for(member.user, member.child.public_id)
