"""What the demo's families are, as their TOML files say it, and what is checked when they are read.

Everything here is made up: people, days and effects. A `GoalTruth` is what the generator knows and the page doesn't.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Days = Literal["any", "school days", "weekends"] | Weekday | tuple[Weekday, ...]
Used = Literal["random days", "since", "hard days", "when wanted", "always"]
Clock = Annotated[str, Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")]
ALL_DAYS = 90


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Frozen):
    """Somebody in a child's circle.

    ``leans`` is how much farther along (logits) this person tends to see a moment than others do.
    """

    id: str
    name: str
    email: str = Field(pattern=r"^[a-z.]+@demo\.example$")
    circle_name: str
    role: Literal["therapist", "family", "teacher", "child", "other"]
    home: str | None = None
    leans: float = 0.0
    goals: tuple[str, ...] = ()
    also: tuple[Literal["timeline", "other_home"], ...] = ()


class Home(_Frozen):
    """One of a child's homes."""

    id: str
    name: str


class Own(_Frozen):
    """A strategy in the family's own words."""

    id: str
    name: str
    how: str
    settings: tuple[Literal["home", "school", "community", "clinic"], ...] = Field(min_length=1)
    symbol: str
    comfort: bool = False


class Teller(_Frozen):
    """Who tells of a goal: where, on which days, and how many moments such a day has on average."""

    by: str
    place: str
    days: Days = "any"
    rate: float = Field(gt=0, le=2)
    hours: tuple[Clock, ...] = Field(min_length=1)


class StrategyTruth(_Frozen):
    """What one strategy truly does for a goal, and on which days it is used.

    "When wanted" is by chance like "random days", but the child chose: comforts are never left out to test them.
    ``effect`` holds logits by place: 0 does nothing, below 0 makes it harder. Where a place isn't named, the strategy
    isn't used there.
    """

    strategy: str
    used: Used
    effect: dict[str, float] = Field(min_length=1)
    from_day: int = Field(default=0, ge=0, lt=ALL_DAYS)
    share: float = Field(default=0.5, gt=0, lt=1)


class Growth(_Frozen):
    """The growth that would have come anyway (logits).

    ``rise`` is reached on the last day, or, on a plateau, after ``rise_days`` and kept; a random walk with ``sigma``
    (logits per square root of a day) lies on top, and in each hard week it is ``dip`` lower.
    """

    rise: float
    rise_days: int = Field(default=ALL_DAYS, gt=0, le=ALL_DAYS)
    sigma: float = Field(default=0.04, ge=0, le=0.3)
    hard_weeks: tuple[int, ...] = ()
    hard_days: float = Field(default=0.05, ge=0, le=0.5)
    dip: float = Field(default=1.0, ge=0)


class GoalTruth(_Frozen):
    """A goal, who tells of it, and the truth behind its moments."""

    id: str
    occupation: str
    title: str | None = None
    settings: tuple[Literal["home", "school", "community", "clinic"], ...] = Field(min_length=1)
    start_step: Literal[0, 1]
    child_importance: Literal[1, 2, 3] | None = None
    family_importance: Literal[1, 2, 3] | None = None
    paused: bool = False
    split: tuple[int, tuple[str, ...]] | None = None
    begins: int = Field(default=0, ge=0, lt=ALL_DAYS)
    ends: int = Field(default=ALL_DAYS, gt=0, le=ALL_DAYS)
    cuts: tuple[float, float, float, float] = (-0.8, 0.5, 1.8, 3.0)
    places: dict[str, float] = Field(min_length=1)
    growth: Growth
    tellers: tuple[Teller, ...] = Field(min_length=1)
    strategies: tuple[StrategyTruth, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> GoalTruth:
        if list(self.cuts) != sorted(set(self.cuts)):
            raise ValueError(f"the cutpoints of {self.id} are {self.cuts}; each is above the one before")
        told = {teller.place for teller in self.tellers}
        named = {place for strategy in self.strategies for place in strategy.effect}
        for place in sorted(told | named):
            if place not in self.places:
                raise ValueError(f"{self.id} names the place '{place}'; accepted are {', '.join(self.places)}")
        return self


class OpenTeller(_Frozen):
    """Who tells moments without a goal, and how many on an average day."""

    by: str
    place: str
    days: Days = "any"
    rate: float = Field(gt=0, le=1)
    hours: tuple[Clock, ...] = Field(min_length=1)
    ease: float = Field(default=2.4, ge=0, le=4, description="how it goes on average, 0 very hard to 4 very well")


class OwnVoice(_Frozen):
    """How often the child tells by herself: a feeling, or that she needs a break (times on an average day)."""

    by: str
    feelings: float = Field(ge=0, le=1)
    breaks: float = Field(ge=0, le=1)


class ChildTruth(_Frozen):
    """A child with her circle, her strategies, her goals, and the truth about them."""

    id: str
    name: str
    pronouns: Literal["she", "he", "they"]
    age: int = Field(ge=0, le=18)
    birthday: tuple[int, int]
    picture: str
    joys: str
    staff: tuple[str, ...]
    away: tuple[int, int] | None = None
    homes: tuple[Home, ...] = ()
    people: tuple[Person, ...] = Field(min_length=1)
    cards: tuple[str, ...] = Field(min_length=1)
    own: tuple[Own, ...] = ()
    rests: str | None = None
    goals: tuple[GoalTruth, ...] = Field(min_length=1)
    open_moments: tuple[OpenTeller, ...] = ()
    own_voice: OwnVoice | None = None

    @model_validator(mode="after")
    def _names_are_known(self) -> ChildTruth:
        people = {person.id for person in self.people} | set(self.staff)
        strategies = set(self.cards) | {own.id for own in self.own}
        for goal in self.goals:
            self._accept(f"{goal.id}: who tells", {teller.by for teller in goal.tellers}, people)
            self._accept(f"{goal.id}: strategies", {truth.strategy for truth in goal.strategies}, strategies)
        self._accept("open moments: who tells", {teller.by for teller in self.open_moments}, people)
        self._accept("own voice", {self.own_voice.by} if self.own_voice else set(), people)
        self._accept("the resting strategy", {self.rests} if self.rests else set(), strategies)
        self._accept("homes", {p.home for p in self.people if p.home}, {home.id for home in self.homes})
        shared = {goal for person in self.people for goal in person.goals}
        self._accept("shared goals", shared, {goal.id for goal in self.goals})
        return self

    def _accept(self, what: str, named: set[str], known: set[str]) -> None:
        for name in sorted(named - known):
            raise ValueError(f"{self.id}, {what}: '{name}' isn't known; accepted are {', '.join(sorted(known))}")


class Therapist(_Frozen):
    """Somebody on the staff."""

    id: str
    name: str
    email: str = Field(pattern=r"^[a-z.]+@demo\.example$")
    leads: bool = False
    leans: float = 0.0


class PracticeTruth(_Frozen):
    """The demo practice with its staff and children."""

    name: str
    time_zone: str
    studies_name: str
    therapists: tuple[Therapist, ...] = Field(min_length=1)
    children: tuple[ChildTruth, ...] = Field(min_length=1)
