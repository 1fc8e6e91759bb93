"""Real series and what the reference engines answer on them (data/SOURCES.md)."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pebblepath.core.evidence.single_case import Series

DATA = Path(__file__).parent / "data"


@cache
def reference() -> dict[str, Any]:
    return json.loads((DATA / "reference_published.json").read_text(encoding="utf-8"))


@cache
def first_pairs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "first_pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def oracle(name: str) -> list[dict[str, str]]:
    with (DATA / f"oracle_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def outcomes(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def study(name: str) -> list[Series]:
    """Laski et al. (1988) or Anglesea et al. (2008), all phases."""
    cases = json.loads((DATA / "between_case.json").read_text(encoding="utf-8"))[name]
    return [Series.from_rows(**case) for case in cases]


def number(value: object) -> float | None:
    """Non-finite answers of R are kept as strings there; here they are None."""
    return value if isinstance(value, float) else float(value) if isinstance(value, int) else None
