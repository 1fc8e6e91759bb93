"""How many more moments would likely settle it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from .case import FloatArray, IntArray
from .design import BETA_SD, GAMMA_SD
from .verdict import FEWEST_EACH_WAY, LIKELY, SURE, Verdict

LIKELY_TO_SETTLE = 2 / 3
SMALL = 0.5
LEAST_EFFICIENCY, USUAL_EFFICIENCY = 0.25, 0.7
OPEN = frozenset({Verdict.NOT_ENOUGH_YET, Verdict.CANNOT_TELL_YET, Verdict.PROMISING})
NUMBERS: IntArray = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100])
_NODES: FloatArray = ndtri((np.arange(15) + 0.5) / 15)


@dataclass(frozen=True, slots=True)
class More:
    """How many more moments, half of them with the strategy, would likely settle it.

    Args:
        moments: the number; when `beyond` is true it would take more than this.
        setting: where they are needed.
        beyond: whether the number is only the cap.
    """

    moments: int
    setting: str
    beyond: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give a plain JSON object."""
        return {"moments": self.moments, "setting": self.setting, "beyond": self.beyond}


def more_to_settle(verdict: Verdict, *, setting: str, with_: int, without: int, projected: int | None) -> More | None:
    """Say how many more moments in this setting would likely settle the question.

    Args:
        with_, without: moments so far; projected: from `project`.

    Returns:
        None when the verdict is already settled; up to four each way when there are too few to say anything.
    """
    if verdict not in OPEN:
        return None
    if verdict is Verdict.NOT_ENOUGH_YET:
        return More(max(FEWEST_EACH_WAY - with_, 0) + max(FEWEST_EACH_WAY - without, 0), setting)
    return More(int(NUMBERS[-1]), setting, beyond=True) if projected is None else More(projected, setting)


def project(
    mean: FloatArray, sd: FloatArray, with_: IntArray, without: IntArray, shares: FloatArray
) -> list[int | None]:
    """Project for each effect how many more coin-flip moments in its setting would likely settle it.

    The information about delta from N balanced moments is N / 12 * (1 - sum of shares^3) (Whitehead 1993,
    "Sample size calculations for ordered categorical data", Stat. Med. 12, 2257-2271, equal groups), times
    the efficiency that the moments so far had beside it (growth, observers and other strategies cost some).
    After N more the sd is sd_N and the posterior mean, seen from today, is Normal(mean, sd^2 - sd_N^2): the
    smallest N for which "helps", "seems harder" or "little difference" then has a chance of at least 2 in 3
    is the answer.

    Args:
        mean, sd: (E,) of delta today; with_, without: (E,) moments so far; shares: (E, K) of the levels.

    Returns:
        One number for each effect, rounded up to `NUMBERS`; None when it would take more than the last.
    """
    spread = (1.0 - (shares**3).sum(axis=1)) / 12.0
    likely = _chance_to_settle(mean, sd, _efficiency(sd, with_, without, spread) * spread) >= LIKELY_TO_SETTLE
    first = NUMBERS[likely.argmax(axis=1)]
    return [int(first[index]) if likely[index].any() else None for index in range(len(first))]


def _efficiency(sd: FloatArray, with_: IntArray, without: IntArray, spread: FloatArray) -> FloatArray:
    """Compare the information so far with that of an ideal comparison of the same size."""
    ideal = 4.0 * with_ * without / np.maximum(with_ + without, 1) * spread
    gained = sd**-2 - 1.0 / (BETA_SD**2 + GAMMA_SD**2)
    efficiency = np.clip(gained / np.maximum(ideal, 1e-9), LEAST_EFFICIENCY, 1.0)
    return np.where(ideal > 0.0, efficiency, USUAL_EFFICIENCY)


def _chance_to_settle(mean: FloatArray, sd: FloatArray, per_moment: FloatArray) -> FloatArray:
    """Give for each effect and each of `NUMBERS` further moments the chance, seen today, of a firm verdict."""
    later = (sd[:, None] ** -2 + per_moment[:, None] * NUMBERS) ** -0.5
    move = np.sqrt(np.maximum(sd[:, None] ** 2 - later**2, 0.0))
    centre, spread = mean[:, None, None] + move[:, :, None] * _NODES, later[:, :, None]
    p_helps = ndtr(centre / spread)
    p_small = ndtr((SMALL - centre) / spread) - ndtr((-SMALL - centre) / spread)
    open_still = (p_helps < SURE) & (p_helps > 1.0 - SURE) & ((p_small < LIKELY) | (p_helps >= LIKELY))
    chance: FloatArray = 1.0 - open_still.mean(axis=2)
    return chance
