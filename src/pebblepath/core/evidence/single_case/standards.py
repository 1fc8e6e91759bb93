"""Which What Works Clearinghouse standards for single-case designs a set of series meets, told from the data alone.

Two sources are kept apart. The counts (three attempts at three points in time; five points a phase, three with
reservations; five repetitions of an alternation, four with reservations; agreement between observers) are those of
Kratochwill et al. (2010), Single-case designs technical documentation, kept up to Handbook 4.1. Version 5.0 (2022)
added that a baseline must not improve by itself and that the outcome of a reversal must come back, both read by NAP
(Appendix I, whose worked values, 0.617 and 0.44, the tests hold). Counts and the limit `TREND_FROM` are constants: they
were not compared with the printed pages of version 5.0, and whoever reviews by them should look them up there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .dominance import nap
from .series import Phase, Series, points

ENOUGH_POINTS, FEWEST_POINTS = 5, 3
ENOUGH_REPETITIONS, FEWEST_REPETITIONS = 5, 4
ATTEMPTS = 3
LAST_POINTS = 3
TREND_FROM = 0.85


class Design(StrEnum):
    """What the series together are."""

    AB = "AB"
    REVERSAL = "reversal"
    MULTIPLE_BASELINE = "multiple baseline"
    ALTERNATING = "alternating treatments"


class Met(StrEnum):
    """How far one standard is met; the values are stable ids."""

    YES = "meets"
    WITH_RESERVATIONS = "meets_with_reservations"
    NO = "does_not_meet"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard: its stable name, how far it is met, and why in one line."""

    name: str
    met: Met
    sentence: str


def design_of(series: Sequence[Series]) -> Design:
    """Tell the design from the phases: quick turns, a return to A, or starts on different sessions."""
    if any(one.alternates for one in series):
        return Design.ALTERNATING
    if any(len(one.phases) > 2 for one in series):
        return Design.REVERSAL
    starts = {float(one.phases[1].session[0]) for one in series if len(one.phases) > 1}
    return Design.MULTIPLE_BASELINE if len(series) > 1 and len(starts) > 1 else Design.AB


def by_design(series: Sequence[Series]) -> dict[Design, list[Series]]:
    """Part cases that took quick turns, cases that returned to A, and the others, which are judged together."""
    parts: dict[Design, list[Series]] = {}
    for one in series:
        parts.setdefault(design_of([one]), []).append(one)
    return {design_of(part): part for part in parts.values()}


def design_standards(series: Sequence[Series]) -> tuple[Standard, ...]:
    """Check a study, one or several cases, against the standards that its data can speak to.

    Returns:
        One line for each standard, in the order in which a reviewer meets them; those that no data can show say so.

    Raises:
        ValueError: there is no series.
    """
    if not series:
        raise ValueError("There is no series to check.")
    design = design_of(series)
    counts = _alternation if design is Design.ALTERNATING else _points_a_phase
    trend = () if design is Design.ALTERNATING else (_baseline_trend(series),)
    back = (_reversibility(series),) if design is Design.REVERSAL else ()
    together = (_concurrence(series),) if design is Design.MULTIPLE_BASELINE else ()
    return (_shown(series), *_unseen(), _attempts(series, design), counts(series), *together, *trend, *back)


def baseline_trend(phase: Phase, *, direction: str = "increase") -> float | None:
    """NAP of the last three baseline points against those before them; 0.5 is level, 1 improves by itself.

    None with fewer than six points. Source: WWC Handbook 5.0 (2022), Appendix I; its example gives 0.44.
    """
    values = points(phase.outcome)
    if len(values) < 2 * LAST_POINTS:
        return None
    return nap(values[:-LAST_POINTS], values[-LAST_POINTS:], direction=direction).value


def reversibility(first: Phase, second: Phase, *, direction: str = "increase") -> float | None:
    """NAP of the second baseline against the first; near 0.5 the outcome came back, near 1 it stayed better.

    Source: WWC Handbook 5.0 (2022), Appendix I; its example gives 0.617.
    """
    return nap(first.outcome, second.outcome, direction=direction).value


def _shown(series: Sequence[Series]) -> Standard:
    phases = [phase for one in series for phase in one.phases]
    total, sessions = sum(phase.points for phase in phases), sum(len(phase.session) for phase in phases)
    empty = f"; {sessions - total} of {sessions} sessions have none" if sessions > total else ""
    return Standard("data_shown", Met.YES, f"The outcome of each session is there ({total} points{empty}).")


