"""What a child told with pictures today, for the day's page of the grown-ups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from pebblepath.apps.myspace.models import CheckIn, Choice, Energy, own_words_for
from pebblepath.apps.myspace.screens import ENERGIES
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Member

PICTURES = dict(ENERGIES)
CHECK_IN = ("at", "energy", "where", "feeling")
CHOICE = ("at", "board_name", "words", "symbol")


@dataclass(frozen=True)
class OwnWordShown:
    """One thing that she told: its picture, its words, where it was chosen, and when."""

    symbol: str
    words: str
    board: str
    at: dt.datetime


def with_own_words(members: QuerySet[Member], access: Access) -> QuerySet[Member]:
    """Members with the newest check-in and the newest choice of today, as far as this person may read them.

    They come within the same query, as ``felt_*`` and ``chose_*``.
    """
    readable, today = own_words_for(access), access.child.today()
    felt = CheckIn.objects.filter(readable, child=OuterRef("child"), day=today).order_by("-at")
    chose = Choice.objects.filter(readable, child=OuterRef("child"), day=today).order_by("-at")
    shown = {f"felt_{name}": Subquery(felt.values(name)[:1]) for name in CHECK_IN}
    shown |= {f"chose_{name}": Subquery(chose.values(name)[:1]) for name in CHOICE}
    return members.annotate(**shown)


def own_words_of(member: Member) -> list[OwnWordShown]:
    """What she told, the newest first; the member comes from `with_own_words`."""
    told = {name: getattr(member, f"felt_{name}") for name in CHECK_IN}
    chosen = {name: getattr(member, f"chose_{name}") for name in CHOICE}
    shown = []
    if told["at"]:
        words = str(CheckIn(energy=told["energy"], where=told["where"], feeling=told["feeling"]))
        shown.append(OwnWordShown(PICTURES[Energy(told["energy"])], words, "", told["at"]))
    if chosen["at"]:
        shown.append(OwnWordShown(chosen["symbol"], chosen["words"], chosen["board_name"], chosen["at"]))
    return sorted(shown, key=lambda one: one.at, reverse=True)
