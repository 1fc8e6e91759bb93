"""Rules that hold for every page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pebblepath.apps.people.models import User

Respond = Callable[[HttpRequest], HttpResponse]


def private_pages(respond: Respond) -> Respond:
    """Pages of a signed-in person are never stored: who uses the device next can't go back to them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def readable_addresses(respond: Respond) -> Respond:
    """An address with a NUL in it is never ours, and PostgreSQL refuses to look for one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")
        return respond(request)

    return middleware


def second_factor_for_staff(respond: Respond) -> Respond:
    """Where the practice asks for it, staff without a second factor come to the page that sets one up."""
    if not settings.REQUIRE_MFA:
        return respond

    def middleware(request: HttpRequest) -> HttpResponse:
        from allauth.mfa.utils import is_mfa_enabled

        user = request.user
        free = ("/accounts/", "/static/", "/look/")
        if isinstance(user, User) and not request.path.startswith(free):
            needs_one = user.is_staff_somewhere() and not is_mfa_enabled(user)
            if needs_one:
                return redirect(reverse("mfa_activate_totp"))
        return respond(request)

    return middleware
