"""From the moments of a goal to an answer that is kept: what helps, in numbers and as pictures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.models import Answer, Turn
from pebblepath.apps.moments.models import Moment, MomentQuerySet
from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.practice_library import every_card_of

ENGINE = 2
AT_ONCE = 1500
ASK_AGAIN = dt.timedelta(minutes=2)
PICTURE_MOMENTS = 120
EMPTY: dict[str, Any] = {"effects": []}


def answer_for(goal: Goal) -> Answer:
    """The answer as of the newest change, computed now if it isn't there yet.

    A goal with very many moments keeps its last answer (at first an empty one) until the worker has the next: nobody
    waits on a page for it, and no web worker grows large by it.
    """
    answer = Answer.objects.filter(goal=goal).first() or Answer(engine=0, result=EMPTY)
    answer.goal = goal  # with what is loaded of it
    if answer.engine != ENGINE:
        answer.result = EMPTY  # an older engine said it in another way
    changed, homes = newest_change(goal), len(goal.child.households.all())
    if answer.engine == ENGINE and answer.as_of == changed and answer.result.get("homes", homes) == homes:
        return answer
    if told_about(goal).count() > AT_ONCE:
        return _ask_the_worker(answer)
    return compute(answer, changed)


def _ask_the_worker(answer: Answer) -> Answer:
    """Put the goal on the worker's list, unless it was put there just now; a lost task is put there again later."""
    now = timezone.now()
    if answer.asked_at is None or now - answer.asked_at > ASK_AGAIN:
        answer.asked_at = now
        _keep(answer)
        compute_later.enqueue(answer.goal_id)
    return answer


@task()
def compute_later(goal_id: int) -> None:
    """Compute one answer in the worker; doing it twice does no harm."""
    goal = Goal.objects.get(pk=goal_id)
    answer = Answer.objects.filter(goal=goal).first() or Answer(goal=goal, engine=0)
    compute(answer, newest_change(goal))


def compute(answer: Answer, changed: dt.datetime | None) -> Answer:
    """Ask the engine and keep what it says.

    Args:
        answer: the one to fill.
        changed: the newest change among the moments; read before the moments, so that a moment told meanwhile makes
            the answer stale and not lost.
    """
    columns = ("pk", "day", "setting", "household_id", "told_by_id", "step")
    moments = list(told_about(answer.goal).order_by("happened_at", "id").values_list(*columns))
    answer.engine, answer.as_of, answer.moments, answer.asked_at = ENGINE, changed, len(moments), None
    answer.result = _ask(answer.goal, moments, _strategies_of(answer.goal)) if moments else EMPTY
    _keep(answer)
    _tell_turns(answer)
    return answer


def _tell_turns(answer: Answer) -> None:
    """Keep each verdict that changed: together they are the story of an answer."""
    last = {(turn.strategy_id, turn.place): turn.verdict for turn in Turn.objects.filter(goal=answer.goal)}
    Turn.objects.bulk_create(
        Turn(
            goal=answer.goal,
            strategy_id=effect["strategy"],
            place=effect["setting"],
            verdict=effect["verdict"],
            label=effect["label"],
            moments=effect["with"] + effect["without"],
        )
        for effect in answer.result["effects"]
        if effect["with"] and last.get((effect["strategy"], effect["setting"])) != effect["verdict"]
    )


def _keep(answer: Answer) -> None:
    """Two people may ask for the first time at once: the later answer stays."""
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError:
        answer.pk = Answer.objects.get(goal=answer.goal).pk
        answer.save()


def newest_change(goal: Goal) -> dt.datetime | None:
    """When a moment of this goal was last told, changed or removed."""
    newest: dt.datetime | None = Moment.objects.filter(goal=goal).aggregate(at=Max("changed_at"))["at"]
    return newest


def is_behind(answer: Answer) -> bool:
    """Whether moments were told since the answer was computed."""
    return answer.asked_at is not None


def told_about(goal: Goal) -> MomentQuerySet:
    """The moments that an answer rests on."""
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
    from pebblepath.core.evidence.picture import draw

    two_homes = len(goal.child.households.all()) > 1
    told = [
        Told(day, place_of(setting, home, two_homes), str(person), step, frozenset(map(str, used.get(id, ()))))
        for id, day, setting, home, person, step in moments
    ]
    result = what_helps(told, levels=goal.levels)
    first = moments[0][1]
    growth = {place: expected_level_without(result, place) for place in {moment.setting for moment in told}}
    homes = {f"home:{home.pk}": f"at {home.name}" for home in goal.child.households.all()}
    comforts = set(goal.child.strategies.filter(comfort=True).values_list("pk", flat=True))
    noun = goal_as_noun(goal)
    effects = [_kept(effect, noun, homes, comforts) for effect in result.effects]
    for kept, effect in zip(effects, result.effects, strict=True):
        here = [moment for moment in told if moment.setting == effect.setting][-PICTURE_MOMENTS:]
        dots = [((m.when - first).days, m.outcome, effect.strategy in m.strategies) for m in here]
        drawn = draw(dots, growth[effect.setting], levels=goal.levels, first=first)
        kept["picture"] = render_to_string("insights/_picture.html", {"picture": drawn})
        kept["rows"] = drawn.rows
    return {"effects": effects, "sigma": result.sigma, "homes": len(goal.child.households.all())}


def _kept(effect: Any, noun: str, homes: dict[str, str], comforts: set[int]) -> dict[str, Any]:
    from pebblepath.core.evidence.words import LABELS, saying

    home = homes.get(effect.setting)
    label = home or Setting(effect.setting).label
    where = f"at {home}" if home else label.lower()
    comfort = int(effect.strategy) in comforts
    words = saying(effect, where=where, outcome_name=noun, comfort=comfort)
    kept = {"label": LABELS[effect.verdict], "saying": words, "place": label}
    kept |= effect.to_json() | {
        "p_small": effect.p_small,
        "changes": effect.changes,
        "by_coin": effect.by_coin,
    }
    return kept | {"more": asdict(effect.more) if effect.more else None, "strategy": int(effect.strategy)}


def goal_as_noun(goal: Goal) -> str:
    """The goal as a sentence can speak of it: "zipping a jacket", or "it" for a child's own sentence."""
    card = every_card_of(goal.child.practice_id).occupations.get(goal.occupation)
    if card:
        return card.name
    return "it" if goal.title.lower().startswith(("i ", "i'")) else goal.title
