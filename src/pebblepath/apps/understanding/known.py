"""What ideas and plans want to know of a child before anything is offered, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pebblepath.apps.people.models import Child, Setting
from pebblepath.apps.understanding.models import How, Kind
from pebblepath.library.matching import goes_with
from pebblepath.library.play import PlayActivity
from pebblepath.library.schema import Strategy as StrategyCard

# From the mildest word to the one that most needs minding.
STRENGTH = (How.FINE, How.LIKES, How.SEEKS, How.NOTICES, How.TOO_MUCH)
CardT = TypeVar("CardT", StrategyCard, PlayActivity)


@dataclass(frozen=True)
class Feel:
    """How one sense is for a child, as somebody said."""

    sense: str
    how: str
    setting: str
    kept_back: bool


@dataclass(frozen=True)
class Place:
    """The things in one of a child's places; of a home, in which."""

    setting: str
    household: int | None
    things: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What is known of a child.

    Everybody's word counts. What is kept back from the passport counts too where something could be too much or
    unsafe, since safety isn't a matter of taste; what is shown as a reason leaves it out.

    Attributes:
        cares: what needs minding, as tags that the cards know.
        joys: what she loves, in the words it was told in, each once.
        feels: how senses are for her.
        places: what there is where.
    """

    cares: frozenset[str]
    joys: tuple[str, ...]
    feels: tuple[Feel, ...]
    places: tuple[Place, ...]

    def senses(self, setting: str | None = None, *, may_be_told: bool = False) -> dict[str, str]:
        """For each sense the strongest word (`How`) that anybody said; a sense that nobody spoke of isn't there.

        Args:
            setting: only what was said of this place, or of everywhere; None takes every place.
            may_be_told: only what isn't kept back.
        """
        senses: dict[str, str] = {}
        for feel in self.feels:
            if (setting is None or feel.setting in {"", setting}) and not (may_be_told and feel.kept_back):
                senses[feel.sense] = max(senses.get(feel.sense, feel.how), feel.how, key=_strength)
        return senses

    def too_much(self, setting: str | None = None) -> frozenset[str]:
        """The senses that are too much for her there."""
        return frozenset(sense for sense, how in self.senses(setting).items() if how == How.TOO_MUCH)

    def at_hand(self, setting: str, household: int | None = None) -> frozenset[str] | None:
        """The things that there are in a place; None when nobody has said.

        Args:
            setting: the place.
            household: whose home is meant, where there are two; None takes the things of both.
        """
        lists = [
            place.things
            for place in self.places
            if place.setting == setting and (household is None or place.household in {None, household})
        ]
        return frozenset().union(*lists) if lists else None

    def suited(self, cards: Mapping[str, CardT], setting: str | None = None) -> dict[str, CardT]:
        """The cards that nothing forbids: no caution applies, and nothing is too much (there, or anywhere)."""
        too_much = self.too_much(setting)
        return {name: card for name, card in cards.items() if goes_with(card, self.cares, too_much)}


def known_of(child: Child) -> Known:
    """Read what is known of a child. Two queries."""
    told = list(
        child.traits.current()
        .filter(kind__in=[Kind.CARE, Kind.SENSE, Kind.JOY])
        .values_list("kind", "care", "sense", "how", "setting", "words", "kept_back")
    )
    named = [joy.strip() for joy in child.joys.split(",") if joy.strip()]
    joys = [words for kind, _, _, _, _, words, kept_back in told if kind == Kind.JOY and not kept_back]
    return Known(
        cares=frozenset(care for kind, care, *_ in told if kind == Kind.CARE and care),
        joys=tuple(dict.fromkeys([*named, *joys])),
        feels=tuple(
            Feel(sense, how, setting, kept_back)
            for kind, _, sense, how, setting, _, kept_back in told
            if kind == Kind.SENSE and how
        ),
        places=tuple(
            Place(setting, household, frozenset(things))
            for setting, household, things in child.at_hand.values_list("setting", "household", "things")
        ),
    )


def home_for(setting: str, household: int | None) -> int | None:
    """The home that a place means for somebody: school and clinic are the same for both homes."""
    return household if setting == Setting.HOME else None


def _strength(how: str) -> int:
    return STRENGTH.index(How(how))
