"""Changing a plan from where it stands: what is done and what is locked stays, and as little else changes as can be.

Each change says what to ask the planner, in turn: first that everything else stays where it is, then that only what
is locked does. The first that has a plan is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.planning import TRANSITION, Ground, Wish, minutes_since, request_of, without_minutes
from pebblepath.core.planner.session import (
    Activity,
    Lock,
    Plan,
    Played,
    RequestError,
    SessionRequest,
    lay_out,
    thing,
)
from pebblepath.core.planner.session.fitting import fitting, new_most
from pebblepath.core.planner.session.instance import LOCK_LEAST, LOCK_MOST, MINUTES_LEFT_LEAST
from pebblepath.library.planning import as_activities
from pebblepath.library.play import PlayActivity

STEP = 2
LONGEST_THING = 40
TOO_LATE = "Fewer than three minutes are left: too few for another activity."
NOT_MINUTES = "“{}” isn’t a number of minutes. A whole number from 3 to 120 is accepted."
NOT_ENERGY = "“{}” isn’t an energy. Very sleepy (-2) to full of beans (2) are accepted."
NOTHING_ELSE = "Nothing else fits at this place while the others stay. Taking it out may help."
NO_THING = "Please say which thing is missing, in up to 40 letters."


@dataclass(frozen=True)
class Asked:
    """What to ask the planner after a change.

    Attributes:
        wish: as it is after the change.
        requests: to try in this order.
        locked: ids of what is locked from now on, beside what was.
        otherwise: what to say when none of it can be; empty: say which wishes clash.
    """

    wish: Wish
    requests: Sequence[SessionRequest]
    locked: frozenset[str] = frozenset()
    otherwise: str = ""


@dataclass(frozen=True)
class Now:
    """A plan from where it stands.

    Attributes:
        wish: what was asked for.
        ground: what is known.
        activities: what can be played.
        done: how many of the plan's activities were begun or left out; they stay.
        begins: minutes from the session's beginning to the next activity.
        request: what is asked for from now on.
        plan: what is still to come.
        locked: the places in it that stay.
    """

    wish: Wish
    ground: Ground
    activities: tuple[Activity, ...]
    done: int
    begins: int
    request: SessionRequest
    plan: Plan
    locked: frozenset[int]

    @property
    def locked_ids(self) -> frozenset[str]:
        """The activities that stay."""
        return frozenset(self.plan.items[place].activity for place in self.locked)

    @property
    def places(self) -> range:
        """The places that are still to come."""
        return range(len(self.plan.items))

    def lock(self, place: int, *, at: int | None = None, exactly: bool = False) -> Lock:
        """Keep what is at a place: its minutes only where it is locked or so is asked."""
        item, held = self.plan.items[place], exactly or place in self.locked
        free_choice = item.or_else is None and place not in self.locked
        return Lock(
            place if at is None else at, item.activity, item.minutes if held else None, item.or_else, or_any=free_choice
        )

    def held(self) -> tuple[Lock, ...]:
        """What is locked, at its place."""
        return tuple(self.lock(place) for place in sorted(self.locked))

    @cached_property
    def new_most(self) -> int:
        """As many new activities as the whole plan may have: they aren't fewer because some places are fixed."""
        offered = [one for item in self.plan.items for one in (item.activity, item.or_else) if one]
        had = [*offered, *(done.activity for done in self.request.played)]
        allowed = new_most(fitting(self.activities, self.request), self.request)
        return max(allowed, sum(one not in self.request.known for one in had))

    def as_many(self, count: int) -> dict[str, Any]:
        """So many activities still to come, beside those that were played."""
        all_of_them = count + len(self.request.played)
        return {"items_least": all_of_them, "items_most": all_of_them}

    def asking(
        self, wish: Wish, *, for_goals: bool = False, without: Iterable[str] | None = None, **changed: Any
    ) -> SessionRequest:
        """What is asked from now on after a change.

        Args:
            wish: as it is after the change.
            for_goals: whether each goal should get its few minutes; nobody typed them, so they give way first.
            without: ids of cards that shouldn't come in; None: those that were swapped for others.
            changed: what is different in the request.
        """
        asked = request_of(wish, self.ground)
        fresh = replace(
            self.request,
            goals=asked.goals,
            missing=asked.missing,
            new_most=self.new_most,
            excluded=self.request.excluded | asked.excluded | set(wish.swapped if without is None else without),
            **changed,
        )
        return fresh if for_goals else without_minutes(fresh)


