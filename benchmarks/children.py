"""Simulated children: drawn from the model's own prior, or with a truth that other methods know as well."""

from collections.abc import Callable

import numpy as np

from pebblepath.core.evidence import Case

SETTINGS, OBSERVERS, LEVELS = 3, 2, 5


def random_child(rng: np.random.Generator, *, moments: int, days: int = 80) -> Case:
    """Draw a child from the prior: all parameters, coin-flip use of up to three strategies, outcomes."""
    return draw_child(rng, moments=moments, days=days, strategies=int(rng.integers(1, 4)))[0]


def draw_child(rng: np.random.Generator, *, moments: int, days: int, strategies: int) -> tuple[Case, np.ndarray]:
    """Draw a child from the prior; also give its true delta (S, J)."""
    day = np.sort(rng.integers(0, days, moments))
    day -= day[0]
    setting, observer = rng.integers(0, SETTINGS, moments), rng.integers(0, OBSERVERS, moments)
    setting[:SETTINGS], observer[:OBSERVERS] = np.arange(SETTINGS), np.arange(OBSERVERS)
    used = rng.random((moments, strategies)) < 0.5
    delta = rng.normal(0, 1, (strategies, 1)) + rng.normal(0, 0.5, (strategies, SETTINGS))
    eta = growth(rng, day) + rng.normal(0, 1, SETTINGS)[setting] + rng.normal(0, 0.5, OBSERVERS)[observer]
    eta += (used * delta[:, setting].T).sum(axis=1)
    shares = np.cumsum(rng.dirichlet(np.full(LEVELS, 2.0)))[:-1]
    outcome = np.searchsorted(np.log(shares / (1 - shares)), eta + rng.logistic(size=moments))
    case = Case.from_arrays(
        levels=LEVELS, day=day, setting=setting, observer=observer, strategies=used, outcome=outcome
    )
    return case, delta


def growth(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    sigma = abs(rng.normal(0, 0.2))
    days, place = np.unique(day, return_inverse=True)
    steps = rng.normal(0, 1, len(days) - 1) * sigma * np.sqrt(np.diff(days))
    return np.concatenate([[0.0], np.cumsum(steps)])[place]


Use = Callable[[np.random.Generator, np.ndarray, np.ndarray], np.ndarray]


def half_way(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return day >= 30


def coin_flip(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return (rng.random(61) < 0.5)[day]


def reactive(rng: np.random.Generator, day: np.ndarray, mood: np.ndarray) -> np.ndarray:
    return mood < np.median(mood)


def alarm_child(rng: np.random.Generator, use: Use, slope: float, effect: float) -> Case:
    day = np.sort(rng.integers(0, 60, 40))
    day -= day[0]
    mood = rng.normal(0, 0.7, 61)[day]
    used = use(rng, day, mood)
    eta = slope * day + mood + effect * used
    outcome = np.searchsorted([-1.0, 0.0, 1.0, 2.0], eta + rng.logistic(size=40))
    zeros = np.zeros(40, dtype=int)
    return Case.from_arrays(
        levels=LEVELS, day=day, setting=zeros, observer=zeros, strategies=used[:, None], outcome=outcome
    )
