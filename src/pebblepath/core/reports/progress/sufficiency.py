"""Is there enough to go on? Said of each goal, and said plainly where there isn't."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .facts import Counted
from .median import FEWEST

FEWEST_WEEKS = 3


@dataclass(frozen=True)
class Sufficiency:
    """How much was told of one goal.

    Attributes:
        moments, places, people: how many.
        weeks: in how many different calendar weeks something was told.
        of_weeks: how many calendar weeks the time of the report touches.
    """

    moments: int
    places: int
    people: int
    weeks: int
    of_weeks: int

    @property
    def enough(self) -> bool:
        """Whether the counts can carry a statement about how it goes.

        Six moments are the fewest from which a median has an interval at 95 %; three weeks, because moments of one
        good or hard week say something about that week. This is a rule of this program, not of a law.
        """
        return self.moments >= FEWEST and self.weeks >= FEWEST_WEEKS


def sufficiency(moments: Sequence[Counted], first: dt.date, last: dt.date) -> Sufficiency:
    """How much was told between two days, both included.

    Raises:
        ValueError: the last day comes before the first.
    """
    if last < first:
        raise ValueError(f"The last day, {last}, comes before the first, {first}.")
    return Sufficiency(
        moments=len(moments),
        places=len({moment.place for moment in moments}),
        people=len({moment.who for moment in moments}),
        weeks=len({_monday(moment.day) for moment in moments}),
        of_weeks=(_monday(last) - _monday(first)).days // 7 + 1,
    )


def limits(found: Sufficiency) -> tuple[str, ...]:
    """What the counts can't carry, in sentences; empty where nothing stands in the way."""
    said = []
    if found.moments == 0:
        return ("Nothing was told in this time, so nothing is said about how it goes.",)
    if not found.enough:
        said.append(
            f"That is too little to say how it goes: it takes {FEWEST} moments in {FEWEST_WEEKS} different weeks."
        )
    if found.people == 1:
        said.append("One person told all of them; another may see it otherwise.")
    if found.places == 1:
        said.append("All were in one place; in another it may be otherwise.")
    return tuple(said)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
