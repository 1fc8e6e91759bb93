"""The slow and exact path: importance sampling around the Gaussians of expectation propagation.

At every node of sigma, (w, h) is drawn from that node's Gaussian; the prior cancels, and the weight of a draw
is the product of true over Gaussian sites. One draw in five of w comes from a Gaussian one and a half times
as wide, so that weights stay bounded where the posterior has longer tails (defensive mixture, Hesterberg
1995, Technometrics 37, 185-194). Points of w have exactly the mean and covariance they should have. For 150
simulated cases of 4 to 100 moments the weighted draws were worth 6 to 90 % of as many unweighted ones.
"""

from dataclasses import dataclass, replace

import numpy as np

from .case import FloatArray
from .corrections import no_corrections
from .design import Design
from .gaussian import Field, Walk, random_walk
from .growth_speed import speed_posterior
from .marginals import sampled
from .outlook import normal_points
from .posterior import Posterior, QuickFit, quick_fit
from .propagation import Propagated
from .sites import log_ratio

DRAWS = 16384
FEWEST_DRAWS_WORTH = 1000.0
WIDE, WIDE_SHARE = 1.5, 0.2
MOST_NUMBERS_AT_ONCE = 4_000_000
SEED = 11


def best_posterior(design: Design) -> Posterior:
    """Give the quick posterior where it can be trusted, else the sampled one.

    When even the sampled one is worth too few draws, the plain Gaussians are the best there is.
    """
    fit = quick_fit(design)
    if fit.trusted:
        return fit.posterior()
    slow = sample(fit)
    if slow.worth >= FEWEST_DRAWS_WORTH:
        return slow.posterior
    return replace(fit, added=no_corrections(design)).posterior()


@dataclass(frozen=True, slots=True)
class Sampled:
    """The sampled posterior and how many independent draws it is worth."""

    posterior: Posterior
    worth: float


def sample(fit: QuickFit, *, draws: int = DRAWS) -> Sampled:
    """Draw at every node of sigma and weigh the draws.

    Args:
        draws: at each node (a few more when there are many coefficients).
    """
    design, found = fit.design, fit.found
    walk = random_walk(fit.grid.sigma, design.gaps)
    nodes = [
        _sample_node(design, walk.at(slice(node, node + 1)), found.at(slice(node, node + 1)), draws)
        for node in range(len(fit.grid.v))
    ]
    log_mass = np.array([node.log_mass for node in nodes])
    speed = speed_posterior(fit.grid, found.field.log_mass + log_mass)
    weight = np.concatenate([share * node.weight for share, node in zip(speed.weight, nodes, strict=True)])
    deltas = sampled(np.concatenate([node.w[:, design.deltas] for node in nodes]), weight)
    field = _sampled_field(found.field, nodes)
    posterior = Posterior(speed.weight, speed.sigma, field, deltas, sampled=True)
    return Sampled(posterior, float(1.0 / (weight**2).sum()))


@dataclass(frozen=True, slots=True)
class _Node:
    """Draws of w (n, p) at one sigma, weights (n,) adding up to 1, and weighted mean and variance of h (D,)."""

    log_mass: float
    weight: FloatArray
    w: FloatArray
    h_mean: FloatArray
    h_variance: FloatArray


def _sample_node(design: Design, walk: Walk, found: Propagated, draws: int) -> _Node:
    rng = np.random.default_rng(SEED)
    w, log_weight = _draw_w(found.field, draws)
    growth = np.empty((len(w), len(design.days)))
    at_once = max(1, MOST_NUMBERS_AT_ONCE // max(len(design.rows), len(design.days)))
    for first in range(0, len(w), at_once):
        some = slice(first, first + at_once)
        h = growth[some] = _draw_h(found.field, w[some], rng)
        x = w[some] @ design.rows.T
        x[:, design.still :] -= h[:, design.day]
        log_weight[some] += log_ratio(design, x, found.tau[0], found.nu[0])
    top = log_weight.max()
    weight = np.exp(log_weight - top)
    log_mass = float(top + np.log(weight.mean()))
    weight /= weight.sum()
    h_mean = weight @ growth
    return _Node(log_mass, weight, w, h_mean, weight @ (growth - h_mean) ** 2)


def _draw_w(field: Field, draws: int) -> tuple[FloatArray, FloatArray]:
    """Give draws (n, p) of w from the defensive mixture, and log of narrow over mixture density (n,)."""
    normal = normal_points(draws, field.w_mean.shape[1])
    wide = np.arange(len(normal)) % round(1.0 / WIDE_SHARE) == 0
    z = np.where(wide[:, None], WIDE, 1.0) * normal
    wider = np.exp(0.5 * (z**2).sum(axis=1) * (1.0 - WIDE**-2.0)) * WIDE ** -float(z.shape[1])
    root = np.linalg.cholesky(field.w_cov[0])
    return field.w_mean[0] + z @ root.T, -np.log(1.0 - WIDE_SHARE + WIDE_SHARE * wider)


def _draw_h(field: Field, w: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Give draws (n, D) of h given w, from the last day back: h_k = decay_k h_(k+1) + noise."""
    own, days = field.h_own[0], field.h_own.shape[1]
    decay = np.exp(np.diff(field.log_decay[0], append=0.0))
    noise = rng.standard_normal((days, len(w)))
    apart = np.zeros((days, len(w)))
    for day in range(days - 1, 0, -1):
        last = day == days - 1
        alone = own[day] - (0.0 if last else decay[day] ** 2 * own[day + 1])
        apart[day] = np.sqrt(max(alone, 0.0)) * noise[day]
        if not last:
            apart[day] += decay[day] * apart[day + 1]
    h: FloatArray = field.h_mean[0] - (w - field.w_mean[0]) @ field.pull[0].T + apart.T
    return h


def _sampled_field(field: Field, nodes: list[_Node]) -> Field:
    """Put the sampled means and variances in the place of the Gaussians' own."""
    means = np.stack([node.weight @ node.w for node in nodes])
    apart = [node.w - mean for node, mean in zip(nodes, means, strict=True)]
    covs = np.stack([(node.weight * one.T) @ one for node, one in zip(nodes, apart, strict=True)])
    h_variance = np.stack([node.h_variance for node in nodes])
    with_w = ((field.pull @ covs) * field.pull).sum(axis=2)
    return replace(
        field,
        w_mean=means,
        w_cov=covs,
        h_mean=np.stack([node.h_mean for node in nodes]),
        h_own=np.maximum(h_variance - with_w, 0.0),
    )
