"""What a published series is, and what is checked of it before anybody sees it."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import groupby

from pydantic import BaseModel, ConfigDict, Field, model_validator

COLUMNS = ["when", "setting", "observer", "outcome", "strategies"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """Where a study was published; what could not be verified is left out and told in ``Study.checked``."""

    authors: str
    year: int
    title: str
    source: str
    doi: str

    def __str__(self) -> str:
        return f"{self.authors} ({self.year}). {self.title}. {self.source}. https://doi.org/{self.doi}"


class Phase(_Frozen):
    """A run of days in one condition, with the number of days that have an outcome in the source."""

    name: str
    days: int = Field(ge=1)
    with_strategy: bool


class Day(_Frozen):
    """One row of a series' CSV."""

    when: date
    setting: str
    observer: str
    outcome: int
    strategies: str


class Study(_Frozen):
    """One child and one goal from a published single-case study, ready to import.

    ``csv_text`` has the columns of the moments' CSV; ``outcome`` counts the places in ``levels`` from 0,
    and higher is always better.
    """

    id: str
    paper: str
    child: str
    goal: str
    setting: str
    observer: str
    strategy: str
    strategy_about: str
    design: str
    levels: tuple[str, ...] = Field(min_length=2, max_length=7)
    phases: tuple[Phase, ...] = Field(min_length=2)
    days_missing: int = Field(ge=0)
    choice: str
    citation: Citation
    unit: str
    dates: str
    licence: str
    checked: str
    csv_text: str

    def days(self) -> tuple[Day, ...]:
        """The rows of the CSV, in the order of the days."""
        return tuple(Day.model_validate(row) for row in csv.DictReader(io.StringIO(self.csv_text)))

    @property
    def days_with(self) -> int:
        """How many days the strategy was in use."""
        return sum(phase.days for phase in self.phases if phase.with_strategy)

    @property
    def days_without(self) -> int:
        """How many days the strategy was not in use."""
        return sum(phase.days for phase in self.phases if not phase.with_strategy)

    @model_validator(mode="after")
    def _csv_is_what_the_description_says(self) -> Study:
        header = self.csv_text.partition("\n")[0].split(",")
        if header != COLUMNS:
            raise ValueError(f"{self.id}.csv begins with {header}; the columns are {COLUMNS}")
        days = self.days()
        runs = [(used, len(list(run))) for used, run in groupby(bool(day.strategies) for day in days)]
        if runs != [(phase.with_strategy, phase.days) for phase in self.phases]:
            raise ValueError(f"{self.id}.csv has the runs {runs}, which are not the phases in studies.toml")
        for day in days:
            self._check_day(day)
        return self

    def _check_day(self, day: Day) -> None:
        if not 0 <= day.outcome < len(self.levels):
            raise ValueError(
                f"{self.id}.csv, {day.when}: outcome {day.outcome}; 0 to {len(self.levels) - 1} is accepted"
            )
        if (day.setting, day.observer) != (self.setting, self.observer):
            raise ValueError(f"{self.id}.csv, {day.when}: setting or observer differ from studies.toml")
        if day.strategies not in ("", self.strategy):
            raise ValueError(f"{self.id}.csv, {day.when}: '{day.strategies}' is not '{self.strategy}'")
