"""A child's year as a picture book: what she won, month by month, in her own voice."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.goals.paths import drawing_of
from pebblepath.apps.moments.models import Moment, MomentQuerySet, Victory, VictoryKind
from pebblepath.apps.people.access import Access
from pebblepath.apps.understanding.models import Kind
from pebblepath.core.goals.picture import PathDrawing
from pebblepath.library.symbols import symbol_names

MONTHS = 12
ON_A_PAGE = 5
JOYS = 8
PATHS = 6
LETTERS_OF_A_QUOTE = 150
TONES = ("moss", "sky", "sun", "clay")
# What opens a page, if there are several: what was there for the first time before what came again.
RANK = {
    VictoryKind.NEW_STONE: 0,
    VictoryKind.BY_SELF: 1,
    VictoryKind.NEW_PLACE: 2,
    VictoryKind.AGAIN: 3,
    VictoryKind.TOLD: 4,
    VictoryKind.ASKED: 5,
}


@dataclass(frozen=True)
class Line:
    """One sentence of the book.

    Attributes:
        sentence: in the child's voice; what somebody else told without a path stands in quotation marks.
        why: what was worth celebrating, in two or three words.
        symbol: name of its picture.
        day: when it was, the first time of the month.
        place: where, in small letters.
        quote: what was said about it; empty if nothing was.
        by: who told it.
        times: how often it was so in this month, as often as this reader may read.
    """

    sentence: str
    why: str
    symbol: str
    day: dt.date
    place: str
    quote: str
    by: str
    times: int


@dataclass(frozen=True)
class Leaf:
    """One month: the sentence that opens it, some more, how many found no room, stones first lit, who cheered."""

    month: dt.date
    tone: str
    first: Line
    others: Sequence[Line]
    more: int
    stones: int
    cheers: Sequence[str]

    @property
    def lit(self) -> range:
        """One for each stone that was lit first in this month."""
        return range(self.stones)


@dataclass(frozen=True)
class Joy:
    """Something that brings joy, with its picture."""

    words: str
    symbol: str


@dataclass(frozen=True)
class BookPath:
    """One path at the end of the book."""

    goal: Goal
    drawing: PathDrawing
    told: str


@dataclass(frozen=True)
class Book:
    """The whole book, of what one reader may read.

    Attributes:
        first, last: the months it tells of, by their first days.
        leaves: months with a victory, the earliest first.
        joys: what brings joy.
        paths: the paths that were walked, with where she stands now.
        cheers: everybody who cheered, in alphabetical order.
        won: how many moments were won.
        older: whether there is a victory before the book begins.
    """

    first: dt.date
    last: dt.date
    leaves: Sequence[Leaf]
    joys: Sequence[Joy]
    paths: Sequence[BookPath]
    cheers: Sequence[str]
    won: int
    older: bool


def book_of(access: Access, *, back: int = 0) -> Book:
    """The book of twelve months for one reader; seven queries, however much was won.

    Args:
        access: who reads it: nothing is in it that they may not read elsewhere.
        back: how many books back; 0 ends with the month of today.
    """
    last = _months_before(access.child.today().replace(day=1), back * MONTHS)
    first = _months_before(last, MONTHS - 1)
    end = _months_before(last, -1)
    won = list(_with_all(_won(access).filter(day__gte=first, day__lt=end)))
    lit = _lit(access, first, end)
    leaves = [_leaf(month, moments, lit[month], n) for n, (month, moments) in enumerate(_by_month(won).items())]
    return Book(
        first=first,
        last=last,
        leaves=leaves,
        joys=_joys(access),
        paths=_paths(access),
        cheers=_cheers(won),
        won=len(won),
        older=_won(access).filter(day__lt=first).exists(),
    )


def _months_before(month: dt.date, months: int) -> dt.date:
    since_zero = month.year * 12 + month.month - 1 - months
    return dt.date(since_zero // 12, since_zero % 12 + 1, 1)


def _won(access: Access) -> MomentQuerySet:
    return Moment.objects.kept().seen_by(access).filter(Exists(Victory.objects.filter(moment=OuterRef("pk"))))


def _with_all(moments: MomentQuerySet) -> MomentQuerySet:
    victories = Prefetch("victories", Victory.objects.order_by("pk").prefetch_related("cheers"))
    shown = moments.with_stone_words().select_related("goal", "told_by").prefetch_related(victories)
    return shown.order_by("happened_at", "id")


def _lit(access: Access, first: dt.date, end: dt.date) -> Counter[dt.date]:
    """How many stones were lit first in each month."""
    stones = Stone.objects.filter(goal__in=Goal.objects.seen_by(access), lit_on__gte=first, lit_on__lt=end)
    return Counter(day.replace(day=1) for day in stones.values_list("lit_on", flat=True) if day)


def _by_month(moments: Iterable[Moment]) -> dict[dt.date, list[Moment]]:
    months: dict[dt.date, list[Moment]] = {}
    for moment in sorted(moments, key=lambda moment: moment.day):
        months.setdefault(moment.day.replace(day=1), []).append(moment)
    return months


def _leaf(month: dt.date, moments: Sequence[Moment], stones: int, number: int) -> Leaf:
    together: dict[str, list[Moment]] = {}
    for moment in moments:
        together.setdefault(_sentence(moment).casefold(), []).append(moment)
    # What is said in the same words is one line; sorting is stable, so that a month reads the same every time.
    chosen = sorted(together.values(), key=lambda same: min(map(_rank, same)))[:ON_A_PAGE]
    lines = [_line(same) for same in chosen]
    shown = sum(map(len, chosen))
    return Leaf(
        month=month,
        tone=TONES[number % len(TONES)],
        first=lines[0],
        others=sorted(lines[1:], key=lambda line: line.day),
        more=len(moments) - shown,
        stones=stones,
        cheers=_cheers(moments),
    )


def _line(same: Sequence[Moment]) -> Line:
    moment = min(same, key=_rank)
    sentence = _sentence(moment)
    quoted = "" if not moment.words or sentence == _spoken(moment) else _short(moment.words)
    return Line(
        sentence=sentence,
        why=_best(moment).label,
        symbol=_symbol(moment),
        day=moment.day,
        place=moment.get_setting_display().lower(),
        quote=quoted,
        by=moment.told_by.name,
        times=len(same),
    )


def _best(moment: Moment) -> VictoryKind:
    return min((VictoryKind(victory.kind) for victory in moment.victories.all()), key=RANK.__getitem__)


def _rank(moment: Moment) -> int:
    return RANK[_best(moment)]


def _sentence(moment: Moment) -> str:
    """What is won, as the child would say it: the words of her stone, or what was told."""
    if moment.goal:
        return getattr(moment, "stone_words", "") or moment.goal.title
    if moment.asked_break:
        return "I asked for a break."
    if moment.asked_help and not (moment.told_by_child and moment.words):
        return "I asked for help."
    if not moment.words:
        return "I had a good moment."
    return _spoken(moment)


def _spoken(moment: Moment) -> str:
    """What was told, as it stands as a sentence of its own: the child's own words, or somebody's in quotation marks."""
    return _short(moment.words) if moment.told_by_child else f"“{_short(moment.words)}”"


def _short(words: str) -> str:
    return textwrap.shorten(words, LETTERS_OF_A_QUOTE, placeholder=" …")


def _symbol(moment: Moment) -> str:
    if moment.goal:
        return moment.goal.symbol if moment.goal.symbol in symbol_names() else "heart"
    return "break" if moment.asked_break else "help" if moment.asked_help else "celebrate"


def _cheers(moments: Iterable[Moment]) -> list[str]:
    names = {m.name for moment in moments for victory in moment.victories.all() for m in victory.cheers.all()}
    return sorted(names, key=str.casefold)


def _joys(access: Access) -> list[Joy]:
    named = [(joy.strip(), "") for joy in access.child.joys.split(",") if joy.strip()]
    told = access.child.traits.current().filter(kind=Kind.JOY, kept_back=False).values_list("words", "picture")
    joys: dict[str, Joy] = {}
    for words, picture in [*told, *named]:
        # "Trains." and "trains" are one joy; the first that was said of it stays.
        joys.setdefault(words.casefold().strip(" .!"), Joy(words.strip(" ."), _picture(words, picture)))
    return list(joys.values())[:JOYS]


def _picture(words: str, picture: str) -> str:
    """The picture that was picked, else one that is named in the words, else a heart."""
    names = symbol_names()
    said = [word.strip(".,!?") for word in words.casefold().split()]
    tries = [picture, *said, *(word.removesuffix("s") for word in said)]
    return next((name for name in tries if name in names), "heart")


def _paths(access: Access) -> list[BookPath]:
    """The paths, those that go on before those that rest."""
    goals = Goal.objects.seen_by(access).with_newest_steps().prefetch_related("stones")[:PATHS]
    today = access.child.today()
    paths = []
    for goal in goals:
        stones = list(goal.stones.all())
        now, drawing = drawing_of(goal, stones, today)
        paths.append(BookPath(goal, drawing, f"The path “{goal.title}”. I am here: {stones[now.step].words}"))
    return paths
