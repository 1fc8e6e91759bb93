"""A Gaussian over (w, h) whose precision is tridiagonal in h with a dense border for w.

Conditioning costs O(D p^2 + p^3) for D days and p coefficients; several values of sigma go through together
(axis G). Formulas: block elimination of h by the tridiagonal LDL' factorisation; the diagonal of the inverse
of a tridiagonal matrix from its forward and backward pivots, (T^-1)_dd = 1 / (f_d + b_d - T_dd), and
(T^-1)_de = (T^-1)_ee prod_(k = d .. e - 1) (-T_k,k+1 / f_k) for d < e (Meurant 1992, "A review on the inverse
of symmetric tridiagonal and block tridiagonal matrices", SIAM J. Matrix Anal. Appl. 13, 707-728).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg.lapack import dpttrf, dpttrs

from .case import FloatArray, IntArray
from .design import Design


@dataclass(frozen=True, slots=True)
class Walk:
    """Prior precision of h for G values of sigma: (G, D) diagonal and (G, D) link to the day after (last 0).

    Day 0, where h is known to be 0, is kept as a unit variable that nothing touches.
    log_det: (G,) log determinant, without that day.
    """

    diagonal: FloatArray
    link: FloatArray
    log_det: FloatArray

    def at(self, chosen: IntArray | slice) -> "Walk":
        """Give the walk of some values of sigma."""
        return Walk(self.diagonal[chosen], self.link[chosen], self.log_det[chosen])


@dataclass(frozen=True, slots=True)
class Field:
    """The Gaussian posterior of (w, h) for G values of sigma.

    Args:
        w_mean: (G, p); w_cov: (G, p, p).
        h_mean: (G, D); h_own: (G, D) variance of h when w is known.
        pull: (G, D, p), so that E[h | w] = h_mean - pull (w - w_mean).
        log_decay: (G, D) running sum of log(-T_k,k+1 / f_k), for covariances between days.
        log_mass: (G,) log of the integral of prior times sites, up to a constant that does not depend on
            sigma.
    """

    w_mean: FloatArray
    w_cov: FloatArray
    h_mean: FloatArray
    h_own: FloatArray
    pull: FloatArray
    log_decay: FloatArray
    log_mass: FloatArray

    def at(self, chosen: IntArray | slice) -> "Field":
        """Give the field of some values of sigma."""
        return Field(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    def moved(
        self, w_shift: FloatArray, h_shift: FloatArray, w_cov_shift: FloatArray, h_own_shift: FloatArray
    ) -> "Field":
        """Give the field with corrected means, covariance of w and own variance of h."""
        return replace(
            self,
            w_mean=self.w_mean + w_shift,
            h_mean=self.h_mean + h_shift,
            w_cov=self.w_cov + w_cov_shift,
            h_own=np.maximum(self.h_own + h_own_shift, 0.0),
        )


def random_walk(sigma: FloatArray, gaps: FloatArray) -> Walk:
    """Give the precision of h: increments are Normal(0, sigma^2 gap). sigma: (G,), gaps: (D - 1,) in days."""
    pull = 1.0 / (sigma[:, None] ** 2 * gaps)
    diagonal = np.ones((len(sigma), len(gaps) + 1))
    diagonal[:, 1:] = pull
    diagonal[:, 1:-1] += pull[:, 1:]
    link = np.zeros_like(diagonal)
    link[:, 1:-1] = -pull[:, 1:]
    return Walk(diagonal, link, np.log(pull).sum(axis=1))


def condition(design: Design, walk: Walk, tau: FloatArray, nu: FloatArray) -> Field:
    """Multiply the prior by Gaussian sites exp(nu x - tau x^2 / 2); tau, nu: (G, m)."""
    rows, size, still = design.rows, design.size, design.still
    weighted = tau[:, :, None] * rows
    precision = design.prior_precision + rows.T @ weighted
    shift = design.prior_shift + nu @ rows
    border = np.zeros((*walk.diagonal.shape, size + 1))
    diagonal = walk.diagonal.copy()
    if len(design.starts):
        border[:, 1:, :size] = -np.add.reduceat(weighted[:, still:], design.starts, axis=1)
        border[:, 1:, size] = -np.add.reduceat(nu[:, still:], design.starts, axis=1)
        diagonal[:, 1:] += np.add.reduceat(tau[:, still:], design.starts, axis=1)
    pivots, h_own, solved = _solve_days(diagonal, walk.link, border)
    across = border.transpose(0, 2, 1) @ solved
    schur = precision - across[:, :size, :size]
    w_cov = np.asarray(np.linalg.inv(schur), dtype=np.float64)
    left = shift - across[:, :size, size]
    w_mean = (w_cov @ left[:, :, None])[:, :, 0]
    pull = solved[:, :, :size]
    h_mean = solved[:, :, size] - (pull @ w_mean[:, :, None])[:, :, 0]
    log_det = np.log(pivots).sum(axis=1) + np.linalg.slogdet(schur)[1]
    quadratic = (left * w_mean).sum(axis=1) + across[:, size, size]
    decay = np.log(np.where(walk.link < 0.0, -walk.link, pivots) / pivots)
    log_decay = np.cumsum(decay, axis=1) - decay
    log_mass: FloatArray = 0.5 * (quadratic + walk.log_det - log_det)
    return Field(w_mean, w_cov, h_mean, h_own, pull, log_decay, log_mass)


def site_loadings(design: Design, field: Field) -> FloatArray:
    """Give (G, m, p): how each site moves with w once h has followed."""
    loadings = np.repeat(design.rows[None], len(field.w_mean), axis=0)
    loadings[:, design.still :] += field.pull[:, design.day]
    return loadings


def site_moments(design: Design, field: Field) -> tuple[FloatArray, FloatArray]:
    """Give mean and variance (G, m) of every site's x."""
    loadings = site_loadings(design, field)
    mean = field.w_mean @ design.rows.T
    mean[:, design.still :] -= field.h_mean[:, design.day]
    variance = np.einsum("gmp,gmp->gm", loadings @ field.w_cov, loadings)
    variance[:, design.still :] += field.h_own[:, design.day]
    return mean, variance


