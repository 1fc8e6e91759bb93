"""NAP, Tau, SMD and the log response ratios of many series at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from .dominance import nap_value, nap_variance
from .means import smd_value
from .newcombe import newcombe_interval
from .pair_counts import PairCounts, count_pairs
from .ratios import FULL, grain_of, lrr_value
from .result import EffectSize
from .series import Direction, FloatArray, Pair, Scale, Series, finite
from .summary import Summary, summarise

Case = Series | Pair | tuple[ArrayLike, ArrayLike]

USUAL = ("NAP", "Tau", "LRRi", "SMD")
_PLAIN = (1.0, np.nan, np.inf)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The A and B points of N series side by side.

    Args:
        a, b: (N, m) and (N, n) outcomes; NaN where a series has no such point.
        sign: (N,) 1 where more is better, -1 where less is.
        full: (N,) 100 for percentages, 1 for proportions, NaN for scales that cannot be turned round.
        grain: (N,) grain of the measurement, infinite where it is not known (`ratios.grain_of`).
    """

    a: FloatArray
    b: FloatArray
    sign: FloatArray
    full: FloatArray
    grain: FloatArray

    def __len__(self) -> int:
        return len(self.a)

    @classmethod
    def from_arrays(
        cls,
        a: ArrayLike,
        b: ArrayLike,
        *,
        a_there: ArrayLike | None = None,
        b_there: ArrayLike | None = None,
        direction: str = "increase",
        scale: str = "other",
        intervals: float | None = None,
    ) -> "Pairs":
        """Take (N, m) and (N, n) arrays of one direction and scale, padded with NaN or with a mask of what is there.

        Raises:
            ValueError: the arrays do not have two dimensions and one row for each series, or a value is infinite.
        """
        first, second = _table(a, a_there), _table(b, b_there)
        if len(first) != len(second):
            raise ValueError("a and b must have one row for each series.")
        size, kind = len(first), Scale(scale)
        columns = (Direction(direction).sign, FULL.get(kind, np.nan), grain_of(kind, intervals))
        return cls(first, second, *(np.full(size, value) for value in columns))

    @classmethod
    def from_cases(cls, cases: Iterable[Case]) -> "Pairs":
        """Lay cases of any lengths side by side, each with its own direction and scale; NaN is a missing point."""
        pairs = [case.pair() if isinstance(case, Series) else case for case in cases]
        return cls(
            _padded([pair[0] if isinstance(pair, tuple) else pair.a for pair in pairs]),
            _padded([pair[1] if isinstance(pair, tuple) else pair.b for pair in pairs]),
            *np.array([_PLAIN if isinstance(pair, tuple) else _reading(pair) for pair in pairs]).reshape(-1, 3).T,
        )


@dataclass(frozen=True, slots=True)
class EffectColumn:
    """One statistic of N series; NaN where it (or its standard error or interval) does not exist."""

    value: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray

    def at(self, name: str, index: int) -> EffectSize:
        """Give the statistic of one series."""
        value, se = finite(self.value[index]), finite(self.se[index])
        return EffectSize(name, value, se, finite(self.low[index]), finite(self.high[index]))


@dataclass(frozen=True, slots=True)
class EffectTable:
    """Statistics of N series, a column for each statistic."""

    columns: dict[str, EffectColumn]

    def __getitem__(self, name: str) -> EffectColumn:
        return self.columns[name]

    def row(self, index: int) -> dict[str, EffectSize]:
        """Give the statistics of one series; why one is missing is told by `effects_of`."""
        return {name: column.at(name, index) for name, column in self.columns.items()}


def effect_sizes(
    cases: Pairs | Iterable[Case] | tuple[FloatArray, FloatArray],
    *,
    names: Sequence[str] = USUAL,
    confidence: float = 0.95,
) -> EffectTable:
    """Compute statistics of many series at once, with standard errors and intervals; formulas as for a single one.

    Args:
        cases: `Pairs`; or two arrays (N, m) and (N, n) of A and B points, NaN where there is none, for which more is
            better; or one by one: series, pairs, or tuples (A points, B points) for which more is better.
        names: which of NAP, Tau, SMD, LRRi and LRRd.
        confidence: of the intervals, 0 to 1.

    Raises:
        ValueError: a name is unknown.
    """
    unknown = sorted(set(names) - set(_COLUMNS))
    if unknown:
        raise ValueError(f"{', '.join(unknown)} cannot be computed in a batch; there are {', '.join(_COLUMNS)}.")
    work = _Work(_side_by_side(cases), confidence)
    return EffectTable({name: _COLUMNS[name](work) for name in names})


