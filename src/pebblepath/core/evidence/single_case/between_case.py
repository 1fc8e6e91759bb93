"""The between-case standardised mean difference: several cases, in the units of a group study.

The mean change within cases is divided by the standard deviation between cases and within them together, as a group
study would see it. Moment estimators of Hedges, Pustejovsky & Shadish for reversal designs (AB)^k and for multiple
baselines. Both assume no trend within phases, the same effect for all cases, and errors that follow each other as an
autoregression of first order.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .series import FloatArray, Phase, Series

FEWEST_CASES = 3


@dataclass(frozen=True, slots=True)
class BetweenCase:
    """A between-case standardised mean difference.

    Args:
        value: bias-corrected, positive where better; None where it does not exist.
        variance: its variance.
        freedom: nu, degrees of freedom of the standard deviation that it is measured in.
        phi: autocorrelation within a case.
        rho: share of the variance that is between cases.
        reason: why there is no value; else None.
    """

    value: float | None
    variance: float | None = None
    freedom: float | None = None
    phi: float | None = None
    rho: float | None = None
    reason: str | None = None

    @property
    def se(self) -> float | None:
        """Give the standard error."""
        return None if self.variance is None else math.sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The points of one case in one phase: outcomes, sessions, and which group each is compared in (-1: none)."""

    outcome: FloatArray
    session: FloatArray
    group: np.ndarray


def between_case_multiple_baseline(series: Sequence[Series]) -> BetweenCase:
    """Between-case standardised mean difference of a multiple baseline: the first A and B of each case.

    delta = J(nu) D / S. D is the mean over cases of mean B - mean A. S² pools the variance between cases at the same
    session and in the same phase, with g - K degrees of freedom (g points in K such groups).
    J(nu) = 1 - 3 / (4 nu - 1), nu = (g - K)² / tr(A Sigma A Sigma). Variance:
    J² [theta² nu / (nu - 2) + delta² (nu / (nu - 2) - 1 / J²)], theta² the variance of D in units of the total
    variance (nu at least 2.001).

    Source: Hedges, Pustejovsky & Shadish (2013), Research Synthesis Methods 4:324–341, equations 2–4 and 10–14.
    At least three cases; sessions with the same number must be comparable across cases.
    """
    pairs = [(one, _phases(one)) for one in series]
    if len(series) < FEWEST_CASES or any(len(phases) < 2 for _, phases in pairs):
        return BetweenCase(None, reason=f"It needs at least {FEWEST_CASES} cases that have a phase A and a phase B.")
    cases = [[_cell(phase, phase.session) for phase in phases[:2]] for _, phases in pairs]
    return _estimate(_grouped(cases), series[0].direction.sign, by_phase=False)