def site_covariance(design: Design, field: Field) -> tuple[FloatArray, FloatArray]:
    """Give cov(x_i, x_j) (G, m, m) of all pairs of sites and cov(x_i, w) (G, m, p)."""
    loadings = site_loadings(design, field)
    with_w = loadings @ field.w_cov
    covariance = with_w @ loadings.transpose(0, 2, 1)
    decay = field.log_decay[:, design.day]
    apart = np.exp(-np.abs(decay[:, :, None] - decay[:, None, :]))
    later = np.maximum(design.day[:, None], design.day)
    covariance[:, design.still :, design.still :] += field.h_own[:, later] * apart
    return covariance, with_w


def growth_moments(field: Field) -> tuple[FloatArray, FloatArray]:
    """Give mean and variance (G, D) of h on every day (0 and 0 on the first)."""
    variance = field.h_own + ((field.pull @ field.w_cov) * field.pull).sum(axis=2)
    variance[:, 0] = 0.0
    return field.h_mean, variance


def _solve_days(diagonal: FloatArray, link: FloatArray, right: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Factor all as one long tridiagonal; give forward pivots, diag(T^-1) and T^-1 right."""
    flat, off = diagonal.ravel(), link.ravel()[:-1]
    if flat.size == 1:
        return diagonal, 1.0 / diagonal, right / diagonal[:, :, None]
    forward, lower, _ = dpttrf(flat, off)
    backward, _, _ = dpttrf(flat[::-1], off[::-1])
    own = 1.0 / (forward + backward[::-1] - flat)
    solved, _ = dpttrs(forward, lower, right.reshape(flat.size, -1))
    return forward.reshape(diagonal.shape), own.reshape(diagonal.shape), solved.reshape(right.shape)
