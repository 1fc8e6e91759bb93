"""In which of a child's two homes a phone or tablet is used: grown-ups say so on the device itself.

A child with one account and two homes sees on each device what is of that home, and what she tells there was told in
that home, as with an account that belongs to a home.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Child, Household, Role, Scope

P = ParamSpec("P")
SALT = "home of a device"
ABOUT_A_YEAR = 400 * 24 * 3600


def cookie_of(child: Child) -> str:
    """The name of the cookie, one for each child that uses the device."""
    return f"home_{child.public_id}"


def home_of_device(request: HttpRequest, child: Child) -> Household | None:
    """The home where this device is used; None where nobody said so, or it is no home of hers any more."""
    told = request.get_signed_cookie(cookie_of(child), default="", salt=SALT)
    return child.households.filter(pk=told).first() if told and told.isdecimal() else None


def keep_home_of_device(response: HttpResponse, request: HttpRequest, child: Child, home: Household | None) -> None:
    """Let the device remember the home, or forget it."""
    if home is None:
        response.delete_cookie(cookie_of(child), samesite="Lax")
        return
    response.set_signed_cookie(
        cookie_of(child),
        str(home.pk),
        salt=SALT,
        max_age=ABOUT_A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def at_this_device(request: HttpRequest, access: Access) -> Access:
    """The child's access in the home of this device. An account that belongs to a home stays there, as do grown-ups."""
    if access.member.household_id is not None or access.member.role != Role.CHILD:
        return access
    home = home_of_device(request, access.child)
    if home is None:
        return access
    member = copy.copy(access.member)
    member.household = home
    return replace(access, member=member)


def my_page(
    scope: Scope = Scope.SEE,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Access, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """Make a view of a page of My space: for the child alone, and as she has it on this device."""

    def wrap(
        view: Callable[Concatenate[HttpRequest, Access, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @child_page(scope)  # type: ignore[arg-type]  # what `wraps` makes has the same arguments
        @wraps(view)
        def page(request: HttpRequest, access: Access, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if access.member.role != Role.CHILD:
                raise Http404
            return view(request, at_this_device(request, access), *args, **kwargs)

        return page

    return wrap
