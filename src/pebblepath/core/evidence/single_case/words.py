"""A statistic in plain words: what the number says about this child's points, and nothing about why."""

import math
from collections.abc import Callable

from pebblepath.core.evidence.words import times_in_ten

from .result import EffectSize


def says(effect: EffectSize) -> str:
    """Say in a few plain words what a statistic means, or why there is none."""
    if effect.reason is not None:
        return effect.reason
    if effect.value is None or effect.name not in _MEANINGS:
        return ""
    return _MEANINGS[effect.name](effect.value)


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"


def _nap(value: float) -> str:
    if value in (0.0, 1.0):
        return f"every B point is {'better' if value else 'worse'} than every A point"
    return f"a B point is better than an A point {times_in_ten(value)} (ties count half)"


def _smd(value: float) -> str:
    way = "better" if value >= 0.0 else "worse"
    return f"the mean of B is {abs(value):.1f} baseline standard deviations {way}"


def _factor(what: str, better: float) -> str:
    if better == 0.0:
        return f"{what} stayed the same"
    return f"{what} got {'better' if better > 0.0 else 'worse'} by a factor of {math.exp(abs(better)):.2f}"


_MEANINGS: dict[str, Callable[[float], str]] = {
    "NAP": _nap,
    "Tau": lambda value: f"better pairs less worse pairs are {_percent(value)} of all pairs",
    "Tau_U": lambda value: "Tau less the trend of A; not bounded by 1",
    "Tau_BC": lambda value: "Tau after the trend of A was taken off all points",
    "PND": lambda value: f"{_percent(value)} of B points are better than every A point",
    "PEM": lambda value: f"{_percent(value)} of B points are better than the middle of A",
    "PAND": lambda value: f"{_percent(value)} of all points stay when overlap is taken away",
    "IRD": lambda value: f"{_percent(value)} more of B than of A improved, overlap shared evenly",
    "SMD": _smd,
    "LRRi": lambda value: _factor("the mean", value),
    "LRRd": lambda value: _factor("seen as something that should shrink, the mean", -value),
    "LRM": lambda value: _factor("the median", value),
    "PoGO": lambda value: f"{value:.0f} % of the way from the mean of A to the goal",
}
