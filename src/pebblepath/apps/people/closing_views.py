"""Where one closes one's own account, and where who leads a practice takes a colleague off its staff."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import person_page, practice_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.closing import WORKS, close_account, take_off_staff
from pebblepath.apps.people.models import Member, Staff, User

WORD = "close"


@person_page
def close_own_account(request: HttpRequest, user: User) -> HttpResponse:
    """What closing means; typing a word closes it."""
    wrong = ""
    if request.method == "POST":
        wrong = _closed(request, user)
        if not wrong:
            messages.success(request, "Your account is closed. Take good care.")
            return redirect("home")
    circles = Member.objects.present().filter(user=user, child__source="").select_related("child")
    context = {"circles": circles.order_by("child__name"), "word": WORD, "wrong": wrong}
    context["first"] = WORKS if user.is_staff_somewhere() else ""
    return render(request, "people/close_account.html", context, status=400 if wrong else 200)


def _closed(request: HttpRequest, user: User) -> str:
    """Why it isn't closed; empty when it is."""
    if request.POST.get("word", "").strip().casefold() != WORD:
        return f"Type “{WORD}” to close your account."
    try:
        close_account(user)
    except NotPossible as why:
        return str(why)
    logout(request)
    return ""


@require_POST
@person_page
def remove_colleague(request: HttpRequest, user: User, place: int) -> HttpResponse:
    """A colleague goes."""
    practice = practice_of(user)
    get_object_or_404(Staff, user=user, practice=practice, leads=True)
    found = get_object_or_404(practice.staff_places.select_related("user", "practice"), pk=place)
    try:
        take_off_staff(user, found)
        messages.success(request, f"{found.user.name} doesn’t work here any more. What they wrote stays.")
    except NotPossible as why:
        messages.error(request, str(why))
    return redirect("staff")
