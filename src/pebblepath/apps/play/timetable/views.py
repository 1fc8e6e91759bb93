"""Pages for a practice's days and weeks: all of them, asking for one, the plan, another time for one child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import get_access_for, person_page, places_of
from pebblepath.apps.people.models import Child, Practice, Scope, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.timetable import planning, words
from pebblepath.apps.play.timetable.grid import grids_of
from pebblepath.apps.play.timetable.hours import hours_of, therapists_of, weekday_of
from pebblepath.apps.play.timetable.kept import week_in_force
from pebblepath.apps.play.timetable.models import (
    Kind,
    School,
    SchoolPlace,
    SharedThing,
    State,
    Timetable,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.move_form import MoveForm
from pebblepath.apps.play.timetable.moves import move, pick_up
from pebblepath.apps.play.timetable.names import names_for
from pebblepath.apps.play.timetable.plan_forms import DayForm, WeekForm
from pebblepath.apps.play.timetable.standing import asked_now, other_plans, unkept
from pebblepath.apps.play.timetable.times import DAYS, say_times
from pebblepath.apps.understanding.practice_card_views import staff_page

P = ParamSpec("P")
LATELY = dt.timedelta(days=14)
SHOWN = 12


@staff_page
def timetables(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Plans that hold and plans in the making; what is known of hours, visits and schools."""
    today = _today(practice)
    mine, others = _children(user, practice)
    told = {one.therapist_id: one for one in WorkingHours.objects.filter(practice=practice)}
    days, drafts = _plans(practice, today)
    context = {
        "practice": practice,
        "week": week_in_force(practice, today),
        "days": days,
        "drafts": drafts,
        "staff": [(one, _hours_in_words(told.get(one.pk))) for one in therapists_of(practice)],
        "children": [
            (one, _visit_in_words(getattr(one, "usual_visit", None)), getattr(one, "school_place", None))
            for one in mine
        ],
        "rooms": Room.objects.filter(practice=practice).count(),
        "things": SharedThing.objects.filter(practice=practice),
        "schools": School.objects.filter(practice=practice).prefetch_related("classes"),
        "others": len(others),
    }
    audit.opened_on_one_page(user, "timetables", request.path, mine)
    return render(request, "play/timetables.html", context)


def _plans(practice: Practice, today: dt.date) -> tuple[list[Timetable], list[Timetable]]:
    """Kept plans from today on, the next first; and what was made lately and isn't kept, the newest first."""
    kept = (Q(kind=Kind.DAY, first__gte=today) | Q(kind=Kind.WEEK, first__gt=today)) & Q(kept_at__isnull=False)
    draft = Q(kept_at=None, made_at__gte=timezone.now() - LATELY)
    plans = Timetable.objects.filter(kept | draft, practice=practice).defer("asked", "outcome", "lunches")
    found = list(plans.order_by("-made_at"))
    days = sorted((one for one in found if one.kept_at), key=lambda one: one.first)
    return days[:SHOWN], [one for one in found if not one.kept_at][:SHOWN]


def _hours_in_words(told: WorkingHours | None) -> str:
    return _by_times({day: [times] for day, times in told.hours.items()}) if told else ""


def _by_times(times: Mapping[str, list[list[int]]]) -> str:
    """Times by weekday in a few words: "Tue Fri 9:00–12:00; Wed 14:00–16:00"."""
    days_of: dict[str, list[str]] = {}
    for day in DAYS:
        if day in times:
            days_of.setdefault(say_times(times[day]), []).append(day)
    return "; ".join(f"{' '.join(days)} {said}" for said, days in days_of.items())


def _visit_in_words(visit: UsualVisit | None) -> str:
    if visit is None:
        return ""
    return f"{visit.minutes} minutes, {_by_times(visit.times) or 'any time'}"


def _today(practice: Practice) -> dt.date:
    return timezone.localdate(timezone=ZoneInfo(practice.time_zone))


def _children(user: User, practice: Practice) -> tuple[list[Child], list[Child]]:
    """The practice's children: those whose record the reader sees, and the others who are planned somewhere."""
    places = places_of(user).filter(child__practice=practice, child__source="")
    places = places.select_related("child__practice", "child__usual_visit", "child__school_place__school_class__school")
    mine = [place.child for place in places]
    planned = Q(usual_visit__isnull=False) | Q(school_place__isnull=False)
    others = practice.children.filter(planned, source="").exclude(pk__in=[one.pk for one in mine]).order_by("pk")
    return mine, list(others)


