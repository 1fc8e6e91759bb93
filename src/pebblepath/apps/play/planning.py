"""From a child's record to what the planner is asked, and from its plan to what a session keeps.

Nothing here writes. Everything is read once, into a `Ground`; what a therapist asks for stands in a `Wish`, which a
session keeps, so that it can be planned anew from where it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.goals.paths import Path, paths_of
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Setting
from pebblepath.apps.play.models import Room, Session
from pebblepath.apps.understanding.known import Known, known_of
from pebblepath.apps.understanding.models import How
from pebblepath.apps.understanding.practice_library import library_of
from pebblepath.core.planner.session import Activity, GoalWish, Plan, SessionRequest, things
from pebblepath.core.planner.session.fitting import fitting
from pebblepath.core.planner.session.instance import MINUTES_LEAST, MINUTES_MOST
from pebblepath.core.planner.session.reading import works_well_on
from pebblepath.core.planner.session.reasons import Reasons, reasons
from pebblepath.library import Library
from pebblepath.library.matching import SHARES_OF_GOALS, speaks_of
from pebblepath.library.planning import as_activities
from pebblepath.library.play import PlayActivity

TRANSITION = 2
USUAL_MINUTES = 45
USUAL_WEIGHT = 2
USUAL_SPACES = frozenset({"table", "room"})
MOST_WEIGHT = 3
# Every goal of today gets at least one short activity where there is play for it: five minutes in 45.
SHARE_FOR_A_GOAL = 9
SHORTEST = 5
GOALS_WITH_MINUTES = 4
FITTING_FOR_MINUTES = 2
LATELY = dt.timedelta(days=180)
SESSIONS_LOOKED_AT = 40
FIVE_STONES = 5


@dataclass(frozen=True)
class Wish:
    """What a therapist asks for.

    Attributes:
        minutes: from the beginning to the end.
        goals: public id of each of the child's goals for today, with its weight from 1 to 3.
        deeper: for a goal in own words, the deeper goal that play should work on.
        energy: the child's on arrival, -2 to 2.
        energy_now: once it was told later: how many activities were done then, and what it was.
        room: public id of the room, or None.
        without: things that aren't there today.
        people: how many children play.
        noise: the most that is all right; empty: as the room and the child's ears allow.
        not_today: ids of cards that were taken out.
        swapped: ids of cards that were swapped for others.
        loosened: names of the planner's rules that don't hold today.
    """

    minutes: int = USUAL_MINUTES
    goals: Mapping[str, int] | None = None
    deeper: Mapping[str, str] | None = None
    energy: int = 0
    energy_now: tuple[int, ...] = ()
    room: str | None = None
    without: tuple[str, ...] = ()
    people: int = 1
    noise: str = ""
    not_today: tuple[str, ...] = ()
    swapped: tuple[str, ...] = ()
    loosened: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What a session keeps of it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Wish:
        """Read what a session keeps; what isn't there is as usual."""
        here = {field.name for field in fields(cls)}
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in here
        }
        return cls(**told)


@dataclass(frozen=True)
class Ground:
    """Everything that a session of one child is planned from.

    Attributes:
        library: the practice's.
        known: what is known of the child.
        paths: her active goals that this person sees, with where she stands.
        lately: card → days since it was last played.
        room: where it will be, or None.
        setting: the place as the cards know it.
        age: years, or None.
    """

    library: Library
    known: Known
    paths: Sequence[Path]
    lately: Mapping[str, int]
    room: Room | None
    setting: Setting
    age: int | None

    @property
    def cards(self) -> Mapping[str, PlayActivity]:
        """Play cards for this place, by id; whatever doesn't go with the child is left to the planner's rules."""
        return {name: card for name, card in self.library.play.items() if self.setting in card.settings}


def ground_of(access: Access, room: Room | None, setting: Setting) -> Ground:
    """Read what is known of the child that play should fit. Six queries."""
    child = access.child
    return Ground(
        library=library_of(child.practice_id),
        known=known_of(child),
        paths=paths_of(access, only_active=True),
        lately=played_lately(child),
        room=room,
        setting=setting,
        age=child.age_on(child.today()),
    )


