"""Which small ideas are proposed for home: what was given already, and play, inside what the family does anyway."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.goals.paths import Path, paths_of
from pebblepath.apps.insights.ideas import wishes_of
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Household, Setting
from pebblepath.apps.reports.models import Report
from pebblepath.apps.understanding.energy import week_of
from pebblepath.apps.understanding.known import Known, known_of
from pebblepath.apps.understanding.models import Amount, Routine, Strategy, TimeOfDay
from pebblepath.apps.understanding.one_idea import ALSO, AT, GROUPS, NOT, goes_into
from pebblepath.apps.understanding.practice_library import every_card_of, library_of
from pebblepath.core.reports.document import Document
from pebblepath.core.reports.home import (
    IDEAS_FOR,
    HomeFacts,
    HomeIdea,
    HomeIdeas,
    Room,
    home_programme,
    lines_of,
    to_json,
)
from pebblepath.library import Library, load_library
from pebblepath.library.matching import HARDER, Wish, fitting, goes_with
from pebblepath.library.play import PlayActivity
from pebblepath.library.symbols import symbol_names, symbol_svg

# In points of the library's matching: what is known at home goes before what is new, and a path that goes on before one
# that is done. Three ideas in one routine would be a list of exercises again, so they are spread.
GIVEN = 2.0
COMFORT = -4.0  # it is there whenever it is wanted, and no part of a routine
GOALS_OWN_TIME = 1.5
NOTHING_AHEAD = -3.0
SAME_TIME, SAME_GOAL, SAME_KIND = -5.0, -2.0, -1.5
TO_SWAP = 6
PLAY_LOOKED_AT = 12
SHORT_ON_ROOM = 10
WITHOUT_ROUTINE = "At a time that fits your day"
ROOM: Mapping[int, Room] = {Amount.NONE: "none", Amount.SOME: "some", Amount.LOT: "lot"}
# Into which parts of a day each kind of play goes; all else is for the afternoon and the weekend.
PLAY_TIMES: Mapping[str, frozenset[TimeOfDay]] = {
    "water": frozenset({TimeOfDay.BATH}),
    "cook": frozenset({TimeOfDay.MEAL, TimeOfDay.WEEKEND}),
    "calm": frozenset({TimeOfDay.BED, TimeOfDay.AFTERNOON}),
    "story": frozenset({TimeOfDay.BED}),
    "dress-up": frozenset({TimeOfDay.MORNING, TimeOfDay.WEEKEND}),
}
PLAY_TIME = frozenset({TimeOfDay.AFTERNOON, TimeOfDay.WEEKEND})
# A card's line for home often says itself when: that goes before its kind.
SAID_TIMES: Mapping[TimeOfDay, str] = {
    TimeOfDay.MORNING: r"morning|breakfast|get(?:ting)? dressed",
    TimeOfDay.MEAL: r"dinner|supper|lunch|meal|snack|eat(?:ing)?|plates?",
    TimeOfDay.BATH: r"bath|shower",
    TimeOfDay.BED: r"(?:to|in|the|child['’]s) bed|bedtime|(?:at|each) night|your teeth",
    TimeOfDay.WEEKEND: r"weekend|park|woods|beach",
}


@dataclass(frozen=True)
class Candidate:
    """An idea with what speaks for it."""

    idea: HomeIdea
    time: TimeOfDay | None
    score: float

    @property
    def is_play(self) -> bool:
        """Whether it is play, and no strategy."""
        return self.idea.key.startswith("play:")


def draft_home(access: Access, report: Report) -> Document:
    """Draft a home programme, and keep in the report what is proposed and what it can be swapped for."""
    facts = read_home(access, report)
    two_homes = [home.home for home in facts.homes if home.home is not None]
    report.facts = {"home": to_json(facts), "homes": two_homes, "as_of": timezone.now().isoformat(), "moments": []}
    return home_programme(facts, pictures_of(facts))


def pictures_of(facts: HomeFacts) -> dict[str, str]:
    """The pictures of all ideas, by the names of their symbols."""
    return {idea.symbol: symbol_svg(idea.symbol) for home in facts.homes for idea in (*home.ideas, *home.others)}


def read_home(access: Access, report: Report) -> HomeFacts:
    """What is proposed for each of the child's homes, from what is known today."""
    child = access.child
    homes: list[Household | None] = list(child.households.order_by("pk")) or [None]
    return HomeFacts(
        child=child.name,
        practice=child.practice.name,
        therapist=access.member.name,
        day=f"{report.last:%-d %B %Y}",
        homes=tuple(_for_home(access, report, home) for home in homes),
    )


