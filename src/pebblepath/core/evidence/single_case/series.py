"""A series of one case: phases A (before, or without) and B (with) in the order of sessions."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

FEWEST_QUICK_TURNS = 6
LONGEST_QUICK_TURN = 3.0


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"

    @property
    def sign(self) -> float:
        """Give 1 where more is better and -1 where less is better."""
        return 1.0 if self is Direction.INCREASE else -1.0


class Scale(StrEnum):
    """What the numbers are; only the log response ratios read it."""

    PERCENTAGE = "percentage"
    PROPORTION = "proportion"
    COUNT = "count"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of sessions under one condition.

    Args:
        condition: "A" or "B".
        session: (k,) numbers of the sessions, rising.
        outcome: (k,) what was measured; NaN where a session has no value.
    """

    condition: str
    session: FloatArray
    outcome: FloatArray

    @property
    def points(self) -> int:
        """Count the sessions that have a value."""
        return int(np.isfinite(self.outcome).sum())


@dataclass(frozen=True, slots=True)
class Pair:
    """The points that are compared: A with B, missing ones left out.

    Args:
        a, b: (m,) and (n,) outcomes in the order of sessions.
        direction: which way is better.
        scale: what the numbers are.
        goal: the outcome that is aimed at, or None.
        intervals: how many intervals were watched in a session (percentage or proportion), or None.
        a_session, b_session: (m,) and (n,) numbers of the sessions.
    """

    a: FloatArray
    b: FloatArray
    direction: Direction = Direction.INCREASE
    scale: Scale = Scale.OTHER
    goal: float | None = None
    intervals: float | None = None
    a_session: FloatArray | None = None
    b_session: FloatArray | None = None

    @classmethod
    def of(cls, a: ArrayLike, b: ArrayLike, *, direction: str = "increase", scale: str = "other") -> "Pair":
        """Build a pair from plain lists; missing values (NaN) are left out."""
        return cls(points(a), points(b), Direction(direction), Scale(scale))

    @property
    def sessions_unless_in_order(self) -> tuple[FloatArray, FloatArray] | None:
        """Give the session numbers where B does not simply follow A (they took turns, or B came first)."""
        if self.a_session is None or self.b_session is None or not len(self.a) or not len(self.b):
            return None
        return (self.a_session, self.b_session) if self.b_session.min() < self.a_session.max() else None


@dataclass(frozen=True, slots=True)
class Series:
    """One case over all its phases.

    Args:
        case: its name.
        phases: in the order of sessions; neighbours have different conditions.
        direction, scale, goal, intervals: as in `Pair`.
        numbered: whether the phases were numbered by whoever wrote them down (A1, B1, A2 …).
    """

    case: str
    phases: tuple[Phase, ...]
    direction: Direction = Direction.INCREASE
    scale: Scale = Scale.OTHER
    goal: float | None = None
    intervals: float | None = None
    numbered: bool = False

    @classmethod
    def from_rows(
        cls,
        case: str,
        *,
        condition: Sequence[str],
        session: ArrayLike,
        outcome: ArrayLike,
        direction: str = "increase",
        scale: str = "other",
        goal: float | None = None,
        intervals: float | None = None,
        numbered: bool = False,
    ) -> "Series":
        """Put rows in order of session and cut them into phases where the condition changes.

        Raises:
            ValueError: lengths disagree, there is no row, a condition is neither "A" nor "B", a number is not
            finite, or direction or scale is unknown.
        """
        when, what = _numbers(session), _numbers(outcome)
        if not len(condition) == len(when) == len(what) or len(when) == 0:
            raise ValueError("condition, session and outcome must have one entry for each session, and at least one.")
        if not set(condition) <= {"A", "B"}:
            raise ValueError(f"Conditions are {sorted(set(condition))}; they must be A or B.")
        if not np.isfinite(when).all() or np.isinf(what).any():
            raise ValueError("Session numbers must be finite, and outcomes finite or missing (NaN).")
        order = np.argsort(when, kind="stable")
        phases = _cut([condition[index] for index in order], when[order], what[order])
        return cls(case, phases, Direction(direction), Scale(scale), goal, intervals, numbered)

    @property
    def alternates(self) -> bool:
        """Say whether A and B took turns quickly: six phases or more, on average shorter than three points.

        Phases that were numbered (A1, B1, A2 …) are taken as phases, however short.
        """
        turns = len(self.phases)
        length = sum(phase.points for phase in self.phases) / max(turns, 1)
        return not self.numbered and turns >= FEWEST_QUICK_TURNS and length < LONGEST_QUICK_TURN

    def pair(self) -> Pair:
        """Give the points to compare.

        The first phase A that is followed by a phase B, and that B; later phases are left alone. Where A and B
        took turns quickly (`alternates`), all points of A and all of B. Where no A is followed by a B, the
        first of each, although B came before A. A phase that is not there has no points.
        """
        before, after = (self._all("A"), self._all("B")) if self.alternates else self._first_two()
        (a, a_session), (b, b_session) = _present(before), _present(after)
        return Pair(a, b, self.direction, self.scale, self.goal, self.intervals, a_session, b_session)

    def _first_two(self) -> tuple[Phase, Phase]:
        for before, after in pairwise(self.phases):
            if before.condition == "A":
                return before, after
        return self._first("A"), self._first("B")

    def _first(self, condition: str) -> Phase:
        nothing = Phase(condition, np.empty(0), np.empty(0))
        return next((phase for phase in self.phases if phase.condition == condition), nothing)

    def _all(self, condition: str) -> Phase:
        parts = [phase for phase in self.phases if phase.condition == condition]
        sessions, outcomes = [part.session for part in parts], [part.outcome for part in parts]
        return Phase(condition, np.concatenate(sessions), np.concatenate(outcomes))


def points(values: ArrayLike) -> FloatArray:
    """Give the values that are there as a flat array, in order.

    Raises:
        ValueError: a value is infinite.
    """
    numbers = _numbers(values)
    if np.isinf(numbers).any():
        raise ValueError("Outcomes must be finite, or missing (NaN).")
    return numbers[~np.isnan(numbers)]


def finite(number: float) -> float | None:
    """Give a plain float, or None where it is not a finite number."""
    return float(number) if math.isfinite(number) else None


def _numbers(values: ArrayLike | Iterable[float | None]) -> FloatArray:
    return np.asarray(values, dtype=np.float64).reshape(-1)


def _present(phase: Phase) -> tuple[FloatArray, FloatArray]:
    there = np.isfinite(phase.outcome)
    return phase.outcome[there], phase.session[there]


def _cut(condition: Sequence[str], session: FloatArray, outcome: FloatArray) -> tuple[Phase, ...]:
    changes = [index for index in range(1, len(condition)) if condition[index] != condition[index - 1]]
    edges = [0, *changes, len(condition)]
    spans = pairwise(edges)
    return tuple(Phase(condition[i], session[i:j], outcome[i:j]) for i, j in spans)