def played_lately(child: Child) -> dict[str, int]:
    """The cards that a child played in the last half year: days since the last time."""
    today = child.today()
    recent = child.sessions.filter(started_at__isnull=False, day__gte=today - LATELY).only("day", "played")
    lately: dict[str, int] = {}
    for session in recent[:SESSIONS_LOOKED_AT]:
        for told in session.played.get("items", []):
            if told.get("minutes") and not told.get("skipped"):
                lately.setdefault(told.get("chosen") or told["card"], (today - session.day).days)
    return lately


def usual_wish(access: Access, paths: Iterable[Path], last: Session | None, rooms: Sequence[Room]) -> Wish:
    """What most likely is wished for: everything as last time, all goals, as important as they are to her."""
    before = Wish.from_json(last.wish) if last else Wish()
    ids = [room.public_id for room in rooms]
    return Wish(
        minutes=before.minutes,
        goals={path.goal.public_id: usual_weight(path.goal) for path in paths},
        deeper=before.deeper,
        room=before.room if before.room in ids else next(iter(ids), None),
        people=before.people,
    )


def as_the_visit(wish: Wish, minutes: int, room: Room | None) -> Wish:
    """A wish with the minutes and the room of the visit that is planned for today.

    Args:
        wish: what is usual.
        minutes: how long the visit is; as much of it as a session may have.
        room: where it is; None leaves the usual one.
    """
    fits = min(max(minutes, MINUTES_LEAST), MINUTES_MOST)
    return replace(wish, minutes=fits, room=room.public_id if room else wish.room)


def usual_weight(goal: Goal) -> int:
    """How much a goal counts unless something else is said: as it matters to the child, else to the family."""
    return goal.child_importance or goal.family_importance or USUAL_WEIGHT


def deeper_goals_of(goal: Goal, library: Library, wish: Wish) -> tuple[str, ...]:
    """What a goal's everyday activity asks of body and mind, the main thing first; for own words, what was said."""
    card = library.occupations.get(goal.occupation)
    if card is not None and card.works_on:
        return tuple(card.works_on)
    said = (wish.deeper or {}).get(goal.public_id)
    return (said,) if said else ()


def request_of(wish: Wish, ground: Ground) -> SessionRequest:
    """What the planner is asked."""
    room, senses = ground.room, ground.known.senses(ground.setting)
    request = SessionRequest(
        minutes=wish.minutes,
        goals=tuple(_deeper_wishes(wish, ground)),
        energy=wish.energy,
        too_much=ground.known.too_much(ground.setting),
        seeks=frozenset(sense for sense, how in senses.items() if how == How.SEEKS),
        joys=joys_on_cards(ground.known.joys, ground.cards.values()),
        things=things(room.things) if room and room.things else None,
        missing=things(wish.without),
        spaces=frozenset(room.spaces) if room and room.spaces else USUAL_SPACES,
        children=wish.people,
        noise=wish.noise or usual_noise(room, senses),
        age=ground.age,
        cares=ground.known.cares,
        known=ground.lately,
        excluded=frozenset(wish.not_today),
        transition=TRANSITION,
        loosened=frozenset(wish.loosened),
    )
    return _with_minutes_for_each_goal(request, wish, ground)


def usual_noise(room: Room | None, senses: Mapping[str, str]) -> str:
    """As loud as the room and her ears allow."""
    return "medium" if (room and room.quiet) or senses.get("sound") == How.NOTICES else "loud"


def joys_on_cards(joys: Iterable[str], cards: Iterable[PlayActivity]) -> frozenset[str]:
    """The joys that cards name and that a child's own words speak of: "riding my bike" is bicycle."""
    named = {about for card in cards for about in card.joys}
    return frozenset(about for about in named if any(speaks_of(joy, about) for joy in joys))


def _deeper_wishes(wish: Wish, ground: Ground) -> Iterable[GoalWish]:
    """The deeper goals of all goals of today: what several ask for, or the one that matters most, weighs most."""
    worth: dict[str, float] = {}
    levels: dict[str, tuple[float, int | None]] = {}
    for path in ground.paths:
        weight = (wish.goals or {}).get(path.goal.public_id, 0)
        level = path.standing.step - 2 if path.goal.levels == FIVE_STONES else None
        deeper = deeper_goals_of(path.goal, ground.library, wish) if weight else ()
        for one, share in zip(deeper, SHARES_OF_GOALS, strict=False):
            worth[one] = worth.get(one, 0) + weight * share
            levels[one] = max(levels.get(one, (0, None)), (weight * share, level), key=lambda pair: pair[0])
    for one in sorted(worth, key=lambda goal: (-worth[goal], goal)):
        yield GoalWish(one, weight=min(MOST_WEIGHT, max(1, round(worth[one]))), level=levels[one][1])


