import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.evidence import Moment
from pebblepath.core.exchange.moments_csv import parse_moments, write_moments

HEADER = "when,setting,observer,outcome,strategies\n"
GOOD = Moment(date(2024, 5, 31), "home", "mum", 3, frozenset({"song", "wobble cushion"}))


def only_fault(text: str, levels: int = 5):
    parsed = parse_moments(text, levels=levels)
    assert len(parsed.faults) == 1
    return parsed.faults[0]


def test_a_plain_table_is_read():
    parsed = parse_moments(HEADER + "2024-05-31,home,mum,3,wobble cushion;song\n")
    assert parsed.moments == (GOOD,) and parsed.faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + "2024-05-31,home,mum,3,wobble cushion;song\n",
        HEADER.replace("\n", "\r\n") + "2024-05-31,home,mum,3,wobble cushion;song\r\n",
        'when;setting;observer;outcome;strategies\n2024-05-31;home;mum;3;"wobble cushion;song"\n',
        "outcome,when,note,strategies,observer,setting\n3,2024-05-31,x,song ; wobble  cushion;,mum,home\n",
        "When , Setting,OBSERVER,outcome,strategies\n2024-05-31, home ,mum,3.0,wobble cushion;song\n\n",
        "when\tsetting\tobserver\toutcome\tstrategies\n2024-05-31\thome\tmum\t3\twobble cushion;song\n",
    ],
)
def test_what_spreadsheets_do_is_tolerated(text):
    parsed = parse_moments(text)
    assert parsed.moments == (GOOD,) and parsed.faults == ()


def test_a_date_and_time_is_read():
    parsed = parse_moments(HEADER + "2024-05-31T16:05,home,mum,3,\n2024-05-31 08:00:00Z,home,mum,3\n")
    assert parsed.moments[0].when == datetime(2024, 5, 31, 16, 5) and not parsed.moments[0].strategies
    assert parsed.moments[1].when.hour == 8


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("31.5.2024,home,mum,3,song", "when", "'31.5.2024' is not a day; write year-month-day"),
        ("2024-02-30,home,mum,3,song", "when", "'2024-02-30' is not a day"),
        (",home,mum,3,song", "when", "there is no day"),
        (
            "2024-05-31,home,mum,5,song",
            "outcome",
            "'5' is not one of the 5 levels; write a whole number from 0 to 4",
        ),
        ("2024-05-31,home,mum,-1,song", "outcome", "'-1' is not one of the 5 levels"),
        ("2024-05-31,home,mum,2.5,song", "outcome", "'2.5' is not one of the 5 levels"),
        ("2024-05-31,home,mum,,song", "outcome", "there is no outcome"),
        ("2024-05-31,,mum,3,song", "setting", "there is no setting"),
        ("2024-05-31,home, ,3,song", "observer", "there is no observer"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_what_is_accepted(row, column, words):
    fault = only_fault(HEADER + "2024-05-30,home,mum,3,song\n" + row + "\n")
    assert (fault.row, fault.column) == (3, column)
    assert words in str(fault) and str(fault).startswith(f"Row 3, column {column}: ")


def test_rows_are_numbered_as_a_spreadsheet_does_it():
    quoted = '2024-05-30,"home\nsweet home",mum,3,song\n'
    assert only_fault(HEADER + quoted + "\n" + "2024-05-30,home,mum,9,\n").row == 4


def test_all_faults_of_a_table_are_listed():
    parsed = parse_moments(HEADER + "x,home,mum,9,\n2024-05-30,,mum,1,\n2024-05-30,home,mum,1,\n")
    assert [(fault.row, fault.column) for fault in parsed.faults] == [
        (2, "when"),
        (2, "outcome"),
        (3, "setting"),
    ]
    assert len(parsed.moments) == 1


def test_a_missing_column_is_named():
    assert only_fault("when,setting,observer,outcome\n").column == "strategies"


def test_a_column_that_is_there_twice_is_named():
    assert "twice" in str(only_fault("when,when,setting,observer,outcome,strategies\n"))


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_table_is_a_fault(text):
    assert "the table is empty" in str(only_fault(text))


def test_a_table_with_only_a_header_is_a_fault():
    assert "has no moments" in str(only_fault(HEADER))


def test_cells_beyond_the_header_are_a_fault():
    assert "7 cells" in str(only_fault(HEADER + "2024-05-31,home,mum,3,song,cushion,x\n"))


def test_an_open_quote_is_a_fault():
    assert "cannot be read" in str(only_fault(HEADER + '2024-05-31,"home,mum,3,song\n'))


def test_the_levels_decide_which_outcomes_are_accepted():
    assert "from 0 to 1" in str(only_fault(HEADER + "2024-05-31,home,mum,2,\n", levels=2))


NAME = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=";"), min_size=1, max_size=8)
FORMULA = st.sampled_from(["=1+1", "+x", "-x", "@x", "'=x", "''+1", "'x", 'a"b', "a,b"])
WORD = (NAME | FORMULA).filter(lambda word: unicodedata.normalize("NFC", word) == word)
WHEN = st.dates() | st.datetimes()
MOMENT = st.builds(Moment, WHEN, WORD, WORD, st.integers(0, 4), st.frozensets(WORD, max_size=3))


@given(st.lists(MOMENT, min_size=1, max_size=4))
def test_what_is_written_is_read_back(rows):
    assert parse_moments(write_moments(rows)).moments == tuple(rows)


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@sum", "'=x"])
def test_no_cell_can_run_as_a_formula(name):
    text = write_moments([Moment(date(2024, 5, 31), name, name, 3, frozenset({name}))])
    cells = text.splitlines()[1].split(",")
    assert all(cell[0] not in "=+-@" for cell in cells)


def test_a_strategy_with_a_semicolon_cannot_be_written():
    with pytest.raises(ValueError, match="semicolon"):
        write_moments([Moment(date(2024, 5, 31), "home", "mum", 3, frozenset({"a;b"}))])
