import pytest
from gold import GOLD, gold_case

from pebblepath.core.evidence import what_helps, what_helps_many

CASES = [gold_case(entry) for entry in GOLD[:4]]


@pytest.mark.parametrize("processes", [None, 1, 2])
def test_many_cases_get_the_same_answers_in_order(processes):
    answers = what_helps_many(CASES, processes=processes)
    assert [answer.to_json() for answer in answers] == [what_helps(case).to_json() for case in CASES]


def test_no_cases_give_no_answers():
    assert what_helps_many([]) == []


def test_no_process_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        what_helps_many(CASES, processes=0)
