"""The page for a hard moment: the three things most likely to help this child in this place, without much to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pebblepath.apps.insights.answers import ENGINE
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.try_outs import lines_for
from pebblepath.apps.insights.views import may_see_place
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.understanding.known import Known, home_for, known_of
from pebblepath.apps.understanding.models import Strategy
from pebblepath.apps.understanding.practice_library import laid_over
from pebblepath.library import Library
from pebblepath.library import Strategy as StrategyCard
from pebblepath.library.matching import HARDER, RESEARCH, goes_with, things_missing

MOST = 3
MOST_WORDS = 25
HELPED = ("helps", "better_since_then", "promising")
# What cards for a hard moment were written for, by the everyday activity they name.
HARD_MOMENTS = frozenset({"big-feelings", "after-something-hard", "ask-for-break"})
SENTENCE = re.compile(r".+?[.!?][\"”’]?(?=\s|$)")
PLACES = {
    Setting.HOME: ("Home", "home"),
    Setting.SCHOOL: ("School", "school"),
    Setting.COMMUNITY: ("Out", "community"),
    Setting.CLINIC: ("Clinic", "clinic"),
}


@dataclass(frozen=True)
class Thing:
    """One thing to do now.

    Attributes:
        name: what it is called.
        words: how it is done; name, words and reason together have at most `MOST_WORDS` words.
        symbol: its picture.
        reason: why it stands here, in two or three words; empty where it is one of many.
        given: the strategy, where it is in the child's toolkit.
    """

    name: str
    words: str
    symbol: str
    reason: str
    given: Strategy | None


@dataclass(frozen=True)
class _Choice:
    """A strategy that may stand there, with what decides on its place; the smallest comes first."""

    thing: Thing
    calming: bool
    order: tuple[float, ...]


@child_page()
def right_now(request: HttpRequest, access: Access) -> HttpResponse:
    """Three things for now, in one's own place or in the one that was tapped."""
    where = request.GET.get("where", "")
    where = where if where in Setting.values else access.member.setting
    things = likeliest(access, where)
    context = {
        "things": things,
        "aloud": " ".join(f"{thing.name}. {thing.words}" for thing in things),
        "where": where,
        "settings": [(place, *PLACES[place]) for place in Setting],
        "may_tell": access.may(Scope.TELL),
        "may_shape": access.may(Scope.SHAPE),
    }
    return render(request, "insights/right_now.html", context)


def likeliest(access: Access, where: str) -> list[Thing]:
    """What is most likely to help a child in one place: what helped before, then by her senses, then by research.

    Nothing is there whose caution applies, that gives a sense that is too much for her, that made it harder on her own
    days, that rests, that today's coin leaves out, or that needs a thing which isn't at hand.

    Args:
        access: of who asks.
        where: the place, a `Setting`.

    Returns:
        At most three, the best first.
    """
    laid, known = laid_over(access.child.practice_id), known_of(access.child)
    given = list(access.child.strategies.pictured())
    verdicts = _verdicts(access, where)
    today = access.child.today()
    left_out = {key for key, found in verdicts.items() if any(verdict in HARDER for verdict, _ in found)}
    left_out |= {line.try_out.strategy_id for line in lines_for(access, today) if not line.with_it and not line.skipped}
    in_use = [s for s in given if s.ended_at is None and where in s.settings and not s.rests_on(today)]
    cards = {strategy.pk: laid.every.strategies.get(strategy.card) for strategy in in_use}
    choices = [
        _of_the_toolkit(strategy, cards[strategy.pk], laid.every, verdicts, known, where)
        for strategy in in_use
        if strategy.pk not in left_out and _allowed(cards[strategy.pk], known, where)
    ]
    had = {s.card for s in given if s.ended_at is None or s.pk in left_out}
    choices += _new_ones(access, laid.offered, known, where, had)
    best = sorted(choices, key=lambda choice: choice.order)
    first = best[:MOST]
    if not any(choice.calming for choice in first):  # what helped with a zip doesn't help with all that is too much
        first[MOST - 1 :] = [choice for choice in best if choice.calming][:1]
    return [choice.thing for choice in first]


