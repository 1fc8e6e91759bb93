"""The library's play cards as the session planner sees them, and a session's wishes as a file says them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pebblepath.core.planner.session import Activity, GoalWish, Lock, Played, SessionRequest, things
from pebblepath.library.play import Mess, Noise, PlayActivity, Space
from pebblepath.library.schema import Care, DeeperGoal, Sense

# Kinds that are heavy or moving by themselves; others are when they give movement or the body that much.
MOVING_KINDS = frozenset({"swing", "climb", "crawl", "jump", "balance", "ball", "heavy"})
MUCH = 1


def as_activity(card: PlayActivity) -> Activity:
    """A play card as an activity of the planner."""
    return Activity(
        id=card.id,
        name=card.name,
        kind=card.kind,
        minutes_least=card.minutes_least,
        minutes_most=card.minutes_most,
        works_on={str(goal): level for goal, level in card.works_on.items()},
        gives={str(sense): rousing for sense, rousing in card.gives.items()},
        energy=card.energy,
        equipment=things(card.equipment),
        space=card.space,
        people_least=card.people_least,
        people_most=card.people_most,
        noise=card.noise,
        mess=card.mess,
        age_from=card.age_from,
        age_to=card.age_to,
        joys=frozenset(card.joys),
        not_with=frozenset(card.not_with),
        moving=is_moving(card),
        fun=card.fun,
        at_home=card.at_home,
        easier=card.easier,
        harder=card.harder,
    )


def as_activities(cards: Iterable[PlayActivity]) -> tuple[Activity, ...]:
    """Several play cards, in their order."""
    return tuple(as_activity(card) for card in cards)


def is_moving(card: PlayActivity) -> bool:
    """Whether a card is heavy or moving play: by its kind, or by what it gives; never at a table."""
    if card.space == "table":
        return False
    return card.kind in MOVING_KINDS or max(card.gives.get("movement", -2), card.gives.get("body", -2)) >= MUCH


class _InFile(BaseModel):
    """What a file may say: nothing beyond its own fields, and no number written as a text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class GoalInFile(_InFile):
    """A deeper goal of the session."""

    goal: DeeperGoal
    weight: int = Field(default=1, ge=1, le=3, description="how much it matters today")
    minutes: int = Field(default=0, ge=0, le=120, description="minutes that it gets at least")
    level: int | None = Field(default=None, ge=-2, le=2, description="where the child is on its path: how to pitch it")


class LockInFile(_InFile):
    """What stays at its place."""

    place: int = Field(ge=1, le=7, description="1 is the next activity")
    activity: str
    minutes: int | None = Field(default=None, ge=3, le=60)
    or_else: str | None = Field(default=None, description="the other half of a choice")


class PlayedInFile(_InFile):
    """What was played already today."""

    activity: str
    minutes: int = Field(ge=1, le=120)
    chosen: bool = Field(default=False, description="whether the child chose it")


# Written as a list in JSON; in strict reading a list is no set, so these are read leniently, item by item.
_Words = Annotated[frozenset[str], Field(strict=False)]


class SessionInFile(_InFile):
    """The wishes for one session. Everything but ``minutes`` may be left out."""

    minutes: int = Field(
        ge=3, le=120, description="from now to the end, transitions included; from 15 at the beginning"
    )
    goals: Annotated[tuple[GoalInFile, ...], Field(strict=False)] = ()
    energy: int = Field(default=0, ge=-2, le=2, description="the child's energy now: -2 very low, 2 very high")
    too_much: Annotated[frozenset[Sense], Field(strict=False)] = Field(
        default=frozenset(), description="senses that are too much: what gives them at all isn't played"
    )
    seeks: Annotated[frozenset[Sense], Field(strict=False)] = Field(
        default=frozenset(), description="senses that the child looks for"
    )
    joys: _Words = Field(default=frozenset(), description="what the child loves, in the words of the play cards")
    things: Annotated[frozenset[str] | None, Field(strict=False)] = Field(
        default=None, description="what is in the room; left out: everything is"
    )
    missing: _Words = Field(default=frozenset(), description="what is broken or gone today")
    spaces: Annotated[frozenset[Space], Field(strict=False)] = Field(
        default=frozenset({"table", "room"}), description="places to play; a gym offers room and mat, a room offers mat"
    )
    children: int = Field(default=1, ge=1, le=12)
    grown_ups: int = Field(default=1, ge=0, le=12, description="grown-ups who can play along")
    noise: Noise = Field(default="loud", description="the most that is all right")
    mess: Mess = Field(default="much", description="the most that is all right")
    age: int | None = Field(default=None, ge=0, le=21, description="years; left out: age hints don't count")
    cares: Annotated[frozenset[Care], Field(strict=False)] = Field(
        default=frozenset(), description="what needs minding around this child"
    )
    known: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="activity: days since it was last played; the others are new"
    )
    new_most: int | None = Field(default=None, ge=0, le=7, description="new activities at most; left out: about one")
    must_have: _Words = Field(default=frozenset(), description="activities that have to be in the plan")
    excluded: _Words = Field(default=frozenset(), description="activities that aren't wanted")
    locks: Annotated[tuple[LockInFile, ...], Field(strict=False)] = ()
    played: Annotated[tuple[PlayedInFile, ...], Field(strict=False)] = Field(
        default=(), description="what was played already, in order"
    )
    transition: int = Field(default=2, ge=0, le=10, description="minutes between two activities")
    items_least: int = Field(default=3, ge=1, le=7)
    items_most: int = Field(default=7, ge=1, le=7)
    loosened: _Words = Field(default=frozenset(), description="names of rules that don't hold today")

    def to_request(self) -> SessionRequest:
        """The request that the planner understands. Raises RequestError for values that don't go together."""
        plain = {name: getattr(self, name) for name in type(self).model_fields if name not in _TRANSLATED}
        return SessionRequest(
            **plain,
            goals=tuple(GoalWish(wish.goal, wish.weight, wish.minutes, wish.level) for wish in self.goals),
            things=None if self.things is None else things(self.things),
            missing=things(self.missing),
            locks=tuple(Lock(one.place - 1, one.activity, one.minutes, one.or_else) for one in self.locks),
            played=tuple(Played(one.activity, one.minutes, one.chosen) for one in self.played),
        )


_TRANSLATED = {"goals", "things", "missing", "locks", "played"}
