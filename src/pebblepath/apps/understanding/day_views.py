"""What a family says on the day's page: of the day's idea, and of the room there is this week."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.people.waiting import tapped_on, waited
from pebblepath.apps.understanding.energy import may_say_load, say_load
from pebblepath.apps.understanding.models import Amount, Answer, TimeOfDay
from pebblepath.apps.understanding.one_idea import say_of_idea

SAID = {
    Answer.DID: "Good to know. Thank you for telling.",
    Answer.SOME: "Some of it counts. Thank you for telling.",
    Answer.NOT_TODAY: "That is fine. There are other days.",
    Answer.NOT_THIS_WEEK: "That is fine. It rests for a week.",
}
SAID_OF_WEEK = {
    Amount.NONE: "This week is full. Small is fine. Everyone around {name} can see it.",
    Amount.SOME: "Some room this week. One idea a day is plenty.",
    Amount.LOT: "Room for a lot this week. Do what is fun.",
}


@require_POST
@child_page(Scope.TELL)
def say_idea(request: HttpRequest, access: Access) -> HttpResponse:
    """What became of the day's idea."""
    if access.member.role != Role.FAMILY:
        raise Http404
    today = tapped_on(request, access.child)
    strategy = get_object_or_404(access.child.strategies.in_use(), public_id=request.POST.get("strategy", ""))
    answer, time = request.POST.get("answer", ""), request.POST.get("time", "")
    if answer not in Answer.values:
        messages.error(request, "Please tap one of the four: did it, some of it, not today, not this week.")
        return redirect("child", access.child.public_id)
    day = _day(request.POST.get("day", ""))
    if day not in {today, today - dt.timedelta(days=1)}:
        messages.info(request, "That was the idea of another day. Here is today’s.")
        return redirect("child", access.child.public_id)
    time = time if time in TimeOfDay.values else ""
    say_of_idea(access, strategy, Answer(answer), day=day, time=time, waited=waited(request))
    messages.success(request, SAID[Answer(answer)])
    return redirect("child", access.child.public_id)


def _day(told: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(told)
    except ValueError:
        return None


@require_POST
@child_page(Scope.TELL)
def say_week(request: HttpRequest, access: Access) -> HttpResponse:
    """How much there is room for this week."""
    if not may_say_load(access):
        raise Http404
    amount = {str(one.value): one for one in Amount}.get(request.POST.get("amount", ""))
    if amount is None:
        messages.error(request, "Please tap one of the three: a lot, some, not this week.")
        return redirect("child", access.child.public_id)
    say_load(access, amount, tapped_on(request, access.child), waited=waited(request))
    messages.success(request, SAID_OF_WEEK[amount].format(name=access.child.name))
    return redirect("child", access.child.public_id)
