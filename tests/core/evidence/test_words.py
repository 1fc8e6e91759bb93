from dataclasses import replace
from itertools import product

import pytest

from pebblepath.core.evidence import Effect, More, Verdict, sentence
from pebblepath.core.evidence.words import COMFORT, saying, sureness, times_in_ten
from pebblepath.library.reading import reading_grade

EFFECT = Effect(
    strategy="cushion", setting="school", mean=1.2, sd=0.6, low=0.2, high=2.2, p_helps=0.964, p_small=0.1,
    better=0.71, steps=0.8, with_=14, without=12, changes=9, verdict=Verdict.HELPS,
)  # fmt: skip
NAMES = {"strategy_name": "Wobble cushion", "setting_name": "school"}


def test_helps_reads_as_a_calm_sentence():
    assert sentence(EFFECT, **NAMES) == (
        "Wobble cushion · school: helps. It goes better 7 times in 10 with it; we are 96 % sure. "
        "It was used as life had it, so other things may play a part. (14 with, 12 without)"
    )


def test_only_coin_flip_days_carry_a_causal_reading():
    by_coin = sentence(replace(EFFECT, by_coin=True), **NAMES)
    assert "the strategy itself" in by_coin and "the strategy itself" not in sentence(EFFECT, **NAMES)


def test_the_goal_can_be_named():
    assert "Zipping the jacket goes better" in sentence(EFFECT, outcome_name="zipping the jacket", **NAMES)


def test_better_since_then_says_that_growth_cannot_be_told_apart_and_offers_a_try_out():
    words = sentence(replace(EFFECT, verdict=Verdict.BETTER_SINCE_THEN), **NAMES)
    assert "can't tell the two apart" in words and "try-out with coin-flip days" in words and "helps" not in words


def test_cannot_tell_yet_says_how_many_more_moments_and_where():
    effect = replace(EFFECT, verdict=Verdict.CANNOT_TELL_YET, more=More(18, "school"))
    assert "About 18 more moments at school, half of them with it, would likely settle it." in sentence(effect, **NAMES)


def test_cannot_tell_yet_may_say_that_it_would_take_many():
    effect = replace(EFFECT, verdict=Verdict.CANNOT_TELL_YET, more=More(100, "school", beyond=True))
    assert "It would take many more moments at school to tell: more than 100." in sentence(effect, **NAMES)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_comfort_support_is_never_asked_to_be_left_out(verdict):
    words = saying(replace(EFFECT, verdict=verdict, more=More(18, "school")), where="at school", comfort=True)
    assert (
        words.endswith(COMFORT)
        and "more moments" not in words
        and "without it to" not in words
        and "coin-flip" not in words
    )


def test_harder_reads_with_the_chance_of_harder():
    effect = replace(EFFECT, verdict=Verdict.SEEMS_HARDER, p_helps=0.03, better=0.3)
    assert "goes better only 3 times in 10 with it; we are 97 % sure" in sentence(effect, **NAMES)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.9599, "95 % sure"),
        (0.99, "99 % sure"),
        (0.9901, "more than 99 % sure"),
        (1.0, "more than 99 % sure"),
    ],
)
def test_sureness_is_rounded_down_and_never_certain(p, words):
    assert sureness(p) == words


@pytest.mark.parametrize(
    ("better", "words"),
    [
        (0.71, "7 times in 10"),
        (0.1, "1 time in 10"),
        (0.02, "less than 1 time in 10"),
        (0.99, "more than 9 times in 10"),
        (0.5, "50 times in 100"),
        (0.54, "54 times in 100"),
        (0.56, "6 times in 10"),
    ],
)
def test_shares_are_times_in_ten(better, words):
    assert times_in_ten(better) == words


ALL = list(
    product(
        Verdict,
        [None, More(18, "school"), More(1, "school"), More(100, "school", beyond=True)],
        [True, False],
    )
)


@pytest.mark.parametrize(("verdict", "more", "by_coin"), ALL)
def test_every_sentence_is_easy_to_read_and_never_certain(verdict, more, by_coin):
    words = sentence(replace(EFFECT, verdict=verdict, more=more, by_coin=by_coin), **NAMES)
    assert "100 % sure" not in words and "prove" not in words
    assert reading_grade(words.split(": ", 1)[1]) <= 6.0
