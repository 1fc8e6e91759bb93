"""The joint posterior, collapsed over sigma, that pictures and averages over moments are drawn from."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit

from .case import FloatArray, IntArray
from .design import Design
from .gaussian import growth_moments
from .posterior import Posterior

DRAWS, PICTURE_DRAWS, SEED = 32, 256, 1


@dataclass(frozen=True, slots=True)
class Outlook:
    """Mean and covariance of w and of h on each day, with sigma averaged out.

    Args:
        w_mean: (p,); w_root: (p, p) Cholesky factor of the covariance of w.
        h_mean: (D,); h_pull: (D, p), so that E[h | w] = h_mean + h_pull (w - w_mean); h_sd: (D,) sd of h
            given w.
        cuts, alphas: where cutpoints and settings are in w.
        setting_names: the settings in order.
    """

    w_mean: FloatArray
    w_root: FloatArray
    h_mean: FloatArray
    h_pull: FloatArray
    h_sd: FloatArray
    cuts: slice
    alphas: slice
    setting_names: tuple[str, ...]

    def draw(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Give `count` draws: w (count, p), and a normal (count,) that moves h apart from w."""
        normal = normal_points(count, len(self.w_mean) + 1)
        return self.w_mean + normal[:, :-1] @ self.w_root.T, normal[:, -1]

    def h(self, w: FloatArray, own: FloatArray, day: IntArray | slice) -> FloatArray:
        """Give h (count, days) at the chosen days for draws of w and of the rest."""
        return self.h_mean[day] + (w - self.w_mean) @ self.h_pull[day].T + own[:, None] * self.h_sd[day]

    def level_without(self, setting: str) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give mean, 5 % and 95 % point of the expected level on each day with no strategy (D,)."""
        if setting not in self.setting_names:
            known = ", ".join(self.setting_names)
            raise ValueError(f"This goal has no moment in {setting!r}; it has moments in {known}.")
        w, own = self.draw(PICTURE_DRAWS)
        alpha = w[:, self.alphas][:, self.setting_names.index(setting)]
        eta = self.h(w, own, slice(None)) + alpha[:, None]
        level = expit(eta[:, :, None] - w[:, None, self.cuts]).sum(axis=2)
        low, high = np.quantile(level, [0.05, 0.95], axis=0)
        return level.mean(axis=0), low, high


def collapse(design: Design, posterior: Posterior, setting_names: tuple[str, ...]) -> Outlook:
    """Average the Gaussians over sigma: total mean and total covariance."""
    weight, field = posterior.weight, posterior.field
    growth, growth_variance = growth_moments(field)
    w_mean, h_mean = weight @ field.w_mean, weight @ growth
    w_apart, h_apart = field.w_mean - w_mean, growth - h_mean
    w_cov = np.einsum("g,gpq->pq", weight, field.w_cov) + np.einsum("g,gp,gq->pq", weight, w_apart, w_apart)
    shared = np.einsum("g,gdp,gp->dp", weight, h_apart[:, :, None], w_apart)
    shared -= np.einsum("gdp,gpq->dq", weight[:, None, None] * field.pull, field.w_cov)
    h_var = weight @ (growth_variance + h_apart**2)
    h_pull = np.linalg.solve(w_cov, shared.T).T
    h_own = np.maximum(h_var - np.einsum("dp,dp->d", h_pull, shared), 0.0)
    root = np.linalg.cholesky(w_cov)
    return Outlook(w_mean, root, h_mean, h_pull, np.sqrt(h_own), design.cuts, design.alphas, setting_names)


@lru_cache(maxsize=16)
def normal_points(count: int, size: int) -> FloatArray:
    """Give (count or more, size) fixed standard normal points with exactly the mean and covariance of the normal.

    Random points, each with its mirror image, then made to have unit covariance: they integrate every polynomial up to
    degree three exactly, and what is beyond well (quasi-random points were no better).
    """
    half = max(count, 1 << (3 * size).bit_length()) // 2
    points = np.random.default_rng(SEED).standard_normal((half, size))
    root = np.linalg.cholesky(points.T @ points / half)
    points = np.linalg.solve(root, points.T).T
    return np.concatenate([points, -points])
