"""A plan as a table: every column is whole, whatever lies in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pebblepath.apps.play.timetable.grid import STEP, Column, Piece, rows_of


def pieces(times: list[tuple[int, int]]) -> tuple[Piece, ...]:
    """Pieces one after the other: a pause and a length each."""
    at, made = 8 * 60, []
    for pause, minutes in times:
        made.append(Piece(at + pause, at + pause + minutes, "visit", "Mia"))
        at += pause + minutes
    return tuple(made)


TIMES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 90)), max_size=6).map(pieces)
HOURS = st.tuples(st.integers(7 * 60, 10 * 60), st.integers(11 * 60, 18 * 60))
COLUMNS = st.lists(st.tuples(TIMES, HOURS).map(lambda two: Column("Robin", two[0], *two[1])), min_size=1, max_size=4)


@given(COLUMNS)
def test_the_cells_of_each_column_fill_its_rows(columns: list[Column]):
    rows = rows_of(columns)
    assert sum(cell.rows for row in rows for cell in row.cells) == len(rows) * len(columns)
    # Played through as a browser lays a table out, no cell falls on another.
    covered = [0] * len(columns)
    for nth, row in enumerate(rows):
        free = [place for place, until in enumerate(covered) if until <= nth]
        assert len(free) == len(row.cells)
        for place, cell in zip(free, row.cells, strict=True):
            covered[place] = nth + cell.rows
    assert {until for until in covered} == {len(rows)}


@given(COLUMNS)
def test_each_half_hour_has_its_time_and_each_piece_begins_where_it_should(columns: list[Column]):
    rows = rows_of(columns)
    assert [bool(row.label) for row in rows] == [nth % 6 == 0 for nth in range(len(rows))]
    begin = int(rows[0].label[:2]) * 60 + int(rows[0].label[3:])
    shown = [(begin + nth * STEP, cell.piece) for nth, row in enumerate(rows) for cell in row.cells if cell.piece]
    assert all(abs(at - piece.start) <= STEP for at, piece in shown)


def test_an_empty_plan_is_no_table():
    assert rows_of([]) == [] and rows_of([Column("Robin", (), 0, 0)]) == []


def test_the_time_outside_somebodys_hours_is_marked():
    rows = rows_of([Column("Robin", (), 9 * 60, 10 * 60), Column("Kai", (), 9 * 60, 11 * 60)])
    assert [cell.off for row in rows for cell in row.cells] == [False, False, True]
