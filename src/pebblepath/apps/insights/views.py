"""The page "What helps": per goal and setting, a plain sentence, a picture and counts for each strategy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.insights.answers import ENGINE, answer_for, is_behind
from pebblepath.apps.insights.models import Answer, TryOut, Turn
from pebblepath.apps.insights.try_outs import fit_for_try_out
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.understanding.models import Strategy
from pebblepath.apps.understanding.practice_library import every_card_of
from pebblepath.library import Library
from pebblepath.library.matching import HARDER

PILLS = {
    "helps": "moss",
    "promising": "moss",
    "better_since_then": "sky",
    "cannot_tell_yet": "sky",
    "not_enough_yet": "sky",
    "little_difference": "plain",
    "harder_since_then": "clay",
    "seems_harder": "clay",
}
ORDER = list(PILLS)


@dataclass(frozen=True)
class Finding:
    """One strategy in one place, ready to be shown."""

    strategy: str
    symbol: str
    verdict: str
    label: str
    pill: str
    sentence: str
    comfort: bool
    key: str
    place: str
    fits_try_out: bool
    research: str
    story: Sequence[Turn]
    numbers: dict[str, Any]
    rows: Sequence[tuple[int, int, int]]
    picture: SafeString

    @property
    def lead(self) -> str:
        """The first sentence, for where there is room for one."""
        return self.sentence.partition(". ")[0].rstrip(".") + "."


@dataclass
class Place:
    """One setting with its findings."""

    name: str
    symbol: str
    findings: list[Finding] = field(default_factory=list)
    waiting: list[Finding] = field(default_factory=list)


@child_page()
def what_helps(request: HttpRequest, access: Access) -> HttpResponse:
    """What helps for one goal: the one that was chosen, or the one with the most to tell."""
    goals = list(Goal.objects.seen_by(access).exclude(state=State.CLOSED))
    chosen = request.GET.get("goal")
    if not goals:
        return render(request, "insights/what_helps.html", {"goals": goals})
    goal = get_object_or_404(Goal.objects.seen_by(access), public_id=chosen) if chosen else _most_to_tell(goals)
    prefetch_related_objects([access.child], "households")
    goal.child = access.child
    answer = answer_for(goal)
    context = {
        "goals": goals,
        "goal": goal,
        "answer": answer,
        "behind": is_behind(answer),
        "places": places_of(access, answer),
        "try_outs": TryOut.objects.seen_by(access).filter(goal=goal).select_related("strategy")[:6],
        "today": access.child.today(),
        "may_shape": access.may(Scope.SHAPE) and goal.state == State.ACTIVE,
        "stones": list(goal.stones.all()),
    }
    return render(request, "insights/what_helps.html", context)


def _most_to_tell(goals: list[Goal]) -> Goal:
    told = dict(Answer.objects.filter(goal__in=goals).values_list("goal_id", "moments"))
    return max(goals, key=lambda goal: told.get(goal.pk, 0))


@dataclass(frozen=True)
class Known:
    """What the answers speak of: strategies by key; on a goal's own page how each verdict came about, and the cards."""

    strategies: dict[int, Strategy]
    turns: Mapping[tuple[int, str], Sequence[Turn]]
    library: Library | None


def _known(access: Access, goal: Goal | None = None) -> Known:
    strategies = {s.pk: s for s in access.child.strategies.all()}
    turns: dict[tuple[int, str], list[Turn]] = {}
    for turn in Turn.objects.filter(goal=goal) if goal else ():
        turns.setdefault((turn.strategy_id, turn.place), []).append(turn)
    return Known(strategies, turns, every_card_of(access.child.practice_id) if goal else None)


def places_of(access: Access, answer: Answer) -> list[Place]:
    """What an answer says, place by place, as far as this person may see it."""
    return _places(access, answer, _known(access, answer.goal))


