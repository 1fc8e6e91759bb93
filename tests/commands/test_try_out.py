import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pebblepath.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["try-out", *words])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(run("design", "--start", "2026-01-05", "--seed", "4", "--json").output)
    return path


def moments(plan: Path, setting: str = "school") -> Path:
    days = json.loads(plan.read_text())["days"]
    rows = [f"{day['day']},{setting},T,{4 if day['with'] else 1}," for day in days]
    path = plan.with_name("moments.csv")
    path.write_text("\n".join(["when,setting,observer,outcome,strategies", *rows]))
    return path


def test_a_plan_has_fourteen_days_half_of_them_with_and_tells_its_seed(plan):
    told = json.loads(plan.read_text())
    assert len(told["days"]) == 14 and sum(day["with"] for day in told["days"]) == 7
    assert told["seed"] == 4 and told["arrangements"] == 432 and 0 <= told["tells"] <= 1


def test_the_same_seed_gives_the_same_plan(plan):
    assert json.loads(run("design", "--start", "2026-01-05", "--seed", "4", "--json").output) == json.loads(
        plan.read_text()
    )


def test_in_words_it_says_how_often_it_would_tell_and_what_not_to_test():
    words = run("design", "--start", "2026-01-05", "--seed", "4", "--school-days").output
    assert "such a try-out would tell in" in words and "comfort" in words


def test_the_end_is_told_by_coin_and_model(plan):
    answer = json.loads(run("analyse", str(plan), str(moments(plan)), "--json").output)
    assert answer["test"]["p"] == pytest.approx(1 / 432) and answer["model"]["verdict"] == "helps"
    assert "hard to put down to chance" in run("analyse", str(plan), str(moments(plan))).output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("design", "--start", "2026-01-05", "--days", "13"), "an even number from 8 to 56 is accepted"),
        (("analyse", "missing.json", "missing.csv"), "can't be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(words, says):
    answer = run(*words)
    assert answer.exit_code == 2 and says in answer.output and answer.output.count("\n") == 1


def test_a_file_that_is_no_plan_is_refused_with_what_is_accepted(plan, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"days": 3}')
    answer = run("analyse", str(wrong), str(moments(plan)))
    assert answer.exit_code == 2 and "try-out design --json" in answer.output


def test_an_unfair_plan_is_refused(plan, tmp_path):
    told = json.loads(plan.read_text())
    for day in told["days"]:
        day["with"] = True
    unfair = tmp_path / "unfair.json"
    unfair.write_text(json.dumps(told))
    assert "as many days with as without" in run("analyse", str(unfair), str(moments(plan))).output


def test_an_unknown_setting_names_those_there_are(plan):
    answer = run("analyse", str(plan), str(moments(plan)), "--setting", "home")
    assert answer.exit_code == 2 and "the moments have school" in answer.output
