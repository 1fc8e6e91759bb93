"""Expectation propagation: the Gaussian whose every site has the exact one-dimensional moments.

Minka (2001), "Expectation propagation for approximate Bayesian inference"; parallel updates as in Rasmussen
and Williams (2006), "Gaussian processes for machine learning", section 3.6. Every site is log-concave, so its
Gaussian has a precision of at least 0 and the iteration is well-behaved; each round costs one `condition`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .case import FloatArray, IntArray
from .design import Design
from .gaussian import Field, Walk, condition, site_moments
from .sites import laplace_terms, tilt

NEWTON_ROUNDS, NEAR = 60, 2.0
ROUNDS, TOLERANCE, ROUGH = 80, 3e-3, 5e-2
CALM_AFTER, CALM_STEP = 20, 0.5


@dataclass(frozen=True, slots=True)
class Propagated:
    """The result for G values of sigma.

    Args:
        field: the Gaussian over (w, h).
        mean, variance: (G, m) of every site's x.
        tau, nu: (G, m) of the Gaussian sites.
        log_evidence: (G,) log marginal likelihood, up to a constant that does not depend on sigma.
        error: largest distance, in sd, between a site's mean (or relative spread) and its exact one.
    """

    field: Field
    mean: FloatArray
    variance: FloatArray
    tau: FloatArray
    nu: FloatArray
    log_evidence: FloatArray
    error: float

    @property
    def converged(self) -> bool:
        """Whether all sites have their exact moments."""
        return self.error <= TOLERANCE

    def at(self, chosen: IntArray | slice) -> "Propagated":
        """Give the result for some values of sigma."""
        return replace(
            self,
            field=self.field.at(chosen),
            mean=self.mean[chosen],
            variance=self.variance[chosen],
            tau=self.tau[chosen],
            nu=self.nu[chosen],
            log_evidence=self.log_evidence[chosen],
        )


def propagate(
    design: Design, walk: Walk, tau: FloatArray, nu: FloatArray, *, tolerance: float = TOLERANCE
) -> Propagated:
    """Iterate from Gaussian sites (G, m) until every site's moments are exact but for the tolerance."""
    error = np.inf
    for round_ in range(ROUNDS):
        field = condition(design, walk, tau, nu)
        mean, variance = site_moments(design, field)
        tilted = tilt(design, mean, variance, tau, nu)
        shift = tilted.moments[:, :, 0]
        spread = tilted.moments[:, :, 1] - shift**2
        error = max(float(np.abs(shift).max()), float(np.abs(spread - 1.0).max()))
        log_evidence = field.log_mass + tilted.log_mass.sum(axis=1)
        if not error > tolerance or round_ == ROUNDS - 1:
            break
        step = 1.0 if round_ < CALM_AFTER else CALM_STEP
        sharper = step * (1.0 / spread - 1.0) / variance
        moved = step * shift / (np.sqrt(variance) * spread)
        tau, nu = np.maximum(tau + sharper, 0.0), nu + mean * sharper + moved
    return Propagated(field, mean, variance, tau, nu, log_evidence, error)


def laplace_start(design: Design, walk: Walk) -> tuple[FloatArray, FloatArray]:
    """Climb near the mode by Newton's method and give the Gaussian sites (G, m) there.

    Steps are shortened so that no spacing falls below a fifth of what it was.
    """
    k = len(design.spacing_counts)
    x = np.zeros((len(walk.diagonal), len(design.rows)))
    x[:, :k] = 1.0
    for _ in range(NEWTON_ROUNDS):
        field = condition(design, walk, *laplace_terms(design, x))
        target, variance = site_moments(design, field)
        old, new = x[:, :k], target[:, :k]
        room = np.where(new < 0.2 * old, 0.8 * old / np.maximum(old - new, 1e-300), 1.0)
        step = room.min(axis=1, initial=1.0)[:, None]
        moved = float((np.abs(target - x) / np.sqrt(variance)).max())
        x = x + step * (target - x)
        if moved < NEAR:
            break
    return laplace_terms(design, x)


def joined(parts: Sequence[Propagated]) -> Propagated:
    """Put results for different values of sigma together."""
    if len(parts) == 1:
        return parts[0]

    def together(name: str) -> FloatArray:
        return np.concatenate([getattr(part, name) for part in parts])

    fields = [part.field for part in parts]
    names = Field.__dataclass_fields__
    field = Field(*(np.concatenate([getattr(one, name) for one in fields]) for name in names))
    return Propagated(
        field=field,
        mean=together("mean"),
        variance=together("variance"),
        tau=together("tau"),
        nu=together("nu"),
        log_evidence=together("log_evidence"),
        error=max(part.error for part in parts),
    )
