"""A practice's own cards, laid over the library: added, reworded or hidden, with nothing in the files touched.

A card that the rules don't accept (any more) is kept by who stores it and told of here; the library goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from pebblepath.library.faults import Fault
from pebblepath.library.loader import OWN_PREFIX, Library, faults_beside, faults_of
from pebblepath.library.play import PlayActivity
from pebblepath.library.schema import KINDS, MEASURED_BEFORE, Card, Occupation, Strategy

WRITTEN_BY = "own cards"
MODELS: Mapping[str, type[Card]] = {"occupation": Occupation, "strategy": Strategy, "play": PlayActivity}
CardT = TypeVar("CardT", bound=Card)


@dataclass(frozen=True, slots=True)
class OwnCard:
    """What a practice says of one card.

    Attributes:
        kind: strategy, play or occupation.
        id: of a library card, or one that begins with "ours-".
        version: counts up with each change.
        content: the card's fields but for id and version; empty: the library's words stand.
        hidden: it isn't offered.
    """

    kind: str
    id: str
    version: int
    content: Mapping[str, Any]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LaidOver:
    """A library with a practice's cards laid over it.

    Attributes:
        offered: what there is to choose from.
        every: the hidden ones too, for what was chosen before they were hidden.
        faults: what is wrong with the cards that had to be left out, by kind and id.
    """

    offered: Library
    every: Library
    faults: Mapping[tuple[str, str], tuple[Fault, ...]]


def is_own_id(card_id: str) -> bool:
    """Whether it is the id of a practice's own card; no card of the library has such a one."""
    return card_id.startswith(OWN_PREFIX)


def check_card(library: Library, card: OwnCard, *, measure: bool = True) -> tuple[Card | None, tuple[Fault, ...]]:
    """A practice's card as the library has them, or all that is wrong with it.

    Args:
        library: what the card may refer to.
        card: with its content.
        measure: whether to hold its texts to the highest reading grade, as when it is written.
    """
    fields = {**card.content, "id": card.id, "version": card.version}
    try:
        made = MODELS[card.kind].model_validate(fields, context=None if measure else MEASURED_BEFORE)
    except ValidationError as error:
        return None, tuple(faults_of(error, WRITTEN_BY, card.id))
    faults = faults_beside(library, WRITTEN_BY, made)
    return (None, faults) if faults else (made, ())


def lay_over(library: Library, own: Iterable[OwnCard]) -> LaidOver:
    """Lay a practice's cards over a library.

    Own cards come after the library's; a reworded card stands in the place of the library's; where a reworded card
    isn't accepted, the library's words stand. Strategies are in their usual order: changes to the place come first.
    How easily a card reads was measured when it was written.
    """
    cards = list(own)
    faults: dict[tuple[str, str], tuple[Fault, ...]] = {}
    occupations = _over(library, library.occupations, Occupation, _of("occupation", cards), faults)
    # A strategy may be for one of the practice's own everyday activities, so these are laid first.
    every = replace(library, occupations=MappingProxyType(occupations))
    strategies = _over(every, library.strategies, Strategy, _of("strategy", cards), faults)
    ordered = dict(sorted(strategies.items(), key=lambda item: KINDS.index(item[1].kind)))
    play = _over(every, library.play, PlayActivity, _of("play", cards), faults)
    every = replace(every, strategies=MappingProxyType(ordered), play=MappingProxyType(play))
    return LaidOver(_without_hidden(every, cards), every, MappingProxyType(faults))


def _of(kind: str, cards: Iterable[OwnCard]) -> list[OwnCard]:
    return [card for card in cards if card.kind == kind and card.content]


def _over(
    library: Library,
    there: Mapping[str, CardT],
    model: type[CardT],
    own: Iterable[OwnCard],
    faults: dict[tuple[str, str], tuple[Fault, ...]],
) -> dict[str, CardT]:
    laid = dict(there)
    for card in own:
        made, wrong = check_card(library, card, measure=False)
        if isinstance(made, model):
            laid[card.id] = made
        else:
            faults[card.kind, card.id] = wrong
    return laid


def _without_hidden(library: Library, cards: Iterable[OwnCard]) -> Library:
    hidden = {(card.kind, card.id) for card in cards if card.hidden}
    return replace(
        library,
        occupations=_left("occupation", library.occupations, hidden),
        strategies=_left("strategy", library.strategies, hidden),
        play=_left("play", library.play, hidden),
    )


def _left(kind: str, cards: Mapping[str, CardT], hidden: set[tuple[str, str]]) -> Mapping[str, CardT]:
    return MappingProxyType({id: card for id, card in cards.items() if (kind, id) not in hidden})
