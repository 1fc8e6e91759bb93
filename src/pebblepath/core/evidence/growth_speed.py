"""Quadrature over sigma, how fast the child changes by itself.

sigma = scale * sinh(v): near 0 the nodes are evenly spread, further out evenly spread in log sigma. The
posterior is even and smooth in v, so between few nodes its logarithm is interpolated by a cubic spline, and
the weight of a node is the integral of that density times the node's cardinal spline. So few nodes serve a
broad as well as a narrow posterior; weights add up to 1 and some may be slightly below 0.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .case import FloatArray

HALF_NORMAL_SCALE = 0.2
SCALE, STEP, NODES = 0.08, 0.5, 6
FINE = 241
NARROW, UNRESOLVED = 0.5, 0.2
REFINED_NODES = 7
REACH, EDGE = 3.5, 0.05


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

    @property
    def step(self) -> float:
        """Give the distance of the nodes."""
        return float(self.v[1] - self.v[0])


@dataclass(frozen=True, slots=True)
class SpeedPosterior:
    """What is known about sigma.

    Args:
        weight: (G,) of each node; best: the node of highest density.
        sigma: posterior mean of sigma; centre, spread: mean and sd of v.
        at_edge: whether the posterior goes on past the grid.
    """

    weight: FloatArray
    best: int
    sigma: float
    centre: float
    spread: float
    at_edge: bool


@lru_cache(maxsize=1)
def default_grid() -> SpeedGrid:
    """Give the grid that serves nearly all cases: sigma from 0.02 to 0.62; the prior has 0.2 % above that."""
    return _mirrored_grid(STEP)


def refined_grid(grid: SpeedGrid, posterior: SpeedPosterior) -> SpeedGrid:
    """Give a grid for a posterior that `grid` is too coarse for, or does not reach.

    Where the posterior is far narrower than a step, the interpolation is not to be trusted: the new grid then spans
    the steps on either side of the best node.
    """
    step, centre, spread = grid.step, posterior.centre, posterior.spread
    if posterior.at_edge:
        centre, spread = float(grid.v[posterior.best]), max(spread, step / 2.0)
    elif spread < UNRESOLVED * step:
        centre, spread = float(grid.v[posterior.best]), step / 3.0
    if centre < REACH * spread:
        return _mirrored_grid((centre + REACH * spread) / NODES)
    v: FloatArray = centre + (np.arange(REFINED_NODES, dtype=np.float64) - REFINED_NODES // 2) * spread
    fine: FloatArray = np.linspace(v[0], v[-1], FINE, dtype=np.float64)
    return SpeedGrid(v, fine, _cubic_spline(v, fine))


def _mirrored_grid(step: float) -> SpeedGrid:
    """Give evenly spread nodes from half a step on; what is interpolated is the same at -v and v."""
    v: FloatArray = (np.arange(NODES, dtype=np.float64) + 0.5) * step
    fine: FloatArray = np.linspace(0.0, v[-1] + step, FINE, dtype=np.float64)
    both = np.concatenate([-v[::-1], v])
    spline = _cubic_spline(both, fine)
    return SpeedGrid(v, fine, spline[:, NODES:] + spline[:, :NODES][:, ::-1])


def _cubic_spline(node: FloatArray, at: FloatArray) -> FloatArray:
    """Give (F, G) weights by which values at evenly spread nodes (G,) make a cubic spline at other points (F,).

    With not-a-knot ends (de Boor 1978, "A practical guide to splines", chapter IV); the outer pieces go on.
    """
    count, step = len(node), float(node[1] - node[0])
    second, bend = np.zeros((count, count)), np.zeros((count, count))
    inner = np.arange(1, count - 1)
    for offset, left, right in ((-1, 1.0, 6.0), (0, 4.0, -12.0), (1, 1.0, 6.0)):
        second[inner, inner + offset], bend[inner, inner + offset] = left, right / step**2
    second[0, :3] = second[-1, -3:] = [1.0, -2.0, 1.0]
    curvature = np.linalg.solve(second, bend)
    piece = np.clip(np.floor((at - node[0]) / step).astype(int), 0, count - 2)
    after = (at - node[piece])[:, None] / step
    before, values = 1.0 - after, np.eye(count)
    weights: FloatArray = before * values[piece] + after * values[piece + 1]
    weights += ((before**3 - before) * curvature[piece] + (after**3 - after) * curvature[piece + 1]) * step**2 / 6.0
    return weights


def speed_posterior(grid: SpeedGrid, log_evidence: FloatArray) -> SpeedPosterior:
    """Weigh the nodes by marginal likelihood times HalfNormal(0.2) prior, times d sigma / d v.

    log_evidence: (G,) at the nodes.
    """
    log_density = grid.spline @ (log_evidence - log_evidence.max()) + _log_prior(grid.fine)
    sigma = SCALE * np.sinh(grid.fine)
    density = np.exp(log_density - log_density.max())
    if grid.fine[0] == 0.0:
        density[0] *= 0.5
    density /= density.sum()
    centre = float(density @ grid.fine)
    edges = density[-1:] if grid.fine[0] == 0.0 else density[[0, -1]]
    return SpeedPosterior(
        weight=density @ grid.spline,
        best=int(np.argmax(log_evidence + _log_prior(grid.v))),
        sigma=float(density @ sigma),
        centre=centre,
        spread=float(np.sqrt(density @ (grid.fine - centre) ** 2)),
        at_edge=bool((edges > EDGE * density.max()).any()),
    )


def _log_prior(v: FloatArray) -> FloatArray:
    """Give the log density of HalfNormal(0.2) for sigma on the scale of v, up to a constant."""
    sigma = SCALE * np.sinh(v)
    log_prior: FloatArray = np.log(np.cosh(v)) - 0.5 * (sigma / HALF_NORMAL_SCALE) ** 2
    return log_prior


def is_well_covered(grid: SpeedGrid, posterior: SpeedPosterior) -> bool:
    """Whether the nodes are close enough for the posterior, and reach far enough."""
    return posterior.spread >= NARROW * grid.step and not posterior.at_edge
