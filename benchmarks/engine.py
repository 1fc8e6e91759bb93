"""Measure the engine of what helps: accuracy, speed, calibration, false alarms.

    python benchmarks/engine.py                 accuracy against the gold cases, speed, cases a second
    python benchmarks/engine.py --calibration   also 2,000 children drawn from the prior: coverage and rank histogram
    python benchmarks/engine.py --alarms        also 1,000 children a row for whom nothing works, or one thing does

Run with OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 for figures of one thread.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.stats import chisquare, norm

from pebblepath.core.evidence import Case, what_helps, what_helps_many
from pebblepath.core.evidence.corrections import no_corrections
from pebblepath.core.evidence.design import build_design
from pebblepath.core.evidence.posterior import quick_fit
from pebblepath.core.evidence.sampling import sample

GOLD = Path(__file__).parents[1] / "tests" / "core" / "evidence" / "data" / "what_helps_gold.json"
SETTINGS, OBSERVERS, LEVELS = 3, 2, 5


def gold_cases() -> list[tuple[int, Case, dict[str, np.ndarray]]]:
    entries = json.loads(GOLD.read_text())["cases"]
    return [
        (
            entry["case"]["seed"],
            Case.from_arrays(**{name: value for name, value in entry["case"].items() if name != "seed"}),
            {name: np.ravel(value) for name, value in entry["gold"].items()},
        )
        for entry in entries
    ]


def accuracy() -> None:
    """Compare with the gold: error of means in sd, ratio of sds, error of P(delta > 0) and of the interval in sd."""
    print("\nAccuracy against the gold (its own error: about 0.007 sd in the median, up to 0.04)")
    print(f"{'':44s}{'mean: median':>13s}{'worst':>8s}{'sd: from':>10s}{'to':>7s}{'P worst':>9s}{'interval':>10s}")
    row("expectation propagation alone", lambda fit: replace(fit, added=no_corrections(fit.design)).posterior().deltas)
    row("with the second order (the quick answer)", lambda fit: fit.posterior().deltas)
    row("importance sampling (the slow answer)", lambda fit: sample(fit).posterior.deltas)


def row(name: str, answer: Callable) -> None:
    mean, sd, p, interval = [], [], [], []
    for _, case, gold in gold_cases():
        found, scale = answer(quick_fit(build_design(case))), gold["delta_sd"]
        mean.extend(np.abs(found.mean - gold["delta_mean"]) / scale)
        sd.extend(found.sd / scale)
        p.extend(np.abs(found.p_helps - gold["delta_p_positive"]))
        interval.extend(
            np.abs(np.concatenate([found.low - gold["delta_q05"], found.high - gold["delta_q95"]])) / np.tile(scale, 2)
        )
    print(
        f"{name:44s}{np.median(mean):13.4f}{max(mean):8.4f}{min(sd):10.3f}{max(sd):7.3f}{max(p):9.4f}{max(interval):10.3f}"
    )


def speed(repeats: int = 20) -> None:
    """Time one case at a time; NUTS seconds are those of the machine that made the gold."""
    print("\nSpeed, one case at a time (best of several)")
    ratios = []
    for seed, case, gold in gold_cases():
        took = best_time(lambda case=case: what_helps(case), repeats)
        ratios.append(float(gold["nuts_seconds"][0]) / took)
        print(f"  {seed}: {len(case):4d} moments, {len(gold['delta_mean']):2d} effects: {1e3 * took:6.2f} ms")
    print(f"  long NUTS runs took {min(ratios):,.0f} to {max(ratios):,.0f} times as long")
    sixty = [random_child(np.random.default_rng(seed), moments=60) for seed in range(100)]
    print(
        f"  60 moments: {1e3 * min(best_time(lambda c=c: what_helps(c), 3) for c in sixty[:1]):.2f} ms the first,",
        end=" ",
    )
    print(f"{1e3 * np.mean([best_time(lambda c=c: what_helps(c), 3) for c in sixty]):.2f} ms the mean of 100")
    large = random_child(np.random.default_rng(1), moments=50_000, days=1500)
    print(f"  50,000 moments over 1,500 days: {best_time(lambda: what_helps(large), 1):.1f} s")


def best_time(work: Callable, repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def batch() -> None:
    cases = [random_child(np.random.default_rng(seed), moments=60) for seed in range(1000)]
    start, before = time.perf_counter(), os.times()
    what_helps_many(cases)
    rate, after = len(cases) / (time.perf_counter() - start), os.times()
    work = sum(after[:4]) - sum(before[:4])
    print(f"\nBatch: {rate:.0f} cases of 60 moments a second on {os.cpu_count()} cores", end=" ")
    print(f"({1e3 * work / len(cases):.1f} ms of processor time a case: the rest of the machine counts)")


def random_child(rng: np.random.Generator, *, moments: int, days: int = 80) -> Case:
    """Draw a child from the prior: all parameters, coin-flip use of up to three strategies, outcomes."""
    return draw_child(rng, moments=moments, days=days, strategies=int(rng.integers(1, 4)))[0]


def draw_child(rng: np.random.Generator, *, moments: int, days: int, strategies: int) -> tuple[Case, np.ndarray]:
    """Draw a child from the prior; also give its true delta (S, J)."""
    day = np.sort(rng.integers(0, days, moments))
    day -= day[0]
    setting, observer = rng.integers(0, SETTINGS, moments), rng.integers(0, OBSERVERS, moments)
    setting[:SETTINGS], observer[:OBSERVERS] = np.arange(SETTINGS), np.arange(OBSERVERS)
    used = rng.random((moments, strategies)) < 0.5
    delta = rng.normal(0, 1, (strategies, 1)) + rng.normal(0, 0.5, (strategies, SETTINGS))
    eta = growth(rng, day) + rng.normal(0, 1, SETTINGS)[setting] + rng.normal(0, 0.5, OBSERVERS)[observer]
    eta += (used * delta[:, setting].T).sum(axis=1)
    shares = np.cumsum(rng.dirichlet(np.full(LEVELS, 2.0)))[:-1]
    outcome = np.searchsorted(np.log(shares / (1 - shares)), eta + rng.logistic(size=moments))
    case = Case.from_arrays(
        levels=LEVELS, day=day, setting=setting, observer=observer, strategies=used, outcome=outcome
    )
    return case, delta


def growth(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    sigma = abs(rng.normal(0, 0.2))
    days, place = np.unique(day, return_inverse=True)
    steps = rng.normal(0, 1, len(days) - 1) * sigma * np.sqrt(np.diff(days))
    return np.concatenate([[0.0], np.cumsum(steps)])[place]


def calibration(children: int = 2000) -> None:
    """Check that 90 % intervals hold the truth 90 % of the time, and that its rank is uniform (Talts et al. 2018)."""
    drawn = [
        draw_child(np.random.default_rng([7, seed]), moments=40, days=60, strategies=1) for seed in range(children)
    ]
    answers = what_helps_many([case for case, _ in drawn])
    first = [answer.effects[0] for answer in answers]
    truth = np.array([delta[0, 0] for _, delta in drawn])
    inside = np.array([effect.low <= value <= effect.high for effect, value in zip(first, truth, strict=True)])
    ranks = norm.cdf((truth - [effect.mean for effect in first]) / [effect.sd for effect in first])
    counts = np.histogram(ranks, bins=20, range=(0, 1))[0]
    print(f"\nCalibration, {children:,} children from the prior (40 moments)")
    print(
        f"  90 % intervals hold the truth {inside.mean():.1%}; rank histogram chi2 p = {chisquare(counts).pvalue:.3f}"
    )


def alarms(children: int = 1000) -> None:
    """Count "helps" where nothing works, and where a strategy is worth 1.2 logits (40 moments over 60 days)."""
    print(f"\nShare of {children:,} children for whom the answer is helps (and P(delta > 0) at least 0.95)")
    for name, use, slope in (
        ("started half-way, no growth", half_way, 0.0),
        ("started half-way, improving anyway", half_way, 0.03),
        ("random days, improving anyway", coin_flip, 0.03),
        ("used on hard days only", reactive, 0.0),
    ):
        for effect in (0.0, 1.2):
            cases = [alarm_child(np.random.default_rng([9, seed]), use, slope, effect) for seed in range(children)]
            answers = [answer.effects[0] for answer in what_helps_many(cases)]
            helps = np.mean([answer.verdict == "helps" for answer in answers])
            sure = np.mean([answer.p_helps >= 0.95 for answer in answers])
            print(f"  {name:38s} effect {effect:3.1f}: {helps:6.1%} ({sure:6.1%})")


Use = Callable[[np.random.Generator, np.ndarray, np.ndarray], np.ndarray]


def half_way(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return day >= 30


def coin_flip(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return (rng.random(61) < 0.5)[day]


def reactive(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return mood < np.median(mood)


def alarm_child(rng: np.random.Generator, use: Use, slope: float, effect: float) -> Case:
    day = np.sort(rng.integers(0, 60, 40))
    day -= day[0]
    mood = rng.normal(0, 0.7, 61)[day]
    used = use(rng, day, mood)
    eta = slope * day + mood + effect * used
    outcome = np.searchsorted([-1.0, 0.0, 1.0, 2.0], eta + rng.logistic(size=40))
    zeros = np.zeros(40, dtype=int)
    return Case.from_arrays(
        levels=LEVELS, day=day, setting=zeros, observer=zeros, strategies=used[:, None], outcome=outcome
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calibration", action="store_true")
    parser.add_argument("--alarms", action="store_true")
    asked = parser.parse_args()
    accuracy()
    speed()
    batch()
    if asked.calibration:
        calibration()
    if asked.alarms:
        alarms()
