"""Is the answer honest? Calibration from the prior, and false "helps" and power beside NAP, Tau-U and Tau-BC.

python -m benchmarks.calibration prints the tables of docs/calibration.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import chisquare, kendalltau, mannwhitneyu, norm, theilslopes

from benchmarks.children import Use, alarm_child, coin_flip, draw_child, half_way, reactive
from pebblepath.core.evidence import Case, Effect, what_helps_many

DRAWN, A_ROW = 2000, 1000
SURE = 0.05


@dataclass(frozen=True)
class Row:
    """One way in which a strategy came to be used, and how the child grew."""

    name: str
    use: Use
    slope: float


ROWS = (
    Row("started half-way, no growth", half_way, 0.0),
    Row("started half-way, improving anyway", half_way, 0.03),
    Row("random days, improving anyway", coin_flip, 0.03),
    Row("used on hard days only", reactive, 0.0),
)


def calibration() -> None:
    """Coverage of the 90 % interval and flatness of the rank histogram (Talts et al. 2018), children from the prior."""
    drawn = [draw_child(np.random.default_rng([7, seed]), moments=40, days=60, strategies=1) for seed in range(DRAWN)]
    first = [answer.effects[0] for answer in what_helps_many([case for case, _ in drawn])]
    truth = np.array([delta[0, 0] for _, delta in drawn])
    inside = np.mean([effect.low <= value <= effect.high for effect, value in zip(first, truth, strict=True)])
    ranks = norm.cdf((truth - [effect.mean for effect in first]) / [effect.sd for effect in first])
    counts = np.histogram(ranks, bins=20, range=(0, 1))[0]
    p = chisquare(counts).pvalue
    print(f"{DRAWN:,} children drawn from the prior, 40 moments over 60 days, one strategy, three settings")
    print(f"  90 % intervals hold the truth in {inside:.1%} (bar 88 .. 92 %): {_met(0.88 <= inside <= 0.92)}")
    print(f"  ranks of the truth in 20 bins: chi-squared p = {p:.3f} (bar > 0.01): {_met(p > 0.01)}")
    print(f"  counts a bin: {' '.join(map(str, counts))}")


def false_helps_and_power() -> None:
    """The share of children for whom each method says "it works", when nothing does and when 1.2 logits do."""
    methods: dict[str, Callable[[Case, Effect], bool]] = {
        "NAP": lambda case, effect: nap_says(case),
        "Tau-U": lambda case, effect: tau_u_says(case),
        "Tau-BC": lambda case, effect: tau_bc_says(case),
        "P>=.95": lambda case, effect: effect.p_helps >= 1 - SURE,
        "helps": lambda case, effect: effect.verdict == "helps",
    }
    print(f"\n{A_ROW:,} simulated children a row, 40 moments over 60 days, 5 levels; one-sided 5 %")
    print(f"{'':36s}{'nothing works':^40s}{'it works (1.2 logits)':^40s}")
    print(f"{'':36s}" + 2 * "".join(f"{name:>8s}" for name in methods))
    for row in ROWS:
        shares = [share for effect in (0.0, 1.2) for share in _shares(row, effect, methods)]
        print(f"{row.name:36s}" + "".join(f"{share:8.1%}" for share in shares))


def _shares(row: Row, effect: float, methods: dict[str, Callable[[Case, Effect], bool]]) -> list[float]:
    cases = [alarm_child(np.random.default_rng([9, seed]), row.use, row.slope, effect) for seed in range(A_ROW)]
    answers = [answer.effects[0] for answer in what_helps_many(cases)]
    return [float(np.mean([says(c, a) for c, a in zip(cases, answers, strict=True)])) for says in methods.values()]


def nap_says(case: Case) -> bool:
    """NAP above one half by the one-sided Mann-Whitney test, which is the test of NAP."""
    without, with_it = _phases(case)
    return _both(without, with_it) and mannwhitneyu(with_it, without, alternative="greater").pvalue <= SURE


def tau_u_says(case: Case) -> bool:
    """Tau-U (S_AB - S_A) above 0, its variance the sum of those of its two parts (Parker et al. 2011)."""
    without, with_it = _phases(case)
    if not _both(without, with_it):
        return False
    m, n = len(without), len(with_it)
    s_ab = np.sign(with_it[None, :] - without[:, None]).sum()
    s_a = np.sign(np.subtract.outer(without, without))[np.tril_indices(m, -1)].sum()
    variance = m * n * (m + n + 1) / 3 + m * (m - 1) * (2 * m + 5) / 18
    return bool((s_ab - s_a) / np.sqrt(variance) >= norm.ppf(1 - SURE))


def tau_bc_says(case: Case) -> bool:
    """Baseline-corrected Tau above 0 (Tarlow 2017): the trend of the days without is taken out by Theil-Sen."""
    used = case.strategies[:, 0]
    without, with_it = _phases(case)
    if not _both(without, with_it) or len(set(case.day[~used])) < 2:
        return False
    slope, intercept = theilslopes(without, case.day[~used])[:2]
    left = np.round(case.outcome - (intercept + slope * case.day), 9)
    return bool(kendalltau(left, used, alternative="greater").pvalue <= SURE)


def _phases(case: Case) -> tuple[np.ndarray, np.ndarray]:
    used = case.strategies[:, 0]
    return case.outcome[~used].astype(float), case.outcome[used].astype(float)


def _both(without: np.ndarray, with_it: np.ndarray) -> bool:
    return len(without) > 1 and len(with_it) > 1 and len(set(without) | set(with_it)) > 1


def _met(holds: bool) -> str:
    return "met" if holds else "NOT MET"


def run() -> None:
    """Print both tables."""
    calibration()
    false_helps_and_power()


if __name__ == "__main__":
    run()
