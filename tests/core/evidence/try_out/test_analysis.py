from datetime import date, timedelta

import numpy as np

from pebblepath.core.evidence import Moment
from pebblepath.core.evidence.try_out import design
from pebblepath.core.evidence.try_out.analysis import analyse_try_out

SCHEDULE = design(date(2026, 1, 5), days=14, rng=np.random.default_rng(2))


def moments(outcome_with: int, outcome_without: int) -> list[Moment]:
    return [
        Moment(day, "school", "teacher", outcome_with if side else outcome_without)
        for day, side in zip(SCHEDULE.days, SCHEDULE.with_it, strict=True)
    ]


def test_a_clear_difference_is_told_by_the_coin_and_by_the_model():
    found = analyse_try_out(SCHEDULE, moments(4, 1))
    assert found.test.p == 1 / 432 and found.effect.p_helps > 0.95 and found.effect.by_coin
    assert "hard to put down to chance" in found.coin_says()
    assert "A coin chose the days" in found.model_says(where="at school")


def test_a_day_counts_as_the_coin_said_whatever_was_done():
    used = [
        Moment(m.when, m.setting, m.observer, m.outcome, frozenset({"cushion"} if index % 2 else ()))
        for index, m in enumerate(moments(4, 1))
    ]
    assert analyse_try_out(SCHEDULE, used).to_json() == analyse_try_out(SCHEDULE, moments(4, 1)).to_json()


def test_skipped_days_and_other_days_are_left_out():
    told = moments(4, 1)
    other = Moment(SCHEDULE.days[-1] + timedelta(days=3), "school", "teacher", 0)
    found = analyse_try_out(SCHEDULE, [*told, other], skipped=frozenset({SCHEDULE.days[0]}))
    assert found.test.with_ + found.test.without == 13 and found.effect.with_ + found.effect.without == 13


def test_nothing_told_has_an_answer_in_words():
    found = analyse_try_out(SCHEDULE, [])
    assert found.test is None and found.effect is None
    assert found.to_json() == {"test": None, "model": None}
    assert all("nothing to compare" in sentence for sentence in found.sentences())
