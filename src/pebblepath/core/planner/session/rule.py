"""What a rule on a whole plan is: its words, its part of the model and its judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .reading import Reading

if TYPE_CHECKING:
    from .variables import Variables


class Rule:
    """One rule on a whole plan.

    Attributes:
        name: what ``SessionRequest.loosened`` calls it.
        sentence: the rule, to a therapist.
        can_loosen: false where a plan without it would be no plan.
    """

    name: ClassVar[str]
    sentence: ClassVar[str]
    can_loosen: ClassVar[bool] = True

    def add(self, v: Variables) -> None:
        """Hold the model to the rule."""
        raise NotImplementedError

    def broken(self, reading: Reading) -> list[str]:
        """One sentence for each way in which a plan breaks the rule; none where it keeps it."""
        raise NotImplementedError
