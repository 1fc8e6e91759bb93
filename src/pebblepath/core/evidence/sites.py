"""The one-dimensional sites: their moments under a Gaussian, and their curvature.

A binary site is logistic(x)^a (1 - logistic(x))^(N - a); a spacing is (1 - exp(-s))^n for s > 0.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit

from .case import FloatArray
from .design import Design

BINARY_POINTS, SPACING_POINTS = 7, 24
REACH = 8.0


@dataclass(frozen=True, slots=True)
class Tilted:
    """Moments of every site's x when the Gaussian site is exchanged for the true one.

    Args:
        log_mass: (G, m) log of E[true site / Gaussian site].
        moments: (G, m, order) raw moments 1, 2, ... of z = (x - mean) / sd.
    """

    log_mass: FloatArray
    moments: FloatArray


def tilt(
    design: Design,
    mean: FloatArray,
    variance: FloatArray,
    tau: FloatArray,
    nu: FloatArray,
    *,
    order: int = 2,
    points: int = BINARY_POINTS,
) -> Tilted:
    """Exchange each Gaussian site exp(nu x - tau x^2 / 2) for the true one, under x ~ Normal(mean, variance).

    Gauss-Hermite quadrature for binary sites (their ratio is smooth), Gauss-Legendre between 0 and 8 sd for
    spacings (their density ends at 0). All arrays are (G, m).
    """
    k = len(design.spacing_counts)
    sd = np.sqrt(variance)
    spacing = _tilt_spacings(design, mean[:, :k], sd[:, :k], tau[:, :k], nu[:, :k], order)
    binary = _tilt_binaries(design, mean[:, k:], sd[:, k:], tau[:, k:], nu[:, k:], order, points)
    return Tilted(
        np.concatenate([spacing.log_mass, binary.log_mass], axis=1),
        np.concatenate([spacing.moments, binary.moments], axis=1),
    )


def laplace_terms(design: Design, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give tau and nu (G, m) of the Gaussian that has each site's slope and curvature at x."""
    k = len(design.spacing_counts)
    p = expit(x[:, k:])
    rate = 1.0 / np.expm1(x[:, :k])
    tau = np.concatenate([design.spacing_counts * rate * (1.0 + rate), design.trials * p * (1.0 - p)], axis=1)
    slope = np.concatenate([design.spacing_counts * rate, design.successes - design.trials * p], axis=1)
    return tau, slope + tau * x


def log_ratio(design: Design, x: FloatArray, tau: FloatArray, nu: FloatArray) -> FloatArray:
    """Give log of true over Gaussian sites (n,) for draws x (n, m); -inf where a spacing is below 0."""
    k = len(design.spacing_counts)
    spacing, binary = x[:, :k], x[:, k:]
    gap = -np.expm1(-np.maximum(spacing, 0.0))
    with np.errstate(divide="ignore"):
        total: FloatArray = np.log(gap) @ design.spacing_counts
    total += binary @ design.successes - _softplus(binary) @ design.trials
    return total - x @ nu + 0.5 * (x * x) @ tau


def _tilt_binaries(
    design: Design,
    mean: FloatArray,
    sd: FloatArray,
    tau: FloatArray,
    nu: FloatArray,
    order: int,
    points: int,
) -> Tilted:
    z, weighted = _hermite_rule(points, order)
    x = mean[:, :, None] + sd[:, :, None] * z
    ratio = (0.5 * tau)[:, :, None] * x
    ratio += (design.successes - nu)[:, :, None]
    ratio *= x
    ratio -= design.trials[:, None] * _softplus(x)
    middle = ratio[:, :, points // 2].copy()
    ratio -= middle[:, :, None]
    sums = np.exp(ratio, out=ratio) @ weighted
    return Tilted(np.log(sums[:, :, 0]) + middle, sums[:, :, 1:] / sums[:, :, :1])


def _tilt_spacings(
    design: Design, mean: FloatArray, sd: FloatArray, tau: FloatArray, nu: FloatArray, order: int
) -> Tilted:
    node, weight = _legendre_rule(SPACING_POINTS)
    low, high = np.maximum(mean - REACH * sd, 0.0), np.maximum(mean, 0.0) + REACH * sd
    s = low[:, :, None] + (high - low)[:, :, None] * node
    z = (s - mean[:, :, None]) / sd[:, :, None]
    log_density = design.spacing_counts[:, None] * np.log(-np.expm1(-s)) - 0.5 * z**2
    log_density += (0.5 * tau[:, :, None] * s - nu[:, :, None]) * s
    top = log_density.max(axis=2)
    density = np.exp(log_density - top[:, :, None]) * weight
    sums = np.empty((*mean.shape, order + 1))
    for power in range(order + 1):
        sums[:, :, power] = density.sum(axis=2)
        density *= z
    scale = np.log((high - low) / (sd * np.sqrt(2.0 * np.pi)))
    return Tilted(np.log(sums[:, :, 0]) + top + scale, sums[:, :, 1:] / sums[:, :, :1])


def _softplus(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


@lru_cache(maxsize=8)
def _hermite_rule(points: int, order: int) -> tuple[FloatArray, FloatArray]:
    """Give (points,) nodes of the standard normal and (points, order + 1) weights times powers of the node."""
    z, weight = np.polynomial.hermite_e.hermegauss(points)
    powers = z[:, None] ** np.arange(order + 1)
    return z, powers * (weight / np.sqrt(2.0 * np.pi))[:, None]


@lru_cache(maxsize=2)
def _legendre_rule(points: int) -> tuple[FloatArray, FloatArray]:
    """Give nodes and weights of the interval from 0 to 1."""
    node, weight = np.polynomial.legendre.leggauss(points)
    return (node + 1.0) / 2.0, weight / 2.0
