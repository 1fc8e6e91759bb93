"""The cards that two children of the demo sorted by themselves, some weeks ago; most are still to be sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from pebblepath.apps.myspace.actions import sort_card
from pebblepath.apps.myspace.card_sort import deck
from pebblepath.apps.myspace.models import CardAnswer, Says
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Member, Role
from pebblepath.apps.understanding.models import Trait

WEEKS_AGO = dt.timedelta(weeks=3)
# Mia says of the bell what her teacher sees otherwise; both stand on the page "About me".
SORTED: Mapping[str, Mapping[Says, tuple[str, ...]]] = {
    "Mia": {
        Says.LIKE: ("trains", "splashing", "drawing", "slide", "music"),
        Says.FINE: ("hugs", "animals", "lamp"),
        Says.HARD: ("bell", "socks"),
    },
    "Noah": {
        Says.LIKE: ("animals", "space", "tent", "bus"),
        Says.FINE: ("bell", "books"),
        Says.HARD: ("lamp",),
    },
}


def sort_some_cards() -> None:
    """Let them sort, and date it back; before Mia agrees with her page, as what she says anew waits for her yes."""
    then = timezone.now() - WEEKS_AGO
    for name, piles in SORTED.items():
        member = Member.objects.select_related("user", "child").get(child__name=name, child__source="", role=Role.CHILD)
        assert member.user is not None
        access = get_access_for(member.user, member.child.public_id)
        for says, cards in piles.items():
            for card in cards:
                kept = sort_card(access, deck()[card], says)
                if kept.trait is not None:
                    Trait.objects.filter(pk=kept.trait.pk).update(told_at=then)
    CardAnswer.objects.update(at=then)