Change = Callable[[Now, int, str], Asked]


def now_of(session: Session, wish: Wish, ground: Ground) -> Now:
    """Where a session stands.

    Raises:
        NotPossible: the time is over.
        RequestError: too little time is left for a plan.
    """
    cards, done = ground.cards, done_of(session)
    played, skipped, left_of_this = _played(session, done, cards)
    since = minutes_since(session.started_at) if session.started_at else 0
    begins = since + left_of_this + (TRANSITION if played else 0)
    if wish.minutes - begins < MINUTES_LEFT_LEAST:
        raise NotPossible(TOO_LATE)
    asked = request_of(wish, ground)
    request = replace(
        asked,
        minutes=wish.minutes - begins,
        played=played,
        energy=_energy_now(session, wish, done),
        excluded=asked.excluded | skipped,
    )
    # A card that was hidden since has left the plan, too.
    coming = [item for item in session.plan[done:] if item["card"] in cards]
    rows = [(item["card"], item["minutes"], _other(item, cards)) for item in coming]
    locked = frozenset(place for place, item in enumerate(coming) if item["locked"])
    return Now(wish, ground, as_activities(cards.values()), done, begins, request, lay_out(rows, request), locked)


def done_of(session: Session) -> int:
    """How many activities of a plan, from the first, were begun or left out."""
    touched = [one["item"] for one in session.played.get("items", []) if one.get("minutes") or one.get("skipped")]
    return min(max(touched, default=-1) + 1, len(session.plan))


def _played(
    session: Session, done: int, cards: Mapping[str, PlayActivity]
) -> tuple[tuple[Played, ...], frozenset[str], int]:
    """What was played, what was left out, and how many minutes are left of what is being played."""
    told = {one["item"]: one for one in session.played.get("items", [])}
    played: list[Played] = []
    skipped: set[str] = set()
    left = 0
    for place, item in enumerate(session.plan[:done]):
        one = told.get(place, {"skipped": True})
        card, minutes = one.get("chosen") or item["card"], round(one.get("minutes", 0))
        if one.get("skipped"):
            skipped.add(card)
            continue
        if place == done - 1:
            left = max(0, item["minutes"] - minutes)
        if card in cards:
            played.append(Played(card, max(1, minutes + (left if place == done - 1 else 0)), item["or"] is not None))
    return tuple(played), frozenset(skipped), left


def _energy_now(session: Session, wish: Wish, done: int) -> int:
    """As it was told; else that of what was played last; else as on arrival."""
    if wish.energy_now and wish.energy_now[0] == done:
        return wish.energy_now[1]
    return int(session.plan[done - 1].get("energy", wish.energy)) if done else wish.energy


def _other(item: Mapping[str, Any], cards: Mapping[str, PlayActivity]) -> str | None:
    other = item["or"]
    return other["card"] if other and other["card"] in cards else None


def longer(now: Now, place: int, value: str) -> Asked:
    """A little longer; it then stays as long."""
    return _minutes(now, place, STEP)


def shorter(now: Now, place: int, value: str) -> Asked:
    """A little shorter; it then stays as short."""
    return _minutes(now, place, -STEP)


def _minutes(now: Now, place: int, step: int) -> Asked:
    item = now.plan.items[place]
    minutes = item.minutes + step
    if not LOCK_LEAST <= minutes <= LOCK_MOST:
        raise RequestError(f"{minutes} minutes would be too few or too many; {LOCK_LEAST} to {LOCK_MOST} are accepted.")
    this = replace(now.lock(place), minutes=minutes)
    others = [now.lock(one) for one in now.places if one != place]
    held = [lock for lock in now.held() if lock.place != place]
    return Asked(
        now.wish,
        [
            now.asking(now.wish, locks=(this, *others), **now.as_many(len(now.plan.items))),
            now.asking(now.wish, locks=(this, *held)),
        ],
        frozenset({item.activity}),
    )


