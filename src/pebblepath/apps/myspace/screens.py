"""What stands on a child's screens: three things at a time, always in the same place, without what she put away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.goals.paths import Path, paths_of
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import (
    ON_A_SCREEN,
    USUAL_HOME,
    Away,
    Board,
    BoardItem,
    DayItem,
    Energy,
    Feeling,
    Hidden,
    Setup,
    Thing,
    in_homes_of,
)
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child
from pebblepath.apps.understanding.known import known_of
from pebblepath.apps.understanding.models import How, Kind, Sense
from pebblepath.apps.understanding.practice_library import library_of

T = TypeVar("T")
A_WHILE = dt.timedelta(minutes=10)
ASKS_FOR_A_BREAK = "ask-for-break"

# The address and the picture of each thing; the stones have the drawing of the path.
THINGS: dict[str, tuple[str, str]] = {
    Thing.FEELING: ("my_feeling", "sense-inside"),
    Thing.FIRST_THEN: ("my_first_then", ""),
    Thing.STONES: ("my_stones", ""),
    Thing.CHOICES: ("my_choices", "apple"),
    Thing.DAY: ("my_day", "list"),
    Thing.CARDS: ("my_cards", "picture"),
}
# Animals and things, not faces: a face would already say whether it is good.
ENERGIES = ((Energy.SLEEPY, "moon"), (Energy.SLOW, "turtle"), (Energy.BUZZING, "space"))
FEELINGS = tuple((feeling, f"feeling-{feeling}") for feeling in Feeling)


@dataclass(frozen=True)
class Screen(Generic[T]):
    """Three of several things, and the number of the screen that comes next (0 where these are all)."""

    shown: Sequence[T]
    next: int


def screen_of(things: Sequence[T], wanted: str) -> Screen[T]:
    """The three things on one screen; after the last screen comes the first again.

    Args:
        things: all there are, in their order.
        wanted: number of the screen as it stands in the address, from 1; anything else means the first.
    """
    screens = max(1, -(-len(things) // ON_A_SCREEN))
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:4]) <= screens else 1
    first = (number - 1) * ON_A_SCREEN
    return Screen(things[first : first + ON_A_SCREEN], number % screens + 1 if screens > 1 else 0)


@dataclass(frozen=True)
class Door:
    """One thing of My space, as it stands on a screen."""

    thing: Thing
    url_name: str
    symbol: str

    @property
    def label(self) -> str:
        """Its words."""
        return str(self.thing.label)


def doors_of(child: Child) -> tuple[list[Door], list[Door]]:
    """The three things of the first screen, and the three behind them. The order never changes by itself."""
    setup = Setup.objects.filter(child=child).first()
    home = [name for name in (setup.home if setup else USUAL_HOME) if name in THINGS]
    rest = [name for name in THINGS if name not in home]
    return [_door(name) for name in home], [_door(name) for name in rest]


def _door(name: str) -> Door:
    return Door(Thing(name), *THINGS[name])


def asked_lately(access: Access, now: dt.datetime) -> Moment | None:
    """The break she asked for within the last minutes."""
    asked = Moment.objects.kept().filter(told_by=access.member, asked_break=True, happened_at__gte=now - A_WHILE)
    return asked.order_by("-happened_at").first()


def put_away(child: Child) -> set[tuple[str, str]]:
    """Pairs (kind, ref) of what she put away."""
    return set(Hidden.objects.filter(child=child).values_list("kind", "ref"))


def my_paths(access: Access) -> list[Path]:
    """Her paths on the way, without those she put away."""
    away = put_away(access.child)
    return [path for path in paths_of(access, only_active=True) if (Away.PATH, path.goal.public_id) not in away]


def to_light(goal: Goal) -> list[Stone]:
    """The stones that she has reached since the path began and didn't light herself yet, the lowest first."""
    return [
        stone
        for stone in goal.stones.all()
        if stone.step > goal.start_step and stone.lit_on is not None and stone.lit_by_child_on is None
    ]


