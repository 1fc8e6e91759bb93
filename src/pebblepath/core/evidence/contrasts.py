"""With against without, in the observed moments: the probability of going better, and the expected steps."""

import numpy as np

from .case import Case, FloatArray, IntArray
from .design import Design, effect_rows
from .outlook import DRAWS, Outlook

MOMENTS_AT_ONCE = 2000


def contrasts(case: Case, design: Design, outlook: Outlook) -> tuple[FloatArray, FloatArray]:
    """Give `better` and `steps` (S, J), averaged over the posterior and the observed moments of each setting.

    For a moment whose predictor without strategy s is eta_0, let y_0 have predictor eta_0 and y_1 eta_0 +
    delta. better = P(y_1 > y_0) + P(y_1 = y_0) / 2 = 1 / 2 + (P(y_1 > y_0) - P(y_1 < y_0)) / 2 and steps =
    E[y_1 - y_0]. With F(k) = P(y <= k) the difference is F_0(K - 2) - sum_k F_1(k) (F_0(k + 1) - F_0(k - 1)), where
    F_0(-1) = 0 and F_0(K - 1) = 1, and steps are sum_k (F_0(k) - F_1(k)).
    """
    better = np.zeros((design.n_settings, design.n_strategies))
    steps = np.zeros_like(better)
    w, own = outlook.draw(DRAWS)
    for first in range(0, len(case), MOMENTS_AT_ONCE):
        some = np.arange(first, min(first + MOMENTS_AT_ONCE, len(case)))
        higher, further = _contrasts_of(case, design, outlook, w, own, some)
        np.add.at(better, case.setting[some], higher)
        np.add.at(steps, case.setting[some], further)
    counts = np.bincount(case.setting, minlength=design.n_settings)[:, None]
    return (better / counts).T, (steps / counts).T


def _contrasts_of(
    case: Case, design: Design, outlook: Outlook, w: FloatArray, own: FloatArray, some: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Give both for each of some moments and each strategy (n, S), averaged over draws of the posterior.

    Each moment is compared with itself the other way round: with it if it was without, without if it was with.
    """
    day = np.searchsorted(design.days, case.day[some])
    eta = w @ effect_rows(case, some).T + outlook.h(w, own, day)
    shape = (len(w), design.n_strategies, design.n_settings)
    delta = w[:, design.deltas].reshape(shape)[:, :, case.setting[some]]
    sign = np.where(case.strategies[some].T, -1.0, 1.0)
    odds, cut_odds = np.exp(eta), np.exp(-w[:, design.cuts].T)
    as_it_was = 1.0 / (1.0 + cut_odds[:, :, None] * odds)
    other_way = 1.0 / (1.0 + cut_odds[:, :, None, None] * (odds[:, None] * np.exp(sign * delta)))
    steps = as_it_was.sum(axis=(0, 1)) - other_way.sum(axis=(0, 1))
    other_way *= _two_apart(as_it_was)[:, :, None]
    lead = as_it_was[-1].sum(axis=0) - other_way.sum(axis=(0, 1))
    return (0.5 + 0.5 * sign * lead / len(w)).T, (sign * steps / len(w)).T


def _two_apart(below: FloatArray) -> FloatArray:
    """Give F(k + 1) - F(k - 1) at the K - 1 cutpoints (first axis), where F is 0 below them and 1 above."""
    apart = np.empty_like(below)
    apart[:-1], apart[-1] = below[1:], 1.0
    apart[1:] -= below[:-1]
    return apart
