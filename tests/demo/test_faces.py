"""Farther stones go with better feelings and less help; asking is the goal in asking for a break."""

import numpy as np

from pebblepath.demo.faces import Faces, faces_for


def many(step: int, occupation: str = "zip-jacket") -> list[Faces]:
    rng = np.random.default_rng(1)
    return [faces_for(rng, step, occupation=occupation) for _ in range(400)]


def mean(values: list[int | None]) -> float:
    return float(np.mean([value for value in values if value is not None]))


def test_help_falls_and_feelings_rise_with_the_stones() -> None:
    first, last = many(0), many(4)
    assert mean([f.help for f in first]) > 2 > 1 > mean([f.help for f in last])
    assert mean([f.felt_good for f in first]) < mean([f.felt_good for f in last])


def test_nobody_has_to_say_anything() -> None:
    """Feelings are told in 45 of 100 moments, help in 50; 400 draws give a standard error of 0.025."""
    said = many(2)
    assert 0.35 < np.mean([f.felt_good is not None for f in said]) < 0.55
    assert 0.4 < np.mean([f.help is not None for f in said]) < 0.6


def test_pride_is_told_or_left_open_but_never_denied() -> None:
    assert {f.proud for step in range(5) for f in many(step)} == {True, None}


def test_the_last_stone_of_asking_for_a_break_is_the_asking() -> None:
    assert all(f.asked_break for f in many(4, "ask-for-break"))
    assert not any(f.asked_break for f in many(0, "ask-for-break"))


def test_a_break_is_asked_for_now_and_then_in_other_goals() -> None:
    assert 0 < sum(f.asked_break for f in many(2)) < 40
