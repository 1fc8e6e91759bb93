from datetime import date

import numpy as np

from pebblepath.core.evidence.try_out import design, exact_test
from pebblepath.core.evidence.try_out.report import report_items, standards_of

SCHEDULE = design(date(2026, 1, 5), days=14, rng=np.random.default_rng(2))
LEVELS = [3.0 if side else 1.0 for side in SCHEDULE.with_it]


def test_the_items_say_how_it_was_randomized_and_what_came_out():
    test = exact_test(SCHEDULE, LEVELS, rng=np.random.default_rng(1))
    items = {i.number: i.filled for i in report_items(SCHEDULE, LEVELS, seed=2, skipped=0, otherwise=1, test=test)}
    assert set(items) == {5, 8, 17, 18, 19, 20}
    assert "blocks of 4, 4, 4, 2; seed 2; 432 schedules" in items[8]
    assert "1 of 14 told days" in items[17] and "p = 0.0023" in items[20]


def test_without_a_side_there_is_no_outcome_item():
    items = report_items(SCHEDULE, [None] * 14, seed=2, skipped=14, otherwise=0, test=None)
    assert [item.number for item in items] == [5, 8, 17, 18, 19]


def test_fourteen_coin_flip_days_meet_the_counts_and_say_what_data_cannot_show():
    standards = {standard.name: standard.met for standard in standards_of(SCHEDULE, LEVELS)}
    assert standards["three_attempts"] == "meets" and standards["agreement"] == "cannot_tell"


def test_a_try_out_without_days_has_no_standards():
    assert standards_of(SCHEDULE, [None] * 14) == ()
