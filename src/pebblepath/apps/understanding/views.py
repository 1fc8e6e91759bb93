"""The toolkit: the strategies given to a child, and cards to choose from."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.forms import OwnStrategyForm
from pebblepath.library import load_library


@child_page()
def toolkit(request: HttpRequest, access: Access) -> HttpResponse:
    """Given strategies, by setting."""
    wanted = request.GET.get("where", "")
    given = list(access.child.strategies.in_use())
    if wanted in Setting.values:
        given = [strategy for strategy in given if wanted in strategy.settings]
    today = access.child.today()
    context = {
        "given": [(strategy, strategy.rests_on(today), _where(strategy.settings)) for strategy in given],
        "where": wanted,
        "settings": Setting.choices,
        "may_shape": access.may(Scope.SHAPE),
    }
    return render(request, "understanding/toolkit.html", context)


def _where(settings: list[str]) -> str:
    return ", ".join(Setting(setting).label.lower() for setting in settings)


@child_page(Scope.SHAPE)
def cards(request: HttpRequest, access: Access) -> HttpResponse:
    """Cards of the library for one setting that aren't given yet; one's own setting first."""
    where = request.GET.get("where", "")
    where = where if where in Setting.values else access.member.setting
    has = set(access.child.strategies.in_use().values_list("card", flat=True))
    fitting = [card for card in load_library().strategies.values() if where in card.settings and card.id not in has]
    context = {
        "cards": [(card, _where(list(card.settings))) for card in fitting],
        "where": where,
        "settings": Setting.choices,
    }
    return render(request, "understanding/cards.html", context)


@require_POST
@child_page(Scope.SHAPE)
def give(request: HttpRequest, access: Access, card: str) -> HttpResponse:
    """Give one card."""
    found = load_library().strategies.get(card)
    if found is None:
        raise Http404
    strategy = actions.give_card(access, found)
    messages.success(request, f"{strategy.name} is in {access.child.name}'s toolkit.")
    return redirect("toolkit", access.child.public_id)


@child_page(Scope.SHAPE)
def own_strategy(request: HttpRequest, access: Access) -> HttpResponse:
    """Write a strategy in one's own words."""
    form = OwnStrategyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        strategy = actions.give_own(access, form.save(commit=False))
        messages.success(request, f"{strategy.name} is in {access.child.name}'s toolkit.")
        return redirect("toolkit", access.child.public_id)
    return render(request, "understanding/own.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.TELL)
def not_this_week(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """Rest a strategy for a week, or take it up again."""
    found = get_object_or_404(access.child.strategies.in_use(), public_id=strategy)
    actions.not_this_week(access, found, access.child.today())
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
