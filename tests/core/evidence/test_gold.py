import numpy as np
import pytest
from gold import SEEDS, answer_for

MEAN_MEDIAN, MEAN_WORST, P_WORST = 0.01, 0.05, 0.02
SD_LOW, SD_HIGH = 0.97, 1.03
SIGMA_WORST = 0.005


def of(result, name):
    return np.array([getattr(effect, name) for effect in result.effects])


@pytest.mark.parametrize("seed", SEEDS)
def test_each_gold_case_is_within_the_bars(seed):
    result, gold = answer_for(seed)
    mean_error = np.abs(of(result, "mean") - gold["delta_mean"]) / gold["delta_sd"]
    ratio = of(result, "sd") / gold["delta_sd"]
    p_error = np.abs(of(result, "p_helps") - gold["delta_p_positive"])
    assert mean_error.max() <= MEAN_WORST and p_error.max() <= P_WORST
    assert ratio.min() >= SD_LOW and ratio.max() <= SD_HIGH


@pytest.mark.parametrize("seed", SEEDS)
def test_growth_and_its_speed_agree_with_the_gold(seed):
    result, gold = answer_for(seed)
    last = result.growth[-1]
    assert abs(result.sigma - gold["sigma_mean"][0]) <= SIGMA_WORST
    assert abs(last.mean - gold["h_last_mean"][0]) <= MEAN_WORST * gold["h_last_sd"][0]
    assert SD_LOW <= last.sd / gold["h_last_sd"][0] <= SD_HIGH


def test_the_median_error_of_the_means_is_within_the_bar():
    errors = []
    for seed in SEEDS:
        result, gold = answer_for(seed)
        errors.extend(np.abs(of(result, "mean") - gold["delta_mean"]) / gold["delta_sd"])
    assert np.median(errors) <= MEAN_MEDIAN
