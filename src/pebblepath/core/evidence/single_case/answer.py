"""All statistics of one series, in the order of the contract."""

from collections.abc import Callable

from .dominance import nap, tau
from .means import pogo, smd
from .medians import lrm
from .overlap import ird, pand, pem, pnd
from .ratios import lrr_d, lrr_i
from .result import EffectSize, SingleCase
from .series import Pair, Series
from .trend import tau_bc, tau_u

EFFECTS: dict[str, Callable[[Pair, float], EffectSize]] = {
    "NAP": lambda pair, level: nap(pair.a, pair.b, direction=pair.direction, confidence=level),
    "Tau": lambda pair, level: tau(pair.a, pair.b, direction=pair.direction, confidence=level),
    "Tau_U": lambda pair, level: tau_u(pair.a, pair.b, direction=pair.direction),
    "Tau_BC": lambda pair, level: tau_bc(
        pair.a, pair.b, direction=pair.direction, confidence=level, sessions=pair.sessions_unless_in_order
    ),
    "PND": lambda pair, level: pnd(pair.a, pair.b, direction=pair.direction),
    "PEM": lambda pair, level: pem(pair.a, pair.b, direction=pair.direction),
    "PAND": lambda pair, level: pand(pair.a, pair.b, direction=pair.direction),
    "IRD": lambda pair, level: ird(pair.a, pair.b, direction=pair.direction),
    "SMD": lambda pair, level: smd(pair.a, pair.b, direction=pair.direction, confidence=level),
    "LRRi": lambda pair, level: lrr_i(
        pair.a, pair.b, direction=pair.direction, scale=pair.scale, intervals=pair.intervals, confidence=level
    ),
    "LRRd": lambda pair, level: lrr_d(
        pair.a, pair.b, direction=pair.direction, scale=pair.scale, intervals=pair.intervals, confidence=level
    ),
    "LRM": lambda pair, level: lrm(pair.a, pair.b, direction=pair.direction, confidence=level),
    "PoGO": lambda pair, level: pogo(pair.a, pair.b, goal=pair.goal, direction=pair.direction, confidence=level),
}


def analyse(series: Series, *, confidence: float = 0.95) -> SingleCase:
    """Compare the first A with the first B of a series (`Series.pair`) in all thirteen ways."""
    return SingleCase(series.case, effects_of(series.pair(), confidence=confidence))


def effects_of(pair: Pair, *, confidence: float = 0.95) -> dict[str, EffectSize]:
    """Give each statistic of one pair of phases by its name."""
    return {name: effect(pair, confidence) for name, effect in EFFECTS.items()}
