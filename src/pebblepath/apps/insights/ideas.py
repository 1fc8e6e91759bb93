"""Ideas for one goal of one child: strategies and play that fit, with the reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.views import may_see_place
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.understanding.known import home_for, known_of
from pebblepath.apps.understanding.practice_library import library_of
from pebblepath.library import Library, Strategy
from pebblepath.library.matching import HARDER, Fit, Wish, fitting
from pebblepath.library.play import PlayActivity
from pebblepath.library.research import Topic

SHOWN = 12
PLAY_SHOWN = 8


@dataclass(frozen=True)
class Idea:
    """A strategy or a play activity that fits, ready to be shown."""

    fit: Fit[Strategy] | Fit[PlayActivity]
    where: str
    research: Topic | None = None
    has: bool = False


@child_page()
def ideas(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Strategies and play that fit this goal, best first; in all its places or in one."""
    found = get_object_or_404(Goal.objects.seen_by(access), public_id=goal)
    places = [place for place in Setting if place in found.settings] or list(Setting)
    where = request.GET.get("where", "")
    chosen = [place for place in places if place == where] or places
    library = library_of(access.child.practice_id)
    wishes = wishes_of(access, found, chosen, library)
    context = {
        "goal": found,
        "where": where if len(chosen) == 1 else "",
        "places": places if len(places) > 1 else [],
        "strategies": _strategies(access, library, wishes),
        "play": _play(access, library, wishes),
        "may_shape": access.may(Scope.SHAPE),
    }
    return render(request, "insights/ideas.html", context)


def wishes_of(access: Access, goal: Goal, places: Iterable[Setting], library: Library) -> list[Wish]:
    """What is known of the child in each place, and what this goal asks for."""
    child = access.child
    occupation = library.occupations.get(goal.occupation)
    known, effects = known_of(child), _effects(access, goal)
    return [
        Wish(
            occupation=goal.occupation,
            setting=place,
            works_on=occupation.works_on if occupation else (),
            senses=known.senses(place, may_be_told=True),
            too_much=known.too_much(place),
            own_days=_own_days(effects, place),
            cares=known.cares,
            at_hand=known.at_hand(place, home_for(place, access.member.household_id)),
            joys=known.joys,
            age=child.age_on(child.today()),
        )
        for place in places
    ]


def _strategies(access: Access, library: Library, wishes: Sequence[Wish]) -> list[Idea]:
    given = set(access.child.strategies.in_use().values_list("card", flat=True))
    fits = fitting(library.strategies.values(), wishes, library.research, name=access.child.name)
    return [
        Idea(fit, _where(fit.places), library.research.get(fit.card.research or ""), fit.card.id in given)
        for fit in fits[:SHOWN]
    ]


def _play(access: Access, library: Library, wishes: Sequence[Wish]) -> list[Idea]:
    fits = fitting(library.play.values(), wishes, library.research, name=access.child.name)
    return [Idea(fit, _where(fit.places)) for fit in fits[:PLAY_SHOWN]]


def _where(places: Iterable[str]) -> str:
    return ", ".join(Setting(place).label for place in places).capitalize()


def _effects(access: Access, goal: Goal) -> list[tuple[str, str, str]]:
    """What her own days say for this goal, as far as this person may see it: the place, the card and the verdict."""
    answer = Answer.objects.filter(goal=goal).first()
    if answer is None:
        return []
    cards = dict(access.child.strategies.exclude(card="").values_list("pk", "card"))
    seen = [effect for effect in answer.result["effects"] if may_see_place(access, effect["setting"])]
    return [(e["setting"], cards[e["strategy"]], e["verdict"]) for e in seen if e["strategy"] in cards]


def _own_days(effects: Iterable[tuple[str, str, str]], place: str) -> dict[str, str]:
    """For each card the verdict in a place; where her two homes differ, the one where it was harder counts."""
    verdicts: dict[str, str] = {}
    for found, card, verdict in effects:
        if found.partition(":")[0] == place and verdicts.get(card) not in HARDER:
            verdicts[card] = verdict
    return verdicts
