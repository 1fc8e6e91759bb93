"""Pages about moments: tell, read, change, remove; victories; files."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.goals.paths import paths_of
from pebblepath.apps.moments import actions
from pebblepath.apps.moments.forms import ImportForm, MomentForm
from pebblepath.apps.moments.friday import may_read_fridays
from pebblepath.apps.moments.models import Moment, MomentQuerySet, Victory
from pebblepath.apps.moments.same_page import is_of_two_homes, same_for_all
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Member, Scope, Setting
from pebblepath.apps.people.waiting import waited

if TYPE_CHECKING:
    from pebblepath.apps.moments.exchange import Imported

A_PAGE = 20
LONGEST_KEY = 19  # digits of the largest whole number that a database has for a key


@child_page(Scope.TELL)
def choose(request: HttpRequest, access: Access) -> HttpResponse:
    """Which goal is the moment about?"""
    paths = [p for p in paths_of(access, only_active=True) if access.may(Scope.TELL, p.goal.public_id)]
    return render(request, "moments/choose.html", {"paths": paths})


@child_page(Scope.TELL)
def tell(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """The quick log for one goal, or for a moment without one."""
    about = None if goal == "any" else _goal_to_tell(access, goal)
    ticked = request.GET.get("with", "")
    form = MomentForm(request.POST or None, access=access, goal=about, waited=waited(request), ticked=ticked)
    if request.method == "POST" and form.is_valid():
        return _keep(request, access, form)
    return _tell_page(request, form, status=400 if form.errors else 200)


def _tell_page(request: HttpRequest, form: MomentForm, status: int) -> HttpResponse:
    context = {"form": form, "goal": form.goal, "farthest": _farthest(form)}
    return render(request, "moments/tell.html", context, status=status)


def _goal_to_tell(access: Access, goal: str) -> Goal:
    goals = Goal.objects.seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE)
    return get_object_or_404(goals.prefetch_related("stones"), public_id=goal)


def _farthest(form: MomentForm) -> int:
    return max(
        (stone.step for stone in form.stones if stone.lit_on),
        default=form.goal.start_step if form.goal else -1,
    )


def _keep(request: HttpRequest, access: Access, form: MomentForm) -> HttpResponse:
    try:
        moment, new = actions.record_moment(access, form.draft())
    except NotPossible as why:
        messages.error(request, str(why))
        return _tell_page(request, form.under_a_new_id(), status=409)
    won = list(moment.victories.all()) if new else []
    thanks = "Kept. Thank you for telling." if new else "This moment was kept already."
    messages.success(request, thanks)
    for victory in won:
        messages.success(request, f"{victory.get_kind_display()}! That is worth a smile.", extra_tags="victory")
    if form.clock_note():
        messages.info(request, form.clock_note())
    return redirect("child", access.child.public_id)


@child_page()
def timeline(request: HttpRequest, access: Access) -> HttpResponse:
    """What was told, the newest first, filtered by setting, person and goal, or to what is the same for everyone."""
    offers_same, chosen = is_of_two_homes(access), _chosen(request.GET)
    moments = _filtered(Moment.objects.kept().seen_by(access), chosen)
    if offers_same and "same" in chosen:
        moments = same_for_all(moments, access)
    page = list(with_all(before_mark(moments, request.GET.get("before", "")))[: A_PAGE + 1])
    more = page[A_PAGE - 1] if len(page) > A_PAGE else None
    context = {
        "moments": page[:A_PAGE],
        "older": urlencode(chosen | {"before": mark_of(more)}) if more else "",
        "chosen": chosen,
        "goals": Goal.objects.seen_by(access),
        "people": Member.objects.filter(child=access.child),
        "settings": Setting.choices,
        "offers_same": offers_same,
        "may_take": access.may(Scope.TAKE),
        "may_tell": access.may(Scope.TELL),
        "reads_fridays": may_read_fridays(access),
    }
    template = "moments/timeline.html#page" if _wants_part(request) else "moments/timeline.html"
    return render(request, template, context)


def _wants_part(request: HttpRequest) -> bool:
    """Whether the page's script asks for the part that changes, and not for the whole page."""
    return request.headers.get("HX-Request") == "true"


def _chosen(query: QueryDict) -> dict[str, str]:
    return {name: query.get(name, "") for name in ("setting", "person", "goal", "same") if query.get(name)}


def _filtered(moments: MomentQuerySet, chosen: dict[str, str]) -> MomentQuerySet:
    if chosen.get("setting") in Setting.values:
        moments = moments.filter(setting=chosen["setting"])
    person = chosen.get("person", "")
    if person.isdecimal() and len(person) < LONGEST_KEY:
        moments = moments.filter(told_by_id=int(person))
    if "goal" in chosen:
        moments = moments.filter(goal__public_id=chosen["goal"])
    return moments


def mark_of(moment: Moment) -> str:
    """Where a page ended, for the address of the next one."""
    return f"{moment.happened_at.isoformat()}_{moment.id}"


def before_mark(moments: MomentQuerySet, mark: str) -> MomentQuerySet:
    """Moments older than a mark ``<time>_<id>``; a mark that can't be read is left out."""
    at, _, id = mark.partition("_")
    try:
        when, last = dt.datetime.fromisoformat(at).astimezone(dt.UTC), uuid.UUID(id)
    except (ValueError, OverflowError):
        return moments
    return moments.filter(happened_at__lte=when).exclude(happened_at=when, id__gte=last)


