"""Measure the single-case statistics: series a second, all thirteen ways, and the randomization tests.

    python benchmarks/single_case.py [--series 200000]

Bar: 100,000 series of 20 points a second on one core for NAP, Tau, LRRi and SMD together, with standard errors and
intervals (the R engine does about 250). Run with OMP_NUM_THREADS=1 for figures of one thread.
"""

import time
from collections.abc import Callable

import numpy as np

from pebblepath.core.evidence.single_case import (
    Pair,
    Pairs,
    alternating_test,
    between_case_multiple_baseline,
    effect_sizes,
    effects_of,
    phase_change_test,
    start_point_test,
)
from pebblepath.core.evidence.single_case.series import Series

BAR = 100_000
HALF = 10

SERIES = 200_000


def best_time(work: Callable[[], object], repeats: int = 5) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def batches(count: int) -> None:
    """Time NAP + Tau + LRRi + SMD of many series of 10 + 10 points, however they come."""
    rng = np.random.default_rng(1)
    measured = rng.normal(5.0, 1.0, (count, HALF)), rng.normal(6.0, 1.0, (count, HALF))
    rated = rng.integers(0, 6, (count, HALF)).astype(float), rng.integers(1, 7, (count, HALF)).astype(float)
    gaps = tuple(np.where(rng.random(part.shape) < 0.3, np.nan, part) for part in measured)
    singly = list(zip(*measured, strict=True))
    print(f"\nNAP + Tau + LRRi + SMD together, series of {2 * HALF} points (best of 5)")
    print(f"{'':44s}{'series a second':>16s}{'bar':>10s}{'':>7s}")
    line("measured (no ties), arrays", count, lambda: effect_sizes(Pairs.from_arrays(*measured)))
    line("rated 0 to 6 (many ties), arrays", count, lambda: effect_sizes(Pairs.from_arrays(*rated)))
    line("three in ten days missing, arrays", count, lambda: effect_sizes(Pairs.from_arrays(*gaps)))
    line("one by one in a list", count, lambda: effect_sizes(singly))


def line(name: str, count: int, work: Callable[[], object]) -> None:
    speed = count / best_time(work)
    print(f"{name:44s}{speed:16,.0f}{BAR:10,d}{'met' if speed >= BAR else 'MISSED':>7s}")


def single() -> None:
    """Time what is computed one series at a time."""
    rng = np.random.default_rng(2)
    a, b = rng.normal(5, 1, HALF), rng.normal(6, 1, HALF)
    every = np.concatenate([a, b])
    days = np.tile(["A", "B"], 14)
    cases = [
        Series.from_rows(
            str(k), condition="A" * (8 + k) + "B" * (22 - k), session=range(30), outcome=rng.normal(size=30)
        )
        for k in range(8)
    ]
    print("\nOne at a time (best of 5)")
    for name, work in (
        ("all thirteen statistics of one series", lambda: effects_of(Pair.of(a, b))),
        ("AB start-point test, 20 points", lambda: start_point_test(every, start=HALF)),
        (
            "14 pairs of days, all 16,384 plans",
            lambda: alternating_test(range(28), condition=days, block=np.arange(28) // 2),
        ),
        (
            "ABAB, 60 points, all 20,825 plans",
            lambda: phase_change_test(np.tile(every, 3), changes=(15, 30, 45), limit=3),
        ),
        ("between-case difference, 8 cases of 30 points", lambda: between_case_multiple_baseline(cases)),
    ):
        print(f"{name:48s}{1e3 * best_time(work):10.2f} ms")


def run() -> None:
    """Print both tables."""
    batches(SERIES)
    single()


if __name__ == "__main__":
    run()