def _places(access: Access, answer: Answer, known: Known) -> list[Place]:
    places: dict[str, Place] = {}
    effects = [e for e in answer.result["effects"] if may_see_place(access, e["setting"])]
    for effect in sorted(effects, key=lambda e: (ORDER.index(e["verdict"]), -e["p_helps"])):
        place = effect["setting"]
        setting = place.partition(":")[0]
        places.setdefault(place, Place(effect["place"], setting))
        if effect["with"]:
            one = _finding(effect, known.strategies[effect["strategy"]], known)
            (places[place].waiting if one.verdict == "not_enough_yet" else places[place].findings).append(one)
    found = [places[place] for place in sorted(places, key=_in_order)]
    return [place for place in found if place.findings or place.waiting]


def _in_order(place: str) -> tuple[bool, int]:
    """Settings in their usual order, then the homes of a child who has two."""
    setting, _, home = place.partition(":")
    return bool(home), int(home) if home else Setting.values.index(setting)


def may_see_place(access: Access, place: str) -> bool:
    """Whether a person may see what was found in a place.

    Answers of a home that isn't one's own only where that was agreed; without the consent for the timeline, only those
    of the person's own setting.
    """
    setting, _, home = place.partition(":")
    if home and int(home) != access.member.household_id and not access.may(Scope.OTHER_HOME):
        return False
    return access.may(Scope.TIMELINE) or setting == access.member.setting


def _finding(effect: dict[str, Any], strategy: Strategy, known: Known) -> Finding:
    verdict = effect["verdict"]
    return Finding(
        strategy=strategy.name,
        symbol=strategy.symbol,
        verdict=verdict,
        label=effect["label"],
        pill=PILLS[verdict],
        sentence=effect["saying"],
        comfort=strategy.comfort,
        key=strategy.public_id,
        place=effect["setting"].replace(":", "-"),
        fits_try_out=fit_for_try_out(effect, strategy.comfort) and strategy.ended_at is None,
        story=known.turns.get((strategy.pk, effect["setting"]), ()),
        numbers=effect,
        research=_research(strategy, known.library),
        rows=effect["rows"],
        picture=mark_safe(effect["picture"]),  # made by our own template from numbers alone
    )


def _research(strategy: Strategy, library: Library | None) -> str:
    """What research says of a card, in a word; nothing where it wasn't looked up, or for a family's own strategy."""
    card = library.strategies.get(strategy.card) if library else None
    topic = library.research.get(card.research or "") if library and card else None
    return topic.grade if topic else ""


def surest_labels(children: Sequence[int]) -> dict[int, tuple[str, str]]:
    """For each child, by its key, the label and colour of the surest answer there is, to stand beside the name."""
    labels: dict[int, tuple[str, str]] = {}
    for child, result in Answer.objects.filter(goal__child__in=children).values_list("goal__child", "result"):
        verdicts = sorted((ORDER.index(e["verdict"]), e["label"], PILLS[e["verdict"]]) for e in result["effects"])
        if verdicts:
            labels[child] = verdicts[0][1:]
    return labels


def kept_answers(goals: Iterable[Goal]) -> list[Answer]:
    """The answers that are there already, with their goals; one query."""
    return list(Answer.objects.filter(goal__in=list(goals), engine=ENGINE).select_related("goal"))


def harder_in(answers: Iterable[Answer], setting: str) -> frozenset[int]:
    """Keys of the strategies with which it was harder in a setting."""
    effects = (effect for answer in answers for effect in answer.result["effects"])
    harder = (e for e in effects if e["verdict"] in HARDER and e["setting"].partition(":")[0] == setting)
    return frozenset(effect["strategy"] for effect in harder)


def best_findings(access: Access, answers: Sequence[Answer], most: int = 2) -> list[tuple[Goal, Finding]]:
    """What is surest to help, for the day's page.

    Args:
        access: of whom it is for.
        answers: from `kept_answers`.
        most: how many.
    """
    if not answers:
        return []
    known = _known(access)
    found = [
        (answer.goal, finding)
        for answer in answers
        for place in _places(access, answer, known)
        for finding in place.findings
        if finding.verdict in {"helps", "promising", "better_since_then"}
    ]
    return sorted(found, key=lambda pair: ORDER.index(pair[1].verdict))[:most]