def with_all(moments: MomentQuerySet) -> MomentQuerySet:
    """Moments with everything that a row of the timeline shows, in three queries."""
    shown = moments.with_stone_words().select_related("goal", "told_by", "household")
    return shown.prefetch_related("strategies", "victories").order_by("-happened_at", "-id")


@child_page()
def moment(request: HttpRequest, access: Access, moment: str) -> HttpResponse:
    """One moment with its history; its author may change it."""
    found = _moment(access, moment)
    mine = found.told_by_id == access.member.pk
    form = MomentForm(request.POST or None, access=access, goal=found.goal, moment=found) if mine else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            actions.change_moment(access, found, form.draft())
            messages.success(request, "Changed. How it stood before is kept in its history.")
            return redirect("timeline", access.child.public_id)
    versions = found.versions.select_related("by")
    context = {"moment": found, "form": form, "versions": versions, "mine": mine}
    return render(request, "moments/moment.html", context, status=400 if form and form.errors else 200)


@require_POST
@child_page(Scope.TELL)
def remove(request: HttpRequest, access: Access, moment: str) -> HttpResponse:
    """Take back what one told, or put it back."""
    found = get_object_or_404(Moment, pk=_uuid(moment), child=access.child, told_by=access.member)
    if found.removed_at:
        actions.put_back(access, found)
        messages.success(request, "It is back.")
    else:
        actions.remove_moment(access, found)
        messages.success(request, "Taken back. You can put it back from the moment's page.")
    return redirect("moment", access.child.public_id, found.pk)


@require_POST
@child_page()
def cheer(request: HttpRequest, access: Access, victory: int) -> HttpResponse:
    """Cheer, or take it back; the form says which, so that saying it twice does no harm."""
    seen = Moment.objects.kept().seen_by(access)
    found = get_object_or_404(Victory.objects.select_related("moment"), pk=victory, moment__in=seen)
    actions.cheer(access, found, on=request.POST.get("cheer") != "0")
    return redirect("river" if "river" in request.POST else "child", access.child.public_id)


def _moment(access: Access, moment: str) -> Moment:
    seen = Moment.objects.seen_by(access).with_stone_words().select_related("goal", "told_by")
    found = get_object_or_404(seen.prefetch_related("strategies"), pk=_uuid(moment))
    if found.removed_at and found.told_by_id != access.member.pk:
        raise Http404
    return found


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise Http404 from None


@child_page(Scope.TAKE)
def take_out(request: HttpRequest, access: Access) -> HttpResponse:
    """Moments as a file: of one goal (the columns that come back in), or of all."""
    moments = Moment.objects.kept().seen_by(access)
    goal = request.GET.get("goal", "")
    if goal:
        moments = moments.filter(goal=get_object_or_404(Goal.objects.seen_by(access), public_id=goal))
    # The evidence engine's arrays come with these; they are loaded on first use to keep the workers small.
    from pebblepath.apps.moments.exchange import rows_of
    from pebblepath.core.exchange.moments_csv import write_moments

    response = HttpResponse(write_moments(rows_of(moments)), content_type="text/csv; charset=utf-8")
    stamp = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="moments-{goal or access.child.public_id}-{stamp}.csv"'
    audit.record(access.user, Deed.TOOK_OUT, "moments", ref=goal or "all", child=access.child)
    return response


@child_page(Scope.TAKE)
def bring_in(request: HttpRequest, access: Access) -> HttpResponse:
    """Moments from a file, for one goal; every fault is told, and then nothing is taken in."""
    from pebblepath.apps.moments.exchange import faults_for, import_moments
    from pebblepath.core.exchange.moments_csv import parse_moments

    goals = {goal.public_id: goal for goal in Goal.objects.seen_by(access)}
    form = ImportForm(
        request.POST or None, request.FILES or None, goals=[(g.public_id, g.title) for g in goals.values()]
    )
    faults: list[object] = []
    if request.method == "POST" and form.is_valid():
        goal = goals[form.cleaned_data["goal"]]
        read = parse_moments(form.cleaned_data["csv"], levels=goal.levels)
        faults = [*read.faults, *faults_for(access, read.moments, read.rows)]
        if not faults:
            return _brought(request, access, goal, import_moments(access, goal, read.moments))
    status = 400 if form.errors or faults else 200
    return render(request, "moments/bring_in.html", {"form": form, "faults": faults}, status=status)


def _brought(request: HttpRequest, access: Access, goal: Goal, done: Imported) -> HttpResponse:
    messages.success(
        request,
        f"{done.new} moment{'s are' if done.new > 1 else ' is'} in."
        if done.new
        else "Nothing new: these moments were here already.",
    )
    if done.known and done.new:
        stay = "were here already and stay as they are" if done.known > 1 else "was here already and stays as it is"
        messages.info(request, f"{done.known} {stay}.")
    names = [*done.new_people, *done.new_strategies]
    if names:
        messages.info(request, f"New names: {', '.join(names)}.")
    return redirect("path", access.child.public_id, goal.public_id)