def between_case_reversal(series: Sequence[Series]) -> BetweenCase:
    """Between-case standardised mean difference of a reversal design: the A–B pairs that all cases have.

    As `between_case_multiple_baseline`, with D the mean over cases and pairs, and S² pooled over the first, second, …
    points of each phase that all cases have, with M (k - 1) degrees of freedom (M such points, k cases).

    Source: Hedges, Pustejovsky & Shadish (2012), Research Synthesis Methods 3:224–239, equations 16–20 and 27–30.
    At least three cases.
    """
    phases = [_phases(one) for one in series]
    shared = min((len(one) // 2 for one in phases), default=0)
    if len(series) < FEWEST_CASES or not shared:
        return BetweenCase(None, reason=f"It needs at least {FEWEST_CASES} cases that have a phase A and a phase B.")
    cases = [[_cell(phase, np.arange(1.0, phase.points + 1.0)) for phase in one[: 2 * shared]] for one in phases]
    return _estimate(_grouped(cases, everyone=len(cases)), series[0].direction.sign, by_phase=True)


def _phases(series: Series) -> list[Phase]:
    """Give the phases from the first A on, those without a value left out."""
    kept = [phase for phase in series.phases if phase.points]
    first = next((place for place, phase in enumerate(kept) if phase.condition == "A"), len(kept))
    return kept[first:]


def _cell(phase: Phase, place: FloatArray) -> _Cell:
    there = np.isfinite(phase.outcome)
    places = place[there] if len(place) == len(there) else place
    return _Cell(phase.outcome[there], phase.session[there], places)


def _grouped(cases: list[list[_Cell]], everyone: int = 0) -> list[list[_Cell]]:
    """Number the groups (phase, place) that points are compared in; with `everyone`, only those all cases are in."""
    keys = [(index, float(place)) for case in cases for index, cell in enumerate(case) for place in cell.group]
    counts: dict[tuple[int, float], int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    kept = [key for key, count in counts.items() if not everyone or count == everyone]
    number = {key: index for index, key in enumerate(kept)}
    return [
        [
            _Cell(cell.outcome, cell.session, np.array([number.get((index, float(p)), -1) for p in cell.group]))
            for index, cell in enumerate(case)
        ]
        for case in cases
    ]


def _estimate(cases: list[list[_Cell]], sign: float, *, by_phase: bool) -> BetweenCase:
    change = float(np.mean([_change(case) for case in cases]))
    spread, freedom = _between(cases)
    if freedom < 1 or spread <= 0.0:
        return BetweenCase(None, reason="The cases do not differ at any session they share, so there is no spread.")
    phi = _autocorrelation(cases, by_phase)
    if phi is None or abs(phi) >= 1.0:
        return BetweenCase(None, reason="Nothing varies within the cases enough to tell how days follow each other.")
    rho = max(0.0, 1.0 - float(_within(cases, phi, by_phase)) / spread)
    blocks = [_correlation(np.concatenate([cell.session for cell in case]), rho, phi) for case in cases]
    nu = freedom**2 / _trace(cases, blocks)
    if nu <= 1.0:
        return BetweenCase(None, reason="There are too few cases and points to know the spread between cases.")
    theta = math.sqrt(sum(_weights(case) @ block @ _weights(case) for case, block in zip(cases, blocks, strict=True)))
    return _corrected(sign * change / math.sqrt(spread), theta / len(cases), nu, phi, rho)


def _corrected(raw: float, theta: float, nu: float, phi: float, rho: float) -> BetweenCase:
    small = 1.0 - 3.0 / (4.0 * nu - 1.0)
    ratio = max(nu, 2.001) / (max(nu, 2.001) - 2.0)
    value = small * raw
    variance = small**2 * (theta**2 * ratio + value**2 * (ratio - 1.0 / small**2))
    return BetweenCase(value, variance, nu, phi, rho)


def _change(case: list[_Cell]) -> float:
    """Give the mean over the pairs of a case of mean B - mean A."""
    means = [float(cell.outcome.mean()) for cell in case]
    return float(np.mean([b - a for a, b in zip(means[::2], means[1::2], strict=True)]))


def _weights(case: list[_Cell]) -> FloatArray:
    """Give the weights of a case's points in `_change`."""
    pairs = len(case) // 2
    parts = [
        np.full(len(cell.outcome), (1.0 if index % 2 else -1.0) / (len(cell.outcome) * pairs))
        for index, cell in enumerate(case)
    ]
    return np.concatenate(parts)


def _between(cases: list[list[_Cell]]) -> tuple[float, int]:
    """Pool the variance within groups: points of different cases in the same phase at the same place."""
    outcome = np.concatenate([cell.outcome for case in cases for cell in case])
    group = np.concatenate([cell.group for case in cases for cell in case])
    outcome, group = outcome[group >= 0], group[group >= 0]
    count = np.bincount(group) if len(group) else np.zeros(0)
    freedom = len(group) - len(count)
    if freedom < 1:
        return 0.0, 0
    means = np.bincount(group, outcome) / count
    return float(((outcome - means[group]) ** 2).sum() / freedom), freedom


def _autocorrelation(cases: list[list[_Cell]], by_phase: bool) -> float | None:
    """Lag-one correlation of what is left of each point after its phase mean, corrected for having taken means.

    HPS (2013, p. 339) follow a case across its phases; HPS (2012, p. 238) stay within a phase.
    """
    left = [[cell.outcome - cell.outcome.mean() for cell in case] for case in cases]
    runs = [run for case in left for run in case] if by_phase else [np.concatenate(case) for case in left]
    none, one = sum(float(run @ run) for run in runs), sum(float(run[:-1] @ run[1:]) for run in runs)
    sizes = [len(cell.outcome) for case in cases for cell in case]
    freedom = sum(sizes) - len(sizes)
    if none <= 0.0 or freedom < 1:
        return None
    return one / none + sum((size - 1) / size for size in sizes) / freedom


def _within(cases: list[list[_Cell]], phi: float, by_phase: bool) -> float:
    """Give the variance within cases, corrected for the autocorrelation of the points that a mean is taken of."""
    total = sum(float(((cell.outcome - cell.outcome.mean()) ** 2).sum()) for case in cases for cell in case)
    freedom = 0.0
    for cell in (cell for case in cases for cell in case):
        when = np.arange(float(len(cell.outcome))) if by_phase else cell.session
        freedom += len(when) * (1.0 - float(_correlation(when, 0.0, phi).mean()))
    return total / freedom


def _correlation(session: FloatArray, rho: float, phi: float) -> FloatArray:
    """Give rho + (1 - rho) phi^|s - t| between the sessions of one case."""
    apart = np.abs(session[:, None] - session[None, :])
    return np.asarray(rho + (1.0 - rho) * (np.sign(phi) ** np.round(apart)) * np.abs(phi) ** apart)


def _trace(cases: list[list[_Cell]], blocks: list[FloatArray]) -> float:
    """Give tr(A Sigma A Sigma), A taking group means off and Sigma the blocks of the cases, block by block."""
    groups = [np.concatenate([cell.group for cell in case]) for case in cases]
    count = np.bincount(np.concatenate(groups)[np.concatenate(groups) >= 0])
    between, total = np.zeros((len(count), len(count))), 0.0
    for group, block in zip(groups, blocks, strict=True):
        kept = group >= 0
        part = block[np.ix_(kept, kept)]
        mean = np.zeros((int(kept.sum()), len(count)))
        mean[np.arange(len(mean)), group[kept]] = 1.0 / np.sqrt(count[group[kept]])
        across = part @ mean
        between += mean.T @ across
        total += float((part**2).sum() - 2.0 * (across**2).sum())
    return total + float((between**2).sum())
