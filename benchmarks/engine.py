"""Measure the engine of what helps: accuracy against the gold cases, speed, cases a second.

Run with OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 for figures of one thread.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.children import random_child
from pebblepath.core.evidence import Case, what_helps, what_helps_many
from pebblepath.core.evidence.corrections import no_corrections
from pebblepath.core.evidence.design import build_design
from pebblepath.core.evidence.posterior import quick_fit
from pebblepath.core.evidence.sampling import sample

GOLD = Path(__file__).parents[1] / "tests" / "core" / "evidence" / "data" / "what_helps_gold.json"


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


def run() -> None:
    """Print accuracy, speed and batch."""
    accuracy()
    speed()
    batch()


if __name__ == "__main__":
    run()
