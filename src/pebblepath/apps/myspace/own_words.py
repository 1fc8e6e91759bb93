"""What a child told with pictures today, for the day's page of the grown-ups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

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

    They come within the same query, each as one object, ``felt`` and ``chose``: a query takes longer to say for each
    column that is looked up by itself.
    """
    readable, today = own_words_for(access), access.child.today()
    felt = CheckIn.objects.filter(readable, child=OuterRef("child"), day=today).order_by("-at")
    chose = Choice.objects.filter(readable, child=OuterRef("child"), day=today).order_by("-at")
    return members.annotate(
        felt=Subquery(felt.values(told=JSONObject(**{name: name for name in CHECK_IN}))[:1]),
        chose=Subquery(chose.values(told=JSONObject(**{name: name for name in CHOICE}))[:1]),
    )


def own_words_of(member: Member) -> list[OwnWordShown]:
    """What she told, the newest first; the member comes from `with_own_words`."""
    shown = []
    if felt := getattr(member, "felt", None):
        words = str(CheckIn(energy=felt["energy"], where=felt["where"], feeling=felt["feeling"]))
        shown.append(OwnWordShown(PICTURES[Energy(felt["energy"])], words, "", _time(felt["at"])))
    if chose := getattr(member, "chose", None):
        shown.append(OwnWordShown(chose["symbol"], chose["words"], chose["board_name"], _time(chose["at"])))
    return sorted(shown, key=lambda one: one.at, reverse=True)


def _time(text: str) -> dt.datetime:
    """A time out of a database's JSON; SQLite writes it without its zone, which is UTC."""
    at = parse_datetime(text)
    assert at is not None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
