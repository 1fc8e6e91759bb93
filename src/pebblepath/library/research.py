"""What research says: one topic serves all cards that rest on it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pebblepath.library.schema import CardId, Prose

Grade = Literal["good", "some", "mixed", "little", "not helpful"]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")]


class Citation(BaseModel):
    """Where a finding was published, as it was looked up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authors: str = Field(min_length=3)
    year: int = Field(ge=1950, le=2026)
    title: str = Field(min_length=5)
    journal: str = Field(min_length=2)
    doi: Doi
    supports: str = Field(min_length=10, description="what it found, in our own words, that bears the grade")


class Topic(BaseModel):
    """What studies say of one kind of support; without a study that was looked up it says "little", citing nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: CardId
    name: str
    grade: Grade
    says: Prose
    citations: Annotated[tuple[Citation, ...], Field(max_length=3)] = ()

    def model_post_init(self, context: object) -> None:
        """Only "little" may stand without a citation."""
        if not self.citations and self.grade != "little":
            raise ValueError(f"'{self.grade}' needs a citation that was looked up; without one the grade is 'little'")
