"""Published single-case studies for the demo: real series by others, shown beside the demo's made-up ones.

They show what the statistics say about real days. They are no advice: the class plans with rewards in them
are not among the strategies of the library.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pebblepath.demo.studies.schema import Citation, Day, Phase, Study

__all__ = ["Citation", "Day", "Phase", "Study", "load_studies"]

STUDIES_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def load_studies() -> tuple[Study, ...]:
    """All series, in the order of ``studies.toml``.

    Raises ValueError when a file and its description differ.
    """
    content = tomllib.loads((STUDIES_FOLDER / "studies.toml").read_text(encoding="utf-8"))
    papers = {paper.pop("id"): paper for paper in content["paper"]}
    return tuple(_study(series, papers[series["paper"]]) for series in content["series"])


def _study(series: dict[str, object], paper: dict[str, object]) -> Study:
    """Join what is said of the paper with what is said of the child, and read the CSV."""
    csv_text = (STUDIES_FOLDER / f"{series['id']}.csv").read_text(encoding="utf-8")
    shared = {key: value for key, value in paper.items() if key != "short"}
    return Study.model_validate(shared | series | {"paper": paper["short"], "csv_text": csv_text})
