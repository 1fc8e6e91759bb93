from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pebblepath.core.evidence.single_case import (
    alternating_test,
    drawn_starts_test,
    phase_change_test,
    staggered_test,
    start_point_test,
)
from pebblepath.core.evidence.single_case.schedules import plans

outcomes = st.lists(st.integers(0, 5), min_size=8, max_size=12)


def difference(values, after) -> float:
    values, after = np.array(values, dtype=float), np.array(after, dtype=bool)
    return float(values[after].mean() - values[~after].mean())


@settings(deadline=None)
@given(outcomes, st.data())
def test_the_start_point_test_counts_all_starts(values, data):
    start = data.draw(st.integers(2, len(values) - 2))
    found = start_point_test(values, start=start, limit=2)
    every = [difference(values, np.arange(len(values)) >= k) for k in range(2, len(values) - 1)]
    at_least = sum(value >= every[start - 2] - 1e-9 for value in every)
    assert found.p == pytest.approx(at_least / len(every)) and found.arrangements == len(every) and found.exact


@settings(deadline=None)
@given(outcomes)
def test_a_reversal_test_counts_all_plans(values):
    n = len(values)
    every = [
        difference(values, [((k >= c[0]) and (k < c[1])) or k >= c[2] for k in range(n)])
        for c in combinations(range(1, n), 3)
        if min(c[0], c[1] - c[0], c[2] - c[1], n - c[2]) >= 2
    ]
    used = difference(values, [(2 <= k < 4) or k >= 6 for k in range(n)])
    found = phase_change_test(values, changes=(2, 4, 6), limit=2)
    assert found.arrangements == len(every) == plans(n, 3, 2)
    assert found.p == pytest.approx(sum(value >= used - 1e-9 for value in every) / len(every))


def test_pairs_of_days_give_two_to_the_number_of_pairs():
    values, condition = [1, 3, 4, 2, 1, 5, 2, 6], "ABBAABAB"
    found = alternating_test(values, condition=condition, block=[0, 0, 1, 1, 2, 2, 3, 3])
    assert found.arrangements == 16 and found.exact and found.p == pytest.approx(1 / 16)


def test_without_blocks_all_ways_to_choose_the_days_count():
    found = alternating_test([1, 3, 4, 2, 1, 5], condition="ABBAAB")
    assert found.arrangements == 20 and found.p == pytest.approx(1 / 20)


def test_blocks_of_any_size_keep_their_own_numbers():
    found = alternating_test([1, 5, 2, 1, 6, 7, 2], condition="ABAABBA", block=["x", "x", "x", "x", "y", "y", "y"])
    assert found.arrangements == 4 * 3


def test_starts_drawn_for_each_case_are_combined():
    one, two = [1, 1, 2, 5, 6, 5], [0, 1, 0, 1, 4, 5]
    found = drawn_starts_test([one, two], starts=[3, 4], possible=[[2, 3, 4], [2, 3, 4]])
    every = [
        (difference(one, np.arange(6) >= i) + difference(two, np.arange(6) >= j)) / 2
        for i in (2, 3, 4)
        for j in (2, 3, 4)
    ]
    assert found.arrangements == 9
    assert found.p == pytest.approx(sum(value >= found.observed - 1e-9 for value in every) / 9)


def test_starts_handed_out_by_chance_are_permuted():
    cases = [[1, 1, 5, 5, 5, 5], [1, 1, 1, 5, 5, 5], [1, 1, 1, 1, 5, 5]]
    found = staggered_test(cases, starts=[2, 3, 4])
    every = [
        np.mean([difference(case, np.arange(6) >= start) for case, start in zip(cases, order, strict=True)])
        for order in permutations([2, 3, 4])
    ]
    assert found.arrangements == 6 and found.observed == pytest.approx(4.0)
    assert found.p == pytest.approx(sum(value >= 4.0 - 1e-9 for value in every) / 6) == pytest.approx(1 / 6)


@settings(deadline=None)
@given(outcomes, st.integers(2, 6))
def test_less_is_better_mirrors_more_is_better(values, start):
    up = start_point_test(values, start=start, limit=2)
    down = start_point_test([-value for value in values], start=start, limit=2, direction="decrease")
    assert (up.p, up.observed) == pytest.approx((down.p, down.observed))


