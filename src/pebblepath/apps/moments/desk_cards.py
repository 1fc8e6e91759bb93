"""A strategy as a card for the desk: when, do, avoid."""

from __future__ import annotations

from dataclasses import dataclass

from pebblepath.apps.moments.friday import at_school
from pebblepath.apps.people.access import Access
from pebblepath.apps.understanding.models import Strategy
from pebblepath.apps.understanding.practice_library import every_card_of

NEVER_PUSHED = "Going on after a no, or when the child turns away."
NEVER_TAKEN_AWAY = "Taking it away. It is there whenever it is needed, whatever happened before."


@dataclass(frozen=True)
class DeskCard:
    """One strategy in three lines.

    Attributes:
        strategy: what was given.
        when: the moment for it; empty for a family's own.
        do: what to do.
        avoid: what not to do.
        care: what the card says to mind; empty where there is nothing.
    """

    strategy: Strategy
    when: str
    do: str
    avoid: str
    care: str


def desk_cards(access: Access) -> list[DeskCard]:
    """The cards of what was given to a child for school; three queries."""
    given = at_school(access)
    library = every_card_of(access.child.practice_id).strategies
    cards = []
    for strategy in given:
        card = library.get(strategy.card)
        cards.append(
            DeskCard(
                strategy,
                when=card.when if card else "",
                do=strategy.how or (card.how if card else ""),
                avoid=NEVER_TAKEN_AWAY if strategy.comfort else NEVER_PUSHED,
                care=card.cautions or "" if card else "",
            )
        )
    return cards