def in_few_words(text: str, most: int) -> str:
    """The first sentences of a text, as many as fit.

    Args:
        text: how something is done.
        most: words; where the first sentence alone has more, it ends in "…".
    """
    text, kept = " ".join(text.split()), ""
    for sentence in SENTENCE.findall(text) or [text]:
        longer = f"{kept} {sentence.strip()}".strip()
        if len(longer.split()) > most:
            break
        kept = longer
    return kept or " ".join(text.split()[:most]).rstrip(".,:;") + " …"


def _verdicts(access: Access, where: str) -> dict[int, list[tuple[str, float]]]:
    """For each strategy what her own days say in this place, over all goals: verdicts, and how likely it helps.

    What made it harder counts also where this person may not read it, since it is only left out; what helped counts
    where they may.
    """
    verdicts: dict[int, list[tuple[str, float]]] = {}
    answers = Answer.objects.filter(goal__child=access.child, engine=ENGINE)
    for goal, result in answers.values_list("goal__public_id", "result"):
        for effect in result["effects"]:
            place, verdict = effect["setting"], effect["verdict"]
            may_read = access.may(Scope.SEE, goal) and may_see_place(access, place)
            if place.partition(":")[0] == where and (verdict in HARDER or may_read):
                verdicts.setdefault(effect["strategy"], []).append((verdict, effect["p_helps"]))
    return verdicts


def _allowed(card: StrategyCard | None, known: Known, where: str) -> bool:
    return card is None or goes_with(card, known.cares, known.too_much(where))


def _of_the_toolkit(
    strategy: Strategy,
    card: StrategyCard | None,
    library: Library,
    verdicts: Mapping[int, list[tuple[str, float]]],
    known: Known,
    where: str,
) -> _Choice:
    helped = [(HELPED.index(found), -p) for found, p in verdicts.get(strategy.pk, []) if found in HELPED]
    sense = _sense(card, known, where)
    calming = strategy.comfort or card is None or bool(HARD_MOMENTS & set(card.occupations))
    rank = 0 if helped else (1 if sense > 0 else 2) if calming else 3
    reason = ("Helped before" if min(helped)[0] == 0 else "Seems to help") if helped else "From the toolkit"
    words = _words(strategy.name, strategy.how, reason)
    thing = Thing(strategy.name, words, strategy.symbol, reason, strategy)
    order = (rank, *min(helped, default=(0, 0.0)), 0, -sense, -_research(card, library), strategy.pk)
    return _Choice(thing, calming, order)


def _new_ones(access: Access, library: Library, known: Known, where: str, had: Iterable[str]) -> list[_Choice]:
    """Cards for a hard moment that she doesn't have, so that the page is never empty."""
    at_hand = known.at_hand(where, home_for(where, access.member.household_id))
    choices = []
    for number, card in enumerate(known.suited(library.strategies, where).values()):
        sense, research = _sense(card, known, where), _research(card, library)
        fits = where in card.settings and HARD_MOMENTS & set(card.occupations) and card.id not in had and research >= 0
        if fits and not things_missing(card, at_hand):
            thing = Thing(card.name, _words(card.name, card.how, ""), card.symbol, "", None)
            choices.append(_Choice(thing, True, (1 if sense > 0 else 2, 0, 0.0, 1, -sense, -research, number)))
    return choices


def _words(name: str, how: str, reason: str) -> str:
    return in_few_words(how, MOST_WORDS - len(f"{name} {reason}".split())) if how.strip() else ""


def _sense(card: StrategyCard | None, known: Known, where: str) -> float:
    """How much a card is about her senses there: something she seeks or that is a lot for her counts 2, a liking 1."""
    if card is None:
        return 0.0
    worth = [0.0]
    for sense, how in known.senses(where).items():
        if sense in card.gives:
            worth.append({"seeks": 2.0, "likes": 1.0, "notices": -1.0}.get(how, 0.0))
        elif sense in card.senses and how in {"notices", "too_much"}:
            worth.append(2.0)
    return min(worth) if min(worth) < 0 else max(worth)


def _research(card: StrategyCard | None, library: Library) -> float:
    topic = library.research.get(card.research or "") if card else None
    return RESEARCH[topic.grade] if topic else 0.0
