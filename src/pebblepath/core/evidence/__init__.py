"""What helps this child, here, in real life, or was she getting there anyway?"""

from collections.abc import Iterable

from .batch import what_helps_many
from .case import Case, Moment
from .design import Cohort
from .effects import answer
from .result import Effect, GrowthDay, LevelDay, WhatHelps, expected_level_without
from .settle import More
from .verdict import Verdict
from .words import sentence

__all__ = [
    "Case",
    "Effect",
    "GrowthDay",
    "LevelDay",
    "Moment",
    "More",
    "Verdict",
    "WhatHelps",
    "expected_level_without",
    "sentence",
    "what_helps",
    "what_helps_many",
]


def what_helps(case_or_moments: Case | Iterable[Moment], *, levels: int = 5, cohort: Cohort | None = None) -> WhatHelps:
    """Say for every strategy and setting whether it helps, with the child's own growth taken into account.

    Args:
        case_or_moments: a `Case`, or moments in any order.
        levels: K, how many levels an outcome can have, 2 to 7; read only when moments are given.
        cohort: prior mean and sd of a strategy's effect (logits) from other children, by strategy name.

    Returns:
        Effects (strategies in alphabetical order, settings within), sigma and growth; `to_json()` is the
        contract.

    Raises:
        ValueError: there is no moment, an outcome or `levels` is out of range, or a cohort sd is not
        positive.
    """
    if isinstance(case_or_moments, Case):
        return answer(case_or_moments, cohort)
    return answer(Case.from_moments(case_or_moments, levels=levels), cohort)
