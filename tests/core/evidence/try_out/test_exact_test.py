from datetime import date
from itertools import combinations

import numpy as np
import pytest

from pebblepath.core.evidence.try_out import design, exact_test
from pebblepath.core.evidence.try_out.words import coin_sentence

RNG = np.random.default_rng(0)


def settled(days: int, seed: int = 1):
    return design(date(2026, 1, 5), days=days, rng=np.random.default_rng(seed))


def by_brute_force(schedule, levels):
    """All schedules of the same blocks, one by one."""
    told = [level is not None for level in levels]

    def difference(with_it):
        first = [level for level, side, there in zip(levels, with_it, told, strict=True) if there and side]
        second = [level for level, side, there in zip(levels, with_it, told, strict=True) if there and not side]
        return np.mean(first) - np.mean(second) if first and second else None

    ways = [[]]
    for block in schedule.block_slices():
        size = block.stop - block.start
        ways = [
            [*way, *(day in chosen for day in range(size))]
            for way in ways
            for chosen in combinations(range(size), size // 2)
        ]
    reference = [found for found in map(difference, ways) if found is not None]
    observed = difference(schedule.with_it)
    return observed, np.mean([found >= observed - 1e-9 for found in reference]), len(reference)


@pytest.mark.parametrize("seed", range(6))
def test_p_is_what_brute_force_gives_also_with_days_missing(seed):
    rng = np.random.default_rng(seed)
    schedule = settled(12, seed)
    levels = [None if rng.random() < 0.2 else float(rng.integers(0, 5)) for _ in schedule.days]
    found = exact_test(schedule, levels, rng=RNG)
    observed, p, count = by_brute_force(schedule, levels)
    assert found.exact and found.arrangements == count
    assert found.difference == pytest.approx(observed) and found.p == pytest.approx(p)


def test_the_smallest_p_is_one_of_all_arrangements():
    schedule = settled(14)
    found = exact_test(schedule, [4.0 if side else 0.0 for side in schedule.with_it], rng=RNG)
    assert found.p == pytest.approx(1 / 432) and found.difference == 4.0


def test_when_nothing_works_a_p_of_5_in_100_comes_at_most_so_often():
    """Under the null p is at or above uniform: of 1,000 seeded try-outs at most 5 % and three sds (2.1 %) are small."""
    rng = np.random.default_rng(5)
    small = 0
    for seed in range(1000):
        schedule = settled(14, seed)
        found = exact_test(schedule, list(rng.integers(0, 5, 14).astype(float)), rng=rng)
        small += found.p <= 0.05
    assert small <= 71


def test_growth_alone_does_not_look_like_help():
    """Levels that only climb: blocks keep both sides in step, so p is seldom small (500 seeds)."""
    small = sum(exact_test(settled(14, seed), [day / 3 for day in range(14)], rng=RNG).p <= 0.05 for seed in range(500))
    assert small <= 40


def test_long_try_outs_are_drawn_and_agree_with_enumeration():
    schedule = settled(28, 3)
    levels = [float(side) + day % 3 for day, side in enumerate(schedule.with_it)]
    exact = exact_test(schedule, levels, rng=RNG)
    assert exact.exact and exact.arrangements == 6**7
    long = settled(40, 3)
    drawn = exact_test(long, [float(day % 3) for day in range(40)], rng=np.random.default_rng(2))
    assert not drawn.exact and 0 < drawn.p <= 1


def test_one_side_without_days_has_no_answer():
    schedule = settled(8)
    assert exact_test(schedule, [1.0 if side else None for side in schedule.with_it], rng=RNG) is None
    assert "nothing to compare" in coin_sentence(None)


def test_the_sentence_gives_times_in_a_hundred_and_never_a_cause_for_chance():
    schedule = settled(14)
    clear = exact_test(schedule, [4.0 if side else 0.0 for side in schedule.with_it], rng=RNG)
    assert "fewer than 1 of 100 tries" in coin_sentence(clear) and "hard to put down to chance" in coin_sentence(clear)
    worse = exact_test(schedule, [0.0 if side else 4.0 for side in schedule.with_it], rng=RNG)
    assert "didn’t go better" in coin_sentence(worse)
