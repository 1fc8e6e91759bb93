"""What a plan or a request offends, in a therapist's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clash:
    """A rule that isn't kept, or can't be kept together with others.

    Args:
        rule: the rule's short name.
        words: one sentence that names who, when and where.
        loosen: what could be changed so that the clash goes away; empty where a plan is judged.
    """

    rule: str
    words: str
    loosen: str = ""

    def __str__(self) -> str:
        return f"{self.words} {self.loosen}".strip()
