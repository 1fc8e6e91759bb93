"""What a card is. Every rule that one card can break by itself lives here, and says what is accepted."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.reading import join_phrases, reading_grade, words_of

Setting = Literal["home", "school", "community", "clinic"]
Group = Literal["dressing", "eating", "school", "feelings", "play", "friends", "washing", "sleep", "community"]
Sense = Literal["touch", "sound", "sight", "movement", "body", "taste", "smell", "inside"]
Kind = Literal["environment", "routine", "tool", "body", "words", "together"]
Cost = Literal["free", "small", "some"]
DeeperGoal = Literal[
    "fine-motor", "bilateral", "body-awareness", "balance", "strength", "planning", "regulation", "attention",
    "touch-tolerance", "visual-motor", "self-care", "social-play", "communication",
]  # fmt: skip
# What needs minding around a child, so that a card that doesn't go with it is never offered.
Care = Literal[
    "mouths", "choking", "food-allergy", "latex", "seizures", "runs-off", "breathing", "joints", "skin", "heights",
    "water",
]  # fmt: skip

SETTINGS: tuple[Setting, ...] = get_args(Setting)
GROUPS: tuple[Group, ...] = get_args(Group)
SENSES: tuple[Sense, ...] = get_args(Sense)
KINDS: tuple[Kind, ...] = get_args(Kind)
DEEPER_GOALS: tuple[DeeperGoal, ...] = get_args(DeeperGoal)
CARES: tuple[Care, ...] = get_args(Care)

STONE_LEVELS = (-2, -1, 0, 1, 2)
WORDS_IN_A_STONE = 9
WORDS_IN_HOW = 60
HIGHEST_GRADE = 6.0
# Context for reading cards whose grade was measured before: those that come with Pebblepath, by `check-library`.
MEASURED_BEFORE = {"measured_before": True}
PARTICIPATION_ENDING = "in a way that works for them."
_FIRST_PERSON = {"i", "i'm", "my", "me", "we", "our"}


def kind_words(text: str) -> str:
    """Accept a text unless it uses wording that blames, ranks or orders the child about."""
    found = unwanted_wording(text)
    if found is not None:
        raise ValueError(f"the words '{found[0]}' are not used here; {found[1]}")
    return text


def child_sentence(text: str) -> str:
    """Accept a short sentence that a child could say about herself."""
    words = words_of(text)
    if len(words) > WORDS_IN_A_STONE:
        raise ValueError(f"'{text}' has {len(words)} words; at most {WORDS_IN_A_STONE} are accepted")
    if not _FIRST_PERSON & set(words):
        raise ValueError(f"'{text}' is not in the child's own voice; use I, my, me or we")
    return text


def short_how(text: str) -> str:
    """Accept instructions that a busy grown-up reads in one go."""
    count = len(text.split())
    if count > WORDS_IN_HOW:
        raise ValueError(f"it has {count} words; at most {WORDS_IN_HOW} are accepted")
    return text


def participation_sentence(text: str) -> str:
    """Accept 'Takes part in ... in a way that works for them.': a place in life, not a posture."""
    if not (text.startswith("Takes part in ") and text.endswith(PARTICIPATION_ENDING)):
        raise ValueError(f"'{text}' is not accepted; write 'Takes part in ... {PARTICIPATION_ENDING}'")
    return text


def different(values: tuple[str, ...]) -> tuple[str, ...]:
    """Accept a list in which nothing is said twice."""
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"'{twice[0]}' is there twice; each may be there once")
    return values


def easy_to_read(text: str, info: ValidationInfo) -> str:
    """Accept prose at or below the highest reading grade."""
    if info.context == MEASURED_BEFORE:
        return text
    grade = reading_grade(text)
    if grade > HIGHEST_GRADE:
        raise ValueError(f"it reads at grade {grade:.1f}; at most {HIGHEST_GRADE:.0f} is accepted")
    return text


CardId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=40)]
SymbolName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Phrase = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True), AfterValidator(kind_words)
]
Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, strip_whitespace=True),
    AfterValidator(kind_words),
    AfterValidator(easy_to_read),
]
ChildSentence = Annotated[Phrase, AfterValidator(child_sentence)]
Settings = Annotated[tuple[Setting, ...], Field(min_length=1), AfterValidator(different)]


class Card(BaseModel):
    """What all cards share: they never change once read, and know no field beyond their own."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: CardId
    version: int = Field(ge=1)
    name: Phrase
    symbol: SymbolName
    settings: Settings

    def family_texts(self) -> list[str]:
        """Every text of the card that a family or a child reads."""
        raise NotImplementedError

    def grade(self) -> float:
        """The reading grade of the card's texts taken together."""
        return reading_grade(join_phrases(self.family_texts()))

    @model_validator(mode="after")
    def _reads_easily(self, info: ValidationInfo) -> Card:
        if info.context != MEASURED_BEFORE and self.grade() > HIGHEST_GRADE:
            raise ValueError(f"the card reads at grade {self.grade():.1f}; at most {HIGHEST_GRADE:.0f} is accepted")
        return self