def swap(now: Now, place: int, value: str) -> Asked:
    """The next best for this place; the others stay. What was there doesn't come back until nothing else is left."""
    gone = now.plan.items[place].activity
    wish = replace(now.wish, swapped=tuple(dict.fromkeys([*now.wish.swapped, gone])))
    others = [one for one in now.places if one != place]
    loosely = tuple(now.lock(one) for one in others)
    count = now.as_many(len(now.plan.items))
    asked = [
        now.asking(wish, locks=tuple(now.lock(one, exactly=True) for one in others), **count),
        now.asking(wish, locks=loosely, **count),
    ]
    if len(wish.swapped) > 1:
        # Round again: all that fits here was seen.
        asked.append(now.asking(wish, without=[gone], locks=loosely, **count))
    return Asked(wish, asked, otherwise=NOTHING_ELSE)


def take_out(now: Now, place: int, value: str) -> Asked:
    """Without this activity today; what stays moves up and fills the time, or else something else comes in."""
    gone = now.plan.items[place].activity
    wish = replace(now.wish, not_today=(*now.wish.not_today, gone))
    kept = [one for one in now.places if one != place]
    moved = tuple(now.lock(one, at=at) for at, one in enumerate(kept))
    held = tuple(lock for lock in now.held() if lock.activity != gone)
    asked = [now.asking(wish, locks=moved, **now.as_many(len(kept)))] if kept else []
    return Asked(wish, [*asked, now.asking(wish, locks=held)])


def missing(now: Now, place: int, value: str) -> Asked:
    """Something is broken or gone: what needs it goes, locked or not; the rest stays if it can."""
    name = thing(value)
    if not name or len(name) > LONGEST_THING:
        raise RequestError(NO_THING)
    wish = replace(now.wish, without=tuple(dict.fromkeys([*now.wish.without, name])))
    needs_it = {one.id for one in now.activities if name in one.equipment}
    stays = tuple(
        _without(now.lock(one), needs_it) for one in now.places if now.plan.items[one].activity not in needs_it
    )
    held = tuple(lock for lock in stays if lock.place in now.locked)
    return Asked(
        wish,
        [now.asking(wish, locks=stays, **now.as_many(len(now.plan.items))), now.asking(wish, locks=held)],
    )


def _without(lock: Lock, gone: set[str]) -> Lock:
    """The lock, with another choice where the one that was there is gone."""
    return replace(lock, or_else=None, or_any=True) if lock.or_else in gone else lock


def minutes_left(now: Now, place: int, value: str) -> Asked:
    """So many minutes are left from now: what is locked keeps its place, or if that can't be, is at least in it."""
    if not value.isdecimal() or not MINUTES_LEFT_LEAST <= int(value) <= 120:
        raise RequestError(NOT_MINUTES.format(value[:20]))
    wish = replace(now.wish, minutes=now.wish.minutes - now.request.minutes + int(value))
    locks = tuple(replace(lock, minutes=None) for lock in now.held())
    left: dict[str, Any] = {"minutes": int(value)}
    asked = [now.asking(wish, for_goals=True, locks=locks, **left), now.asking(wish, locks=locks, **left)]
    if locks:
        asked.append(now.asking(wish, must_have=now.locked_ids, **left))
    return Asked(wish, asked)


def energy(now: Now, place: int, value: str) -> Asked:
    """The child's energy is another than was thought."""
    if value not in {"-2", "-1", "0", "1", "2"}:
        raise RequestError(NOT_ENERGY.format(value[:20]))
    said = int(value)
    wish = replace(now.wish, energy_now=(now.done, said)) if now.done else replace(now.wish, energy=said)
    asked: dict[str, Any] = {"energy": said, "locks": now.held()}
    return Asked(wish, [now.asking(wish, for_goals=True, **asked), now.asking(wish, **asked)])


CHANGES: Mapping[str, Change] = {
    "longer": longer,
    "shorter": shorter,
    "swap": swap,
    "out": take_out,
    "missing": missing,
    "left": minutes_left,
    "energy": energy,
}
