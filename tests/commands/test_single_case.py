import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pebblepath.cli import main

NAMES = ["NAP", "Tau", "Tau_U", "Tau_BC", "PND", "PEM", "PAND", "IRD", "SMD", "LRRi", "LRRd", "LRM", "PoGO"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    a, b = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
    rows = [f"Ana,{'A' if k < 6 else 'B'},{k + 1},{value}" for k, value in enumerate(a + b)]
    path = tmp_path / "series.csv"
    path.write_text("case,phase,session,outcome\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def run(*words: str):
    return CliRunner().invoke(main, list(words))


def test_json_follows_the_contract(table):
    done = run("single-case", str(table), "--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0 and list(answer) == ["cases"]
    (case,) = answer["cases"]
    assert list(case) == ["case", "effects"] and case["case"] == "Ana" and list(case["effects"]) == NAMES
    assert all(list(effect) == ["value", "se", "low", "high", "reason"] for effect in case["effects"].values())
    assert case["effects"]["NAP"]["value"] == pytest.approx(38.5 / 42)
    assert case["effects"]["PND"]["value"] == pytest.approx(5 / 7)
    assert case["effects"]["PoGO"]["value"] is None and "no goal" in case["effects"]["PoGO"]["reason"]


def test_the_answer_is_plain_text_by_case(table):
    done = run("single-case", str(table))
    assert done.exit_code == 0
    assert "Ana\n---\n6 points in A, 7 in B; more is better.\n" in done.output
    assert "NAP        0.92  (0.60 to 0.99)      a B point is better than an A point 9 times in 10" in done.output
    assert "PoGO       none                      There is no goal to measure the way to." in done.output
    assert "not why" in done.output
    assert "told from the data alone (AB: Ana)" in done.output
    assert "does not meet: An effect could show at 1 point in time; three are needed." in done.output


def test_later_phases_are_named_as_not_compared(table):
    with table.open("a", encoding="utf-8") as file:
        file.write("Ana,A,14,20\nAna,A,15,21\nAna,A,16,22\nAna,B,17,30\n")
    page = run("single-case", str(table)).output
    assert "6 points in A, 7 in B; more is better. 2 other phases are not compared." in page


def test_quick_turns_are_said(tmp_path):
    path = tmp_path / "turns.csv"
    rows = "".join(f"Ana,{letter},{k},{k}\n" for k, letter in enumerate("ABBABAAB"))
    path.write_text("case,phase,session,outcome\n" + rows, encoding="utf-8")
    assert "4 points in A, 4 in B; more is better. A and B took turns" in run("single-case", str(path)).output


def test_less_is_better_where_the_table_says_so(tmp_path):
    path = tmp_path / "less.csv"
    path.write_text(
        "case,phase,session,outcome,direction,goal,scale\nAna,A,1,8,decrease,0,count\nAna,A,2,6,,,\nAna,B,3,2,,,\nAna,B,4,1,,,\n",
        encoding="utf-8",
    )
    effects = json.loads(run("single-case", str(path), "--json").output)["cases"][0]["effects"]
    assert effects["NAP"]["value"] == 1.0 and effects["LRRi"]["value"] > 0 > effects["LRRd"]["value"]
    assert effects["PoGO"]["value"] == pytest.approx(100 * 5.5 / 7)
    assert "less is better" in run("single-case", str(path)).output


def test_a_case_without_b_answers_with_reasons(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("case,phase,session,outcome\nAna,A,1,8\n", encoding="utf-8")
    effects = json.loads(run("single-case", str(path), "--json").output)["cases"][0]["effects"]
    assert all(effect["value"] is None and effect["reason"] for effect in effects.values())
    assert run("single-case", str(path)).exit_code == 0


def test_a_bad_file_gets_one_sentence_and_exit_code_2(table):
    table.write_text(table.read_text(encoding="utf-8").replace("Ana,B,8,25", "Ana,C,8,25"), encoding="utf-8")
    for words in ([], ["--json"]):
        done = run("single-case", str(table), *words)
        assert done.exit_code == 2 and done.stdout == ""
        assert done.stderr == "Row 9, column phase: 'C' is not a phase; write A (before, or without) or B (with).\n"


def test_further_faults_are_counted(table):
    table.write_text("case,phase,session,outcome\nAna,C,x,y\n", encoding="utf-8")
    assert run("single-case", str(table)).stderr.endswith("or B (with) (and 2 other faults).\n")


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path):
    done = run("single-case", str(tmp_path / "none.csv"))
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "can't be read" in done.stderr


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from click.testing import CliRunner; from pebblepath.cli import main;"
        "assert 'FILE is a CSV table' in CliRunner().invoke(main, ['single-case', '--help']).output;"
        "print([name for name in ('numpy', 'scipy', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
