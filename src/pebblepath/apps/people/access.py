"""The one place that finds a child for somebody and says what they may see and do.

Every page about a child comes through here. Somebody else's child doesn't exist (404, not 403), so that an
address tells nothing, not even that there is a child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Child, Consent, Deed, Member, Practice, Role, Scope, User

P = ParamSpec("P")
ALL_GOALS = ""


@dataclass(frozen=True)
class Access:
    """What one person may see and do with one child's record, now.

    Attributes:
        member: the person's place in the circle (its child is loaded).
        grants: pairs (scope, public id of a goal); an empty id means every goal.
        typed_by: who types for a member without an account, such as a therapist with a class's tick sheet.
    """

    member: Member
    grants: frozenset[tuple[str, str]]
    typed_by: User | None = None

    @property
    def child(self) -> Child:
        """The child."""
        return self.member.child

    @property
    def user(self) -> User:
        """The person."""
        assert self.member.user is not None
        return self.member.user

    @property
    def actor(self) -> User | None:
        """The account that acts; None where somebody takes part by a link without one."""
        return self.typed_by or self.member.user

    def record(self, deed: Deed, about: str, *, ref: object = "") -> None:
        """A line of the child's record; a member without an account stands there by name."""
        name = "" if self.actor else self.member.name
        audit.record(self.actor, deed, about, ref=ref, child=self.child, by_name=name)

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


def places_of(user: User) -> QuerySet[Member]:
    """A person's places in circles, where they may see anything at all; children known only from studies come last."""
    see = Consent.objects.in_force(timezone.now()).filter(member=OuterRef("pk"), scope=Scope.SEE)
    places = Member.objects.present().filter(Exists(see), user=user)
    return places.select_related("child__practice").order_by("child__source", "child__name")


def open_places(user: User, places: Iterable[Member]) -> list[Access]:
    """What the person may do in each of these places; one query however many there are."""
    members = list(places)
    for member in members:
        member.user = user
    return accesses_of(members)


def accesses_of(members: Sequence[Member], *, typed_by: User | None = None) -> list[Access]:
    """What each of these places allows now, also those without an account; one query however many there are."""
    grants: dict[int, set[tuple[str, str]]] = {member.pk: set() for member in members}
    in_force = Consent.objects.in_force(timezone.now()).filter(member__in=members)
    for place, scope, goal in in_force.values_list("member_id", "scope", "goal_id"):
        grants[place].add((scope, goal))
    return [Access(member, frozenset(grants[member.pk]), typed_by) for member in members]


def get_access_for(user: User, child_id: str, scope: Scope = Scope.SEE) -> Access:
    """Find one child for one person, or nothing.

    Args:
        user: who asks.
        child_id: the child's public id, as it stands in the address.
        scope: what they want to do.

    Raises:
        Http404: there is no such child, or she isn't theirs, or this wasn't granted.
    """
    place = (
        Member.objects.present()
        .filter(user=user, child__public_id=child_id)
        .select_related("child__practice", "household")
        .first()
    )
    if place is None:
        raise Http404
    (access,) = open_places(user, [place])
    if not access.may(scope):
        raise Http404
    return access


def practice_of(user: User) -> Practice:
    """The practice that a person works for, the first where there are several.

    Raises:
        Http404: the person is on nobody's staff.
    """
    practice = Practice.objects.filter(staff=user).order_by("pk").first()
    if practice is None:
        raise Http404
    return practice


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
    """Make a view of a child's page: it gets an `Access` in place of the id, and each opening is recorded.

    Times are shown as they are where the child is.
    """

    def wrap(
        view: Callable[Concatenate[HttpRequest, Access, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @login_required
        @wraps(view)
        def page(request: HttpRequest, child_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            assert isinstance(request.user, User)
            access = get_access_for(request.user, child_id, scope)
            request.access = access  # type: ignore[attr-defined]  # the shell draws its menu from it
            with timezone.override(access.child.practice.time_zone):
                response = view(request, access, *args, **kwargs)
            # Whatever shows a page, by whatever method it was asked for; of a phone's copies one line has told before.
            if not 300 <= response.status_code < 400 and not getattr(request, "is_announced_copy", False):
                audit.record(access.user, Deed.OPENED, view.__name__, ref=request.path, child=access.child)
            return response

        return page  # type: ignore[return-value]

    return wrap
