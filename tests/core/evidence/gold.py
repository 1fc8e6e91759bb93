"""The gold cases: posteriors by long NUTS runs, see data/SOURCES.md."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from pebblepath.core.evidence import Case, WhatHelps, what_helps

GOLD = json.loads((Path(__file__).parent / "data" / "what_helps_gold.json").read_text())["cases"]
SEEDS = [entry["case"]["seed"] for entry in GOLD]


def gold_case(entry: dict) -> Case:
    return Case.from_arrays(**{name: value for name, value in entry["case"].items() if name != "seed"})


@lru_cache
def answer_for(seed: int) -> tuple[WhatHelps, dict[str, np.ndarray]]:
    entry = GOLD[SEEDS.index(seed)]
    gold = {name: np.ravel(value) for name, value in entry["gold"].items()}
    return what_helps(gold_case(entry)), gold
