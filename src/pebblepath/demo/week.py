"""How this week is for the families of the demo: one has no room, and says so."""

from __future__ import annotations

from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Member, Role
from pebblepath.apps.understanding.energy import say_load
from pebblepath.apps.understanding.models import Amount

SAID = {"Zuri": Amount.NONE, "Noah": Amount.SOME, "Ava": Amount.LOT}


def say_how_the_week_is() -> None:
    """Let three families say how much room there is this week."""
    families = Member.objects.present().filter(role=Role.FAMILY, user__isnull=False, child__source="")
    for member in families.filter(child__name__in=SAID).select_related("user", "child").order_by("child", "-pk"):
        assert member.user is not None
        access = get_access_for(member.user, member.child.public_id)
        say_load(access, SAID[member.child.name], access.child.today())
