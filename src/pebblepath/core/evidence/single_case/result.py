"""What single-case statistics answer: frozen results with the names of the JSON contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class EffectSize:
    """One statistic of one series.

    Args:
        name: its name in the contract, such as NAP.
        value: the statistic, or None where it does not exist.
        se: its standard error, or None where the literature has none or it does not exist (mostly because a
            phase has one point).
        low, high: limits of its 95 % interval (or whichever was asked for), or None.
        reason: why there is no value, or why a value says nothing; else None.
    """

    name: str
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON object of one statistic."""
        return {"value": self.value, "se": self.se, "low": self.low, "high": self.high, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class SingleCase:
    """All statistics of one series.

    Args:
        case: its name.
        effects: each statistic by its name, in the order of the contract.
    """

    case: str
    effects: Mapping[str, EffectSize]

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON object of one case (`pebblepath single-case --json`)."""
        return {"case": self.case, "effects": {name: effect.to_json() for name, effect in self.effects.items()}}
