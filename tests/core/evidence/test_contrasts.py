import numpy as np
import pytest
from scipy.special import expit

from pebblepath.core.evidence import Case, what_helps
from pebblepath.core.evidence.outlook import normal_points

CUTS = np.array([-1.5, 0.0, 1.5])


def many_moments(effect: float) -> Case:
    """Enough moments that the posterior is nearly a point."""
    rng = np.random.default_rng(4)
    n = 20_000
    used = rng.random(n) < 0.5
    outcome = np.searchsorted(CUTS, effect * used + rng.logistic(size=n))
    zeros = np.zeros(n, dtype=int)
    return Case.from_arrays(
        levels=4, day=zeros, setting=zeros, observer=zeros, strategies=used[:, None], outcome=outcome
    )


@pytest.mark.parametrize("effect", [-1.0, 0.0, 0.7])
def test_better_and_steps_are_what_the_level_shares_say(effect):
    without = np.diff(np.concatenate([[0], expit(CUTS), [1]]))
    with_ = np.diff(np.concatenate([[0], expit(CUTS - effect), [1]]))
    pairs = np.outer(with_, without)
    better = np.tril(pairs, -1).sum() + np.trace(pairs) / 2
    steps = (with_ - without) @ np.arange(4)
    found = what_helps(many_moments(effect)).effects[0]
    assert found.better == pytest.approx(better, abs=0.012)
    assert found.steps == pytest.approx(steps, abs=0.05)


@pytest.mark.parametrize(("count", "size"), [(32, 5), (32, 25), (256, 9)])
def test_the_fixed_points_have_the_moments_of_the_normal(count, size):
    points = normal_points(count, size)
    assert len(points) >= count
    assert points.mean(axis=0) == pytest.approx(np.zeros(size), abs=1e-12)
    assert points.T @ points / len(points) == pytest.approx(np.eye(size), abs=1e-9)
    assert (points**3).mean(axis=0) == pytest.approx(np.zeros(size), abs=1e-12)
