"""Play activities: what they work on, what each sense gets, what they need, whom they suit."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from pebblepath.library.schema import Card, Care, DeeperGoal, Phrase, Prose, Sense, different

Space = Literal["table", "mat", "room", "gym", "outdoors"]
Noise = Literal["quiet", "medium", "loud"]
Mess = Literal["none", "little", "much"]
PlayKind = Literal[
    "swing", "climb", "crawl", "jump", "balance", "ball", "heavy", "draw", "build", "craft", "cook", "pretend", "water",
    "sand", "dough", "music", "board-game", "story", "outdoors", "calm", "dress-up",
]  # fmt: skip
PLAY_KINDS: tuple[PlayKind, ...] = get_args(PlayKind)

Weight = Annotated[int, Field(ge=1, le=3, description="1 a little, 2 quite, 3 mainly")]
Rousing = Annotated[int, Field(ge=-2, le=2, description="-2 very settling, 0 neither, 2 very rousing")]


class PlayActivity(Card):
    """Something to play that works on deeper goals."""

    kind: PlayKind
    what: Prose
    minutes_least: int = Field(ge=3, le=30)
    minutes_most: int = Field(ge=5, le=45)
    works_on: dict[DeeperGoal, Weight] = Field(min_length=1, max_length=5)
    gives: dict[Sense, Rousing] = Field(min_length=1, description="what each sense gets, and how rousing it is")
    energy: Rousing = Field(description="how rousing it is as a whole")
    equipment: Annotated[tuple[Phrase, ...], AfterValidator(different)] = ()
    space: Space
    people_least: int = Field(ge=1, le=6)
    people_most: int = Field(ge=1, le=12)
    noise: Noise
    mess: Mess
    age_from: int = Field(ge=1, le=18, description="a hint, never a norm")
    age_to: int = Field(ge=2, le=18)
    joys: Annotated[tuple[Phrase, ...], AfterValidator(different)] = ()
    not_with: Annotated[tuple[Care, ...], AfterValidator(different)] = ()
    cautions: Prose | None = None
    easier: Prose
    harder: Prose
    at_home: Prose
    fun: Prose = Field(description="why a child would want it, in one sentence to her")

    @model_validator(mode="after")
    def _ranges_run_upwards(self) -> PlayActivity:
        for least, most, what in (
            (self.minutes_least, self.minutes_most, "minutes"),
            (self.people_least, self.people_most, "people"),
            (self.age_from, self.age_to, "ages"),
        ):
            if least > most:
                raise ValueError(f"{what} run from {least} to {most}; the first may not be larger")
        return self

    def family_texts(self) -> list[str]:
        """Everything that a family reads."""
        cautions = [self.cautions] if self.cautions else []
        return [self.name, self.what, self.easier, self.harder, self.at_home, self.fun, *cautions]
