"""Pages of try-outs: propose and begin, the days so far and the end, skip, stop."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.insights import actions
from pebblepath.apps.insights.forms import TryOutForm, in_ten
from pebblepath.apps.insights.models import TryOut
from pebblepath.apps.insights.try_outs import chances, days_of, moments_a_day, outcome_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Household, Scope, Setting
from pebblepath.apps.people.waiting import tapped_on


@child_page(Scope.SHAPE)
def new_try_out(request: HttpRequest, access: Access, goal: str, strategy: str, place: str) -> HttpResponse:
    """Propose a try-out: how long, and how often that would tell; begin it."""
    found = get_object_or_404(Goal.objects.seen_by(access).filter(state=State.ACTIVE), public_id=goal)
    tried = get_object_or_404(access.child.strategies.in_use(), public_id=strategy)
    setting, home = _place(access, place)
    today = access.child.today()
    odds = chances(found.levels, moments_a_day(found, setting, today))
    form = TryOutForm(request.POST or None, chances=odds)
    context = {"form": form, "goal": found, "strategy": tried, "setting": setting, "home": home, "today": today}
    if request.method == "POST" and form.is_valid():
        length = form.cleaned_data["length"]
        first = today + dt.timedelta(days=1)
        try:
            begun = actions.begin_try_out(
                access, found, tried, setting, length=length, first=first, household=home, tells=dict(odds)[length]
            )
        except NotPossible as why:
            messages.error(request, str(why))
            return render(request, "insights/new_try_out.html", context, status=400)
        messages.success(
            request, "The coin is tossed for every day. From tomorrow on, the day’s page says with or without."
        )
        return redirect("try_out", access.child.public_id, begun.public_id)
    return render(request, "insights/new_try_out.html", context, status=400 if form.errors else 200)


def _place(access: Access, place: str) -> tuple[Setting, Household | None]:
    setting, _, home = place.partition("-")
    if setting not in Setting.values:
        raise Http404
    if not home:
        return Setting(setting), None
    homes = access.child.households.all()
    if not access.may(Scope.OTHER_HOME):
        homes = homes.filter(member=access.member)
    return Setting(setting), get_object_or_404(homes, pk=int(home) if home.isdecimal() and len(home) < 19 else 0)


@child_page()
def try_out(request: HttpRequest, access: Access, try_out: str) -> HttpResponse:
    """The days so far; at the end, what the coin and the model say."""
    found = _try_out(access, try_out)
    today = access.child.today()
    days = days_of(found, today)
    running = found.runs_on(today)
    context = {
        "try_out": found,
        "days": days,
        "left": len(found.days) - len(days),
        "running": running,
        "outcome": None if running else outcome_of(found, days),
        "first": dt.date.fromisoformat(found.days[0][0]),
        "tells": in_ten(found.tells) if found.tells is not None else "",
        "told": sum(day.level is not None for day in days),
        "may_shape": access.may(Scope.SHAPE),
    }
    return render(request, "insights/try_out.html", context)


@require_POST
@child_page(Scope.TELL)
def skip(request: HttpRequest, access: Access, try_out: str) -> HttpResponse:
    """Let today go, or take it up again; the form says which."""
    found = _try_out(access, try_out)
    today = tapped_on(request, access.child)
    if not found.runs_on(today) or found.number_of(today) is None:
        messages.error(request, "Today isn’t a day of this try-out.")
        return redirect("try_out", access.child.public_id, try_out)
    actions.skip_day(access, found, today, skip=request.POST.get("skip") != "0")
    return redirect("child", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def stop(request: HttpRequest, access: Access, try_out: str) -> HttpResponse:
    """End it early."""
    found = _try_out(access, try_out)
    if found.runs_on(access.child.today()):
        actions.stop_try_out(access, found, request.POST.get("because", "").replace("\0", "")[:200])
        messages.success(request, "Stopped. What was told stays, and here is what it says so far.")
    return redirect("try_out", access.child.public_id, try_out)


def _try_out(access: Access, try_out: str) -> TryOut:
    found = TryOut.objects.seen_by(access).select_related("goal", "strategy", "household")
    return get_object_or_404(found.prefetch_related("skipped"), public_id=try_out)
