"""The whole engine against brute-force integration of the model as it is written down, with no shared code."""

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.special import expit

from pebblepath.core.evidence import Case, what_helps

HALF_NORMAL_SCALE = 0.2


def rule(points: int, sd: float) -> tuple[np.ndarray, np.ndarray]:
    node, weight = np.polynomial.hermite_e.hermegauss(points)
    return sd * node, weight / weight.sum()


def one_setting(day, used, outcome, levels) -> Case:
    zeros = [0] * len(day)
    return Case.from_arrays(
        levels=levels, day=day, setting=zeros, observer=zeros, strategies=[[u] for u in used], outcome=outcome
    )


def likelihood(outcome: int, cuts: list[np.ndarray], eta: np.ndarray) -> np.ndarray:
    edges = [0.0, *(expit(cut - eta) for cut in cuts), 1.0]
    return edges[outcome + 1] - edges[outcome]


def cut_density(cuts: list[np.ndarray]) -> np.ndarray:
    """Dirichlet(2, ..., 2) density of the level shares, times |d shares / d cuts|."""
    below = [0.0, *(expit(cut) for cut in cuts), 1.0]
    density = np.ones(np.broadcast(*cuts).shape)
    for low, high in pairwise(below):
        density = density * np.maximum(high - low, 0.0)
    for cut in cuts:
        density = density * expit(cut) * expit(-cut)
    return density


def moments(weight: np.ndarray, delta: np.ndarray) -> tuple[float, float, float]:
    weight = weight / weight.sum()
    mean = float((weight * delta).sum())
    return mean, float(np.sqrt((weight * (delta - mean) ** 2).sum())), float((weight * (delta > 0)).sum())


@pytest.mark.parametrize("outcomes", list(product([0, 1, 2], repeat=2)))
def test_three_levels_on_one_day_agree_with_brute_force(outcomes):
    used, outcome = [0, 1, 1, 0], [*outcomes, 2, 1]
    grid = np.linspace(-9.0, 9.0, 61)
    base, base_weight = rule(12, np.sqrt(1.0 + 0.5**2))  # alpha + u
    effect = np.linspace(-4.5, 5.5, 61)
    lower, upper, level, delta = np.meshgrid(grid, grid, base, effect, indexing="ij", sparse=True)
    weight = cut_density([lower, upper]) * (lower < upper) * base_weight[:, None] * np.exp(-0.5 * delta**2 / 1.25)
    for u, y in zip(used, outcome, strict=True):
        weight = weight * likelihood(y, [lower, upper], level + u * delta)
    mean, sd, _ = moments(weight, delta)
    found = what_helps(one_setting([0] * 4, used, outcome, 3)).effects[0]
    assert found.mean == pytest.approx(mean, abs=0.005 * sd)
    assert found.sd == pytest.approx(sd, rel=0.005)


@pytest.mark.parametrize("outcomes", list(product([0, 1], repeat=3)))
def test_two_levels_on_two_days_with_growth_agree_with_brute_force(outcomes):
    used, outcome, day, gap = [0, 1, 1, 0], [*outcomes, 1], [0, 0, 25, 25], 25
    cut = np.linspace(-8.0, 8.0, 33)
    base, base_weight = rule(12, np.sqrt(1.0 + 0.5**2))
    effect = np.linspace(-5.0, 5.0, 60)
    sigma = np.linspace(0.0125, 0.9875, 40)
    z, z_weight = rule(12, 1.0)
    c, level, s, standard, delta = np.meshgrid(cut, base, sigma, z, effect, indexing="ij", sparse=True)
    prior_sigma = np.exp(-0.5 * (s / HALF_NORMAL_SCALE) ** 2)
    weight = cut_density([c]) * base_weight[:, None, None, None] * prior_sigma * z_weight[:, None]
    weight = weight * np.exp(-0.5 * delta**2 / 1.25)
    for t, u, y in zip(day, used, outcome, strict=True):
        h = s * np.sqrt(gap) * standard if t else 0.0
        weight = weight * likelihood(y, [c], level + h + u * delta)
    mean, sd, p = moments(weight, delta)
    answer = what_helps(one_setting(day, used, outcome, 2))
    found = answer.effects[0]
    assert found.mean == pytest.approx(mean, abs=0.005 * sd)
    assert found.sd == pytest.approx(sd, rel=0.005)
    assert found.p_helps == pytest.approx(p, abs=0.002)
    share = weight.sum(axis=(0, 1, 3, 4)) / weight.sum()
    assert answer.sigma == pytest.approx(float(share @ sigma), abs=0.003)
    growth = float((weight * s * np.sqrt(gap) * standard).sum() / weight.sum())
    assert answer.growth[1].mean == pytest.approx(growth, abs=0.01)
