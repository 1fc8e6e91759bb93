"""The toolkit: the strategies given to a child, and cards to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.people.waiting import tapped_on
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.forms import OwnStrategyForm, PhotoForm
from pebblepath.apps.understanding.known import Known, home_for, known_of
from pebblepath.apps.understanding.photos import keep_photo
from pebblepath.apps.understanding.practice_card_words import STRATEGY_KINDS
from pebblepath.apps.understanding.practice_library import library_of
from pebblepath.library import Strategy as StrategyCard
from pebblepath.library.matching import Fit, Wish, fitting

MAY_FIT = 6


@dataclass(frozen=True)
class Fold:
    """A group of cards that folds away: each with its places, and why it may fit where something speaks for it."""

    name: str
    cards: list[tuple[StrategyCard, str, str]]


@child_page()
def toolkit(request: HttpRequest, access: Access) -> HttpResponse:
    """Given strategies, by setting."""
    wanted = request.GET.get("where", "")
    wanted = wanted if wanted in Setting.values else ""
    every = list(access.child.strategies.pictured())
    given = [one for one in every if one.ended_at is None and (not wanted or wanted in one.settings)]
    today = access.child.today()
    context = {
        "given": [(strategy, strategy.rests_on(today), _where(strategy.settings)) for strategy in given],
        "where": wanted,
        "settings": Setting.choices,
        "fits": _fits(access, known_of(access.child), wanted, {strategy.card for strategy in every}) if wanted else [],
        "may_shape": access.may(Scope.SHAPE),
        "may_tell": access.may(Scope.TELL),
    }
    return render(request, "understanding/toolkit.html", context)


def _fits(access: Access, known: Known, where: str, had: set[str]) -> list[Fit[StrategyCard]]:
    """Cards that the child never had and that suit her in one place, by her senses and what she loves."""
    library = library_of(access.child.practice_id)
    wish = Wish(
        occupation="",
        setting=where,
        senses=known.senses(where, may_be_told=True),
        too_much=known.too_much(where),
        cares=known.cares,
        at_hand=known.at_hand(where, home_for(where, access.member.household_id)),
        joys=known.joys,
    )
    cards = [card for card in library.strategies.values() if card.id not in had]
    return fitting(cards, [wish], library.research, name=access.child.name)[:MAY_FIT]


def _where(settings: list[str]) -> str:
    return ", ".join(Setting(setting).label.lower() for setting in settings)


@child_page(Scope.SHAPE)
def cards(request: HttpRequest, access: Access) -> HttpResponse:
    """Cards for one setting that aren't given yet and that nothing forbids, by kind; one's own setting first."""
    where = request.GET.get("where", "")
    where = where if where in Setting.values else access.member.setting
    had = list(access.child.strategies.values_list("card", "ended_at"))
    has = {card for card, ended in had if ended is None}
    known = known_of(access.child)
    every = known.suited(library_of(access.child.practice_id).strategies, where)
    offered = [card for card in every.values() if where in card.settings and card.id not in has]
    context = {
        "groups": _folded(offered, _fits(access, known, where, {card for card, _ in had}), access.child.name),
        "where": where,
        "settings": Setting.choices,
    }
    return render(request, "understanding/cards.html", context)


def _folded(offered: Sequence[StrategyCard], fits: Sequence[Fit[StrategyCard]], name: str) -> list[Fold]:
    """What suits the child most, then the rest by kind; each card stands once."""
    reasons = {fit.card.id: fit.reason for fit in fits}
    groups = {f"May fit {name}": [fit.card for fit in fits]}
    for kind, words in STRATEGY_KINDS:
        groups[words] = [card for card in offered if card.kind == kind and card.id not in reasons]
    return [
        Fold(words, [(card, _where(list(card.settings)), reasons.get(card.id, "")) for card in cards])
        for words, cards in groups.items()
        if cards
    ]


@require_POST
@child_page(Scope.SHAPE)
def give(request: HttpRequest, access: Access, card: str) -> HttpResponse:
    """Give one card."""
    found = library_of(access.child.practice_id).strategies.get(card)
    if found is None:
        raise Http404
    strategy = actions.give_card(access, found)
    messages.success(request, f"{strategy.name} is in {access.child.name}'s toolkit.")
    return redirect("toolkit", access.child.public_id)


@child_page(Scope.SHAPE)
def own_strategy(request: HttpRequest, access: Access) -> HttpResponse:
    """Write a strategy in one's own words."""
    form = OwnStrategyForm(request.POST or None)
    photo = PhotoForm(request.POST or None, request.FILES or None, optional=True)
    if request.method == "POST" and all([form.is_valid(), photo.is_valid()]):
        strategy = actions.give_own(access, form.save(commit=False))
        if photo.cleaned_data["photo"]:
            keep_photo(access, strategy, photo.cleaned_data["photo"], photo.cleaned_data["photo_words"])
        messages.success(request, f"{strategy.name} is in {access.child.name}'s toolkit.")
        return redirect("toolkit", access.child.public_id)
    context = {"form": form, "photo_form": photo}
    return render(request, "understanding/own.html", context, status=400 if form.errors or photo.errors else 200)


@require_POST
@child_page(Scope.TELL)
def not_this_week(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """Rest a strategy for a week, or take it up again; the form says which."""
    found = get_object_or_404(access.child.strategies.in_use(), public_id=strategy)
    rest = request.POST.get("rest") != "0"
    actions.not_this_week(access, found, tapped_on(request, access.child), rest=rest)
    if found.not_before:
        messages.success(request, f"{found.name} rests until {found.not_before:%A %-d %B}. That is fine.")
    return redirect("toolkit", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def end(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """Put a strategy away."""
    found = get_object_or_404(access.child.strategies.in_use(), public_id=strategy)
    actions.end(access, found)
    messages.success(request, f"{found.name} is put away. What was told with it stays.")
    return redirect("toolkit", access.child.public_id)