def test_two_sided_counts_changes_for_the_worse_too():
    values = [5, 5, 5, 1, 1, 1, 1, 1]
    assert start_point_test(values, start=3, limit=2).p == 1.0
    assert start_point_test(values, start=3, limit=2, two_sided=True).p == pytest.approx(1 / 5)


def test_ties_count_whatever_the_rounding():
    assert start_point_test([0.1] * 12, start=4, limit=2).p == 1.0


def test_a_day_without_a_value_stays_a_day_of_the_plan():
    found = start_point_test([1, np.nan, 2, 1, 5, 6, np.nan, 5], start=4, limit=2)
    assert found.arrangements == 5 and found.observed == pytest.approx(16 / 3 - 4 / 3)


def test_no_value_in_a_condition_has_no_test():
    found = start_point_test([np.nan, np.nan, 1, 2, 3], start=2, limit=2)
    assert found.p is None and found.observed is None and "nothing to compare" in found.reason


def test_too_many_plans_are_drawn_with_a_seed():
    rng = np.random.default_rng(3)
    values = np.concatenate([rng.normal(mean, size=40) for mean in (0, 1.2, 0, 1.2)])
    assert plans(160, 3, 5) > 200_000
    first, second = (
        phase_change_test(values, changes=(40, 80, 120), limit=5, rng=np.random.default_rng(8), draws=400)
        for _ in range(2)
    )
    assert first == second and not first.exact and first.arrangements == 401
    assert first.p < 0.02 and first.smallest_p == pytest.approx(1 / 401)


def test_drawn_p_comes_near_the_exact_one(monkeypatch):
    """Four standard errors of a share near 0.3 from 4,000 draws are 0.03."""
    values, condition = [1, 3, 2, 2, 4, 3, 2, 5, 1, 2], "ABABABABAB"
    blocks = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    exact = alternating_test(values, condition=condition, block=blocks, two_sided=True)
    monkeypatch.setattr("pebblepath.core.evidence.single_case.schedules.MOST_EXACT", 1)
    drawn = alternating_test(
        values, condition=condition, block=blocks, two_sided=True, rng=np.random.default_rng(4), draws=4000
    )
    assert not drawn.exact and drawn.p == pytest.approx(exact.p, abs=0.03)


def test_many_cases_are_drawn_too():
    rng = np.random.default_rng(1)
    cases = [np.concatenate([rng.normal(size=10), rng.normal(2, size=10)]) for _ in range(9)]
    found = staggered_test(cases, starts=list(range(6, 15)), rng=np.random.default_rng(2), draws=500)
    assert not found.exact and found.arrangements == 501
    combined = drawn_starts_test(
        cases, starts=[10] * 9, possible=[range(5, 16)] * 9, rng=np.random.default_rng(2), draws=500
    )
    assert not combined.exact and combined.p < 0.05


def test_drawing_without_a_generator_is_refused():
    with pytest.raises(ValueError, match="seeded random generator"):
        alternating_test(range(40), condition="AB" * 20)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: start_point_test([1, 2, 3, 4], start=1, limit=2), "fewer than 2 points"),
        (lambda: phase_change_test([1, 2, 3], changes=(), limit=1), "there are none"),
        (lambda: alternating_test([1, 2], condition="AC"), "A or B"),
        (lambda: alternating_test([1, 2], condition="AB", block=[1]), "one entry for each outcome"),
        (lambda: drawn_starts_test([[1, 2, 3]], starts=[1], possible=[[2]]), "not among the possible"),
        (lambda: drawn_starts_test([[1, 2, 3]], starts=[], possible=[[2]]), "one entry for each case"),
        (lambda: staggered_test([[1, 2, 3]], starts=[3]), "starts must be from 1 to 2"),
        (lambda: staggered_test([], starts=[]), "there must be a case"),
    ],
)
def test_a_plan_that_cannot_have_been_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_under_no_effect_p_is_small_no_more_often_than_it_says():
    """2,000 try-outs of six pairs without an effect: p ≤ 0.05 in at most 5 %, plus four standard errors (2 %)."""
    rng = np.random.default_rng(11)
    found = [
        alternating_test(rng.normal(size=12), condition="AB" * 6, block=np.repeat(range(6), 2)).p for _ in range(2000)
    ]
    assert np.mean(np.array(found) <= 0.05) < 0.07
