"""What every page needs to draw its frame."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from pebblepath.apps.people.models import Role, Scope, Theme, User
from pebblepath.apps.play.notes import reads_for_family
from pebblepath.web.outbox import person_key

LOOK_COOKIE = "look"


def shell(request: HttpRequest) -> dict[str, object]:
    """Theme, demo flag, and, on a child's page, whose page it is and what is in the menu."""
    user = getattr(request, "user", None)
    access = getattr(request, "access", None)
    chosen = user.theme if isinstance(user, User) else request.COOKIES.get(LOOK_COOKIE, "")
    match = request.resolver_match
    return {
        "theme": chosen if chosen in Theme.values else Theme.CALM.value,
        "demo": settings.DEMO,
        "person": person_key(user) if isinstance(user, User) else "",
        "access": access,
        "here": getattr(match, "view_name", ""),
        "on_staff": access.is_therapist if access else False,
        "may_play": access.may(Scope.PLAY) if access else False,
        "sees_play": access.may(Scope.PLAY) or reads_for_family(access) if access else False,
        "is_child": bool(access and access.member.role == Role.CHILD),
    }
