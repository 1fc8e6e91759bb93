"""Ideas for one goal of one child: cards that fit, with the reason for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.views import may_see_place
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.library import load_library
from pebblepath.library.matching import Wish, fitting

SHOWN = 12


@child_page()
def ideas(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Cards that fit this goal, best first."""
    found = get_object_or_404(Goal.objects.seen_by(access), public_id=goal)
    library = load_library()
    wish = Wish(
        occupation=found.occupation,
        settings=frozenset(found.settings) or frozenset(Setting.values),
        senses=_senses(access),
        own_days=_own_days(access, found),
    )
    fits = fitting(library.strategies.values(), wish, library.research, name=access.child.name)
    given = set(access.child.strategies.in_use().values_list("card", flat=True))
    shown = [
        (fit, library.research[fit.card.research] if fit.card.research else None, fit.card.id in given)
        for fit in fits[:SHOWN]
    ]
    context = {"goal": found, "ideas": shown, "may_shape": access.may(Scope.SHAPE)}
    return render(request, "insights/ideas.html", context)


def _senses(access: Access) -> dict[str, str]:
    """How each sense is for her; where people differ, the stronger word stands, so that nothing too much is missed."""
    order = ("fine", "likes", "seeks", "notices", "too_much")
    told = access.child.traits.current().filter(kept_back=False, kind="sense").values_list("sense", "how")
    senses: dict[str, str] = {}
    for sense, how in told:
        if sense not in senses or order.index(how) > order.index(senses[sense]):
            senses[sense] = how
    return senses


def _own_days(access: Access, goal: Goal) -> dict[str, str]:
    """For each card the verdict of her own days for this goal, in the places that this person may see."""
    answer = Answer.objects.filter(goal=goal).first()
    cards = dict(access.child.strategies.exclude(card="").values_list("pk", "card"))
    seen = [e for e in answer.result["effects"] if may_see_place(access, e["setting"])] if answer else []
    return {cards[e["strategy"]]: e["verdict"] for e in seen if e["strategy"] in cards}
