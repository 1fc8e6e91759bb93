"""Quadrature over sigma, how fast the child changes by itself.

sigma = scale * sinh(v): near 0 the nodes are evenly spread, further out evenly spread in log sigma. The
posterior is even and smooth in v, so between few nodes its logarithm is interpolated by a cubic spline, and
the weight of a node is the integral of that density times the node's cardinal spline. So few nodes serve a
broad as well as a narrow posterior; weights add up to 1 and some may be slightly below 0.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.interpolate import CubicSpline

from .case import FloatArray

HALF_NORMAL_SCALE = 0.2
SCALE, STEP, NODES = 0.08, 0.5, 6
FINE = 241
NARROW = 0.5
REFINED_STEP, REFINED_NODES = 1.0, 7


@dataclass(frozen=True, slots=True)
class SpeedGrid:
    """Nodes v (G,) and the matrix (F, G) that interpolates from them to F finer, evenly spread points."""

    v: FloatArray
    fine: FloatArray
    spline: FloatArray

    @property
    def sigma(self) -> FloatArray:
        """Give sigma at the nodes."""
        return SCALE * np.sinh(self.v)


@dataclass(frozen=True, slots=True)
class SpeedPosterior:
    """Weight (G,) of each node, posterior mean of sigma, and mean and sd of v."""

    weight: FloatArray
    sigma: float
    centre: float
    spread: float


@lru_cache(maxsize=1)
def default_grid() -> SpeedGrid:
    """Give the grid that serves nearly all cases: sigma from 0.02 to 0.62; the prior has 0.2 % above that."""
    v: FloatArray = (np.arange(NODES, dtype=np.float64) + 0.5) * STEP
    both = np.concatenate([-v[::-1], v])
    fine: FloatArray = np.linspace(0.0, v[-1] + STEP, FINE, dtype=np.float64)
    mirrored = CubicSpline(both, np.eye(2 * NODES))(fine)
    return SpeedGrid(v, fine, mirrored[:, NODES:] + mirrored[:, :NODES][:, ::-1])


def refined_grid(posterior: SpeedPosterior) -> SpeedGrid:
    """Give a grid around a posterior that is narrow against the default one."""
    step = REFINED_STEP * posterior.spread
    middle = max(posterior.centre, (REFINED_NODES // 2) * step + 0.01)
    v: FloatArray = middle + (np.arange(REFINED_NODES, dtype=np.float64) - REFINED_NODES // 2) * step
    fine: FloatArray = np.linspace(v[0], v[-1], FINE, dtype=np.float64)
    return SpeedGrid(v, fine, CubicSpline(v, np.eye(REFINED_NODES))(fine))


def speed_posterior(grid: SpeedGrid, log_evidence: FloatArray) -> SpeedPosterior:
    """Weigh the nodes by marginal likelihood times HalfNormal(0.2) prior, times d sigma / d v.

    log_evidence: (G,) at the nodes.
    """
    log_density = grid.spline @ (log_evidence - log_evidence.max())
    sigma = SCALE * np.sinh(grid.fine)
    log_density += np.log(np.cosh(grid.fine)) - 0.5 * (sigma / HALF_NORMAL_SCALE) ** 2
    density = np.exp(log_density - log_density.max())
    density[0] *= 0.5
    density /= density.sum()
    centre = float(density @ grid.fine)
    spread = float(np.sqrt(density @ (grid.fine - centre) ** 2))
    return SpeedPosterior(density @ grid.spline, float(density @ sigma), centre, spread)


def is_narrow(posterior: SpeedPosterior) -> bool:
    """Whether the posterior is too narrow for the default nodes."""
    return posterior.spread < NARROW * STEP
