"""T-scores agree with the printed table and with the R package gasr (see data/SOURCES.md)."""

from __future__ import annotations

import csv
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.attainment import NotScorable, ScaledGoal, attainment, t_score

DATA = Path(__file__).parent / "data"
LEVELS = st.lists(st.integers(-2, 2), min_size=1, max_size=10)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _scores_that_sum_to(total: int, goals: int) -> list[int]:
    scores = [max(-2, min(2, total - 2 * place if total > 0 else total + 2 * place)) for place in range(goals)]
    scores = [score if score * total > 0 else 0 for score in scores]
    assert sum(scores) == total
    return scores


@pytest.mark.parametrize("row", _rows("gas_weighted_cases_gasr.csv"), ids=lambda row: row["id"])
def test_weighted_cases_agree_with_gasr(row: dict[str, str]) -> None:
    scores = [int(score) for score in row["scores"].split()]
    weights = [float(weight) for weight in row["weights"].split()]
    assert t_score(scores, weights, rho=float(row["rho"])) == pytest.approx(float(row["t_gasr"]), abs=1e-7)


def test_equal_weights_agree_with_the_table_to_its_printed_digits() -> None:
    for row in _rows("gas_t_equal_weights.csv"):
        scores = _scores_that_sum_to(int(row["sum_scores"]), int(row["n_goals"]))
        assert t_score(scores) == pytest.approx(float(row["t_equal_weights"]), abs=1e-4)


@given(LEVELS, st.floats(0, 0.9))
def test_all_goals_exactly_reached_is_fifty_and_mirrored_levels_mirror(scores: list[int], rho: float) -> None:
    assert t_score([0] * len(scores), rho=rho) == 50
    assert t_score(scores, rho=rho) + t_score([-score for score in scores], rho=rho) == pytest.approx(100)


@given(LEVELS, st.floats(0.01, 100))
def test_only_the_ratio_of_weights_counts(scores: list[int], factor: float) -> None:
    weights = list(islice(cycle([1.0, 2.0, 3.0]), len(scores)))
    assert t_score(scores, [factor * weight for weight in weights]) == pytest.approx(t_score(scores, weights))


def test_change_is_now_against_the_start() -> None:
    found = attainment([ScaledGoal(1, -1), ScaledGoal(0, -2, weight=2)])
    assert found.baseline_t is not None and found.change == pytest.approx(found.t - found.baseline_t)
    assert found.change > 0


def test_without_a_baseline_there_is_no_change() -> None:
    found = attainment([ScaledGoal(1, -1), ScaledGoal(0)])
    assert (found.baseline_t, found.change) == (None, None)


@pytest.mark.parametrize(
    ("scores", "weights", "rho", "says"),
    [
        ([], None, 0.3, "no goal"),
        ([3], None, 0.3, "isn't on the scale"),
        ([1, 1], [1.0], 0.3, "each goal has one weight"),
        ([1], [0.0], 0.3, "weights are above 0"),
        ([1], [float("nan")], 0.3, "weights are above 0"),
        ([1], None, 1.0, "runs from 0"),
    ],
)
def test_what_has_no_score_is_refused_with_the_reason(
    scores: list[int], weights: list[float] | None, rho: float, says: str
) -> None:
    with pytest.raises(NotScorable, match=says):
        t_score(scores, weights, rho=rho)
