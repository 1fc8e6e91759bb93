import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from single_case_data import first_pairs, outcomes

from pebblepath.core.evidence.single_case import Pair, Pairs, Series, effect_sizes, effects_of

NAMES = ("NAP", "Tau", "SMD", "LRRi", "LRRd")
phase = st.lists(st.one_of(st.integers(0, 9), st.floats(0, 100), st.just(float("nan"))), max_size=8)
case = st.builds(
    lambda a, b, direction, scale: Pair.of(a, b, direction=direction, scale=scale),
    phase,
    phase,
    st.sampled_from(["increase", "decrease"]),
    st.sampled_from(["count", "other", "percentage"]),
)


def agrees(table, index: int, pair: Pair) -> None:
    alone, together = effects_of(pair), table.row(index)
    for name in NAMES:
        for part in ("value", "se", "low", "high"):
            one, other = getattr(alone[name], part), getattr(together[name], part)
            assert (one is None) == (other is None), (name, part, one, other)
            assert one is None or one == pytest.approx(other, rel=1e-9, abs=1e-9), (name, part)


@settings(deadline=None)
@given(st.lists(case, min_size=1, max_size=6))
def test_the_batch_gives_what_each_series_gives_alone(pairs):
    table = effect_sizes(pairs, names=NAMES)
    for index, pair in enumerate(pairs):
        agrees(table, index, pair)


def test_all_real_series_at_once():
    pairs = [Pair.of(outcomes(one["a"]), outcomes(one["b"]), direction=one["direction"]) for one in first_pairs()]
    table = effect_sizes(pairs, names=NAMES)
    for index, pair in enumerate(pairs):
        agrees(table, index, pair)


def test_arrays_tuples_masks_and_series_are_the_same_to_it():
    a, b = np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 9.0]]), np.array([[2.0, 4.0], [1.0, 3.0]])
    plain = effect_sizes((a, b))
    rows = [
        Series.from_rows("x", condition="AAABB", session=range(5), outcome=[*first, *second])
        for first, second in zip(a, b, strict=True)
    ]
    for other in (
        effect_sizes([(list(first), second) for first, second in zip(a, b, strict=True)]),
        effect_sizes(Pairs.from_arrays(a, b)),
        effect_sizes(rows),
    ):
        for name in ("NAP", "Tau", "LRRi", "SMD"):
            np.testing.assert_allclose(other[name].value, plain[name].value)
    there = np.array([[True, True, True], [True, True, False]])
    masked = effect_sizes(Pairs.from_arrays(a, b, a_there=there))
    assert masked["NAP"].value[1] == pytest.approx(0.5)


def test_long_phases_are_counted_without_overflow():
    rng = np.random.default_rng(5)
    pair = Pair.of(rng.normal(size=300), rng.normal(0.3, size=400))
    agrees(effect_sizes([pair], names=NAMES), 0, pair)


def test_many_series_are_worked_through_in_parts():
    rng = np.random.default_rng(6)
    a, b = rng.integers(0, 6, (9000, 10)).astype(float), rng.integers(1, 7, (9000, 10)).astype(float)
    table = effect_sizes((a, b), names=NAMES)
    for index in (0, 3999, 4000, 4001, 8999):
        agrees(table, index, Pair.of(a[index], b[index]))


def test_no_series_is_an_empty_table():
    assert len(effect_sizes([])["NAP"].value) == 0


def test_a_name_that_has_no_batch_is_refused():
    with pytest.raises(ValueError, match="Tau_BC cannot be computed in a batch; there are NAP, Tau, SMD"):
        effect_sizes([([1], [2])], names=["Tau_BC"])


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one row for each series"):
        Pairs.from_arrays([[1.0]], [[1.0], [2.0]])
    with pytest.raises(ValueError, match="two dimensions"):
        Pairs.from_arrays([1.0], [2.0])
    with pytest.raises(ValueError, match="finite"):
        Pairs.from_arrays([[np.inf]], [[2.0]])
