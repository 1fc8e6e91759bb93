"""Single-case series as a CSV table: `case,phase,session,outcome`, optionally direction, goal, scale, intervals.

One row is one session of one case. Phases are A (before, or without) and B (with); they may be numbered (A1, B1, A2 …).
The order of sessions decides where a phase ends. An empty outcome (or NA) is a session without a value. What holds for
a whole case (direction, goal, scale, intervals) may stand in each of its rows or in one, and must not contradict
itself. What spreadsheets do is tolerated as in `moments_csv`; every fault is listed with its row.
"""

import csv
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from pebblepath.core.evidence.single_case.series import Direction, Scale, Series

from .moments_csv import Fault

COLUMNS = ("case", "phase", "session", "outcome")
OPTIONAL = ("direction", "goal", "scale", "intervals")
_PHASE = re.compile(r"([AB])(\d*)")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_MISSING = frozenset({"", "NA", "NAN"})


@dataclass(frozen=True, slots=True)
class ParsedSeries:
    """The series of a table and its faults; use the series only when there is no fault.

    Args:
        series: one for each case, in the order in which the cases first appear.
        faults: what is wrong with the table.
    """

    series: tuple[Series, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Rows:
    """What the rows of one case said so far."""

    phase: list[str] = field(default_factory=list)
    session: list[float] = field(default_factory=list)
    outcome: list[float] = field(default_factory=list)
    row_of: dict[float, int] = field(default_factory=dict)
    said: dict[str, str | float] = field(default_factory=dict)
    numbered: bool = False


def parse_series(text: str) -> ParsedSeries:
    """Read a CSV table of single-case series.

    Args:
        text: the whole file, decoded.

    Returns:
        All series that could be read, and all faults.
    """
    table = _table(text.removeprefix("\ufeff"))
    if isinstance(table, Fault):
        return ParsedSeries((), (table,))
    lines, comma = table
    header = [_tidy(cell).lower() for cell in lines[0]] if lines else []
    faults = _header_faults(header)
    if faults:
        return ParsedSeries((), tuple(faults))
    cases: dict[str, _Rows] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            faults += _read_row(number, _named(cells, header), comma, cases)
    if not cases and not faults:
        faults = [Fault(2, "", "", "the table has no sessions", "each row below the header is one session of a case")]
    return ParsedSeries(tuple(_series(name, rows) for name, rows in cases.items() if rows.session), tuple(faults))


def _table(text: str) -> tuple[list[list[str]], bool] | Fault:
    """Give the rows, and whether a comma in a number is a decimal comma."""
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), delimiter != ","
    except csv.Error as error:
        line = text.count("\n") + 1
        return Fault(line, "", "", f"the table cannot be read ({error})", "save it as CSV with closed quotes")


def _header_faults(header: Sequence[str]) -> list[Fault]:
    accepted = f"the first row must have {', '.join(COLUMNS)}"
    if not any(header):
        return [Fault(1, "", "", "the table is empty", accepted)]
    faults = [Fault(1, name, "", f"the column {name!r} is missing", accepted) for name in COLUMNS if name not in header]
    twice = [name for name in COLUMNS + OPTIONAL if header.count(name) > 1]
    return faults + [Fault(1, name, name, f"the column {name!r} is there twice", accepted) for name in twice]


def _named(cells: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(header) - len(cells))]
    cell = {name: _tidy(padded[header.index(name)]) for name in COLUMNS + OPTIONAL if name in header}
    return cell | ({"": cells[len(header)]} if any(extra.strip() for extra in cells[len(header) :]) else {})


def _read_row(number: int, cell: dict[str, str], comma: bool, cases: dict[str, _Rows]) -> list[Fault]:
    if "" in cell:
        accepted = "put quotes around a cell that contains a comma or semicolon"
        return [Fault(number, "", cell[""], "there are more cells than columns", accepted)]
    rows = cases.setdefault(cell["case"], _Rows()) if cell["case"] else _Rows()
    phase = _PHASE.fullmatch(cell["phase"].upper())
    session, outcome = _number(cell["session"], comma), _number(cell["outcome"], comma, missing=True)
    faults = [] if cell["case"] else [Fault(number, "case", "", "there is no case", "say whose series it is")]
    if phase is None:
        faults.append(_bad(number, "phase", cell["phase"], "write A (before, or without) or B (with)"))
    if session is None:
        faults.append(_bad(number, "session", cell["session"], "write the number of the session, such as 1"))
    elif session in rows.row_of:
        faults.append(_twice(number, cell, rows.row_of[session]))
    if outcome is None:
        faults.append(_bad(number, "outcome", cell["outcome"], "write a number, or nothing where there is no value"))
    faults += _read_said(number, cell, comma, rows)
    if not faults and phase is not None and session is not None and outcome is not None:
        _keep(rows, number, phase, session, outcome)
    return faults


def _keep(rows: _Rows, number: int, phase: re.Match[str], session: float, outcome: float) -> None:
    rows.phase.append(phase[1])
    rows.session.append(session)
    rows.outcome.append(outcome)
    rows.row_of[session] = number
    rows.numbered = rows.numbered or bool(phase[2])


def _read_said(number: int, cell: dict[str, str], comma: bool, rows: _Rows) -> list[Fault]:
    """Read what holds for the whole case; a later row must not contradict an earlier one."""
    faults = []
    for name in OPTIONAL:
        text = cell.get(name, "")
        if text.upper() in _MISSING:
            continue
        value = _known(name, text, comma)
        if value is None:
            faults.append(_bad(number, name, text, _ACCEPTED[name]))
        elif rows.said.setdefault(name, value) != value:
            problem = f"{text!r} contradicts {rows.said[name]!r} in an earlier row of {cell['case']}"
            faults.append(Fault(number, name, text, problem, "write the same in all rows of a case"))
    return faults


_ACCEPTED = {
    "direction": f"write {' or '.join(Direction)}",
    "goal": "write the number that is aimed at",
    "scale": f"write {', '.join(Scale)}",
    "intervals": "write how many intervals were watched in a session, a number above 0",
}


def _known(name: str, text: str, comma: bool) -> str | float | None:
    if name == "direction":
        return text.lower() if text.lower() in set(Direction) else None
    if name == "scale":
        return text.lower() if text.lower() in set(Scale) else None
    number = _number(text, comma)
    return None if number is None or (name == "intervals" and number <= 0.0) else number


def _series(name: str, rows: _Rows) -> Series:
    said = rows.said
    goal, intervals = said.get("goal"), said.get("intervals")
    return Series.from_rows(
        name,
        condition=rows.phase,
        session=rows.session,
        outcome=rows.outcome,
        direction=str(said.get("direction", Direction.INCREASE)),
        scale=str(said.get("scale", Scale.OTHER)),
        goal=None if goal is None else float(goal),
        intervals=None if intervals is None else float(intervals),
        numbered=rows.numbered,
    )


def _number(text: str, comma: bool, *, missing: bool = False) -> float | None:
    if missing and text.upper() in _MISSING:
        return math.nan
    plain = text.replace(",", ".") if comma else text
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if math.isfinite(number) else None


def _bad(number: int, column: str, value: str, accepted: str) -> Fault:
    what = {"outcome": "an outcome", "intervals": "a number of intervals"}.get(column, f"a {column}")
    problem = f"{value!r} is not {what}" if value else f"there is no {column}"
    return Fault(number, column, value, problem, accepted)


def _twice(number: int, cell: dict[str, str], first: int) -> Fault:
    problem = f"session {cell['session']} of {cell['case']} is there already in row {first}"
    return Fault(number, "session", cell["session"], problem, "number the sessions of a case straight through")


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
