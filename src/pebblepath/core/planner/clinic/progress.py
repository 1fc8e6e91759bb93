"""How far the search is: what a plan costs, and what no plan can cost less than."""

from __future__ import annotations

from collections.abc import Callable

OnProgress = Callable[[float, float, float], None]
"""Called with the seconds so far, the best plan's value and the bound below which no plan can be."""


def silent(seconds: float, value: float, bound: float) -> None:
    """Show nothing."""


def gap(value: float, bound: float) -> float:
    """How much cheaper than this plan another could be at most, as a part of its value: 0 to 1."""
    return 0.0 if value <= bound else (value - bound) / value
