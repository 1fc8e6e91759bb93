"""The demo practice's own say over some cards."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.understanding.models import CardKind
from pebblepath.apps.understanding.practice_card_actions import add_card, hide_card, reword_card
from pebblepath.apps.understanding.practice_cards import content_of
from pebblepath.library import load_library

SAID = Path(__file__).parent / "practice_cards.toml"


def say_of_cards(practice: Practice, by: User) -> None:
    """Add one card, put one in the practice's words, hide one."""
    said = tomllib.loads(SAID.read_text(encoding="utf-8"))
    add_card(by, practice, CardKind.STRATEGY, said["own"])
    for card, words in said["reworded"].items():
        theirs = content_of(load_library().strategies[card])
        reword_card(by, practice, CardKind.STRATEGY, card, theirs | words, read=0)
    for card in said["hidden"]:
        hide_card(by, practice, CardKind.STRATEGY, card)