def _with_minutes_for_each_goal(request: SessionRequest, wish: Wish, ground: Ground) -> SessionRequest:
    """Ask a few minutes for the main deeper goal of each goal, where there is play for it."""
    weights = wish.goals or {}
    chosen = sorted(
        (path.goal for path in ground.paths if weights.get(path.goal.public_id)),
        key=lambda goal: -weights[goal.public_id],
    )
    mains = {
        deeper[0] for goal in chosen[:GOALS_WITH_MINUTES] if (deeper := deeper_goals_of(goal, ground.library, wish))
    }
    pool = fitting(as_activities(ground.cards.values()), request)
    enough = {one for one in mains if sum(works_well_on(card, one) for card in pool) >= FITTING_FOR_MINUTES}
    minutes = max(SHORTEST, request.minutes // SHARE_FOR_A_GOAL)
    return replace(
        request, goals=tuple(replace(one, minutes=minutes if one.goal in enough else 0) for one in request.goals)
    )


def without_minutes(request: SessionRequest) -> SessionRequest:
    """The same with no minutes asked for any goal: nobody typed them."""
    return replace(request, goals=tuple(replace(one, minutes=0) for one in request.goals))


def items_of(
    plan: Plan,
    request: SessionRequest,
    activities: Sequence[Activity],
    ground: Ground,
    wish: Wish,
    *,
    first: int = 0,
    begins: int = 0,
    locked: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """A plan as a session keeps it.

    Args:
        plan: what the planner made.
        request: what it was made for.
        activities: what it was made from.
        ground: with the cards.
        wish: with the goals of today.
        first: the place of the plan's first activity in the session.
        begins: minutes from the session's beginning to the plan's.
        locked: ids of the activities that stay.
    """
    cards = ground.library.play
    why = reasons(plan, request, activities)
    other = reasons(_the_other_way(plan), request, activities)
    return [
        {
            "item": first + place,
            **_card(cards[item.activity], why[place], ground, wish),
            "start": begins + item.start,
            "minutes": item.minutes,
            "before": request.transition if first + place else 0,
            "locked": item.activity in locked,
            "new": item.is_new and bool(request.known),
            "pitch": why[place].pitch or "",
            "or": _card(cards[item.or_else], other[place], ground, wish) if item.or_else else None,
        }
        for place, item in enumerate(plan.items)
    ]


def _the_other_way(plan: Plan) -> Plan:
    """The plan as it is when the child chooses the other, so that the other has reasons of its own."""
    return Plan(tuple(replace(item, activity=item.or_else or item.activity, or_else=None) for item in plan.items))


def as_in_a_plan(card: PlayActivity) -> dict[str, Any]:
    """What a plan keeps of a card, so that a later library can't change it; reasons and goals stand beside it."""
    return {
        "card": card.id,
        "name": card.name,
        "symbol": card.symbol,
        "kind": card.kind,
        "what": card.what,
        "energy": card.energy,
        "things": list(card.equipment),
        "cautions": card.cautions or "",
        "goals": sorted(card.works_on, key=lambda goal: (-card.works_on[goal], goal)),
        "easier": card.easier,
        "harder": card.harder,
        "at_home": card.at_home,
    }


def _card(card: PlayActivity, why: Reasons, ground: Ground, wish: Wish) -> dict[str, Any]:
    reasons = {"child": why.child, "therapist": why.therapist, "family": why.family}
    return as_in_a_plan(card) | {"reasons": reasons, "serves": served_by(card, ground, wish)}


def served_by(card: PlayActivity, ground: Ground, wish: Wish) -> list[str]:
    """Public ids of the goals of today that a card works on: on its main deeper goal, or quite on another."""
    return [
        path.goal.public_id
        for path in ground.paths
        if (wish.goals or {}).get(path.goal.public_id)
        and _serves(card.works_on, deeper_goals_of(path.goal, ground.library, wish))
    ]


def _serves(works_on: Mapping[Any, int], deeper: Sequence[str]) -> bool:
    return bool(deeper) and (deeper[0] in works_on or any(works_on.get(one, 0) > 1 for one in deeper))


def minutes_since(at: dt.datetime) -> int:
    """Whole minutes from a time until now."""
    return max(0, round((timezone.now() - at).total_seconds() / 60))
