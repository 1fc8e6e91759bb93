"""Victories: telling one in five seconds, and the river of all of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from pebblepath.apps.goals.models import Goal, State, Stone
from pebblepath.apps.moments import actions
from pebblepath.apps.moments.models import Moment, MomentQuerySet, Victory, VictoryKind
from pebblepath.apps.moments.victory_forms import VictoryForm
from pebblepath.apps.moments.views import before_mark, mark_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.people.waiting import waited

A_PAGE = 24
# Each reason has a colour of its own, so that a river isn't grey; none is worth more than another.
TONES = {
    VictoryKind.NEW_STONE: "moss",
    VictoryKind.NEW_PLACE: "sky",
    VictoryKind.BY_SELF: "sun",
    VictoryKind.ASKED: "clay",
    VictoryKind.AGAIN: "moss",
    VictoryKind.TOLD: "sun",
}


@dataclass(frozen=True)
class RiverStone:
    """One moment that was won, as a stone in the river."""

    moment: Moment
    victories: Sequence[Victory]
    title: str
    symbol: str
    tone: str
    lit_by_child: bool

    @property
    def first(self) -> Victory:
        """The reason that is cheered."""
        return self.victories[0]


@child_page()
def river(request: HttpRequest, access: Access) -> HttpResponse:
    """All victories, the newest first, month by month."""
    chosen = request.GET.get("setting", "")
    place = chosen if chosen in Setting.values else ""
    won = _won(access)
    if place:
        won = won.filter(setting=place)
    page = list(_with_all(before_mark(won, request.GET.get("before", "")))[: A_PAGE + 1])
    own = _lit_by_child(page)
    shown = [_stone(moment, own) for moment in page[:A_PAGE]]
    older = {"setting": place} if place else {}
    context = {
        "months": [(month, list(stones)) for month, stones in groupby(shown, key=_month)],
        "older": urlencode(older | {"before": mark_of(page[A_PAGE - 1])}) if len(page) > A_PAGE else "",
        "place": place,
        "settings": Setting.choices,
        "may_tell": access.may(Scope.TELL),
    }
    return render(request, "moments/river.html", context)


def _month(stone: RiverStone) -> dt.date:
    return stone.moment.day.replace(day=1)


def _won(access: Access) -> MomentQuerySet:
    victories = Victory.objects.filter(moment=OuterRef("pk"))
    return Moment.objects.kept().seen_by(access).filter(Exists(victories))


def _with_all(moments: MomentQuerySet) -> MomentQuerySet:
    victories = Prefetch("victories", Victory.objects.order_by("pk").prefetch_related("cheers"))
    shown = moments.with_stone_words().select_related("goal", "told_by", "household")
    return shown.prefetch_related(victories).order_by("-happened_at", "-id")


def _lit_by_child(moments: Sequence[Moment]) -> set[tuple[int, int]]:
    """The stones of these moments that the child lit herself, as pairs (goal, step); one query."""
    goals = {moment.goal_id for moment in moments if moment.goal_id}
    lit = Stone.objects.filter(goal__in=goals, lit_by_child_on__isnull=False)
    return set(lit.values_list("goal_id", "step"))


def _stone(moment: Moment, own: set[tuple[int, int]]) -> RiverStone:
    victories = list(moment.victories.all())
    kinds = {victory.kind for victory in victories}
    is_new = VictoryKind.NEW_STONE in kinds and moment.goal_id is not None and moment.step is not None
    return RiverStone(
        moment=moment,
        victories=victories,
        title=_title(moment, kinds),
        symbol=_symbol(moment, kinds),
        tone=TONES[VictoryKind(victories[0].kind)],
        lit_by_child=is_new and (moment.goal_id, moment.step) in own,
    )


def _title(moment: Moment, kinds: set[str]) -> str:
    if moment.goal:
        return moment.goal.title
    if moment.asked_break:
        return "“I need a break”"
    if moment.asked_help:
        return moment.words or "Asked for help"
    return moment.words if VictoryKind.TOLD in kinds and moment.words else "A good moment"


def _symbol(moment: Moment, kinds: set[str]) -> str:
    if moment.goal:
        return moment.goal.symbol
    return "break" if moment.asked_break else "help" if moment.asked_help else "celebrate"


@child_page(Scope.TELL)
def tell_victory(request: HttpRequest, access: Access) -> HttpResponse:
    """A victory in two taps."""
    goals = [
        goal
        for goal in Goal.objects.seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE)
        if access.may(Scope.SEE, goal.public_id)
    ]
    data = request.POST if request.method == "POST" else None
    form = VictoryForm(data, access=access, goals=goals, waited=waited(request))
    if request.method == "POST" and form.is_valid():
        return _keep(request, access, form, goals)
    return render(request, "moments/tell_victory.html", {"form": form}, status=400 if form.errors else 200)


def _keep(request: HttpRequest, access: Access, form: VictoryForm, goals: Sequence[Goal]) -> HttpResponse:
    try:
        _, new = actions.tell_victory(access, form.draft())
    except NotPossible as why:
        messages.error(request, str(why))
        again = QueryDict(mutable=True)
        again.update({**request.POST.dict(), "id": str(uuid.uuid4())})
        context = {"form": VictoryForm(again, access=access, goals=goals, waited=form.waited)}
        return render(request, "moments/tell_victory.html", context, status=409)
    said = "It lies in the river now. Thank you for telling." if new else "This victory was kept already."
    messages.success(request, said, extra_tags="victory" if new else "")
    return redirect("river", access.child.public_id)