class IcfCode(BaseModel):
    """A code of the International Classification of Functioning, with a label in our own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, StringConstraints(pattern=re.compile(r"^[bdes]\d{3,5}$"))]
    label: str = Field(min_length=1)


class Occupation(Card):
    """An everyday activity that a child may want to do, want more of, or want to do her own way."""

    child_name: ChildSentence
    group: Group
    icf: tuple[IcfCode, ...] = Field(min_length=1)
    works_on: Annotated[tuple[DeeperGoal, ...], Field(max_length=3), AfterValidator(different)] = Field(
        default=(), description="what a child's body and mind do in it, the main thing first; play is chosen by it"
    )
    age_hint: Phrase | None = None
    steps: tuple[Phrase, ...] = Field(min_length=4, max_length=8)
    stones: tuple[ChildSentence, ...] = Field(min_length=5, max_length=5)
    participation: Annotated[Prose, AfterValidator(participation_sentence)]

    def family_texts(self) -> list[str]:
        """Names, steps, stones and participation."""
        hint = [self.age_hint] if self.age_hint else []
        return [self.name, self.child_name, *hint, *self.steps, *self.stones, self.participation]

    def stone(self, level: int) -> str:
        """The child's sentence for a level from -2 to +2."""
        return self.stones[STONE_LEVELS.index(level)]

    def participation_for(self, pronoun: str) -> str:
        """The participation sentence for a child who is spoken of as 'her', 'him' or 'them'."""
        return self.participation.replace("works for them.", f"works for {pronoun}.")

    @model_validator(mode="after")
    def _has_five_different_stones(self) -> Occupation:
        different(self.stones)
        return self


class Strategy(Card):
    """Something a grown-up or a child can try in daily life."""

    occupations: Annotated[tuple[CardId, ...], Field(min_length=1), AfterValidator(different)]
    senses: Annotated[tuple[Sense, ...], AfterValidator(different)] = ()
    kind: Kind
    when: Prose
    how: Annotated[Prose, AfterValidator(short_how)]
    why: Prose
    minutes: int = Field(ge=0, le=60, description="a grown-up's minutes on a day of use")
    cost: Cost
    needs: Annotated[tuple[Phrase, ...], AfterValidator(different)] = Field(
        default=(), description="things to have at hand; empty: nothing that isn't there anyway"
    )
    gives: Annotated[tuple[Sense, ...], AfterValidator(different)] = Field(
        default=(), description="senses that get more of something; not for a child for whom that is too much"
    )
    not_with: Annotated[tuple[Care, ...], AfterValidator(different)] = ()
    cautions: Prose | None = None
    comfort_support: bool = Field(description="true: it is never taken away to test it")
    research: CardId | None = Field(default=None, description="id of a topic in library/research; None: not looked up")

    def family_texts(self) -> list[str]:
        """Name, when, how, why and what to mind."""
        return [self.name, self.when, self.how, self.why, *([self.cautions] if self.cautions else [])]
