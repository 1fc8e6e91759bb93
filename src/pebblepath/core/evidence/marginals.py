"""The marginal posterior of coefficients, from their first four cumulants.

At each sigma a coefficient has a corrected mean and variance and a shape (skewness and kurtosis); sigma is
averaged out. Probabilities are by the Edgeworth series, quantiles by its inverse, the Cornish-Fisher
expansion (Abramowitz and Stegun 1972, 26.2.48 and 26.2.49; both to the square of the skewness).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from .case import FloatArray

SMALL = 0.5
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Marginals:
    """Of each coefficient: mean, sd, central 90 % interval, P(> 0) and P(|.| < 0.5); all (k,)."""

    mean: FloatArray
    sd: FloatArray
    low: FloatArray
    high: FloatArray
    p_helps: FloatArray
    p_small: FloatArray


def mixed(
    weight: FloatArray, means: FloatArray, variances: FloatArray, skewness: FloatArray, kurtosis: FloatArray
) -> Marginals:
    """Average over the nodes of sigma.

    Args:
        weight: (G,) of the nodes; means, variances: (G, k) at each; skewness, kurtosis: (k,), excess, at all.
    """
    mean = weight @ means
    apart = means - mean
    sd = np.sqrt(weight @ (variances + apart**2))
    cubes = skewness * variances**1.5
    third = weight @ (cubes + (3.0 * variances + apart**2) * apart)
    fourth = weight @ ((kurtosis + 3.0) * variances**2 + (4.0 * cubes + (6.0 * variances + apart**2) * apart) * apart)
    return described(mean, sd, third / sd**3, fourth / sd**4 - 3.0)


def described(mean: FloatArray, sd: FloatArray, skewness: FloatArray, kurtosis: FloatArray) -> Marginals:
    """Give interval and probabilities of distributions with these four moments."""
    points = np.array([[0.0], [SMALL], [-SMALL]])
    zero, small, minus_small = below((points - mean) / sd, skewness, kurtosis)
    return Marginals(
        mean=mean,
        sd=sd,
        low=mean + sd * quantile(LOW, skewness, kurtosis),
        high=mean + sd * quantile(HIGH, skewness, kurtosis),
        p_helps=1.0 - zero,
        p_small=np.maximum(small - minus_small, 0.0),
    )


def below(z: FloatArray, skewness: FloatArray, kurtosis: FloatArray) -> FloatArray:
    """Give P(Z < z) of a standardised variable with this skewness and excess kurtosis."""
    square = z * z
    density = np.exp(-0.5 * square) / np.sqrt(2.0 * np.pi)
    he2, he3, he5 = square - 1.0, (square - 3.0) * z, ((square - 10.0) * square + 15.0) * z
    series = skewness / 6.0 * he2 + kurtosis / 24.0 * he3 + skewness**2 / 72.0 * he5
    share: FloatArray = np.clip(ndtr(z) - density * series, 0.0, 1.0)
    return share


def quantile(share: float, skewness: FloatArray, kurtosis: FloatArray) -> FloatArray:
    """Give the quantile of a standardised variable with this skewness and excess kurtosis."""
    z = float(ndtri(share))
    he2, he3 = z**2 - 1.0, z**3 - 3.0 * z
    return z + skewness / 6.0 * he2 + kurtosis / 24.0 * he3 - skewness**2 / 36.0 * (2.0 * z**3 - 5.0 * z)


def sampled(draws: FloatArray, weight: FloatArray) -> Marginals:
    """Describe weighted draws; draws: (n, k), weight: (n,) adding up to 1."""
    mean = weight @ draws
    return Marginals(
        mean=mean,
        sd=np.sqrt(weight @ (draws - mean) ** 2),
        low=_weighted_quantile(draws, weight, LOW),
        high=_weighted_quantile(draws, weight, HIGH),
        p_helps=weight @ (draws > 0.0),
        p_small=weight @ (np.abs(draws) < SMALL),
    )


def _weighted_quantile(draws: FloatArray, weight: FloatArray, share: float) -> FloatArray:
    order = np.argsort(draws, axis=0)
    reached = np.cumsum(weight[order], axis=0) < share
    place = np.minimum(reached.sum(axis=0), len(draws) - 1)
    column = np.arange(draws.shape[1])
    quantiles: FloatArray = draws[order[place, column], column]
    return quantiles
