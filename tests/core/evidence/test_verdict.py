import pytest

from pebblepath.core.evidence.verdict import Verdict, verdict

PLENTY = {"with_": 10, "without": 10, "changes": 8}


def judge(p_helps: float, p_small: float = 0.1, **other) -> Verdict:
    return verdict(p_helps=p_helps, p_harder=1 - p_helps, p_small=p_small, **(PLENTY | other))


@pytest.mark.parametrize(
    ("p_helps", "answer"),
    [
        (0.95, Verdict.HELPS),
        (0.9499, Verdict.PROMISING),
        (0.80, Verdict.PROMISING),
        (0.7999, Verdict.CANNOT_TELL_YET),
        (0.0501, Verdict.CANNOT_TELL_YET),
        (0.04, Verdict.SEEMS_HARDER),
    ],
)
def test_the_table_at_its_edges(p_helps, answer):
    assert judge(p_helps) is answer


@pytest.mark.parametrize(("with_", "without"), [(3, 10), (10, 3), (0, 50), (50, 0)])
def test_fewer_than_four_each_way_is_not_enough(with_, without):
    assert judge(0.999, with_=with_, without=without) is Verdict.NOT_ENOUGH_YET


def test_four_each_way_is_enough():
    assert judge(0.999, with_=4, without=4) is Verdict.HELPS


def test_a_strategy_that_was_simply_started_is_better_since_then():
    assert judge(0.999, changes=2) is Verdict.BETTER_SINCE_THEN
    assert judge(0.999, changes=3) is Verdict.HELPS


def test_a_strategy_that_was_simply_started_can_be_harder_since_then():
    assert judge(0.001, changes=2) is Verdict.HARDER_SINCE_THEN
    assert judge(0.001, changes=3) is Verdict.SEEMS_HARDER


def test_exactly_ninety_five_percent_harder_is_harder():
    answer = verdict(p_helps=0.05, p_harder=0.95, p_small=0.0, **PLENTY)
    assert answer is Verdict.SEEMS_HARDER


def test_a_small_effect_makes_little_difference():
    assert judge(0.6, p_small=0.80) is Verdict.LITTLE_DIFFERENCE
    assert judge(0.6, p_small=0.7999) is Verdict.CANNOT_TELL_YET


def test_promising_comes_before_little_difference():
    assert judge(0.85, p_small=0.9) is Verdict.PROMISING


def test_verdicts_have_stable_names():
    assert [answer.value for answer in Verdict] == [
        "not_enough_yet",
        "better_since_then",
        "helps",
        "seems_harder",
        "harder_since_then",
        "promising",
        "little_difference",
        "cannot_tell_yet",
    ]
