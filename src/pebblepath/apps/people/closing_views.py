"""The page on which one closes one's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pebblepath.apps.people.access import person_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.closing import close_account
from pebblepath.apps.people.models import Member, User

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
    circles = Member.objects.present().filter(user=user).select_related("child").order_by("child__name")
    context = {"circles": circles, "word": WORD, "wrong": wrong}
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