def my_boards(access: Access, *, with_away: bool = False) -> list[Board]:
    """Her boards, where this person is, with what she may pick; a board with nothing left isn't there."""
    items: QuerySet[BoardItem] = BoardItem.objects.all()
    if not with_away:
        items = items.exclude(_is_away(access.child, Away.ITEM))
    boards = boards_of(access).prefetch_related(Prefetch("items", queryset=items))
    return [board for board in boards if board.items.all()]


def boards_of(access: Access) -> QuerySet[Board]:
    """The boards that weren't taken away, where this person is."""
    return Board.objects.filter(in_homes_of(access), child=access.child, ended_at=None)


def my_day(access: Access, today: dt.date) -> list[DayItem]:
    """The things of her day, where this person is, in their order."""
    items = DayItem.objects.filter(in_homes_of(access), child=access.child).exclude(_is_away(access.child, Away.DAY))
    return [item for item in items if item.is_on(today)]


def days_of(access: Access, today: dt.date) -> QuerySet[DayItem]:
    """Everything that is part of any of her days, where this person is, but for what was only once and is over."""
    return DayItem.objects.filter(in_homes_of(access), Q(on=None) | Q(on__gte=today), child=access.child)


def _is_away(child: Child, kind: Away) -> Exists:
    ref = Cast(OuterRef("pk"), CharField())
    return Exists(Hidden.objects.filter(child=child, kind=kind, ref=ref))


@dataclass(frozen=True)
class Tile:
    """Something that may be put away, as a picture."""

    kind: Away
    ref: str
    words: str
    symbol: str
    photo_id: int | None
    away: bool


def tiles_of(access: Access, today: dt.date) -> list[Tile]:
    """Everything on her screens that she may put away or take out again, in its order."""
    away = put_away(access.child)
    paths = [
        (Away.PATH, p.goal.public_id, p.goal.title, p.goal.symbol, None) for p in paths_of(access, only_active=True)
    ]
    boards = my_boards(access, with_away=True)
    items = [(Away.ITEM, str(i.pk), i.words, i.symbol, i.photo_id) for board in boards for i in board.items.all()]
    day = [(Away.DAY, str(i.pk), i.words, i.symbol, i.photo_id) for i in days_of(access, today)]
    return [Tile(*one, away=(one[0], one[1]) in away) for one in (*paths, *items, *day)]


@dataclass(frozen=True)
class Wish:
    """What kind of break it may be."""

    key: str
    symbol: str
    words: str


# What there is anywhere, with the sense that it speaks to: what is too much for her is left out.
USUAL_WISHES = (
    (Wish("quiet", "tent", "A quiet place"), None),
    (Wish("move", "stretch", "Move around"), Sense.MOVEMENT),
    (Wish("drink", "cup", "A drink"), Sense.TASTE),
    (Wish("hug", "hug", "A hug"), Sense.TOUCH),
    (Wish("out", "tree", "Go outside"), None),
    (Wish("alone", "rest", "Sit and rest"), None),
)


def wishes_of(child: Child, today: dt.date) -> list[Wish]:
    """What kind of break she may wish for: what helps her comes first, then what there is anywhere.

    Given strategies count when they give comfort or are meant for a break, don't rest this week, and nothing that
    needs minding forbids them; and what somebody said that helps her. A card to ask with is no kind of break: she has
    just asked.
    """
    known, library = known_of(child), library_of(child.practice_id)
    suited = known.suited(library.strategies)
    given = [
        Wish(f"s{strategy.pk}", strategy.symbol, strategy.name)
        for strategy in child.strategies.in_use()
        if not strategy.rests_on(today)
        and strategy.symbol != "break"
        and (not strategy.card or strategy.card in suited)
        and (strategy.comfort or _for_a_break(suited.get(strategy.card)))
    ]
    said = child.traits.current().filter(kind=Kind.HELPS)
    helps = [Wish(f"t{trait.pk}", trait.picture or "heart", trait.words.rstrip(".")) for trait in said]
    senses = known.senses()
    usual = [wish for wish, sense in USUAL_WISHES if sense is None or senses.get(sense) != How.TOO_MUCH]
    wishes = {wish.words.casefold(): wish for wish in reversed([*given, *helps, *usual])}
    return list(reversed(wishes.values()))


def _for_a_break(card: object) -> bool:
    return ASKS_FOR_A_BREAK in getattr(card, "occupations", ())
