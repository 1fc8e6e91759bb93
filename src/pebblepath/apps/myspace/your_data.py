"""What a child told and keeps on her own screens, as tables of the archive of her data."""

from __future__ import annotations

from collections.abc import Iterable

from pebblepath.apps.myspace.models import (
    Board,
    BoardItem,
    CheckIn,
    Choice,
    DayItem,
    OwnPhoto,
    in_homes_of,
    own_words_for,
)
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Scope
from pebblepath.apps.reports.table_rows import Column, at, home, on, table
from pebblepath.core.exchange.archive import Attachment, Table


def tables_of_my_space(access: Access) -> Iterable[Table]:
    """Check-ins, choices, boards and the day; what she told with pictures is under the rule of her own words."""
    told: list[Column] = [
        ("at", "when", lambda one: at(one.at)),
        ("day", "the date where the child was", lambda one: on(one.day)),
        ("home", "which home", home),
        ("told_by", "on whose screens", lambda one: one.told_by.name),
    ]
    felt: list[Column] = [
        ("energy", "sleepy, slow or buzzing", lambda one: one.energy),
        ("where", "where in the body", lambda one: one.where or None),
        ("feeling", "the picture the child picked", lambda one: one.feeling or None),
    ]
    chose: list[Column] = [("board", "of which board", lambda c: c.board_name), ("words", "what", lambda c: c.words)]
    said: list[Column] = [
        ("card", "id of the picture card", lambda a: a.card),
        ("says", "like, fine or hard", lambda a: a.says),
        ("at", "when", lambda a: at(a.at)),
        ("told_by", "who tapped", lambda a: a.told_by.name),
    ]
    picture: list[Column] = [
        ("board", "on which board", lambda i: i.board.name),
        ("home", "of which home; empty: every home", lambda i: home(i.board)),
        ("asks", "whether it is a board to ask with", lambda i: i.board.asks),
        ("words", "what it says", lambda i: i.words),
        ("symbol", "its picture", lambda i: i.symbol),
        ("photo", "its own photo", lambda i: _path(i.photo_id) if i.photo_id else None),
    ]
    part: list[Column] = [
        ("words", "what it says", lambda d: d.words),
        ("home", "of which home; empty: every home", home),
        ("symbol", "its picture", lambda d: d.symbol),
        ("when", "on which days", lambda d: d.when),
        ("on", "the day, for what is only once", lambda d: on(d.on)),
        ("photo", "its own photo", lambda d: _path(d.photo_id) if d.photo_id else None),
    ]
    own = own_words_for(access)
    check_ins = CheckIn.objects.filter(own).select_related("household", "told_by").order_by("at", "pk")
    choices = Choice.objects.filter(own).select_related("household", "told_by").order_by("at", "pk")
    answers = access.child.card_answers.select_related("told_by").order_by("at", "pk")
    if not access.may(Scope.SHAPE):
        answers = answers.filter(told_by=access.member)
    boards = Board.objects.filter(in_homes_of(access), child=access.child)
    items = BoardItem.objects.filter(board__in=boards).select_related("board__household")
    day = DayItem.objects.filter(in_homes_of(access), child=access.child).select_related("household")
    return [
        table("check_ins", "How the child felt, as told with pictures", [*told, *felt], check_ins),
        table("choices", "What the child chose from a board", [*told, *chose], choices),
        table("picture_cards", "What the child said last of a picture card", said, answers),
        table("board_pictures", "A picture on a board", picture, items.order_by("board", "place", "pk")),
        table("day_pictures", "A part of the child’s day", part, day),
    ]


def photos_of_my_space(access: Access) -> Iterable[Attachment]:
    """The photos of the child’s own screens."""
    photos = OwnPhoto.objects.filter(in_homes_of(access), child=access.child).order_by("pk")
    return [Attachment(_path(photo.pk), "A photo of the child’s own screens", bytes(photo.jpeg)) for photo in photos]


def _path(photo: int) -> str:
    return f"photos/my-space-{photo}.jpg"
