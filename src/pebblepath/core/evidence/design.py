"""The model of one case as a Gaussian prior and a list of one-dimensional log-concave sites.

With logistic(a) - logistic(b) = logistic(a) * logistic(-b) * (1 - exp(b - a)), a moment at level y is two
independent binary sites, on x = c_y - eta and x = c_(y-1) - eta, and a term of the spacing c_y - c_(y-1)
alone. The induced Dirichlet(2, ..., 2) prior has the same form: two successes in four trials at each x = c_k,
and one more count for each spacing. So the whole posterior is

    Gaussian prior  *  prod_i logistic(x_i)^a_i (1 - logistic(x_i))^(N_i - a_i)  *  prod_k (1 - exp(-s_k))^n_k

with every x_i = row_i . w - h(day_i) and s_k = c_k - c_(k-1). Equal rows are pooled.
w holds, in this order, the cutpoints c, the settings alpha, the observers u, and delta strategy by strategy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .case import Case, FloatArray, IntArray

ALPHA_SD, OBSERVER_SD, BETA_SD, GAMMA_SD = 1.0, 0.5, 1.0, 0.5
DIRICHLET_TRIALS, DIRICHLET_SUCCESSES, DIRICHLET_SPACING = 4.0, 2.0, 1.0

Cohort = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Design:
    """Sites, prior and calendar of one case. p = size of w, D = days with a moment, m = sites.

    Sites come in this order: the K - 2 spacings, binary sites without growth (the prior's own, then those of
    the first day), binary sites with growth in order of day.

    Args:
        rows: (m, p) weights of w in each site; growth comes off with weight 1 from site `still` on.
        still: how many sites have no growth in them.
        day: (m - still,) index of the day of each site with growth, from 1 on.
        starts: (D - 1,) first of these sites on each day but the first day (every day has some).
        spacing_counts: (K - 2,); trials, successes: (m - K + 2,) binomial counts.
        prior_precision, prior_shift: (p, p) and (p,) of the Gaussian prior of w (precision, precision times
            mean).
        days: (D,) whole days since the first moment; `gaps`: (D - 1,) between them.
    """

    levels: int
    n_settings: int
    n_observers: int
    n_strategies: int
    rows: FloatArray
    still: int
    day: IntArray
    starts: IntArray
    spacing_counts: FloatArray
    trials: FloatArray
    successes: FloatArray
    prior_precision: FloatArray
    prior_shift: FloatArray
    days: IntArray
    gaps: FloatArray

    @property
    def size(self) -> int:
        """Give p, the number of coefficients apart from growth."""
        return len(self.prior_shift)

    @property
    def cuts(self) -> slice:
        """Give the place of the cutpoints in w."""
        return slice(0, self.levels - 1)

    @property
    def alphas(self) -> slice:
        """Give the place of the settings in w."""
        return slice(self.levels - 1, self.levels - 1 + self.n_settings)

    @property
    def deltas(self) -> slice:
        """Give the place of delta in w, strategy by strategy, settings within."""
        return slice(self.size - self.n_strategies * self.n_settings, self.size)


def build_design(case: Case, cohort: Cohort | None = None) -> Design:
    """Pool the moments of a case into sites and write down its prior.

    Args:
        cohort: prior mean and sd of beta by strategy name, where known; other names are ignored.

    Raises:
        ValueError: a cohort sd is not a positive number.
    """
    days, day = np.unique(case.day, return_inverse=True)
    rows, site_day, trials, successes = _binary_sites(case, day.astype(np.int64))
    still = int(np.searchsorted(site_day, 1))
    starts = np.searchsorted(site_day[still:], np.arange(1, len(days)))
    counts = np.bincount(case.outcome, minlength=case.levels).astype(np.float64)
    precision, shift = _prior(case, cohort or {})
    return Design(
        levels=case.levels,
        n_settings=len(case.setting_names),
        n_observers=len(case.observer_names),
        n_strategies=len(case.strategy_names),
        rows=np.concatenate([_spacing_rows(case.levels, len(shift)), rows]),
        still=case.levels - 2 + still,
        day=site_day[still:],
        starts=starts,
        spacing_counts=counts[1:-1] + DIRICHLET_SPACING,
        trials=trials,
        successes=successes,
        prior_precision=precision,
        prior_shift=shift,
        days=days,
        gaps=np.diff(days).astype(np.float64),
    )


def effect_rows(case: Case, moments: IntArray | None = None) -> FloatArray:
    """Give (n, p) weights of w in eta for all or the chosen moments (cutpoints have weight 0)."""
    setting, observer, used = case.setting, case.observer, case.strategies
    if moments is not None:
        setting, observer, used = setting[moments], observer[moments], used[moments]
    settings, observers = len(case.setting_names), len(case.observer_names)
    first = case.levels - 1
    rows = np.zeros((len(setting), first + settings + observers + used.shape[1] * settings))
    each = np.arange(len(setting))
    rows[each, first + setting] = 1.0
    rows[each, first + settings + observer] = 1.0
    moment, strategy = np.nonzero(used)
    rows[moment, first + settings + observers + strategy * settings + setting[moment]] = 1.0
    return rows


def _spacing_rows(levels: int, size: int) -> FloatArray:
    rows, index = np.zeros((levels - 2, size)), np.arange(levels - 2)
    rows[index, index + 1], rows[index, index] = 1.0, -1.0
    return rows


def _binary_sites(case: Case, day: IntArray) -> tuple[FloatArray, IntArray, FloatArray, FloatArray]:
    """Give rows, day, trials and successes of the pooled binary sites, in order of day, the prior's own first."""
    first, pattern = _patterns(case)
    top = case.levels - 1
    upper, lower = np.nonzero(case.outcome < top)[0], np.nonzero(case.outcome > 0)[0]
    moment = np.concatenate([upper, lower])
    cut = np.concatenate([case.outcome[upper], case.outcome[lower] - 1])
    key = (day[moment] * len(first) + pattern[moment]) * top + cut
    unique, inverse = np.unique(key, return_inverse=True)
    trials = np.bincount(inverse).astype(np.float64)
    successes = np.bincount(inverse[: len(upper)], minlength=len(unique)).astype(np.float64)
    rows = -effect_rows(case, first)[(unique // top) % len(first)]
    rows[np.arange(len(unique)), unique % top] = 1.0
    return (
        np.concatenate([np.eye(top, rows.shape[1]), rows]),
        np.concatenate([np.zeros(top, dtype=np.int64), unique // (len(first) * top)]),
        np.concatenate([np.full(top, DIRICHLET_TRIALS), trials]),
        np.concatenate([np.full(top, DIRICHLET_SUCCESSES), successes]),
    )


def _patterns(case: Case) -> tuple[IntArray, IntArray]:
    """Give the first moment of each (setting, observer, strategies) and the pattern of each moment."""
    key = case.setting * len(case.observer_names) + case.observer
    for used in case.strategies.T:
        _, key = np.unique(key * 2 + used, return_inverse=True)
    _, first, pattern = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(np.int64), pattern.astype(np.int64)


def _prior(case: Case, cohort: Cohort) -> tuple[FloatArray, FloatArray]:
    """Give the prior precision of w, and precision times prior mean; the cutpoints' prior is in the sites."""
    settings, observers = len(case.setting_names), len(case.observer_names)
    head = case.levels - 1 + settings + observers
    size = head + len(case.strategy_names) * settings
    precision, mean = np.zeros((size, size)), np.zeros(size)
    precision[range(case.levels - 1, head), range(case.levels - 1, head)] = np.repeat(
        [ALPHA_SD**-2, OBSERVER_SD**-2], [settings, observers]
    )
    for index, name in enumerate(case.strategy_names):
        centre, sd = _beta_prior(name, cohort)
        block = slice(head + index * settings, head + (index + 1) * settings)
        precision[block, block] = np.linalg.inv(sd**2 + GAMMA_SD**2 * np.eye(settings))
        mean[block] = centre
    return precision, precision @ mean


def _beta_prior(name: str, cohort: Cohort) -> tuple[float, float]:
    centre, sd = cohort.get(name, (0.0, BETA_SD))
    if not (np.isfinite(centre) and np.isfinite(sd) and sd > 0):
        raise ValueError(f"The cohort prior of {name!r} is ({centre}, {sd}); it needs a mean and a positive sd.")
    return centre, sd
