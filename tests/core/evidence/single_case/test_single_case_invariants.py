import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pebblepath.core.evidence.single_case import (
    Pair,
    effects_of,
    ird,
    lrr_d,
    lrr_i,
    nap,
    pand,
    piecewise,
    smd,
    tau,
    tau_bc,
    tau_u,
    tau_u_complete,
)

# Whole numbers of a small range: ties are common, and sums and differences are exact.
phase = st.lists(st.integers(0, 12), min_size=2, max_size=9)
RANKS = ("NAP", "Tau", "Tau_U", "Tau_BC", "PND", "PEM", "PAND", "IRD")


def values(a, b, direction="increase", names=(*RANKS, "SMD")):
    found = effects_of(Pair.of(a, b, direction=direction))
    return {name: found[name].value for name in names}


@settings(deadline=None)
@given(phase, phase, st.integers(-50, 50))
def test_moving_all_outcomes_changes_nothing(a, b, step):
    moved = values([x + step for x in a], [x + step for x in b])
    assert moved == pytest.approx(values(a, b), abs=1e-9)


@settings(deadline=None)
@given(phase, phase, st.sampled_from([0.25, 0.1, 3.0, 1000.0, 1e-6]))
def test_another_unit_changes_nothing(a, b, unit):
    scaled = values([x * unit for x in a], [x * unit for x in b])
    assert scaled == pytest.approx(values(a, b), abs=1e-9)


@settings(deadline=None)
@given(phase, phase)
def test_less_is_better_mirrors_more_is_better(a, b):
    mirrored = values([-x for x in a], [-x for x in b], "decrease")
    assert mirrored == pytest.approx(values(a, b), abs=1e-9)


@settings(deadline=None)
@given(phase, phase)
def test_the_other_direction_turns_dominance_round(a, b):
    up, down = nap(a, b), nap(a, b, direction="decrease")
    assert up.value + down.value == pytest.approx(1.0)
    assert (up.low, up.high, up.se) == pytest.approx((1 - down.high, 1 - down.low, down.se), abs=1e-9)
    for effect in (tau, tau_u, tau_bc, tau_u_complete, smd):
        first, second = effect(a, b).value, effect(a, b, direction="decrease").value
        assert (first is None and second is None) or first == pytest.approx(-second, abs=1e-9)


@settings(deadline=None)
@given(phase, phase)
def test_swapping_the_phases_turns_nap_round(a, b):
    assert nap(a, b).value == pytest.approx(1.0 - nap(b, a).value)


@settings(deadline=None)
@given(phase, phase, st.randoms())
def test_the_order_within_a_phase_matters_only_to_trends(a, b, shuffle):
    mixed_a, mixed_b = list(a), list(b)
    shuffle.shuffle(mixed_a)
    shuffle.shuffle(mixed_b)
    names = ("NAP", "Tau", "PND", "PEM", "PAND", "IRD", "SMD", "LRRi", "LRM", "PoGO")
    assert values(mixed_a, mixed_b, names=names) == pytest.approx(values(a, b, names=names), abs=1e-9)


@settings(deadline=None)
@given(phase, phase)
def test_the_interval_holds_the_value_and_stays_in_range(a, b):
    found = nap(a, b)
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0 and found.low < found.high
    assert nap(a, b, confidence=0.8).low >= found.low and nap(a, b, confidence=0.8).high <= found.high


@settings(deadline=None)
@given(phase, phase)
def test_shares_stay_within_their_bounds(a, b):
    found = values(a, b)
    assert all(0.0 <= found[name] <= 1.0 for name in ("NAP", "PND", "PEM", "PAND", "IRD"))
    assert found["PAND"] >= max(len(a), len(b)) / (len(a) + len(b)) - 1e-12
    assert -1.0 <= found["Tau_BC"] <= 1.0


@settings(deadline=None)
@given(phase, phase)
def test_pand_takes_away_the_fewest_points(a, b):
    every = [(set(range(len(a))), set(range(len(b))))]
    best = 0
    for cut in [*a, *b, 99]:
        best = max(best, sum(x < cut for x in a) + sum(y >= cut for y in b))
    assert every and pand(a, b).value == pytest.approx(best / (len(a) + len(b)))
    assert ird(a, b).value == pytest.approx(1 - (len(a) + len(b)) ** 2 / (2 * len(a) * len(b)) * (1 - pand(a, b).value))


@settings(deadline=None)
@given(phase, phase)
def test_the_variance_of_nap_is_the_unbiased_one_and_larger_with_ties(a, b):
    """NAP² less the mean product of pairs that share no point is unbiased; q² is below q where there are ties."""
    m, n = len(a), len(b)
    q = np.array([[(y > x) + 0.5 * (y == x) for y in b] for x in a])
    assume(0.0 < q.mean() < 1.0)
    apart = q.sum() ** 2 - (q.sum(axis=1) ** 2).sum() - (q.sum(axis=0) ** 2).sum() + (q**2).sum()
    unbiased = q.mean() ** 2 - apart / (m * (m - 1) * n * (n - 1))
    ties = (q - q**2).mean() / ((m - 1) * (n - 1))
    assert nap(a, b).se ** 2 == pytest.approx(max(unbiased + ties, 0.0), abs=1e-9)


@settings(deadline=None)
@given(phase, phase, st.sampled_from(["count", "other"]), st.sampled_from(["increase", "decrease"]))
def test_the_two_log_response_ratios_mirror_each_other_unless_shares_are_turned_round(a, b, scale, direction):
    up, down = lrr_i(a, b, scale=scale, direction=direction), lrr_d(a, b, scale=scale, direction=direction)
    if up.value is None:
        assert down.value is None and up.reason == down.reason
    else:
        assert up.value == pytest.approx(-down.value) and up.se == pytest.approx(down.se)


@settings(deadline=None)
@given(phase, phase, st.integers(-5, 5), st.integers(-5, 5))
def test_a_straight_line_added_moves_only_level_and_trend(a, b, level, slope):
    first = piecewise(a, b).coefficients
    time = np.arange(1, len(a) + len(b) + 1)
    line = level + slope * time
    second = piecewise(np.array(a) + line[: len(a)], np.array(b) + line[len(a) :]).coefficients
    for name, more in (("level", level), ("trend", slope), ("level_change", 0), ("trend_change", 0)):
        assert second[name].value == pytest.approx(first[name].value + more, abs=1e-7)
