"""Judge any plan, whoever made it, without a solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fitting import against
from .instance import Activity, Plan, SessionRequest
from .points import points
from .reading import Reading, read
from .rules import rules_for
from .weights import WEIGHTS, Weights


@dataclass(frozen=True)
class Fault:
    """A broken rule: its name, and a therapist's sentence on how it is broken."""

    rule: str
    words: str


@dataclass(frozen=True)
class Judgement:
    """What is wrong with a plan (nothing: it holds), and its points."""

    faults: tuple[Fault, ...]
    points: int

    @property
    def holds(self) -> bool:
        """Whether every rule is kept."""
        return not self.faults


def check(
    plan: Plan, request: SessionRequest, activities: Sequence[Activity], *, weights: Weights = WEIGHTS
) -> Judgement:
    """Judge a plan: every rule that isn't loosened, for whichever way the child chooses.

    Raises RequestError for an id that isn't among the activities.
    """
    if not plan.items:
        return Judgement((Fault("count", "The plan is empty."),), 0)
    reading = read(plan, request, activities)
    return Judgement(tuple([*_unfit(reading), *_broken(reading)]), points(reading, weights))


def _unfit(reading: Reading) -> list[Fault]:
    return [
        Fault("fit", f"{option.name} {words}.")
        for option in reading.everything
        for words in against(option, reading.request)
    ]


def _broken(reading: Reading) -> list[Fault]:
    return [Fault(rule.name, words) for rule in rules_for(reading.request.loosened) for words in rule.broken(reading)]
