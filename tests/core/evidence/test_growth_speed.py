import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from pebblepath.core.evidence.growth_speed import (
    SpeedGrid,
    SpeedPosterior,
    _cubic_spline,
    default_grid,
    is_well_covered,
    refined_grid,
    speed_posterior,
)


def refined(log_likelihood) -> tuple[SpeedGrid, SpeedPosterior]:
    grid = default_grid()
    for _ in range(8):
        posterior = speed_posterior(grid, log_likelihood(grid.sigma))
        if is_well_covered(grid, posterior):
            break
        grid = refined_grid(grid, posterior)
    return grid, posterior


def exact(log_likelihood, quantity) -> float:
    sigma = np.linspace(1e-6, 4.0, 400_001)
    log_density = log_likelihood(sigma) - 0.5 * (sigma / 0.2) ** 2
    density = np.exp(log_density - log_density.max())
    return float((density * quantity(sigma)).sum() / density.sum())


SHAPES = {
    "prior": lambda sigma: 0.0 * sigma,
    "typical": lambda sigma: -0.5 * ((sigma - 0.08) / 0.05) ** 2,
    "near zero": lambda sigma: -0.5 * (sigma / 0.01) ** 2,
    "narrow": lambda sigma: -0.5 * (np.log(sigma / 0.11) / 0.06) ** 2,
    "very narrow": lambda sigma: -0.5 * (np.log(sigma / 0.3) / 0.01) ** 2,
    "past the grid": lambda sigma: -0.5 * (np.log(sigma / 2.0) / 0.05) ** 2 * 100,
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_few_nodes_integrate_broad_and_narrow_posteriors(name):
    grid, posterior = refined(SHAPES[name])
    assert posterior.weight.sum() == pytest.approx(1.0)
    assert posterior.sigma == pytest.approx(exact(SHAPES[name], lambda sigma: sigma), rel=0.01)
    found = posterior.weight @ np.exp(-grid.sigma)
    assert found == pytest.approx(exact(SHAPES[name], lambda sigma: np.exp(-sigma)), abs=0.002)


def test_the_spline_is_the_usual_one():
    node, at = np.linspace(-1.0, 2.0, 7), np.linspace(-1.0, 2.4, 50)
    expected = CubicSpline(node, np.eye(7))(at)
    assert _cubic_spline(node, at) == pytest.approx(expected, abs=1e-12)