class _Work:
    """What several statistics share, computed when first asked for."""

    def __init__(self, pairs: Pairs, confidence: float) -> None:
        self.pairs, self.confidence = pairs, confidence
        self.reach = float(ndtri(0.5 + confidence / 2.0))
        self._nap: EffectColumn | None = None
        self._plain: tuple[Summary, Summary] | None = None

    def nap(self) -> EffectColumn:
        if self._nap is None:
            sign = self.pairs.sign
            counts = count_pairs((self.pairs.a * sign[:, None]).T, (self.pairs.b * sign[:, None]).T)
            self._nap = EffectColumn(
                nap_value(counts), np.sqrt(nap_variance(counts)), *_intervals(counts, self.confidence)
            )
        return self._nap

    def plain(self) -> tuple[Summary, Summary]:
        if self._plain is None:
            self._plain = summarise(self.pairs.a.T), summarise(self.pairs.b.T)
        return self._plain

    def wald(self, value: FloatArray, variance: FloatArray) -> EffectColumn:
        error = np.where(np.isfinite(value), np.sqrt(variance), np.nan)
        return EffectColumn(value, error, value - self.reach * error, value + self.reach * error)


def _intervals(counts: PairCounts, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Solve once for each different (m, n, NAP): whole numbers, so equal ones are found exactly."""
    top = float(max(counts.m.max(initial=1.0), counts.n.max(initial=1.0))) + 1.0
    key = (counts.m * top + counts.n) * (2.0 * top * top) + 2.0 * counts.total
    _, first, back = np.unique(key, return_index=True, return_inverse=True)
    value = nap_value(counts)[first]
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = newcombe_interval(value, counts.m[first], counts.n[first], confidence=confidence)
    known = np.isfinite(value)
    return np.where(known, low, np.nan)[back], np.where(known, high, np.nan)[back]


def _nap(work: _Work) -> EffectColumn:
    return work.nap()


def _tau(work: _Work) -> EffectColumn:
    nap = work.nap()
    return EffectColumn(2.0 * nap.value - 1.0, 2.0 * nap.se, 2.0 * nap.low - 1.0, 2.0 * nap.high - 1.0)


def _smd(work: _Work) -> EffectColumn:
    """With two points in A the correction is zero and the value says nothing; its standard error is left out."""
    a, b = work.plain()
    value, variance = smd_value(a, b)
    return work.wald(work.pairs.sign * value, np.where(a.count > 2, variance, np.nan))


def _lrr(better: float) -> Callable[[_Work], EffectColumn]:
    """Turn percentages and proportions round whose good way is not the one that the index speaks of."""

    def column(work: _Work) -> EffectColumn:
        pairs, (a, b) = work.pairs, work.plain()
        turned = np.isfinite(pairs.full) & (pairs.sign != better)
        value, variance = lrr_value(_turn(a, pairs.full, turned), _turn(b, pairs.full, turned), pairs.grain)
        return work.wald(np.where(turned, 1.0, pairs.sign * better) * value, variance)

    return column


def _turn(phase: Summary, full: FloatArray, turned: NDArray[np.bool_]) -> Summary:
    return Summary(phase.count, np.where(turned, full - phase.mean, phase.mean), phase.variance)


_COLUMNS: dict[str, Callable[[_Work], EffectColumn]] = {
    "NAP": _nap,
    "Tau": _tau,
    "SMD": _smd,
    "LRRi": _lrr(1.0),
    "LRRd": _lrr(-1.0),
}


def _side_by_side(cases: Pairs | Iterable[Case] | tuple[FloatArray, FloatArray]) -> Pairs:
    if isinstance(cases, Pairs):
        return cases
    if isinstance(cases, tuple) and all(isinstance(part, np.ndarray) and part.ndim == 2 for part in cases):
        first, second = cases
        return Pairs.from_arrays(first, second)
    return Pairs.from_cases(cases)  # type: ignore[arg-type]


def _reading(pair: Pair) -> tuple[float, float, float]:
    return pair.direction.sign, FULL.get(pair.scale, np.nan), grain_of(pair.scale, pair.intervals)


def _table(values: ArrayLike, there: ArrayLike | None) -> FloatArray:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 2:
        raise ValueError("a and b must have two dimensions: series and points.")
    if there is not None:
        numbers = np.where(np.asarray(there, dtype=bool), numbers, np.nan)
    if np.isinf(numbers).any():
        raise ValueError("Outcomes must be finite, or missing (NaN).")
    return numbers


def _padded(phases: Sequence[ArrayLike]) -> FloatArray:
    lengths = np.array([np.size(phase) for phase in phases], dtype=np.intp)
    table = np.full((len(phases), int(lengths.max(initial=0))), np.nan)
    if table.size:
        table[np.arange(table.shape[1]) < lengths[:, None]] = np.concatenate(phases)
    return _table(table, None)
