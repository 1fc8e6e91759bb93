"""The truth that the generator put in, beside what the page answers, which can't see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.answers import answer_for
from pebblepath.apps.people.models import Household
from pebblepath.apps.understanding.models import Strategy
from pebblepath.demo.families import load_practice, place_name, strategy_name
from pebblepath.demo.schema import ChildTruth, GoalTruth, StrategyTruth
from pebblepath.demo.stable import stable_id


@dataclass(frozen=True)
class TruthRow:
    """One strategy for one goal in one place, ready to show.

    Attributes:
        child, goal, strategy, place: in the family's words.
        put_in: what the generator put in, in words with the number in logits.
        used: on which days it was used.
        verdict: the label that the page shows.
        mean, low, high: the engine's answer and its 90 % interval, in logits.
        inside: whether the truth lies in the interval.
    """

    child: str
    goal: str
    strategy: str
    place: str
    put_in: str
    used: str
    verdict: str
    mean: str
    low: str
    high: str
    inside: bool


def comparison() -> list[TruthRow]:
    """Every strategy of the demo's families that was used at least once; empty where the demo isn't loaded."""
    return [row for child in load_practice().children for truth in child.goals for row in _rows(child, truth)]


def _rows(child: ChildTruth, truth: GoalTruth) -> list[TruthRow]:
    goal = Goal.objects.filter(public_id=stable_id(child.id, truth.id)).select_related("child").first()
    if goal is None:
        return []
    effects = _effects(goal)
    rows = []
    for strategy in truth.strategies:
        for place, put_in in strategy.effect.items():
            found = effects.get((strategy_name(child, strategy.strategy), _place_in(child, place)))
            if found is not None:
                rows.append(_row(child, goal, strategy, place, put_in, found))
    return rows


def _effects(goal: Goal) -> dict[tuple[str, str], dict[str, Any]]:
    """The engine's effects by the strategy's name and the place; a home goes by its name."""
    names = dict(Strategy.objects.filter(child=goal.child).values_list("pk", "name"))
    homes = {f"home:{pk}": name for pk, name in Household.objects.filter(child=goal.child).values_list("pk", "name")}
    effects = answer_for(goal).result["effects"]
    return {
        (names[effect["strategy"]], homes.get(effect["setting"], effect["setting"])): effect
        for effect in effects
        if effect["with"]
    }


def _place_in(child: ChildTruth, place: str) -> str:
    return place_name(child, place) if ":" in place else place


def _row(
    child: ChildTruth, goal: Goal, strategy: StrategyTruth, place: str, put_in: float, found: dict[str, Any]
) -> TruthRow:
    return TruthRow(
        child=goal.child.name,
        goal=goal.title,
        strategy=strategy_name(child, strategy.strategy),
        place=place_name(child, place),
        put_in=in_words(put_in),
        used=how_used(strategy),
        verdict=found["label"],
        mean=_signed(found["mean"]),
        low=_signed(found["low"]),
        high=_signed(found["high"]),
        inside=found["low"] <= put_in <= found["high"],
    )


def in_words(effect: float) -> str:
    """A true effect as a person would say it."""
    if effect == 0:
        return "does nothing: 0"
    return f"{'helps' if effect > 0 else 'makes it harder'}: {_signed(effect)}"


def how_used(strategy: StrategyTruth) -> str:
    """On which days a strategy was used."""
    return {
        "random days": f"on random days, {strategy.share:.0%} of them",
        "when wanted": f"when the child wanted it, {strategy.share:.0%} of the days",
        "since": f"started on day {strategy.from_day + 1} and kept",
        "hard days": "mostly on hard days",
        "always": "always there, never left out to test it",
    }[strategy.used]


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
