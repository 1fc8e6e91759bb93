import math

import pytest

from pebblepath.core.exchange.series_csv import parse_series

HEADER = "case,phase,session,outcome\n"
ROWS = "Ana,A,1,2\nAna,A,2,3\nAna,B,3,5\nAna,B,4,6.5\n"


def only_fault(text: str):
    parsed = parse_series(text)
    assert len(parsed.faults) == 1
    return parsed.faults[0]


def only_series(text: str):
    parsed = parse_series(text)
    assert parsed.faults == () and len(parsed.series) == 1
    return parsed.series[0]


def compared(series):
    pair = series.pair()
    return pair.a.tolist(), pair.b.tolist()


def test_a_plain_table_is_read():
    series = only_series(HEADER + ROWS)
    assert series.case == "Ana" and compared(series) == ([2, 3], [5, 6.5])
    assert (series.direction, series.scale, series.goal, series.intervals) == ("increase", "other", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + ROWS,
        (HEADER + ROWS).replace("\n", "\r\n"),
        (HEADER + ROWS).replace(",", "\t"),
        (HEADER + ROWS).replace(",", ";").replace("6.5", "6,5"),
        "Outcome, SESSION ,note,phase,Case\n2,1,x,a,Ana\n3,2,,A,Ana\n5,3,,b,Ana\n6.5,4,,B, Ana \n\n",
        HEADER + "Ana,B,4,6.5\nAna,A,2,3\nAna,B,3,5.0\nAna,A,1,2e0\n",
    ],
)
def test_what_spreadsheets_do_is_tolerated(text):
    assert compared(only_series(text)) == ([2, 3], [5, 6.5])


def test_cases_stand_in_the_order_of_their_first_row():
    parsed = parse_series(HEADER + "Bo,A,1,1\nAna,A,1,2\nBo,B,2,3\nAna,B,2,4\n")
    assert [series.case for series in parsed.series] == ["Bo", "Ana"]
    assert [compared(series) for series in parsed.series] == [([1], [3]), ([2], [4])]


def test_numbered_phases_are_taken_as_written():
    series = only_series(HEADER + "Ana,A1,1,2\nAna,B1,2,3\nAna,A2,3,5\nAna,B2,4,6\n")
    assert series.numbered and [phase.condition for phase in series.phases] == ["A", "B", "A", "B"]
    assert compared(series) == ([2], [3])


@pytest.mark.parametrize("empty", ["", " ", "NA", "nan"])
def test_a_session_without_a_value_is_kept_as_missing(empty):
    series = only_series(HEADER + f"Ana,A,1,2\nAna,A,2,{empty}\nAna,B,3,5\n")
    assert math.isnan(series.phases[0].outcome[1]) and compared(series) == ([2], [5])


def test_what_holds_for_a_case_may_stand_in_one_row():
    text = (
        "case,phase,session,outcome,direction,goal,scale,intervals\n"
        "Ana,A,1,20,Decrease,,,\nAna,B,2,10,,0,percentage,20\nBo,A,1,2,,,,\nBo,B,2,3,,,,\n"
    )
    ana, bo = parse_series(text).series
    assert (ana.direction, ana.scale, ana.goal, ana.intervals) == ("decrease", "percentage", 0.0, 20.0)
    assert (bo.direction, bo.scale, bo.goal, bo.intervals) == ("increase", "other", None, None)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (",A,1,2", "case", "there is no case; say whose series it is"),
        ("Ana,C,1,2", "phase", "'C' is not a phase; write A (before, or without) or B (with)"),
        ("Ana,,1,2", "phase", "there is no phase"),
        ("Ana,A,,2", "session", "there is no session; write the number of the session, such as 1"),
        ("Ana,A,first,2", "session", "'first' is not a session"),
        ("Ana,A,inf,2", "session", "'inf' is not a session"),
        ("Ana,A,1,much", "outcome", "'much' is not an outcome; write a number, or nothing where there is no value"),
        ("Ana,A,1,1e999", "outcome", "'1e999' is not an outcome"),
        ("Ana,A,1,1_0", "outcome", "'1_0' is not an outcome"),
        ("Ana,A,1,2,,,", "", "there are more cells than columns"),
    ],
)
def test_a_fault_says_row_column_and_what_is_accepted(row, column, words):
    fault = only_fault(HEADER + "Bo,A,1,2\n" + row.replace(",2,,,", ",2,,x") + "\n")
    assert fault.row == 3 and fault.column == column and words in str(fault)
    assert str(fault).startswith(f"Row 3, column {column}: " if column else "Row 3: ")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("direction", "up", "'up' is not a direction; write increase or decrease"),
        ("scale", "minutes", "'minutes' is not a scale; write percentage, proportion, count, other"),
        ("goal", "high", "'high' is not a goal; write the number that is aimed at"),
        ("intervals", "0", "'0' is not a number of intervals; write how many intervals"),
    ],
)
def test_an_optional_column_is_checked_too(column, value, words):
    fault = only_fault(f"case,phase,session,outcome,{column}\nAna,A,1,2,{value}\n")
    assert fault.column == column and words in str(fault)


def test_a_case_must_not_contradict_itself():
    fault = only_fault("case,phase,session,outcome,direction\nAna,A,1,2,increase\nAna,B,2,3,decrease\n")
    assert fault.row == 3 and "'decrease' contradicts 'increase' in an earlier row of Ana" in str(fault)


def test_a_session_that_is_there_twice_is_a_fault():
    fault = only_fault(HEADER + "Ana,A,1,2\nAna,A,2,2\nBo,A,1,3\nAna,B,1.0,4\n")
    assert fault.row == 5 and "session 1.0 of Ana is there already in row 2; number the sessions" in str(fault)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Row 1: the table is empty; the first row must have case, phase, session, outcome."),
        ("\n", "the table is empty"),
        (HEADER, "Row 2: the table has no sessions; each row below the header is one session of a case."),
        ("case,phase,session\nAna,A,1\n", "Row 1, column outcome: the column 'outcome' is missing"),
        ("case,phase,session,outcome,case\nAna,A,1,2,Bo\n", "the column 'case' is there twice"),
        (HEADER + 'Ana,A,1,"2\n', "the table cannot be read"),
    ],
)
def test_a_table_that_is_none_is_told_so(text, words):
    assert words in str(only_fault(text))


def test_all_faults_are_found():
    faults = parse_series(HEADER + "Ana,C,x,y\n,A,1,1\nAna,A,1,1\n").faults
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "phase"),
        (2, "session"),
        (2, "outcome"),
        (3, "case"),
    ]


def test_ten_thousand_rows_are_read():
    rows = "".join(f"case {k % 50},{'A' if k < 4000 else 'B'},{k},{k % 7}\n" for k in range(10_000))
    parsed = parse_series(HEADER + rows)
    assert len(parsed.series) == 50 and parsed.faults == ()
    assert sum(phase.points for series in parsed.series for phase in series.phases) == 10_000
