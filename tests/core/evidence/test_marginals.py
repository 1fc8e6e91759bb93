import numpy as np
import pytest
from scipy import stats

from pebblepath.core.evidence.marginals import below, described, mixed, quantile, sampled

GAMMA = stats.gamma(30.0)  # skewness 0.37, excess kurtosis 0.2: more than any case seen
SKEWNESS, KURTOSIS = (float(value) for value in GAMMA.stats(moments="sk"))


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99])
def test_the_series_follow_a_skewed_distribution(share):
    z = (GAMMA.ppf(share) - GAMMA.mean()) / GAMMA.std()
    assert below(z, SKEWNESS, KURTOSIS) == pytest.approx(share, abs=0.001)
    assert quantile(share, SKEWNESS, KURTOSIS) == pytest.approx(z, abs=0.01)


def test_without_skewness_it_is_the_normal():
    one = described(np.array([0.5]), np.array([2.0]), np.zeros(1), np.zeros(1))
    assert one.p_helps[0] == pytest.approx(stats.norm.cdf(0.25))
    assert (one.low[0], one.high[0]) == pytest.approx(stats.norm(0.5, 2.0).interval(0.9))
    assert one.p_small[0] == pytest.approx(stats.norm.cdf(0.0) - stats.norm.cdf(-0.5))


def test_a_mixture_has_its_exact_first_four_moments():
    weight, means = np.array([0.3, 0.7]), np.array([[-0.2], [0.3]])
    variances = np.array([[0.8], [1.1]])
    rng = np.random.default_rng(2)
    which = rng.random(2_000_000) < 0.3
    draws = np.where(which, rng.normal(-0.2, 0.8**0.5, which.shape), rng.normal(0.3, 1.1**0.5, which.shape))
    found = mixed(weight, means, variances, np.zeros(1), np.zeros(1))
    assert found.mean[0] == pytest.approx(draws.mean(), abs=0.005)
    assert found.sd[0] == pytest.approx(draws.std(), abs=0.005)
    assert found.p_helps[0] == pytest.approx((draws > 0).mean(), abs=0.002)
    assert found.low[0] == pytest.approx(np.quantile(draws, 0.05), abs=0.01)


def test_weighted_draws_are_described_by_their_weights():
    draws = np.array([[-1.0], [0.2], [3.0]])
    found = sampled(draws, np.array([0.5, 0.3, 0.2]))
    assert (found.mean[0], found.p_helps[0], found.p_small[0]) == pytest.approx((0.16, 0.5, 0.3))
    assert (found.low[0], found.high[0]) == (-1.0, 3.0)
