from dataclasses import replace

import numpy as np
import pytest
from gold import GOLD, gold_case

from pebblepath.core.evidence import Case, what_helps
from pebblepath.core.evidence.corrections import no_corrections
from pebblepath.core.evidence.design import build_design
from pebblepath.core.evidence.posterior import quick_fit
from pebblepath.core.evidence.sampling import sample


def never_the_same(n: int) -> Case:
    """With the strategy always the top level, without it always the lowest: only the prior ends delta."""
    used = np.arange(n) % 2
    zeros = np.zeros(n, dtype=int)
    return Case.from_arrays(
        levels=3, day=np.arange(n), setting=zeros, observer=zeros, strategies=used[:, None], outcome=2 * used
    )


VAGUE = {"0": (0.0, 5.0)}


def test_the_quick_answer_is_trusted_on_every_gold_case():
    assert all(quick_fit(build_design(gold_case(entry))).trusted for entry in GOLD)


@pytest.mark.parametrize("index", [1, 8, 9, 10])
def test_the_slow_answer_agrees_with_the_quick_one_where_that_is_trusted(index):
    fit = quick_fit(build_design(gold_case(GOLD[index])))
    quick, slow = fit.posterior().deltas, sample(fit).posterior.deltas
    assert np.abs(quick.mean - slow.mean).max() <= 0.03 * slow.sd.min()
    assert quick.sd == pytest.approx(slow.sd, rel=0.02)
    assert quick.p_helps == pytest.approx(slow.p_helps, abs=0.01)
    assert quick.low == pytest.approx(slow.low, abs=0.06)


def test_where_the_quick_answer_cannot_be_trusted_the_slow_path_is_taken():
    case = never_the_same(60)
    fit = quick_fit(build_design(case, VAGUE))
    assert not fit.trusted
    answer = what_helps(case, cohort=VAGUE)
    assert answer.sampled
    more_draws = sample(fit, draws=65536).posterior.deltas
    assert answer.effects[0].mean == pytest.approx(more_draws.mean[0], abs=0.1 * more_draws.sd[0])
    assert abs(fit.posterior().deltas.mean[0] - more_draws.mean[0]) > 0.1 * more_draws.sd[0]


def test_ordinary_answers_are_quick():
    assert not what_helps(never_the_same(20)).sampled


def test_the_slow_answer_is_the_same_every_time():
    fit = quick_fit(build_design(never_the_same(12), VAGUE))
    one, other = sample(fit, draws=1024).posterior.deltas, sample(fit, draws=1024).posterior.deltas
    assert one.mean[0] == other.mean[0]


def test_the_second_order_widens_what_first_order_has_too_narrow():
    fit = quick_fit(build_design(gold_case(GOLD[8])))
    plain = replace(fit, added=no_corrections(fit.design)).posterior().deltas
    slow = sample(fit).posterior.deltas
    assert np.abs(fit.posterior().deltas.sd / slow.sd - 1).max() < np.abs(plain.sd / slow.sd - 1).max()
