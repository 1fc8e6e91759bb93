"""The lens: what a grown-up sees, what it may be telling, what to try first, when to ask for help."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from pebblepath.library.schema import Card, CardId, Phrase, Prose, different


class LensEntry(Card):
    """One thing that people see."""

    sees: Phrase
    also: Annotated[tuple[Phrase, ...], Field(min_length=3), AfterValidator(different)] = Field(
        description="other words that people use for it, so that a search finds it"
    )
    maybe: Annotated[tuple[Prose, ...], Field(min_length=3, max_length=3)]
    first: Annotated[tuple[Prose, ...], Field(min_length=2, max_length=4)]
    strategies: Annotated[tuple[CardId, ...], AfterValidator(different)] = ()
    ask_for_help: Prose
    doctor: Prose | None = Field(default=None, description="signs that need a doctor, said plainly")

    def family_texts(self) -> list[str]:
        """Everything that a family reads."""
        return [self.sees, *self.maybe, *self.first, self.ask_for_help, *([self.doctor] if self.doctor else [])]
