"""A try-out's end in plain words."""

from __future__ import annotations

from .exact_test import ExactTest

CLEAR = 0.05


def coin_sentence(test: ExactTest | None) -> str:
    """Say what the coin's own test found, as times in a hundred, with what it can't say.

    For example: "Days with it went 0.9 stones better. If it made no difference, the coin alone would give at least
    that much in about 3 of 100 tries: that is hard to put down to chance."
    """
    if test is None:
        return "There weren’t days on both sides of the coin, so there is nothing to compare."
    if test.difference <= 0:
        return f"Days with it didn’t go better than days without it ({test.with_} with, {test.without} without)."
    times = max(1, round(100 * test.p))
    chance = f"about {times} of 100 tries" if test.p >= 0.01 else "fewer than 1 of 100 tries"
    reading = "that is hard to put down to chance" if test.p <= CLEAR else "that may well be chance"
    return (
        f"Days with it went {test.difference:.1f} stones better ({test.with_} days with, {test.without} without). "
        f"If it made no difference, the coin alone would give at least that much in {chance}: {reading}."
    )
