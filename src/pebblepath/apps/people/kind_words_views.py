"""Kinder and plainer words while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import person_page
from pebblepath.apps.people.kind_words import CHECKS, hints_for, reader_of
from pebblepath.apps.people.models import User


@require_POST
@person_page
def kind_words(request: HttpRequest, user: User) -> HttpResponse:
    """What to offer for the text of a field, as a piece of page; empty where there is nothing to say.

    The text is looked at and forgotten: it is neither kept nor written into a log.
    """
    checks = [check for check in request.POST.get("checks", "").split() if check in CHECKS]
    found = hints_for(reader_of(user), request.POST.get("text", ""), checks)
    return render(request, "_kind_words.html", {"found": found})