def _for_home(access: Access, report: Report, home: Household | None) -> HomeIdeas:
    key = home.pk if home else None
    told = Routine.objects.filter(child=access.child, household=home)
    routines = {TimeOfDay(time): words for time, words in told.values_list("time", "words")}
    room = _room(access, report, home)
    fitted = list(_fitted(access, report, key))
    # Where nothing goes into what the family told, an idea at any time is better than none.
    found = _candidates(fitted, routines, room) or _candidates(fitted, {}, room)
    ideas = chosen(found, IDEAS_FOR[room])
    others = others_than(ideas, found)
    return HomeIdeas(key, home.name if home else "", room, ideas, others)


def _room(access: Access, report: Report, home: Household | None) -> Room:
    said = access.child.loads.filter(household=home, week=week_of(report.last)).values_list("amount", flat=True).first()
    return "" if said is None else ROOM[said]


def chosen(found: Sequence[Candidate], most: int) -> tuple[HomeIdea, ...]:
    """The best few that differ in time, goal and kind.

    Args:
        found: all that may be offered; one idea may stand there for several times and goals.
        most: how many.
    """
    taken: list[Candidate] = []
    while len(taken) < most:
        left = [one for one in found if one.idea.key not in {other.idea.key for other in taken}]
        if not left:
            break
        taken.append(max(left, key=lambda one: (one.score + _apart(one, taken), one.idea.name)))
    return tuple(one.idea for one in sorted(taken, key=lambda one: _place_in_day(one.time)))


def others_than(ideas: Iterable[HomeIdea], found: Iterable[Candidate]) -> tuple[HomeIdea, ...]:
    """What the family can swap for, the best first."""
    here = {idea.key for idea in ideas}
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.idea.name)):
        best.setdefault(one.idea.key, one)
    return tuple(one.idea for key, one in best.items() if key not in here)[:TO_SWAP]


def _apart(one: Candidate, taken: Iterable[Candidate]) -> float:
    worth = 0.0
    for other in taken:
        worth += SAME_TIME if one.time == other.time else 0.0
        worth += SAME_GOAL if one.idea.goal_key == other.idea.goal_key else 0.0
        worth += SAME_KIND if one.is_play == other.is_play else 0.0
    return worth


def _place_in_day(time: TimeOfDay | None) -> int:
    return TimeOfDay.values.index(time) if time else -1


@dataclass(frozen=True)
class Fitted:
    """A strategy or play with what speaks for it on one path, before it has a place in the day."""

    idea: HomeIdea
    goal: Goal
    score: float
    minutes: int
    times: frozenset[TimeOfDay]


def _candidates(fitted: Iterable[Fitted], routines: Mapping[TimeOfDay, str], room: Room) -> list[Candidate]:
    """The ideas in every routine that they go into."""
    return [candidate for one in fitted for candidate in _in_routines(one, routines, room)]


def _fitted(access: Access, report: Report, home: int | None) -> Iterator[Fitted]:
    """Every idea that nothing forbids, for every goal that it serves."""
    paths, known = _paths(access, report), known_of(access.child)
    library, every = library_of(access.child.practice_id), every_card_of(access.child.practice_id)
    given = _given(access, every, known)
    used = _used_for(access)
    for path in paths:
        wish = _wish(access, path.goal, library, known, home)
        yield from _strategies(given, path, wish, every, used, access.child.name)
        yield from _play(library, path, wish, access.child.name)


def _paths(access: Access, report: Report) -> list[Path]:
    """The paths on the way that were asked for (none named: all), those that matter at home before all others."""
    asked_for = report.asked.get("goals") or []
    paths = [path for path in paths_of(access) if path.goal.state == State.ACTIVE]
    wanted = [path for path in paths if path.goal.public_id in asked_for] or paths
    return [path for path in wanted if Setting.HOME in path.goal.settings] or wanted


def _wish(access: Access, goal: Goal, library: Library, known: Known, home: int | None) -> Wish:
    """What is known of the child at home, in this home where she has two."""
    (wish,) = wishes_of(access, goal, [Setting.HOME], library)
    return replace(wish, at_hand=known.at_hand(Setting.HOME, home))


def _given(access: Access, every: Library, known: Known) -> list[Strategy]:
    """What is in use at home, doesn't rest, and goes with her."""
    today, too_much = access.child.today(), known.too_much(Setting.HOME)
    in_use = [one for one in access.child.strategies.in_use() if Setting.HOME in one.settings]
    awake = [one for one in in_use if not one.rests_on(today)]
    return [
        one
        for one in awake
        if (card := every.strategies.get(one.card)) is None or goes_with(card, known.cares, too_much)
    ]


