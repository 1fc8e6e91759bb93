"""Is a goal's scale a good one? One thing changes, in equal steps, without overlap, from a known start, by some day.

The checks are those that appraisals of such scales ask for: equal steps, one variable, time-bound (Krasny-Pacini et al.
2016, doi 10.1016/j.apmr.2015.08.424), levels that don't overlap (King et al. 1999, Physical & Occupational Therapy in
Pediatrics 19(2)). Numbers in the words can be judged here; where steps are told in words alone, a colleague is asked
to look, because a machine can't tell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Weight = Literal["mend", "ask"]
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_NUMBER_WORDS = {
    "no": 0, "none": 0, "never": 0, "zero": 0, "a": 1, "an": 1, "once": 1, "twice": 2, **_ONES, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, **_TENS,
}  # fmt: skip
_TENS_AND_ONES = re.compile(rf"\b({'|'.join(_TENS)})[\s-]+({'|'.join(_ONES)})\b")
_HUNDREDS = re.compile(r"\b([1-9]) hundred\b(?: (?:and )?(\d\d?)\b)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ScaleFinding:
    """Something to look at before a scale is used.

    Attributes:
        rule: ``overlap``, ``one_variable``, ``equal_steps``, ``order``, ``baseline``, ``by_when`` or ``words_only``.
        weight: ``mend`` it, or ``ask`` a colleague.
        sentence: what was found and what to do.
        steps: the stones it is about, 0 the lowest.
    """

    rule: str
    weight: Weight
    sentence: str
    steps: tuple[int, ...] = ()


def check_scale(stones: Sequence[str], *, start_step: int | None, by: dt.date | None) -> list[ScaleFinding]:
    """What is to be mended or asked about a scale; an empty list is a good sign, never a proof.

    Args:
        stones: the words of each stone, the lowest first; at least two.
        start_step: the stone where the child stands at the start; None when it isn't known.
        by: the day by which the goal is hoped for; None when nobody said.
    """
    found = [*_twice_the_same(stones), *_steps_in_numbers(stones)]
    if start_step is None:
        found.append(ScaleFinding("baseline", "mend", "Say on which stone the child stands today."))
    elif start_step >= len(stones) - 1:
        found.append(ScaleFinding("baseline", "mend", "The child stands on the top stone already: there is no way up."))
    if by is None:
        found.append(ScaleFinding("by_when", "mend", "Say by which day the goal is hoped for."))
    return found


def _twice_the_same(stones: Sequence[str]) -> list[ScaleFinding]:
    plain = [" ".join(re.findall(r"[\w']+", words.lower())) for words in stones]
    return [
        ScaleFinding("overlap", "mend", f"Two stones say the same: “{stones[step]}”", (earlier, step))
        for step, words in enumerate(plain)
        for earlier in range(step)
        if plain[earlier] == words
    ]


def _steps_in_numbers(stones: Sequence[str]) -> list[ScaleFinding]:
    """What the numbers in the words tell; scales in words alone are for a colleague's eye."""
    amounts = [_amounts(words) for words in stones]
    if len({len(numbers) for numbers in amounts}) != 1 or not amounts[0]:
        sentence = "The steps are told in words. Ask a colleague if one thing changes, in steps of about the same size."
        return [ScaleFinding("words_only", "ask", sentence)]
    varying = [column for column in zip(*amounts, strict=True) if len(set(column)) > 1]
    if len(varying) > 1:
        sentence = "More than one number changes from stone to stone. Let one thing change, and keep the others."
        return [ScaleFinding("one_variable", "mend", sentence)]
    return _along(varying[0]) if varying else []


def _along(amounts: Sequence[tuple[float, float]]) -> list[ScaleFinding]:
    """Order, overlap and size of the steps of the one thing that changes, given as ranges (least, most)."""
    rising = [*amounts] if amounts[-1][0] >= amounts[0][0] else [(-most, -least) for least, most in amounts]
    backwards = tuple(step + 1 for step, (one, two) in enumerate(pairwise(rising)) if two[0] <= one[0])
    if backwards:
        return [ScaleFinding("order", "mend", "The numbers don't run one way from stone to stone.", backwards)]
    over = tuple(step + 1 for step, (one, two) in enumerate(pairwise(rising)) if two[0] <= one[1])
    if over:
        return [ScaleFinding("overlap", "mend", "Two neighbouring stones share a number. Let each begin above.", over)]
    steps = [round(two[0] - one[0], 6) for one, two in pairwise(rising)]
    if len(set(steps)) > 1:
        told = ", ".join(f"{step:g}" for step in steps)
        return [ScaleFinding("equal_steps", "mend", f"The steps aren't equal: {told}. Make each step as large.")]
    return []


def _amounts(words: str) -> tuple[tuple[float, float], ...]:
    """Each amount in the words as (least, most), in the order in which they stand."""
    digits = _in_digits(words.lower())
    ranges = [(found.span(), (float(found[1]), float(found[2]))) for found in _RANGE.finditer(digits)]
    inside = {place for (start, end), _ in ranges for place in range(start, end)}
    single = [
        (found.span(), (float(found[0]), float(found[0])))
        for found in _NUMBER.finditer(digits)
        if found.start() not in inside
    ]
    return tuple(amount for _, amount in sorted([*ranges, *single]))


def _in_digits(words: str) -> str:
    """Words in lower case with each written number up to 999 in digits: "twenty-five" becomes "25"."""
    together = _TENS_AND_ONES.sub(lambda found: str(_TENS[found[1]] + _ONES[found[2]]), words)
    single = " ".join(str(_NUMBER_WORDS.get(word, word)) for word in re.findall(r"[\w'.–-]+|,", together))
    return _HUNDREDS.sub(lambda found: str(100 * int(found[1]) + int(found[2] or 0)), single)
