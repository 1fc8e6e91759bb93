"""The moments of one child and one goal, as dated rows and as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FEWEST_LEVELS, MOST_LEVELS = 2, 7


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened once in real life, reduced to what the model reads.

    Args:
        when: the day, or the local date and time, of the moment (only the day enters the model).
        setting: where it was (home, school, ...).
        observer: who told it.
        outcome: how far it went, a whole number from 0 to levels - 1.
        strategies: names of the strategies used in that moment; empty when none was.
    """

    when: date
    setting: str
    observer: str
    outcome: int
    strategies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """All moments of one child and one goal, oldest first.

    Args:
        levels: K, how many levels an outcome can have, 2 to 7.
        day: (n,) whole days since the first moment, never falling.
        setting: (n,) index into `setting_names`.
        observer: (n,) index into `observer_names`.
        strategies: (n, S) whether strategy s was used in moment i.
        outcome: (n,) 0 to K - 1.
        setting_names, observer_names, strategy_names: what the indices stand for.

    Raises:
        ValueError: there is no moment, shapes disagree, or a value is out of range.
    """

    levels: int
    day: IntArray
    setting: IntArray
    observer: IntArray
    strategies: BoolArray
    outcome: IntArray
    setting_names: tuple[str, ...]
    observer_names: tuple[str, ...]
    strategy_names: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_levels(self.levels)
        _check_shapes(self)
        _check_ranges(self)

    def __len__(self) -> int:
        return len(self.outcome)

    @classmethod
    def from_moments(cls, moments: Iterable[Moment], *, levels: int = 5) -> "Case":
        """Put moments in order of time and turn names into indices (names in alphabetical order).

        A moment that was logged twice counts twice: keeping doubles out is the task of whoever stores
        moments.

        Raises:
            ValueError: there is no moment, or an outcome is not a whole number from 0 to levels - 1.
        """
        rows = sorted(moments, key=_time_of)
        settings = tuple(sorted({row.setting for row in rows}))
        observers = tuple(sorted({row.observer for row in rows}))
        strategies = tuple(sorted({name for row in rows for name in row.strategies}))
        return cls.from_arrays(
            levels=levels,
            day=[day_of(row.when).toordinal() for row in rows],
            setting=_indices([row.setting for row in rows], settings),
            observer=_indices([row.observer for row in rows], observers),
            strategies=[[name in row.strategies for name in strategies] for row in rows],
            outcome=[row.outcome for row in rows],
            setting_names=settings,
            observer_names=observers,
            strategy_names=strategies,
        )

    @classmethod
    def from_arrays(
        cls,
        *,
        levels: int,
        day: Sequence[int] | IntArray,
        setting: Sequence[int] | IntArray,
        observer: Sequence[int] | IntArray,
        strategies: Sequence[Sequence[int]] | Sequence[Sequence[bool]] | BoolArray,
        outcome: Sequence[int] | IntArray,
        setting_names: tuple[str, ...] | None = None,
        observer_names: tuple[str, ...] | None = None,
        strategy_names: tuple[str, ...] | None = None,
    ) -> "Case":
        """Build a case from plain lists or arrays; rows are put in order of day, absent names are numbers.

        Raises:
            ValueError: as the class itself.
        """
        days, used = _whole(day, "day"), np.asarray(strategies, dtype=bool)
        if len(days) == 0:
            raise ValueError("There are no moments yet: what helps can be asked from the first moment on.")
        used = used.reshape(len(days), -1) if used.size == 0 else used
        if used.ndim != 2:
            raise ValueError("strategies must have one row for each moment and one column for each strategy.")
        places, people = _whole(setting, "setting"), _whole(observer, "observer")
        results = _whole(outcome, "outcome")
        if not len(days) == len(places) == len(people) == len(used) == len(results):
            raise ValueError("day, setting, observer, strategies and outcome must have one entry for each moment.")
        order = np.argsort(days, kind="stable")
        return cls(
            levels=levels,
            day=days[order] - days.min(),
            setting=places[order],
            observer=people[order],
            strategies=used[order],
            outcome=results[order],
            setting_names=_numbered(setting_names, places.max(initial=-1) + 1),
            observer_names=_numbered(observer_names, people.max(initial=-1) + 1),
            strategy_names=_numbered(strategy_names, used.shape[1]),
        )


def day_of(when: date) -> date:
    """Give the calendar day of a date or of a local date and time."""
    return when.date() if isinstance(when, datetime) else when


def _time_of(moment: Moment) -> tuple[date, time]:
    clock = moment.when.time() if isinstance(moment.when, datetime) else time.min
    return day_of(moment.when), clock


def _indices(names: Sequence[str], known: tuple[str, ...]) -> list[int]:
    place: Mapping[str, int] = {name: index for index, name in enumerate(known)}
    return [place[name] for name in names]


def _numbered(names: tuple[str, ...] | None, count: int) -> tuple[str, ...]:
    return tuple(str(index) for index in range(count)) if names is None else names


def _whole(values: Sequence[int] | IntArray, name: str) -> IntArray:
    numbers = np.asarray(values)
    real = np.issubdtype(numbers.dtype, np.floating) and bool(np.all(numbers == np.floor(numbers)))
    if numbers.size and not real and not np.issubdtype(numbers.dtype, np.integer):
        raise ValueError(f"{name} must be whole numbers.")
    return numbers.astype(np.int64).reshape(-1)


def _check_levels(levels: int) -> None:
    if not FEWEST_LEVELS <= levels <= MOST_LEVELS:
        raise ValueError(f"levels is {levels}; a goal has from {FEWEST_LEVELS} to {MOST_LEVELS} levels.")


def _check_shapes(case: Case) -> None:
    n = len(case.outcome)
    if n == 0:
        raise ValueError("There are no moments yet: what helps can be asked from the first moment on.")
    lengths = {len(case.day), len(case.setting), len(case.observer), len(case.strategies)}
    if lengths != {n} or case.strategies.shape != (n, len(case.strategy_names)):
        raise ValueError("day, setting, observer, strategies and outcome must have one entry for each moment.")


def _check_ranges(case: Case) -> None:
    bad = (case.outcome < 0) | (case.outcome >= case.levels)
    if bad.any():
        value, top = case.outcome[bad][0], case.levels - 1
        raise ValueError(f"An outcome is {value}; with {case.levels} levels it is a whole number from 0 to {top}.")
    if case.day[0] != 0 or (np.diff(case.day) < 0).any():
        raise ValueError("day must start at 0 and never fall.")
    for name, index, names in (
        ("setting", case.setting, case.setting_names),
        ("observer", case.observer, case.observer_names),
    ):
        if (index < 0).any() or set(index.tolist()) != set(range(len(names))):
            raise ValueError(f"Every {name} must have a name and at least one moment.")
