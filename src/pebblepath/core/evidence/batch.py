"""Many children at once: the same answers, on all processor cores."""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from .case import Case
from .design import Cohort
from .effects import answer
from .result import WhatHelps

FEWEST_FOR_PROCESSES = 100
CASES_AT_ONCE = 25


def what_helps_many(
    cases: Iterable[Case], *, cohort: Cohort | None = None, processes: int | None = None
) -> list[WhatHelps]:
    """Answer `what_helps` for many cases, in their order.

    For reports and research, not for a web request: it starts processes (none for fewer than 100 cases or when
    `processes` is 1).

    Args:
        cases: one for each child and goal.
        cohort: prior mean and sd of a strategy's effect, by strategy name, the same for all.
        processes: how many to use; all cores when None.

    Raises:
        ValueError: `processes` is below 1, or as `what_helps`.
    """
    every = list(cases)
    count = (os.cpu_count() or 1) if processes is None else processes
    if count < 1:
        raise ValueError(f"processes is {count}; at least 1 is needed.")
    if count == 1 or (processes is None and len(every) < FEWEST_FOR_PROCESSES):
        return [answer(case, cohort) for case in every]
    with ProcessPoolExecutor(count) as pool:
        return list(pool.map(answer, every, [cohort] * len(every), chunksize=CASES_AT_ONCE))
