import pytest

from pebblepath.core.evidence.single_case import EFFECTS, EffectSize, Pair, effects_of, says


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NAP", 1.0, "every B point is better than every A point"),
        ("NAP", 0.0, "every B point is worse than every A point"),
        ("NAP", 0.98, "a B point is better than an A point more than 9 times in 10 (ties count half)"),
        ("NAP", 0.7, "a B point is better than an A point 7 times in 10 (ties count half)"),
        ("SMD", -1.25, "the mean of B is 1.2 baseline standard deviations worse"),
        ("LRRi", 0.6931471805599453, "the mean got better by a factor of 2.00"),
        ("LRRd", 0.6931471805599453, "seen as something that should shrink, the mean got worse by a factor of 2.00"),
        ("LRM", 0.0, "the median stayed the same"),
        ("PoGO", 63.2, "63 % of the way from the mean of A to the goal"),
    ],
)
def test_a_statistic_is_said_in_plain_words(name, value, words):
    assert says(EffectSize(name, value)) == words


def test_where_there_is_no_value_the_reason_is_said():
    assert says(EffectSize("PoGO", None, reason="There is no goal.")) == "There is no goal."


def test_every_statistic_has_words():
    pair = Pair.of([1, 2, 4], [3, 5, 6])
    for name, effect in effects_of(pair).items():
        assert name in EFFECTS and says(effect)


def test_an_unknown_statistic_has_no_words():
    assert says(EffectSize("Tau_U_complete", 0.4)) == ""
