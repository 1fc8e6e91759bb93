import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pebblepath.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["clinic-day", *words])


@pytest.fixture
def week(tmp_path: Path) -> Path:
    path = tmp_path / "week.json"
    path.write_text(run("--example", "small", "--seed", "1").stdout)
    return path


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.json"
    path.write_text(run("--example", "small", "--day").stdout)
    return path


def test_an_example_week_is_planned_and_its_plan_keeps_all_rules(week):
    answer = run(str(week), "--json", "--seconds", "10")
    told = json.loads(answer.stdout)
    assert answer.exit_code == 0 and told["status"] == "planned" and told["gap"] <= 0.02
    assert "no plan under" in answer.stderr
    plan = week.with_name("plan.json")
    plan.write_text(answer.stdout)
    assert run(str(week), "--check", str(plan)).stdout == "The plan keeps all rules.\n"


def test_a_plan_that_was_changed_by_hand_is_judged(day):
    told = json.loads(run(str(day), "--json", "--seconds", "10").stdout)
    first, second = told["plan"]["visits"][:2]
    second |= {"start": first["start"], "room": first["room"]}
    plan = day.with_name("plan.json")
    plan.write_text(json.dumps(told))
    judged = run(str(day), "--check", str(plan), "--json")
    assert judged.exit_code == 1
    assert "one_visit_a_room" in {clash["rule"] for clash in json.loads(judged.stdout)["clashes"]}


def test_in_words_each_therapist_s_day_is_listed_with_the_bound(day):
    words = run(str(day), "--seconds", "10").stdout
    assert "Everybody's time is planned." in words and "Therapist 1" in words and "no plan costs less than" in words


def test_what_must_be_done_and_can_not_is_exit_code_1_with_what_to_loosen(day):
    asked = json.loads(day.read_text())
    asked["children"] = [
        child | {"windows": [{"start": "10:00", "end": "11:00"}], "must": True} for child in asked["children"]
    ]
    day.write_text(json.dumps(asked))
    answer = run(str(day), "--seconds", "5")
    assert answer.exit_code == 1
    assert "the rules clash" in answer.stdout and "may be enough" in answer.stdout


@pytest.mark.parametrize(
    ("text", "says"), [("nonsense", "isn't JSON"), ("[]", "isn't a JSON object"), ('{"kind": "day"}', "therapists")]
)
def test_a_bad_file_is_one_sentence_and_exit_code_2(tmp_path, text, says):
    path = tmp_path / "bad.json"
    path.write_text(text)
    answer = run(str(path))
    assert answer.exit_code == 2 and says in answer.stderr and answer.stderr.count("\n") == 1 and answer.stdout == ""


def test_without_a_file_it_says_how_to_get_one():
    answer = run()
    assert answer.exit_code == 2 and "--example small" in answer.stderr
