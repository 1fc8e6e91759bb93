"""What a report of a try-out needs and the data can say by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pebblepath.core.evidence.single_case.series import Series
from pebblepath.core.evidence.single_case.standards import Standard, design_standards

from .exact_test import ExactTest
from .schedule import Schedule


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One item of the reporting guideline SCRIBE, filled.

    Args:
        number: of the item.
        topic: what it is about, in our words.
        filled: what the data say.
    """

    number: int
    topic: str
    filled: str


def report_items(
    schedule: Schedule,
    levels: Sequence[float | None],
    *,
    seed: int,
    skipped: int,
    otherwise: int,
    test: ExactTest | None,
) -> tuple[ReportItem, ...]:
    """Fill the items of SCRIBE 2016 that need nobody's judgement; the others are for the person who writes.

    Source: Tate et al. (2016), The Single-Case Reporting Guideline In BEhavioural Interventions (SCRIBE) 2016
    statement, doi 10.1080/02687038.2016.1178022: items 5, 8, 17, 18, 19 and 20.

    Args:
        schedule: the days as they were settled.
        levels: for each day the mean level; None for a day that was skipped or not told.
        seed: of the coin.
        skipped: how many days were let go.
        otherwise: on how many told days it was done otherwise than the coin said.
        test: the coin's own test.
    """
    days, told = len(schedule.days), sum(level is not None for level in levels)
    exact = "all schedules of the coin" if test is None or test.exact else "schedules drawn at random"
    items = [
        ReportItem(5, "design", f"Alternating days with and without, {days} days, settled before the first of them."),
        ReportItem(
            8,
            "randomization",
            f"Days were randomized in balanced blocks of {_blocks(schedule)}; seed {seed}; "
            f"{schedule.arrangements:,} schedules were possible.",
        ),
        ReportItem(17, "done as planned", f"Done otherwise than the coin said on {otherwise} of {told} told days."),
        ReportItem(
            18,
            "analysis",
            f"Randomization test over {exact}, one-sided, days as the coin said; cumulative logit model.",
        ),
        ReportItem(19, "sequence completed", f"{told} of {days} days were told; {skipped} were skipped."),
    ]
    if test is not None:
        counts = f"{test.with_} days with, {test.without} without"
        found = f"Mean difference {test.difference:.2f} levels ({counts}), p = {test.p:.4f}."
        items.append(ReportItem(20, "outcome", found))
    return tuple(items)


def standards_of(schedule: Schedule, levels: Sequence[float | None]) -> tuple[Standard, ...]:
    """Which What Works Clearinghouse design standards the try-out meets, from its data alone, one line each."""
    told = [(day, level) for day, level in enumerate(levels) if level is not None]
    if not told:
        return ()
    series = Series.from_rows(
        "try-out",
        condition=["B" if schedule.with_it[day] else "A" for day, _ in told],
        session=[float(day + 1) for day, _ in told],
        outcome=[level for _, level in told],
    )
    return design_standards([series])


def _blocks(schedule: Schedule) -> str:
    return ", ".join(map(str, schedule.blocks))