def _used_for(access: Access) -> set[tuple[int, int]]:
    """For which goals a strategy was used in real life: pairs of their keys."""
    through = Moment.objects.kept().filter(child=access.child, goal__isnull=False, strategies__isnull=False)
    return set(through.order_by().values_list("strategies", "goal").distinct())


def _strategies(
    given: Sequence[Strategy],
    path: Path,
    wish: Wish,
    every: Library,
    used: Collection[tuple[int, int]],
    name: str,
) -> Iterator[Fitted]:
    """Given strategies that serve a goal: made for it, or used for it."""
    cards = {one.card: every.strategies[one.card] for one in given if one.card in every.strategies}
    scores = {fit.card.id: fit for fit in fitting(cards.values(), [wish], every.research, name=name)}
    for one in given:
        card, fit = cards.get(one.card), scores.get(one.card)
        serves = (one.pk, path.goal.pk) in used or (card is not None and path.goal.occupation in card.occupations)
        if not serves or (card is not None and wish.own_days.get(card.id) in HARDER):
            continue
        own_days = f"{name}’s own days say that it helps. " if wish.own_days.get(one.card) == "helps" else ""
        idea = _idea(
            path,
            key=f"strategy:{one.public_id}",
            name=one.name,
            symbol=one.symbol,
            how=one.how or (card.how if card else ""),
            why=own_days + (card.why if card else f"It is your own idea, and it goes with {name}."),
            mind=(card.cautions or "") if card else "",
        )
        score = GIVEN + (fit.score if fit else 0.0) + (COMFORT if one.comfort else 0.0)
        yield Fitted(idea, path.goal, score, card.minutes if card else 0, _times_of_strategy(one.card))


def _play(library: Library, path: Path, wish: Wish, name: str) -> Iterator[Fitted]:
    """Play with a line for home that serves a goal; what can be done without the clinic's things."""
    for fit in fitting(library.play.values(), [wish], library.research, name=name)[:PLAY_LOOKED_AT]:
        card: PlayActivity = fit.card
        idea = _idea(
            path,
            key=f"play:{card.id}",
            name=card.name,
            symbol=card.symbol,
            how=f"{card.at_home} Say, “{card.fun}”",
            why=fit.reason,
            mind=card.cautions or "",
        )
        yield Fitted(idea, path.goal, fit.score, card.minutes_least, times_of_play(card))


def _idea(path: Path, *, key: str, name: str, symbol: str, how: str, why: str, mind: str) -> HomeIdea:
    following = path.standing.step + 1
    return HomeIdea(
        key=key,
        name=name,
        symbol=symbol if symbol in symbol_names() else "heart",
        at=WITHOUT_ROUTINE,
        routine="",
        how=lines_of(how),
        why=why.strip(),
        mind=mind,
        goal=path.goal.title,
        goal_key=path.goal.public_id,
        stone=path.stones[following].words if following < len(path.stones) else "",
    )


def _in_routines(fitted: Fitted, routines: Mapping[TimeOfDay, str], room: Room) -> Iterator[Candidate]:
    """The idea in each routine that it goes into; at any time where the family told of none."""
    if not fitted.idea.how or (room in {"none", "some"} and fitted.minutes > SHORT_ON_ROOM):
        return
    score = fitted.score + (0.0 if fitted.idea.stone else NOTHING_AHEAD)
    if not routines:
        yield Candidate(fitted.idea, None, score)
    for time, words in routines.items():
        if time in fitted.times:
            own_time = GOALS_OWN_TIME if belongs(fitted.goal.occupation, time) else 0.0
            yield Candidate(replace(fitted.idea, at=AT[time], routine=words), time, score + own_time)


def times_of_play(card: PlayActivity) -> frozenset[TimeOfDay]:
    """When play goes with a family's day: as its line for home says, or else as its kind does."""
    said = {time for time, words in SAID_TIMES.items() if re.search(rf"\b(?:{words})\b", card.at_home.lower())}
    return frozenset(said) or PLAY_TIMES.get(card.kind, PLAY_TIME)


def _times_of_strategy(card: str) -> frozenset[TimeOfDay]:
    return frozenset(time for time in TimeOfDay if goes_into(card, time))


def belongs(occupation: str, time: TimeOfDay) -> bool:
    """Whether an everyday activity is done at a time of day."""
    if occupation in NOT.get(time, frozenset()):
        return False
    known = load_library().occupations.get(occupation)
    return (known is not None and known.group in GROUPS[time]) or occupation in ALSO.get(time, frozenset())
