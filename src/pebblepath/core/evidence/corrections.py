"""Second-order corrections of expectation propagation: what pairs of sites add.

With z_i the standardised x_i of site i, R_ij their correlation and r_ik the Hermite moments E[He_k(z_i)]
under the exact site (r_i1 = r_i2 = 0 at the fixed point), each site is 1 + sum_(k >= 3) r_ik He_k(z_i) / k!
relative to its Gaussian, and E[He_k(z_i) He_k(z_j)] = k! R_ij^k. To second order (i and j different, c_ia =
cov(z_i, a)):

    mean of a    += sum_ij c_ia (r_i4 r_j3 R_ij^3 / 6 + r_i5 r_j4 R_ij^4 / 24)
    cov of a, b  += sum_ij c_ia c_jb (r_i3 r_j3 R_ij^2 / 2 + r_i4 r_j4 R_ij^3 / 6)
                    + sum_ij c_ia c_ib (r_i5 r_j3 R_ij^3 / 6 + r_i6 r_j4 R_ij^4 / 24)

(Opper, Paquet and Winther 2013, "Perturbative corrections for approximate inference in Gaussian latent
variable models", J. Mach. Learn. Res. 14, 2857-2898, section 4), and for a standardised a the shape is, to
leading order,

    skewness      = sum_i r_i3 c_ia^3
    excess kurtosis = sum_i r_i4 c_ia^4 + 3 sum_ij r_i3 r_j3 R_ij c_ia^2 c_ja^2.

The size of these terms tells whether the first order can be trusted.
"""

from dataclasses import dataclass

import numpy as np

from .case import FloatArray
from .design import Design
from .gaussian import site_covariance
from .propagation import Propagated
from .sites import tilt

POINTS, GROWTH_DAYS = 21, 12


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the second order adds at one value of sigma.

    Args:
        w_shift: (p,); h_shift: (D,) to the means.
        w_cov_shift: (p, p) to the covariance of w; h_own_shift: (D,) to the variance of h given w.
        skewness, kurtosis: (p,) of each coefficient; kurtosis is the excess over a normal.
    """

    w_shift: FloatArray
    h_shift: FloatArray
    w_cov_shift: FloatArray
    h_own_shift: FloatArray
    skewness: FloatArray
    kurtosis: FloatArray


def no_corrections(design: Design) -> Corrections:
    """Give corrections of zero."""
    p, days = design.size, len(design.days)
    return Corrections(np.zeros(p), np.zeros(days), np.zeros((p, p)), np.zeros(days), np.zeros(p), np.zeros(p))


def second_order(design: Design, fit: Propagated) -> Corrections:
    """Compute the corrections at the one value of sigma in `fit`."""
    r3, r4, r5, r6 = _hermite_moments(design, fit)
    covariance, with_w = (array[0] for array in site_covariance(design, fit.field))
    sd = np.sqrt(np.diagonal(covariance))
    r = covariance / (sd[:, None] * sd)
    np.fill_diagonal(r, 0.0)
    c = with_w / sd[:, None]
    r_2 = r * r
    r_3 = r_2 * r
    three, four = _times(r_3, r3) / 6.0, _times(r_2 * r_2, r4) / 24.0
    force = r4 * three + r5 * four
    d = _growth_loadings(design, fit, with_w) / sd
    pairs = (r3[:, None] * r3) * r_2 / 2.0 + (r4[:, None] * r4) * r_3 / 6.0
    pairs[np.diag_indices(len(r))] += r5 * three + r6 * four
    unit = c / np.sqrt(np.diagonal(fit.field.w_cov[0]))
    squares = r3[:, None] * unit**2
    w_cov_shift = c.T @ pairs @ c
    return Corrections(
        w_shift=force @ c,
        h_shift=d @ force,
        w_cov_shift=w_cov_shift,
        h_own_shift=_growth_own_shift(fit, d, pairs, w_cov_shift),
        skewness=(squares * unit).sum(axis=0),
        kurtosis=r4 @ unit**4 + 3.0 * (squares * (r @ squares)).sum(axis=0),
    )


def _times(matrix: FloatArray, vector: FloatArray) -> FloatArray:
    """Multiply without BLAS: for one vector its threads cost more than they save, above all beside other processes."""
    product: FloatArray = np.einsum("ij,j->i", matrix, vector)
    return product


def _growth_own_shift(fit: Propagated, loadings: FloatArray, pairs: FloatArray, w_cov_shift: FloatArray) -> FloatArray:
    """Give the shift of the variance of h given w (D,), computed on a few days and interpolated in between."""
    field, days = fit.field, len(loadings)
    some = np.unique(np.linspace(0, days - 1, GROWTH_DAYS).round().astype(int))
    pull, d = field.pull[0, some], loadings[some]
    shift = ((d @ pairs) * d).sum(axis=1) - ((pull @ w_cov_shift) * pull).sum(axis=1)
    relative = np.interp(np.arange(days), some, shift / field.h_own[0, some])
    shifts: FloatArray = relative * field.h_own[0]
    return shifts


def _hermite_moments(design: Design, fit: Propagated) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Give the Hermite moments 3 to 6 (m,) of every site, standardised by its exact mean and spread."""
    raw = tilt(design, fit.mean, fit.variance, fit.tau, fit.nu, order=6, points=POINTS).moments[0].T
    m1, m2, m3, m4, m5, m6 = raw
    m2 = m2 - 1.0
    return (
        m3 - 3.0 * m1,
        m4 - 6.0 * m2 - 3.0,
        m5 - 10.0 * m3 + 15.0 * m1,
        m6 - 15.0 * m4 + 45.0 * m2 + 30.0,
    )


def _growth_loadings(design: Design, fit: Propagated, with_w: FloatArray) -> FloatArray:
    """Give cov(h_d, x_i) (D, m) for all days and sites."""
    field, index = fit.field, np.arange(len(design.days))
    loadings: FloatArray = -field.pull[0] @ with_w.T
    decay = field.log_decay[0]
    apart = np.exp(-np.abs(decay[:, None] - decay[design.day]))
    loadings[:, design.still :] -= field.h_own[0][np.maximum(index[:, None], design.day)] * apart
    loadings[0] = 0.0
    return loadings
