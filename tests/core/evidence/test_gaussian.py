import numpy as np
import pytest

from pebblepath.core.evidence import Case
from pebblepath.core.evidence.design import build_design
from pebblepath.core.evidence.gaussian import condition, growth_moments, random_walk, site_covariance, site_moments

SIGMA = np.array([0.05, 0.3])


def some_case(days: list[int]) -> Case:
    rng = np.random.default_rng(5)
    n = len(days)
    return Case.from_arrays(
        levels=4,
        day=days,
        setting=np.arange(n) % 2,
        observer=np.arange(n) % 3 // 2,
        strategies=rng.random((n, 2)) < 0.5,
        outcome=rng.integers(0, 4, n),
    )


def dense(design, sigma, tau, nu):
    """Precision and shift of (w, h without the first day), and the rows of all sites, as plain matrices."""
    p, days = design.size, len(design.days)
    rows = np.zeros((len(design.rows), p + days - 1))
    rows[:, :p] = design.rows
    rows[np.arange(design.still, len(rows)), p + design.day - 1] = -1.0
    precision = np.zeros((p + days - 1, p + days - 1))
    precision[:p, :p] = design.prior_precision
    steps = np.eye(days - 1) - np.eye(days - 1, k=-1)
    precision[p:, p:] = steps.T @ np.diag(1.0 / (sigma**2 * design.gaps)) @ steps
    shift = np.concatenate([design.prior_shift, np.zeros(days - 1)])
    prior_log_det = -np.log(sigma**2 * design.gaps).sum()
    return precision + rows.T @ np.diag(tau) @ rows, shift + rows.T @ nu, rows, prior_log_det


@pytest.mark.parametrize("days", [[0, 0, 1, 1, 1, 4, 9, 9, 20, 21], [0, 0, 0, 0], [0, 7, 7, 7]])
def test_conditioning_agrees_with_plain_matrix_algebra(days):
    design = build_design(some_case(days), {"0": (0.4, 0.7)})
    rng = np.random.default_rng(1)
    tau, nu = rng.random((2, len(design.rows))) + 0.1, rng.normal(size=(2, len(design.rows)))
    field = condition(design, random_walk(SIGMA, design.gaps), tau, nu)
    mean, variance = site_moments(design, field)
    h_mean, h_variance = growth_moments(field)
    covariance, with_w = site_covariance(design, field)
    masses = []
    for g, sigma in enumerate(SIGMA):
        precision, shift, rows, prior_log_det = dense(design, sigma, tau[g], nu[g])
        cov = np.linalg.inv(precision)
        p = design.size
        assert mean[g] == pytest.approx(rows @ cov @ shift)
        assert variance[g] == pytest.approx(np.diag(rows @ cov @ rows.T))
        assert covariance[g] == pytest.approx(rows @ cov @ rows.T)
        assert with_w[g] == pytest.approx((rows @ cov)[:, :p])
        assert h_mean[g, 1:] == pytest.approx((cov @ shift)[p:])
        assert h_variance[g, 1:] == pytest.approx(np.diag(cov)[p:])
        masses.append(0.5 * (shift @ cov @ shift + prior_log_det - np.linalg.slogdet(precision)[1]))
    assert field.log_mass[1] - field.log_mass[0] == pytest.approx(masses[1] - masses[0])


def test_growth_is_known_on_the_first_day():
    design = build_design(some_case([0, 0, 3, 8]))
    tau = np.ones((2, len(design.rows)))
    field = condition(design, random_walk(SIGMA, design.gaps), tau, tau)
    mean, variance = growth_moments(field)
    assert (mean[:, 0] == 0).all() and (variance[:, 0] == 0).all()
