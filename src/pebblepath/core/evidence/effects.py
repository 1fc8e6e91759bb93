"""From the posterior to one answer for each strategy and setting."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .case import BoolArray, Case, FloatArray, IntArray
from .contrasts import contrasts
from .design import Cohort, Design, build_design
from .gaussian import growth_moments
from .marginals import Marginals
from .outlook import collapse
from .posterior import Posterior
from .result import Effect, GrowthDay, WhatHelps
from .sampling import best_posterior
from .settle import more_to_settle, project
from .verdict import verdict


def answer(case: Case, cohort: Cohort | None = None) -> WhatHelps:
    """Fit the model of one case and answer for every strategy and setting."""
    design = build_design(case, cohort)
    posterior = best_posterior(design)
    outlook = collapse(design, posterior, case.setting_names)
    better, steps = contrasts(case, design, outlook)
    places = [_place(case, j) for j in range(design.n_settings)]
    effects = _effects(case, posterior.deltas, better.ravel().tolist(), steps.ravel().tolist(), places)
    return WhatHelps(effects, posterior.sigma, _growth(design, posterior), outlook, posterior.sampled)


def _effects(
    case: Case, deltas: Marginals, better: list[float], steps: list[float], places: list["Place"]
) -> tuple[Effect, ...]:
    """Put numbers, counts and verdict of every strategy and setting together."""
    pairs = [(s, j) for s in range(len(case.strategy_names)) for j in range(len(places))]
    with_ = [places[j].with_[s] for s, j in pairs]
    without = [places[j].moments - used for used, (_, j) in zip(with_, pairs, strict=True)]
    shares = np.array([places[j].shares for _, j in pairs]).reshape(len(pairs), case.levels)
    projected = project(deltas.mean, deltas.sd, np.array(with_), np.array(without), shares)
    numbers = {name: getattr(deltas, name).tolist() for name in Marginals.__dataclass_fields__}
    return tuple(
        _effect(
            {name: values[index] for name, values in numbers.items()}
            | {"better": better[index], "steps": steps[index]},
            strategy=case.strategy_names[s],
            setting=case.setting_names[j],
            with_=with_[index],
            without=without[index],
            changes=places[j].changes[s],
            projected=projected[index],
        )
        for index, (s, j) in enumerate(pairs)
    )


def _effect(
    numbers: dict[str, Any],
    *,
    strategy: str,
    setting: str,
    with_: int,
    without: int,
    changes: int,
    projected: int | None,
) -> Effect:
    p_helps, p_small = numbers["p_helps"], numbers["p_small"]
    word = verdict(
        p_helps=p_helps,
        p_harder=1.0 - p_helps,
        p_small=p_small,
        with_=with_,
        without=without,
        changes=changes,
    )
    more = more_to_settle(word, setting=setting, with_=with_, without=without, projected=projected)
    return Effect(
        strategy=strategy,
        setting=setting,
        with_=with_,
        without=without,
        changes=changes,
        verdict=word,
        more=more,
        **numbers,
    )


def count_changes(day: IntArray, used: BoolArray) -> list[int]:
    """Count for each strategy how many times with and without took turns in the order of days.

    Within a day the order is not known, so a day with both counts as one turn and no more than it must.

    Args:
        day: (n,) never falling; used: (n, S) whether each strategy was used.
    """
    starts = np.nonzero(np.diff(day, prepend=-1))[0]
    some = np.logical_or.reduceat(used, starts, axis=0).T.tolist()
    every = np.logical_and.reduceat(used, starts, axis=0).T.tolist()
    return [_turns(*days) for days in zip(some, every, strict=True)]


def _turns(some: list[bool], every: list[bool]) -> int:
    """Count turns from whether it was used at some time, and every time, of each day."""
    turns, state = 0, None
    for any_with, all_with in zip(some, every, strict=True):
        if any_with != all_with:
            turns += 1
            state = None if state is None else not state
        else:
            turns += state is not None and state != all_with
            state = all_with
    return turns


@dataclass(frozen=True, slots=True)
class Place:
    """What was seen in one setting: moments with each strategy, turns, all moments, and shares of the levels."""

    with_: list[int]
    changes: list[int]
    moments: int
    shares: FloatArray


def _place(case: Case, j: int) -> Place:
    here = np.nonzero(case.setting == j)[0]
    used = case.strategies[here]
    counts = np.bincount(case.outcome[here], minlength=case.levels) + 1.0
    changes = count_changes(case.day[here], used)
    return Place(used.sum(axis=0).tolist(), changes, len(here), counts / counts.sum())


def _growth(design: Design, posterior: Posterior) -> tuple[GrowthDay, ...]:
    means, variances = growth_moments(posterior.field)
    mean = posterior.weight @ means
    sd = np.sqrt(posterior.weight @ (variances + (means - mean) ** 2))
    return tuple(GrowthDay(*row) for row in zip(design.days.tolist(), mean.tolist(), sd.tolist(), strict=True))