def _unseen() -> Iterator[Standard]:
    """List what a table of outcomes cannot show."""
    for name, what in (
        ("systematic_manipulation", "whether somebody decided when each phase began, as planned"),
        ("agreement", "whether a second observer agreed (at least 0.80, or kappa 0.60, on a fifth of each phase)"),
        ("no_confounding", "whether something else changed together with the phase"),
    ):
        yield Standard(name, Met.CANNOT_TELL, f"It can't be told from the data {what}.")


def _attempts(series: Sequence[Series], design: Design) -> Standard:
    if design in (Design.ALTERNATING, Design.REVERSAL):
        shown = min(len(one.phases) - 1 for one in series)
    else:
        shown = len({float(one.phases[1].session[0]) for one in series if len(one.phases) > 1})
    times = "1 point in time" if shown == 1 else f"{shown} points in time"
    met = Met.YES if shown >= ATTEMPTS else Met.NO
    return Standard("three_attempts", met, f"An effect could show at {times}; three are needed.")


def _points_a_phase(series: Sequence[Series]) -> Standard:
    fewest = min(phase.points for one in series for phase in one.phases)
    met = _graded(fewest, ENOUGH_POINTS, FEWEST_POINTS)
    have = "1 point" if fewest == 1 else f"{fewest} points"
    words = f"The shortest phase has {have}; five are needed, three with reservations."
    return Standard("points_a_phase", met, words)


def _alternation(series: Sequence[Series]) -> Standard:
    """Count repetitions; more than two points of one condition in a row are not a quick alternation."""
    fewest = min(sum(p.points for p in one.phases if p.condition == letter) for one in series for letter in "AB")
    longest = max(phase.points for one in series for phase in one.phases)
    met = _graded(fewest, ENOUGH_REPETITIONS, FEWEST_REPETITIONS)
    words = f"Each condition has at least {fewest} points; five are needed, four with reservations."
    if longest > 2:
        return Standard("repetitions", Met.NO, f"{words} But {longest} in a row are of one condition; two may be.")
    return Standard("repetitions", met, words)


def _concurrence(series: Sequence[Series]) -> Standard:
    """Ask that whenever a case starts B, each case that starts later has a baseline point before and at or after it."""
    staggered = sorted((one.phases for one in series if len(one.phases) > 1), key=lambda p: float(p[1].session[0]))
    together = all(_spans(later[0], float(earlier[1].session[0])) for earlier, later in _each_later(staggered))
    if together:
        words = "Whenever one case began, the later ones were still in their baseline, if session numbers are days."
        return Standard("concurrent_baselines", Met.YES, words)
    words = "When one case began, a later one had no baseline around that session: their baselines do not overlap."
    return Standard("concurrent_baselines", Met.NO, words)


def _each_later(staggered: Sequence[Sequence[Phase]]) -> Iterator[tuple[Sequence[Phase], Sequence[Phase]]]:
    for place, earlier in enumerate(staggered):
        for later in staggered[place + 1 :]:
            if float(later[1].session[0]) > float(earlier[1].session[0]):
                yield earlier, later


def _spans(baseline: Phase, session: float) -> bool:
    there = baseline.session[np.isfinite(baseline.outcome)]
    return bool((there < session).any() and (there >= session).any())


def _baseline_trend(series: Sequence[Series]) -> Standard:
    found = [baseline_trend(one.phases[0], direction=one.direction) for one in series if one.phases[0].condition == "A"]
    known = [value for value in found if value is not None]
    if not known or len(known) < len(series):
        words = "It can't be told whether a baseline improved by itself: that takes six baseline points for each case."
        return Standard("no_baseline_trend", Met.CANNOT_TELL, words)
    worst = max(known)
    met = Met.NO if worst >= TREND_FROM else Met.YES
    words = f"Last three baseline points against those before: NAP {worst:.2f}; below {TREND_FROM} is wanted."
    return Standard("no_baseline_trend", met, words)


def _reversibility(series: Sequence[Series]) -> Standard:
    found = [value for one in series if (value := _came_back(one)) is not None]
    if len(found) < len(series):
        words = "It can't be told whether the outcome came back: not every case has a second baseline."
        return Standard("reversible", Met.CANNOT_TELL, words)
    worst = max(found)
    met = Met.NO if worst >= TREND_FROM else Met.YES
    words = f"Second baseline against the first: NAP {worst:.2f}; below {TREND_FROM} means that the outcome came back."
    return Standard("reversible", met, words)


def _came_back(series: Series) -> float | None:
    baselines = [phase for phase in series.phases if phase.condition == "A"]
    if len(baselines) < 2:
        return None
    return reversibility(baselines[0], baselines[1], direction=series.direction)


def _graded(count: int, enough: int, fewest: int) -> Met:
    if count >= enough:
        return Met.YES
    return Met.WITH_RESERVATIONS if count >= fewest else Met.NO
