import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from pebblepath.cli import main
from pebblepath.core.evidence import Moment
from pebblepath.core.exchange.moments_csv import write_moments


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        Moment(date(2024, 1, 8) + timedelta(days=day), "school", "teacher", 4 if day % 2 else 1, used)
        for day, used in enumerate([frozenset(), frozenset({"Wobble cushion"})] * 15)
    ]
    path = tmp_path / "moments.csv"
    path.write_text(write_moments(rows), encoding="utf-8", newline="")
    return path


def run(*words: str):
    return CliRunner().invoke(main, list(words))


def test_the_answer_is_plain_text_by_setting(table):
    done = run("what-helps", str(table))
    assert done.exit_code == 0
    assert "What helps, from 30 moments." in done.output and "Wobble cushion · school: helps." in done.output
    assert "(15 with, 15 without)" in done.output


def test_json_follows_the_contract(table):
    answer = json.loads(run("what-helps", str(table), "--json").output)
    assert set(answer) == {"effects", "sigma", "growth"}
    assert answer["effects"][0]["verdict"] == "helps" and answer["effects"][0]["with"] == 15


def test_a_bad_file_gets_one_sentence_and_exit_code_2(table):
    text = table.read_text(encoding="utf-8").replace(",4,", ",7,", 1)
    table.write_text(text, encoding="utf-8")
    done = run("what-helps", str(table))
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr == "Row 3, column outcome: '7' is not one of the 5 levels; write a whole number from 0 to 4.\n"


def test_further_faults_are_counted(table):
    table.write_text("when,setting,observer,outcome,strategies\nx,home,mum,9,\n", encoding="utf-8")
    assert run("what-helps", str(table)).stderr.endswith("with or without a time (and 1 other fault).\n")


def test_levels_can_be_given(table):
    assert run("what-helps", str(table), "--levels", "7").exit_code == 0
    assert run("what-helps", str(table), "--levels", "3").exit_code == 2
    assert run("what-helps", str(table), "--levels", "9").exit_code == 2


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path, name):
    done = run("what-helps", str(tmp_path / name))
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "can't be read" in done.stderr


def test_a_file_that_is_not_text_gets_one_sentence(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\xff\xfe\x00\x81")
    done = run("what-helps", str(path))
    assert done.exit_code == 2 and "is not UTF-8 text" in done.stderr


def test_moments_without_a_strategy_are_no_error(tmp_path):
    path = tmp_path / "none.csv"
    path.write_text("when,setting,observer,outcome,strategies\n2024-01-08,home,mum,2,\n", encoding="utf-8")
    done = run("what-helps", str(path))
    assert done.exit_code == 0 and "nothing to compare yet" in done.output


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from click.testing import CliRunner; from pebblepath.cli import main;"
        "assert 'what-helps' in CliRunner().invoke(main, ['--help']).output;"
        "print([name for name in ('numpy', 'scipy', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
