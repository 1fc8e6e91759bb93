"""Short articles for newcomers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from pebblepath.library.schema import Card, Prose

Markdown = Annotated[str, StringConstraints(min_length=600, max_length=6000, strip_whitespace=True)]


class Article(Card):
    """Something to read in three minutes. The text is Markdown: headings from ##, lists, no links, no HTML."""

    lead: Prose
    text: Markdown
    minutes: int = Field(ge=1, le=6)

    def family_texts(self) -> list[str]:
        """Everything that is read."""
        return [self.name, self.lead, self.text]
