"""The one place that finds a child for somebody and says what they may see and do.

Every page about a child comes through here. Somebody else's child doesn't exist (404, not 403), so that an
address tells nothing, not even that there is a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Child, Consent, Deed, Member, Role, Scope, User

P = ParamSpec("P")
ALL_GOALS = ""


@dataclass(frozen=True)
class Access:
    """What one person may see and do with one child's record, now.

    Attributes:
        member: the person's place in the circle (its child is loaded).
        grants: pairs (scope, public id of a goal); an empty id means every goal.
    """

    member: Member
    grants: frozenset[tuple[str, str]]

    @property
    def child(self) -> Child:
        """The child."""
        return self.member.child

    @property
    def user(self) -> User:
        """The person."""
        assert self.member.user is not None
        return self.member.user

    def may(self, scope: Scope, goal_id: str | None = None) -> bool:
        """Whether a scope is granted: for one goal, or (no goal named) for any goal at all."""
        if goal_id is None:
            return any(granted == scope for granted, _ in self.grants)
        return (scope, ALL_GOALS) in self.grants or (scope, goal_id) in self.grants

    def goals_for(self, scope: Scope) -> frozenset[str] | None:
        """Public ids of the goals a scope covers; None means every goal."""
        if (scope, ALL_GOALS) in self.grants:
            return None
        return frozenset(goal for granted, goal in self.grants if granted == scope)

    @property
    def is_therapist(self) -> bool:
        """Whether the person is one of the child's therapists."""
        return self.member.role == Role.THERAPIST


def _places(user: User, now: dt.datetime) -> list[Member]:
    consents = Prefetch("consents", Consent.objects.in_force(now), to_attr="consents_in_force")
    places = Member.objects.present().filter(user=user).select_related("child__practice", "household")
    return list(places.prefetch_related(consents).order_by("child__source", "child__name"))


def _access(member: Member, user: User) -> Access:
    member.user = user
    grants = frozenset((c.scope, c.goal_id) for c in member.consents_in_force)  # type: ignore[attr-defined]
    return Access(member, grants)


def children_for(user: User) -> list[Access]:
    """Every child in whose circle this person is, by name; children known only from studies come last."""
    opened = [_access(member, user) for member in _places(user, timezone.now())]
    return [access for access in opened if access.may(Scope.SEE)]


def get_access_for(user: User, child_id: str, scope: Scope = Scope.SEE) -> Access:
    """Find one child for one person, or nothing.

    Args:
        user: who asks.
        child_id: the child's public id, as it stands in the address.
        scope: what they want to do.

    Raises:
        Http404: there is no such child, or she isn't theirs, or this wasn't granted.
    """
    consents = Prefetch("consents", Consent.objects.in_force(timezone.now()), to_attr="consents_in_force")
    place = (
        Member.objects.present()
        .filter(user=user, child__public_id=child_id)
        .select_related("child__practice", "household")
        .prefetch_related(consents)
        .first()
    )
    if place is None:
        raise Http404
    access = _access(place, user)
    if not access.may(scope):
        raise Http404
    return access


def person_page(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a view of a page for somebody who is signed in: it gets the person beside the request."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        assert isinstance(request.user, User)
        return view(request, request.user, *args, **kwargs)

    return page  # type: ignore[return-value]


def child_page(
    scope: Scope = Scope.SEE,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Access, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """Make a view of a child's page: it gets an `Access` in place of the id, and each opening is recorded."""

    def wrap(
        view: Callable[Concatenate[HttpRequest, Access, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @login_required
        @wraps(view)
        def page(request: HttpRequest, child_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            assert isinstance(request.user, User)
            access = get_access_for(request.user, child_id, scope)
            request.access = access  # type: ignore[attr-defined]  # the shell draws its menu from it
            response = view(request, access, *args, **kwargs)
            if request.method == "GET" and response.status_code == 200:
                audit.record(access.user, Deed.OPENED, view.__name__, ref=request.path, child=access.child)
            return response

        page.needs_scope = scope  # type: ignore[attr-defined]
        return page  # type: ignore[return-value]

    return wrap
