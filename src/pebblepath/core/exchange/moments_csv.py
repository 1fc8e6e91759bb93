"""Moments as a CSV table: `when,setting,observer,outcome,strategies`.

Reading is patient with what spreadsheets do (byte order mark, CRLF, semicolons or tabs between cells, columns
in any order, extra columns) and strict with what would change the answer: every fault is listed with its row
as the spreadsheet numbers it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pebblepath.core.evidence.case import Moment

COLUMNS = ("when", "setting", "observer", "outcome", "strategies")
BETWEEN_STRATEGIES = ";"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"\d{1,9}(\.0+)?")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DISARMED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, in words.

    Args:
        row: as a spreadsheet numbers it; the header is row 1.
        column: the name of the column, or "" when the whole row is meant.
        value: what was found.
        problem: what is wrong with it.
        accepted: what would be right.
    """

    row: int
    column: str
    value: str
    problem: str
    accepted: str

    def __str__(self) -> str:
        place = f"Row {self.row}, column {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.problem}; {self.accepted}."


@dataclass(frozen=True, slots=True)
class ParsedMoments:
    """The moments of a table and its faults; use the moments only when there is no fault.

    Args:
        moments: the rows that could be read.
        rows: for each of them its row as a spreadsheet numbers it.
        faults: what is wrong with the others.
    """

    moments: tuple[Moment, ...]
    rows: tuple[int, ...]
    faults: tuple[Fault, ...]


def parse_moments(text: str, *, levels: int = 5) -> ParsedMoments:
    """Read a CSV table of moments.

    Args:
        text: the whole file, decoded.
        levels: K; outcomes are whole numbers from 0 to K - 1.

    Returns:
        All rows that could be read, in the order of the file, and all faults.
    """
    table = _rows(text.removeprefix("\ufeff"))
    if isinstance(table, Fault):
        return ParsedMoments((), (), (table,))
    if not table or not any(cell.strip() for cell in table[0]):
        return ParsedMoments((), (), (_no_header(),))
    header = [_tidy(cell).lower() for cell in table[0]]
    faults = _header_faults(header)
    if faults:
        return ParsedMoments((), (), tuple(faults))
    moments: list[Moment] = []
    rows: list[int] = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found = _read_row(number, cells, header, levels)
        if isinstance(found, Moment):
            moments.append(found)
            rows.append(number)
        else:
            faults.extend(found)
    if not moments and not faults:
        faults.append(Fault(2, "", "", "the table has no moments", "each row below the header is one moment"))
    return ParsedMoments(tuple(moments), tuple(rows), tuple(faults))


def write_moments(moments: Iterable[Moment]) -> str:
    """Write moments as a CSV table (CRLF) that `parse_moments` reads back.

    Cells that a spreadsheet would run as a formula get an apostrophe in front, which reading takes away
    again.

    Raises:
        ValueError: the name of a strategy contains a semicolon.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for moment in moments:
        names = sorted(moment.strategies)
        if any(BETWEEN_STRATEGIES in name for name in names):
            raise ValueError(f"A strategy of {names} has a semicolon in its name; the table uses it between names.")
        row = (moment.when.isoformat(), moment.setting, moment.observer, str(moment.outcome))
        writer.writerow([_disarm(cell) for cell in (*row, BETWEEN_STRATEGIES.join(names))])
    return out.getvalue()


def _rows(text: str) -> list[list[str]] | Fault:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        line = text.count("\n", 0, len(text)) + 1
        return Fault(line, "", "", f"the table cannot be read ({error})", "save it as CSV with closed quotes")


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max((",", ";", "\t"), key=header.count)


def _no_header() -> Fault:
    return Fault(1, "", "", "the table is empty", f"the first row has the columns {', '.join(COLUMNS)}")


def _header_faults(header: Sequence[str]) -> list[Fault]:
    accepted = f"the first row must have {', '.join(COLUMNS)}"
    faults = [
        Fault(1, column, "", f"the column {column!r} is missing", accepted)
        for column in COLUMNS
        if column not in header
    ]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    return faults + [Fault(1, column, column, f"the column {column!r} is there twice", accepted) for column in twice]


def _read_row(number: int, cells: Sequence[str], header: Sequence[str], levels: int) -> Moment | list[Fault]:
    if any(cell.strip() for cell in cells[len(header) :]):
        extra = cells[len(header)]
        problem = f"there are {len(cells)} cells but the header has {len(header)} columns"
        return [Fault(number, "", extra, problem, "put quotes around a cell that contains a comma or semicolon")]
    padded = [*cells, *[""] * (len(header) - len(cells))]
    cell = {name: _arm(padded[header.index(name)]) for name in COLUMNS}
    when = _read_when(number, cell["when"])
    outcome = _read_outcome(number, cell["outcome"], levels)
    setting = _read_name(number, "setting", cell["setting"], "say where it was, such as home or school")
    observer = _read_name(number, "observer", cell["observer"], "say who told it, such as mum or teacher")
    found = (when, outcome, setting, observer)
    if (
        isinstance(when, Fault)
        or isinstance(outcome, Fault)
        or isinstance(setting, Fault)
        or isinstance(observer, Fault)
    ):
        return [part for part in found if isinstance(part, Fault)]
    names = (_tidy(name) for name in cell["strategies"].split(BETWEEN_STRATEGIES))
    return Moment(when, setting, observer, outcome, frozenset(name for name in names if name))


def _read_when(number: int, text: str) -> date | Fault:
    value = _tidy(text)
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _DAY.match(value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    problem = f"{value!r} is not a day" if value else "there is no day"
    return Fault(number, "when", value, problem, "write year-month-day, such as 2024-05-31, with or without a time")


def _read_outcome(number: int, text: str, levels: int) -> int | Fault:
    value = _tidy(text)
    accepted = f"write a whole number from 0 to {levels - 1}"
    if not value:
        return Fault(number, "outcome", value, "there is no outcome", accepted)
    if not _WHOLE.fullmatch(value) or int(float(value)) >= levels:
        return Fault(number, "outcome", value, f"{value!r} is not one of the {levels} levels", accepted)
    return int(float(value))


def _read_name(number: int, column: str, text: str, accepted: str) -> str | Fault:
    value = _tidy(text)
    return value or Fault(number, column, value, f"there is no {column}", accepted)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _disarm(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _arm(cell: str) -> str:
    return cell[1:] if _DISARMED.match(cell) else cell
