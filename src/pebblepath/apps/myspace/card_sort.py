"""The picture cards a child sorts, one at a time: which there are, which comes next, and what an answer says of her.

The names on the cards become her words on the page "About me", so they are held to the rules of all cards.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from pebblepath.apps.myspace.models import CardAnswer, Says
from pebblepath.apps.people.models import Child
from pebblepath.apps.understanding.models import How, Kind, Trait
from pebblepath.library.loader import LIBRARY_FOLDER
from pebblepath.library.schema import CardId, Phrase, Sense, Setting, SymbolName
from pebblepath.library.symbols import symbol_names

DECK_FILE = LIBRARY_FOLDER / "picture_cards.toml"
WORDS_ON_A_CARD = 5
STONES = 7
# Within this time, a card that was just answered isn't shown again; the next day it may be.
SITTING = dt.timedelta(hours=12)
HOWS = {Says.LIKE: How.LIKES, Says.FINE: How.FINE, Says.HARD: How.TOO_MUCH}


class PictureCard(BaseModel):
    """One card: a picture and a few words."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: CardId
    name: Phrase
    picture: SymbolName
    joy: bool = False
    sense: Sense | None = None
    setting: Setting | None = None

    @model_validator(mode="after")
    def _says_something(self) -> PictureCard:
        if not self.joy and self.sense is None:
            raise ValueError(f"the card '{self.id}' is neither a joy nor about a sense; give it joy = true or a sense")
        if self.picture not in symbol_names():
            raise ValueError(f"the card '{self.id}' has no picture '{self.picture}'; take a name from library/symbols")
        if len(self.name.split()) > WORDS_ON_A_CARD:
            raise ValueError(f"the card '{self.id}' has more than {WORDS_ON_A_CARD} words; a child hears it in one go")
        return self

    @property
    def answers(self) -> tuple[tuple[Says, str, str], ...]:
        """The three answers with face and words, always in this order."""
        hard = "Too much for me" if self.sense else "Not for me"
        return (
            (Says.LIKE, "face-good", "I like it"),
            (Says.FINE, "face-okay", "It is okay"),
            (Says.HARD, "face-hard", hard),
        )

    @property
    def spoken(self) -> str:
        """What is read aloud: the card, then what there is to choose from."""
        return " ".join(f"{words}." for words in (self.name, *(words for _, _, words in self.answers)))

    def trait(self, says: Says) -> Trait | None:
        """What an answer says of the child, in her voice; None where it says nothing that others need to know.

        That a joy is fine, or isn't hers, is an answer like any other, but "no trains" is nothing to tell about
        somebody. What is too much always is.
        """
        if self.joy and says == Says.LIKE:
            return Trait(kind=Kind.JOY, picture=self.picture, words=f"{self.name}.")
        if self.sense is None or (self.joy and says == Says.FINE):
            return None
        return Trait(
            kind=Kind.SENSE,
            sense=self.sense,
            how=HOWS[says],
            setting=self.setting or "",
            picture=self.picture,
            words=f"{self.name}.",
        )


class _Deck(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    card: tuple[PictureCard, ...]

    @model_validator(mode="after")
    def _each_once(self) -> _Deck:
        for what in ("id", "picture"):
            there = [getattr(card, what) for card in self.card]
            twice = sorted({value for value in there if there.count(value) > 1})
            if twice:
                raise ValueError(f"the {what} '{twice[0]}' is on two cards; each may be there once")
        return self


def read_deck(path: Path) -> Mapping[str, PictureCard]:
    """Read the cards from a file, by id, in their order.

    Raises:
        ValidationError: a card breaks a rule; the message says which and what is accepted.
    """
    cards = _Deck.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).card
    return {card.id: card for card in cards}


@lru_cache(maxsize=1)
def deck() -> Mapping[str, PictureCard]:
    """The cards that come with Pebblepath, read once."""
    return read_deck(DECK_FILE)


def sorted_by(child: Child, now: dt.datetime) -> Sorted:
    """How far a child has come; one query."""
    return Sorted({answer.card: answer for answer in child.card_answers.all()}, now)


@dataclass(frozen=True)
class Sorted:
    """How far a child has come. Answers to cards that are no longer in the deck are kept and passed over.

    Attributes:
        answers: what she said last, by card.
        now: the present, from which the sitting is counted.
    """

    answers: Mapping[str, CardAnswer]
    now: dt.datetime

    @property
    def open(self) -> list[PictureCard]:
        """Cards she hasn't answered yet."""
        return [card for card in deck().values() if card.id not in self.answers]

    @property
    def again(self) -> PictureCard | None:
        """The card she answered longest ago, if that isn't just now."""
        return next((deck()[a.card] for a in self._oldest_first if not self.is_of_this_sitting(a)), None)

    @property
    def last(self) -> PictureCard | None:
        """The card she answered a moment ago, so that a slip of the finger can be mended."""
        newest = next(reversed(self._oldest_first), None)
        return deck()[newest.card] if newest and self.is_of_this_sitting(newest) else None

    @property
    def joys(self) -> list[PictureCard]:
        """The joys she picked, in the order of the deck."""
        liked = {card for card, answer in self.answers.items() if answer.says == Says.LIKE}
        return [card for card in deck().values() if card.joy and card.id in liked]

    @property
    def stones(self) -> Sequence[bool]:
        """A short path, lit as far as she has come: no number to reach."""
        lit = STONES * (len(deck()) - len(self.open)) // len(deck())
        return [place < lit for place in range(STONES)]

    def is_of_this_sitting(self, answer: CardAnswer) -> bool:
        """Whether it was given just now."""
        return self.now - answer.at < SITTING

    @property
    def _oldest_first(self) -> list[CardAnswer]:
        return sorted((a for a in self.answers.values() if a.card in deck()), key=lambda answer: (answer.at, answer.pk))
