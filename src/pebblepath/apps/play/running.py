"""What session mode shows: the activities, and for each goal what can be tapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Length

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.goals.paths import Path, paths_of
from pebblepath.apps.moments.models import Feeling, Help, Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.quotes import in_marks
from pebblepath.apps.understanding.models import Strategy
from pebblepath.library import Occupation

# What many children say in play; hers come before these.
OFTEN_SAID = ("Again!", "I did it!", "Look!", "Help me.", "No.", "My turn.")
QUOTES = 5
SHORT = 40

HELP = (
    (Help.NONE, "By myself"),
    (Help.WORDS, "Reminder"),
    (Help.SOME, "Some help"),
    (Help.MUCH, "Together"),
)
FACES = (
    (Feeling.YES, "face-good", "good"),
    (Feeling.SO_SO, "face-okay", "so-so"),
    (Feeling.NO, "face-hard", "not good"),
)


@dataclass(frozen=True)
class Card:
    """One card of a plan, as it is shown."""

    id: str
    name: str
    symbol: str
    what: str
    purpose: str
    serves: tuple[str, ...]


@dataclass(frozen=True)
class Activity:
    """One place in a plan: a card, or two that the child chooses between."""

    place: int
    cards: tuple[Card, ...]
    minutes: int
    before: int
    easier: str
    harder: str

    @property
    def first(self) -> Card:
        """The card that is there unless the child chooses the other."""
        return self.cards[0]

    @property
    def is_choice(self) -> bool:
        """Whether the child chooses."""
        return len(self.cards) > 1


def activities_of(session: Session) -> list[Activity]:
    """A session's plan, as it is shown."""
    return [_activity(place, item) for place, item in enumerate(session.plan)]


def _activity(place: int, item: dict[str, Any]) -> Activity:
    other = item.get("or")
    return Activity(
        place=place,
        cards=tuple(_card(card) for card in (item, other) if card),
        minutes=round(item.get("minutes", 0)),
        before=round(item.get("before", 0)),
        easier=item.get("easier", ""),
        harder=item.get("harder", ""),
    )


def _card(card: dict[str, Any]) -> Card:
    return Card(
        id=card["card"],
        name=card["name"],
        symbol=card.get("symbol", "heart"),
        what=card.get("what", ""),
        purpose=card.get("reasons", {}).get("therapist", ""),
        serves=tuple(card.get("serves", ())),
    )


def goals_in_play(access: Access) -> list[Path]:
    """The paths on which a moment can be caught: the child's active goals of which this person may tell."""
    return [path for path in paths_of(access, only_active=True) if access.may(Scope.TELL, path.goal.public_id)]


def strategies_in_play(access: Access) -> list[Strategy]:
    """What was given to the child, without what rests this week."""
    today = access.child.today()
    return [given for given in access.child.strategies.in_use() if not given.rests_on(today)]


def quotes_of(access: Access) -> list[str]:
    """What she says often: her own words of other days first, then what many children say in play."""
    own_or_caught = Q(told_by__role=Role.CHILD) | Q(told_by=access.member, caught__isnull=False)
    told = Moment.objects.kept().seen_by(access).filter(own_or_caught).exclude(words="")
    short = told.annotate(length=Length("words")).filter(length__lte=SHORT)
    # What a grown-up wrote beside her words isn't hers: only what stands in quotation marks is.
    hers = short.filter(Q(told_by__role=Role.CHILD) | Q(words__regex='[“„"«]'))
    often = hers.order_by().values("words", "told_by__role").annotate(times=Count("pk")).order_by("-times", "words")
    said = [words for row in often[:QUOTES] for words in _hers(row["words"], by_her=row["told_by__role"] == Role.CHILD)]
    return list(dict.fromkeys([*said, *OFTEN_SAID]))[:QUOTES]


def _hers(words: str, *, by_her: bool) -> list[str]:
    """The child's words in a moment: those in quotation marks, or all of it where she told it herself."""
    return in_marks(words)[0] or ([words] if by_her else [])


def served(goals: Sequence[Goal], item: Mapping[str, Any], occupations: Mapping[str, Occupation]) -> list[str]:
    """Public ids of the goals that an activity serves: those whose everyday activity asks for what it works on."""
    works_on = set(item.get("goals", ()))
    return [
        goal.public_id
        for goal in goals
        if (card := occupations.get(goal.occupation)) is not None and works_on & set(card.works_on)
    ]
