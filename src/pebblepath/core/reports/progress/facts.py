"""What a progress report may rest on: moments that were told, stones that were reached, what was found to help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pebblepath.core.goals.attainment import RHO
from pebblepath.core.goals.standing import WINDOW, Standing, standing

Pronouns = Literal["she", "he", "they"]
Kind = Literal["school", "payer"]
Weighting = Literal["equal", "child", "family"]


@dataclass(frozen=True)
class Counted:
    """One moment that is counted.

    Attributes:
        id: of the moment.
        day: when it was, where it was.
        setting: home, school, community or clinic.
        place: the setting as it is shown ("At school"); two homes are two places.
        who: who told it, as the circle calls them.
        step: the stone reached, 0 the lowest.
    """

    id: str
    day: dt.date
    setting: str
    place: str
    who: str
    step: int


@dataclass(frozen=True)
class Reached:
    """The first time on a stone within the time of the report; ``moment`` is empty where it isn't known by which."""

    step: int
    day: dt.date
    moment: str = ""


@dataclass(frozen=True)
class Found:
    """What is known about one strategy in one place, in the words of the answer itself.

    Attributes:
        strategy, place: as they are shown.
        label: the verdict ("helps"), or "not enough yet".
        saying: what it rests on, in a sentence; never said stronger than there.
        enough: whether there is enough to say anything.
        used, unused: the ids of the moments with it and without it.
    """

    strategy: str
    place: str
    label: str
    saying: str
    enough: bool
    used: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """The level of a goal that a T-score counts, as of the report's last day.

    Attributes:
        step: the stone, 0 the lowest.
        recorded_by, recorded_on: who recorded it, for which day; empty where moments say it.
        at_or_above: how many of the moments were on this stone or farther.
        moments: ids of the newest moments that say it, the newest first; none where it was recorded.
    """

    step: int
    recorded_by: str = ""
    recorded_on: dt.date | None = None
    at_or_above: int = 0
    moments: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalFacts:
    """One goal.

    Attributes:
        key: names its part of the report: "g1".
        title: in the child's or the family's own words.
        activity: as a verb ("zip her jacket"), for "is able to …".
        stones: the words of each level, the lowest first.
        start: the stone of the baseline, 0 the lowest.
        made_on: the day of the baseline.
        moments: those of the time of the report, the oldest first.
        before: those of the four weeks before it.
        reached: stones beyond the baseline that were first reached within it.
        earlier: stones beyond the baseline that had been reached before it.
        found: what is known about strategies, the surest first.
        found_until: the day of the newest moment that `found` rests on.
        found_waits: whether nothing is known about strategies only because the first answer is still awaited.
        weight: how much it counts in a T-score, 1 to 3; None where nobody said how much it matters.
        level: what a T-score counts; None where nothing says it, and the goal isn't counted.
    """

    key: str
    title: str
    activity: str
    stones: tuple[str, ...]
    start: int
    made_on: dt.date
    moments: tuple[Counted, ...] = ()
    before: tuple[Counted, ...] = ()
    reached: tuple[Reached, ...] = ()
    earlier: tuple[int, ...] = ()
    found: tuple[Found, ...] = ()
    found_until: dt.date | None = None
    found_waits: bool = False
    weight: int | None = 1
    level: Level | None = None

    @property
    def standing(self) -> Standing:
        """Where the child stands at the end of the time of the report; the weeks before help where little was told."""
        return stands((*self.before, *self.moments), self.start)

    @property
    def next_stone(self) -> int | None:
        """The stone after the one she stands on; None after the last."""
        after = self.standing.step + 1
        return after if after < len(self.stones) else None


@dataclass(frozen=True)
class Facts:
    """All that one progress report rests on.

    Attributes:
        kind: for school, or for a payer.
        child, pronouns, born: of the child.
        practice, therapist: who writes.
        form_name: what the reader's form is called.
        first, last: the days that it tells of, both included.
        goals: with their moments.
        sessions, minutes: held in that time with the child, and signed for.
        promised: how often child and therapist meet ("60 minutes a week"); empty where nobody promised it.
        t_score: whether a T-score was asked for.
        weighting: what the weights of the goals are: all the same, or how much each matters to whom.
        rho: the correlation between goals that a T-score takes for granted, 0 to below 1.
    """

    kind: Kind
    child: str
    pronouns: Pronouns
    practice: str
    therapist: str
    form_name: str
    first: dt.date
    last: dt.date
    goals: tuple[GoalFacts, ...]
    born: dt.date | None = None
    sessions: int = 0
    minutes: int = 0
    promised: str = ""
    t_score: bool = False
    rho: float = RHO
    weighting: Weighting = "equal"


def newest(moments: Sequence[Counted]) -> tuple[Counted, ...]:
    """The moments that say where a child stands now: the newest six, the newest first."""
    return tuple(reversed(moments[-WINDOW:]))


def stands(moments: Sequence[Counted], start: int) -> Standing:
    """Where some moments put her; with fewer than three it is the start."""
    return standing([moment.step for moment in newest(moments)], start_step=start)


def apart(moments: Sequence[Counted]) -> dict[tuple[str, str], list[Counted]]:
    """Moments by place and who told them: each sees the child in another place, so nobody is mixed with another."""
    groups: dict[tuple[str, str], list[Counted]] = {}
    for moment in sorted(moments, key=lambda one: (one.place, one.who)):
        groups.setdefault((moment.place, moment.who), []).append(moment)
    return {group: sorted(told, key=lambda one: one.day) for group, told in groups.items()}


def by_place(moments: Sequence[Counted]) -> dict[str, list[Counted]]:
    """Moments by place, in the order in which they are given."""
    places: dict[str, list[Counted]] = {}
    for moment in moments:
        places.setdefault(moment.place, []).append(moment)
    return dict(sorted(places.items()))