@staff_page
def plan_day(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Say who works and who comes; everything usual is filled in."""
    today = _today(practice)
    day = _day_asked(request) or _next_day(today)
    mine, others = _children(user, practice)
    staff = therapists_of(practice)
    form = DayForm(
        request.POST or None,
        day=day,
        today=today,
        staff=staff,
        hours=hours_of(practice, staff),
        mine=mine,
        others=others,
        visits={one.child_id: one for one in UsualVisit.objects.filter(child__practice=practice)},
    )
    if request.method == "POST" and form.is_valid():
        made = planning.ask_for_day(user, practice, form.cleaned_data["day"], form.who_works(), form.who_comes())
        return redirect("timetable", made.public_id)
    audit.opened_on_one_page(user, "plan_day", request.path, mine)
    context = {"form": form, "day": day, "days": _days_from(today)}
    return render(request, "play/timetable_new_day.html", context, status=400 if form.errors else 200)


def _day_asked(request: HttpRequest) -> dt.date | None:
    """The day that was chosen, if it is one."""
    try:
        return parse_date(request.POST.get("day") or request.GET.get("day") or "")
    except ValueError:
        return None


def _next_day(today: dt.date) -> dt.date:
    """The next working day after today."""
    return next(day for day in _days_from(today) if day > today)


def _days_from(today: dt.date) -> list[dt.date]:
    """Today and the working days after it."""
    days = (today + dt.timedelta(days=ahead) for ahead in range(9))
    return [day for day in days if weekday_of(day)][:7]


@staff_page
def plan_week(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Say who goes to the schools and who is seen there; or for whom something changed."""
    today = _today(practice)
    monday = today + dt.timedelta(days=-today.weekday() % 7)
    mine, others = _children(user, practice)
    staff = therapists_of(practice)
    places = SchoolPlace.objects.filter(child__practice=practice)
    form = WeekForm(
        request.POST or None,
        monday=monday,
        staff=staff,
        hours=hours_of(practice, staff),
        mine=mine,
        others=others,
        places={one.child_id: one for one in places},
        before=week_in_force(practice, monday),
    )
    if request.method == "POST" and form.is_valid():
        made = planning.ask_for_week(
            user,
            practice,
            form.cleaned_data["monday"],
            form.who_works(),
            form.who_comes(),
            before=form.stays(),
            changed=form.who_changed(),
        )
        return redirect("timetable", made.public_id)
    audit.opened_on_one_page(user, "plan_week", request.path, mine)
    return render(request, "play/timetable_new_week.html", {"form": form}, status=400 if form.errors else 200)


def plan_page(
    view: Callable[Concatenate[HttpRequest, User, Timetable, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Make a view of one plan for the staff of its practice: who works for two opens the plans of both."""

    @wraps(view)
    def page(request: HttpRequest, user: User, timetable: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        plans = Timetable.objects.select_related("practice").filter(practice__staff=user)
        return view(request, user, get_object_or_404(plans, public_id=timetable), *args, **kwargs)

    return person_page(page)  # type: ignore[arg-type]


@plan_page
def timetable(request: HttpRequest, user: User, found: Timetable) -> HttpResponse:
    """A plan: how far the planner is, or who is seen when, what is missing, and why."""
    context: dict[str, object] = {"timetable": found}
    if found.is_working:
        context["so_far"] = words.so_far(found)
        context["lost"] = found.started_at and timezone.now() - found.started_at > planning.LOST_AFTER
    elif found.state == State.DONE:
        context |= _made(request, user, found)
    return render(request, "play/timetable.html", context)


def _made(request: HttpRequest, user: User, found: Timetable) -> dict[str, object]:
    names, slots, others = names_for(user, found.practice), list(found.slots.select_related("room")), other_plans(found)
    clashes = unkept(found, asked_now(found, others), slots)
    named = [names.children[pk] for pk in {slot.child_id for slot in slots} if pk in names.children]
    audit.opened_on_one_page(user, "timetable", request.path, named)
    return {
        "grids": grids_of(found, slots, names),
        "headline": words.headline(found),
        "how_good": words.how_good(found, {clash.rule for clash in clashes}),
        "broken": words.broken_now(names, clashes),
        "beside": words.beside(others, names),
        "parts": [] if found.by_hand else words.parts(found),
        "missing": words.missing(found, names),
        "whys": words.whys(found, names),
        "moved": words.moved(found, names),
    }


@require_POST
@plan_page
def keep_timetable(request: HttpRequest, user: User, found: Timetable) -> HttpResponse:
    """Keep a plan: it is on everybody's Today from now on."""
    if found.state != State.DONE:
        raise Http404
    planning.keep(user, found)
    when = f"{found.first:%A %-d %B}"
    messages.success(request, f"Kept. {f'On {when} it' if found.is_day else f'From {when} on it'} is on Today.")
    return redirect("timetable", found.public_id)


@require_POST
@plan_page
def plan_again(request: HttpRequest, user: User, found: Timetable) -> HttpResponse:
    """Plan the same day or week anew, with what is known now."""
    made = planning.plan_again(user, found)
    return redirect("timetable", made.public_id)


@require_POST
@plan_page
def drop_timetable(request: HttpRequest, user: User, found: Timetable) -> HttpResponse:
    """Remove a plan."""
    planning.let_go(user, found)
    messages.success(request, "The plan is removed.")
    return redirect("timetables")


@plan_page
def slot(request: HttpRequest, user: User, found: Timetable, slot: int) -> HttpResponse:
    """One time of a plan: whose it is, the way to her session, and other times that keep every rule."""
    slots = list(found.slots.select_related("room", "therapist"))
    picked = next((one for one in slots if one.pk == slot), None)
    if picked is None:
        raise Http404
    asked = asked_now(found)
    board, moving = pick_up(found, asked, slots, picked)
    names = names_for(user, found.practice)
    form = MoveForm(request.POST or None, board=board, names=names, therapist=request.GET.get("with", ""))
    if request.method == "POST" and form.is_valid():
        move(user, found, moving, form.spot())
        messages.success(request, "Moved.")
        return redirect("timetable", found.public_id)
    children = [names.children[one.child_id] for one in moving if one.child_id in names.children]
    audit.opened_on_one_page(user, "slot", request.path, children)
    context = {
        "timetable": found,
        "slot": picked,
        "children": [(child, _may_plan(user, child)) for child in children],
        "taken": len(moving) - len(children),
        "form": form,
        "fits": form.fits(),
        "broken": words.broken_now(names, unkept(found, asked, slots)),
        "begins": say_times([(picked.start, picked.end)]),
        "day": found.date_of(picked.weekday),
    }
    return render(request, "play/timetable_slot.html", context, status=400 if form.errors else 200)


def _may_plan(user: User, child: Child) -> bool:
    try:
        get_access_for(user, child.public_id, Scope.PLAY)
    except Http404:
        return False
    return True
