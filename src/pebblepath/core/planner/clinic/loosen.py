"""Who and which rules clash, found by leaving out and loosening one after the other.

Each rule can be loosened by changing the request (no lunch, one more swing, …). Starting from all rules, each is
loosened in turn; when the rest is still impossible it stays loosened, otherwise it is part of the clash. What is left
is a smallest set: with any one of its rules loosened, the others of the set can be kept (the deletion filter of
Chinneck & Dravnieks 1991, "Locating minimal infeasible constraint sets in linear programs").
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pebblepath.core.planner.clinic.clash import Clash

Request = TypeVar("Request")
Impossible = Callable[[Request], bool]
"""Whether a request is proven impossible."""


@dataclass(frozen=True)
class Loosening(Generic[Request]):
    """A rule that can be loosened.

    Args:
        rule: its name.
        words: what the rule says in this request.
        loosen: what a therapist could do.
        change: the request without it.
    """

    rule: str
    words: str
    loosen: str
    change: Callable[[Request], Request]


def clashing(
    request: Request, loosenings: Sequence[Loosening[Request]], impossible: Impossible[Request]
) -> tuple[Clash, ...]:
    """The rules of one smallest clash of an impossible request, each with what to loosen.

    Args:
        request: proven impossible as it is.
        loosenings: the rules, those first that one would least like to hear of.
        impossible: whether a request is proven impossible.
    """
    looser, found = request, []
    for one in loosenings:
        changed = one.change(looser)
        if impossible(changed):
            looser = changed
        else:
            found.append(one)
    return tuple(Clash(one.rule, one.words, _advice(request, one, impossible)) for one in found)


def fewest(names: Sequence[str], impossible: Callable[[Sequence[str]], bool]) -> list[str]:
    """Leave out names, many at a time first, for as long as the rest is impossible."""
    kept, size = list(names), max(1, len(names) // 2)
    while True:
        for start in range(len(kept) - size, -1, -size):
            rest = kept[:start] + kept[start + size :]
            if rest and impossible(rest):
                kept = rest
        if size == 1:
            return kept
        size //= 2


def patient(impossible: Impossible[Request], seconds: float) -> Impossible[Request]:
    """The same test for so many seconds; after that nothing counts as proven, so that a clash stays a clash."""
    until = time.perf_counter() + seconds

    def test(request: Request) -> bool:
        return time.perf_counter() < until and impossible(request)

    return test


def _advice(request: Request, one: Loosening[Request], impossible: Impossible[Request]) -> str:
    enough = not impossible(one.change(request))
    return f"{one.loosen} {'This alone may be enough.' if enough else 'More than this is needed.'}"
