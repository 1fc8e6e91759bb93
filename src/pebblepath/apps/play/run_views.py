"""Session mode: the plan as big cards on a tablet, and the address that takes what it tells."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page, get_access_for, person_page
from pebblepath.apps.people.models import Scope, User
from pebblepath.apps.play.catching import NotUnderstood, read_told
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.run_actions import take_in, told_back
from pebblepath.apps.play.running import (
    FACES,
    HELP,
    activities_of,
    goals_in_play,
    quotes_of,
    strategies_in_play,
)


@child_page(Scope.PLAY)
def run_session(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """One activity at a time as a big card, and beside it what can be caught."""
    found = _session(access, session)
    told = told_back(access, [found])[found.pk]
    context = {
        "session": found,
        "activities": activities_of(found),
        "paths": goals_in_play(access),
        "strategies": strategies_in_play(access),
        "quotes": quotes_of(access),
        "help": HELP,
        "faces": FACES,
        "told": json.dumps(told),
        "signed": hasattr(found, "note") and found.note.signed_at is not None,
    }
    return render(request, "play/run.html", context)


@require_POST
@person_page
def sync_session(request: HttpRequest, user: User, child_id: str, session: str) -> HttpResponse:
    """Take what a tablet tells of a session; the same told again changes nothing.

    No page is opened by it: the record has a line for each thing that it changes.
    """
    access = get_access_for(user, child_id, Scope.PLAY)
    found = _session(access, session)
    try:
        told = read_told(request.body)
        done = take_in(access, found, told)
    except NotUnderstood as why:
        faults = [{"field": fault.field, "words": fault.words} for fault in why.faults]
        return JsonResponse({"faults": faults}, status=400)
    kept = told_back(access, [done.session])[done.session.pk]
    answer: dict[str, Any] = {"rev": kept["rev"], "taken": done.taken, "first_times": kept.pop("first_times")}
    # A tablet that alone tells of a session knows all of it already.
    known = {(str(row.id), row.rev) for row in told.caught}
    if not done.taken or any((row["id"], row["rev"]) not in known for row in kept["caught"]):
        answer["told"] = kept
    return JsonResponse(answer)


def _session(access: Access, session: str) -> Session:
    return get_object_or_404(Session.objects.filter(child=access.child).select_related("note"), public_id=session)
