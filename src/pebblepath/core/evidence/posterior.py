"""The posterior of the model: quick where that can be trusted, by sampling where not.

Quick: expectation propagation at a few values of sigma (`propagation`, `growth_speed`), its second-order
correction at the best of them (`corrections`), and the shape of each delta from four cumulants (`marginals`). The
diagnostic is the size of the second order: where it changes a delta by much (`QuickFit.trusted`), or the iteration
does not come to rest, importance sampling around the same Gaussians takes over (`sampling`). Above 1,500 sites the
second order is left out: with 300 moments it is already below 0.001.

What was tried, on the 14 gold cases (error of means in sd of the gold, whose own error is 0.007 in the median):

    method at each sigma                          median  worst   sd / gold      P(> 0): worst
    mode and curvature (Laplace; on 51 cases)      0.08    0.34   0.95 to 1.00        -
    the same, mean moved by third derivatives      0.006   0.018  0.96 to 1.00        0.014
    expectation propagation                        0.005   0.017  0.98 to 1.01        0.007
    the same, with the second order (this)         0.005   0.016  0.98 to 1.01        0.007

Against importance sampling worth 300,000 draws and more, on the 8 of 150 simulated cases (4 to 100 moments) where
they differed most, the quick answer is within 0.007 sd in the mean, 0.3 % in the sd and 0.0025 in P(> 0); against
brute-force integration of tiny cases (in the tests) within 0.005 sd. The second order matters little for the means;
it brings sds that are up to 0.9 % too small to within 0.3 %.
"""

from dataclasses import dataclass

import numpy as np

from .case import FloatArray
from .corrections import Corrections, no_corrections, second_order
from .design import Design
from .gaussian import Field, random_walk
from .growth_speed import SpeedGrid, SpeedPosterior, default_grid, is_well_covered, refined_grid, speed_posterior
from .marginals import Marginals, mixed
from .propagation import ROUGH, Propagated, joined, laplace_start, propagate

MOST_REFINEMENTS = 8
START_SIGMA: FloatArray = np.array([0.1])
MOST_SHIFT, MOST_SPREAD, MOST_SKEWNESS, MOST_KURTOSIS = 0.05, 0.15, 0.6, 1.0
MOST_SITES_FOR_PAIRS = 1500
MOST_NUMBERS_AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True)
class Posterior:
    """Gaussians of (w, h) at G values of sigma, their weights (G,), and the marginals of delta.

    Args:
        weight: (G,), adding up to 1; sigma: posterior mean of sigma.
        field: the Gaussians at each node, with the best means and covariances known.
        deltas: of every delta, strategy by strategy.
        sampled: whether this is the slow and exact path.
    """

    weight: FloatArray
    sigma: float
    field: Field
    deltas: Marginals
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class QuickFit:
    """Expectation propagation at all nodes of sigma, and what the second order adds at the best of them."""

    design: Design
    grid: SpeedGrid
    found: Propagated
    speed: SpeedPosterior
    added: Corrections

    @property
    def trusted(self) -> bool:
        """Whether the iteration came to rest and the second order changes every delta only a little."""
        deltas, added = self.design.deltas, self.added
        variance = np.diagonal(self.found.field.w_cov, axis1=1, axis2=2)[:, deltas].min(axis=0, initial=np.inf)
        shift = np.abs(added.w_shift[deltas]) / np.sqrt(variance)
        spread = np.abs(np.diagonal(added.w_cov_shift)[deltas]) / variance
        shape = np.maximum(np.abs(added.skewness[deltas]) / MOST_SKEWNESS, added.kurtosis[deltas] / MOST_KURTOSIS)
        worst = max(shift.max(initial=0.0) / MOST_SHIFT, spread.max(initial=0.0) / MOST_SPREAD, shape.max(initial=0.0))
        return self.found.converged and bool(worst <= 1.0)

    def posterior(self) -> Posterior:
        """Apply the corrections at every node."""
        added, deltas = self.added, self.design.deltas
        field = self.found.field.moved(added.w_shift, added.h_shift, added.w_cov_shift, added.h_own_shift)
        means = field.w_mean[:, deltas]
        variances = np.diagonal(field.w_cov, axis1=1, axis2=2)[:, deltas]
        marginals = mixed(self.speed.weight, means, variances, added.skewness[deltas], added.kurtosis[deltas])
        return Posterior(self.speed.weight, self.speed.sigma, field, marginals)


def quick_fit(design: Design) -> QuickFit:
    """Fit the model of one case."""
    walk = random_walk(START_SIGMA, design.gaps)
    rough = propagate(design, walk, *laplace_start(design, walk), tolerance=ROUGH)
    grid = default_grid()
    found, speed = _fit_grid(design, grid, rough.tau, rough.nu)
    for _ in range(MOST_REFINEMENTS):
        if is_well_covered(grid, speed):
            break
        best = found.at(_best(speed))
        grid = refined_grid(grid, speed)
        found, speed = _fit_grid(design, grid, best.tau, best.nu)
    if len(design.rows) > MOST_SITES_FOR_PAIRS:
        return QuickFit(design, grid, found, speed, no_corrections(design))
    return QuickFit(design, grid, found, speed, second_order(design, found.at(_best(speed))))


def _best(speed: SpeedPosterior) -> slice:
    return slice(speed.best, speed.best + 1)


def _fit_grid(design: Design, grid: SpeedGrid, tau: FloatArray, nu: FloatArray) -> tuple[Propagated, SpeedPosterior]:
    """Propagate at all nodes, some at a time when the case is large, from one set of Gaussian sites (1, m)."""
    walk, nodes = random_walk(grid.sigma, design.gaps), len(grid.v)
    at_once = max(1, min(nodes, MOST_NUMBERS_AT_ONCE // design.rows.size))
    parts = []
    for first in range(0, nodes, at_once):
        some = walk.at(slice(first, first + at_once))
        count = len(some.diagonal)
        parts.append(propagate(design, some, np.repeat(tau, count, axis=0), np.repeat(nu, count, axis=0)))
    found = joined(parts)
    return found, speed_posterior(grid, found.log_evidence)
