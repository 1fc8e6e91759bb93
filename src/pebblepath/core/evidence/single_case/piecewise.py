"""Piecewise regression of an A–B series: level and trend of the baseline, and how both change."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from .series import FloatArray, points

TERMS = ("level", "trend", "level_change", "trend_change")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its standard error, t and two-sided p; None where no freedom is left."""

    value: float
    se: float | None
    t: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Piecewise:
    """A fitted piecewise regression, in the units of the outcome and of a session.

    Args:
        coefficients: `level` (of the baseline at session 0), `trend` (of the baseline, a session),
            `level_change` (at the first session of B, over what the baseline foretold), `trend_change`.
        r_squared: share of the variance that the fit explains; None for a constant series.
        freedom: residual degrees of freedom.
        reason: why there is no fit; else None.
    """

    coefficients: Mapping[str, Coefficient] = field(default_factory=dict)
    r_squared: float | None = None
    freedom: int = 0
    reason: str | None = None


def piecewise(
    a: ArrayLike, b: ArrayLike, *, a_session: ArrayLike | None = None, b_session: ArrayLike | None = None
) -> Piecewise:
    """Fit y = level + trend T + level_change D + trend_change (T - T_B) D + e by least squares.

    T is the number of the session (1, 2, … without numbers), D is 1 in phase B, T_B the first session of B with a
    value. Points with a missing value (NaN) are left out with their session. The direction of improvement does not
    enter: coefficients are in raw units.

    Source: Huitema & McKean (2000), Educational and Psychological Measurement 60:38–58. The standard errors assume that
    errors follow each other independently, which daily data seldom do: they are then too small.

    Returns:
        A fit, or a reason when a phase has too few different sessions to have a trend.

    Raises:
        ValueError: a phase and its sessions have different lengths.
    """
    time, outcome, first = _in_time(a, b, a_session, b_session)
    after = (np.arange(len(time)) >= first).astype(np.float64)
    start = time[first] if first < len(time) else 0.0
    design = np.column_stack([np.ones_like(time), time, after, (time - start) * after])
    if len(time) < 4 or np.linalg.matrix_rank(design - np.array([0.0, start, 0.0, 0.0])) < 4:
        return Piecewise(reason="Each phase needs at least two sessions with a value to have a trend.")
    return _fit(design, outcome)


def _in_time(
    a: ArrayLike, b: ArrayLike, a_session: ArrayLike | None, b_session: ArrayLike | None
) -> tuple[FloatArray, FloatArray, int]:
    before, after = (np.asarray(values, dtype=np.float64).reshape(-1) for values in (a, b))
    when = [
        np.arange(start, start + len(values), dtype=np.float64)
        if given is None
        else np.asarray(given, dtype=np.float64).reshape(-1)
        for values, given, start in ((before, a_session, 1.0), (after, b_session, len(before) + 1.0))
    ]
    if [len(before), len(after)] != [len(part) for part in when]:
        raise ValueError("Each phase needs one session number for each of its points.")
    outcome = np.concatenate([before, after])
    there = ~np.isnan(outcome)
    return np.concatenate(when)[there], points(outcome), int(there[: len(before)].sum())


def _fit(design: FloatArray, outcome: FloatArray) -> Piecewise:
    """Solve by QR; the covariance is sigma² times the inverse of X'X."""
    q, r = np.linalg.qr(design)
    values = np.linalg.solve(r, q.T @ outcome)
    left = outcome - design @ values
    freedom = len(outcome) - len(values)
    root = np.linalg.inv(r)
    unit = np.sqrt((root**2).sum(axis=1))
    errors = unit * np.sqrt(left @ left / freedom) if freedom else np.full(len(values), np.nan)
    apart = outcome - outcome.mean()
    explained = None if not apart.any() else float(1.0 - left @ left / (apart @ apart))
    found = [_coefficient(float(v), float(e), freedom) for v, e in zip(values, errors, strict=True)]
    return Piecewise(dict(zip(TERMS, found, strict=True)), explained, freedom)


def _coefficient(value: float, error: float, freedom: int) -> Coefficient:
    if not freedom:
        return Coefficient(value, None, None, None)
    if error == 0.0:
        return Coefficient(value, 0.0, None, None)
    t = value / error
    return Coefficient(value, error, t, float(2.0 * stdtr(freedom, -abs(t))))
