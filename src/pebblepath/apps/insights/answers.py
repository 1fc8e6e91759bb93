"""From the moments of a goal to an answer that is kept: what helps, in numbers and as pictures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Max

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.moments.models import Moment, MomentQuerySet
from pebblepath.apps.people.models import Setting
from pebblepath.library import load_library

ENGINE = 1
AT_ONCE = 1500
PICTURE_MOMENTS = 160


def answer_for(goal: Goal) -> Answer:
    """The answer as of the newest change; it is computed when it isn't there yet.

    A goal with very many moments keeps its last answer until the worker has the next one (`refresh` command): nobody
    waits on a page for it.
    """
    answer = Answer.objects.filter(goal=goal).first() or Answer(goal=goal, engine=0)
    changed = newest_change(goal)
    if answer.engine == ENGINE and answer.as_of == changed:
        return answer
    if answer.pk and answer.engine == ENGINE and answer.moments > AT_ONCE:
        return answer
    return compute(goal, answer, changed)


def compute(goal: Goal, answer: Answer, changed: dt.datetime | None) -> Answer:
    """Ask the engine and keep what it says."""
    moments = list(
        _told(goal)
        .order_by("happened_at", "id")
        .values_list("pk", "day", "setting", "household_id", "told_by_id", "step")
    )
    used = _strategies_of(goal)
    answer.engine, answer.as_of, answer.moments = ENGINE, changed, len(moments)
    answer.result = _ask(goal, moments, used) if moments else {"effects": [], "settings": {}}
    answer.save()
    return answer


def newest_change(goal: Goal) -> dt.datetime | None:
    """When a moment of this goal was last told, changed or removed."""
    newest: dt.datetime | None = Moment.objects.filter(goal=goal).aggregate(at=Max("changed_at"))["at"]
    return newest


def is_behind(answer: Answer) -> bool:
    """Whether moments were told since the answer was computed."""
    return answer.as_of != newest_change(answer.goal)


def _told(goal: Goal) -> MomentQuerySet:
    return Moment.objects.kept().filter(goal=goal, step__isnull=False)


def _strategies_of(goal: Goal) -> dict[Any, list[int]]:
    used: dict[Any, list[int]] = defaultdict(list)
    through = Moment.strategies.through.objects.filter(moment__goal=goal)
    for moment, strategy in through.values_list("moment_id", "strategy_id"):
        used[moment].append(strategy)
    return used


def place_of(setting: str, household: int | None, two_homes: bool) -> str:
    """The engine's name for a setting: two homes are two places, as they differ, and so may what helps there."""
    return f"home:{household}" if two_homes and setting == Setting.HOME and household else setting


def _ask(goal: Goal, moments: Sequence[tuple[Any, ...]], used: dict[Any, list[int]]) -> dict[str, Any]:
    # Loaded on first use: numpy and scipy would make every web worker twice as big.
    from pebblepath.core.evidence import Moment as Told
    from pebblepath.core.evidence import expected_level_without, what_helps

    two_homes = goal.child.households.count() > 1
    told = [
        Told(day, place_of(setting, home, two_homes), str(person), step, frozenset(map(str, used.get(id, ()))))
        for id, day, setting, home, person, step in moments
    ]
    result = what_helps(told, levels=goal.levels)
    first = moments[0][1]
    places = {}
    for place in sorted({t.setting for t in told}):
        here = [t for t in told if t.setting == place][-PICTURE_MOMENTS:]
        dots = [((t.when - first).days, t.outcome, sorted(map(int, t.strategies))) for t in here]
        growth = [asdict(day) for day in expected_level_without(result, place) if day.day >= dots[0][0]]
        places[place] = {"dots": dots, "growth": _thin(growth)}
    names = {f"home:{home.pk}": home.name for home in goal.child.households.all()}
    effects = [_kept(effect, goal, names) for effect in result.effects]
    return {"effects": effects, "first": first.isoformat(), "sigma": result.sigma, "places": places}


def _kept(effect: Any, goal: Goal, names: dict[str, str]) -> dict[str, Any]:
    from pebblepath.core.evidence.words import LABELS, saying

    place = names.get(effect.setting) or Setting(effect.setting).label.lower()
    words = saying(effect, setting_name=place, outcome_name=goal_as_noun(goal))
    kept = {"label": LABELS[effect.verdict], "saying": words}
    kept |= effect.to_json() | {
        "p_small": effect.p_small,
        "changes": effect.changes,
        "by_coin": effect.by_coin,
    }
    return kept | {"more": asdict(effect.more) if effect.more else None, "strategy": int(effect.strategy)}


def goal_as_noun(goal: Goal) -> str:
    """The goal as a sentence can speak of it: "zipping a jacket", or "it" for a child's own sentence."""
    card = load_library().occupations.get(goal.occupation)
    if card:
        return card.name
    return "it" if goal.title.lower().startswith(("i ", "i'")) else goal.title


def _thin(growth: list[dict[str, Any]], most: int = 80) -> list[dict[str, Any]]:
    every = max(1, len(growth) // most)
    thinned = growth[::every]
    return thinned if not growth or thinned[-1] is growth[-1] else [*thinned, growth[-1]]
