"""`pebblepath plan`: wishes in, a plan with its proof and reasons out; a bad file gets one sentence."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pebblepath.cli import main
from pebblepath.core.planner.session import check, lay_out
from pebblepath.library import load_library
from pebblepath.library.planning import SessionInFile, as_activities

DOCS = (Path(__file__).parents[2] / "docs" / "planner.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
REQUEST, ANSWER, CLASH = (json.loads(block) for block in BLOCKS)


@pytest.fixture
def file(tmp_path: Path):
    def write(content: object) -> str:
        path = tmp_path / "session.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def run(*words: str):
    return CliRunner().invoke(main, ["plan", *words])


def test_the_page_says_times_choice_reasons_and_proof(file):
    done = run(file(REQUEST))
    assert done.exit_code == 0, done.stderr
    assert re.match(r"\d+ minutes, [3-7] activities; best possible, proven in \d\.\d s\.\n", done.output)
    assert "the child chooses" in done.output and "on arrival" in done.output and "Good for" in done.output
    assert "  0-" in done.output and "min to move on" in done.output


def test_json_is_as_the_docs_say(file):
    answer = json.loads(run(file(REQUEST), "--json").output)
    assert answer.keys() == ANSWER.keys() and answer["items"][0].keys() == ANSWER["items"][0].keys()
    # Several plans may be the best; which of them is found is the solver's business.
    proof = ("status", "points", "bound", "clash")
    assert [answer[name] for name in proof] == [ANSWER[name] for name in proof]


def test_the_answer_of_the_docs_holds():
    request = SessionInFile.model_validate(REQUEST).to_request()
    plan = lay_out([(one["activity"], one["minutes"], one["or_else"]) for one in ANSWER["items"]], request)
    judged = check(plan, request, as_activities(load_library().play.values()))
    assert judged.holds and judged.points == ANSWER["points"] == ANSWER["bound"]
    assert [item.start for item in plan.items] == [one["start"] for one in ANSWER["items"]]


def test_every_field_is_in_the_docs():
    for field in SessionInFile.model_fields:
        assert f"| `{field}` |" in DOCS


def test_the_schema_is_printed_and_knows_every_field():
    done = run("--schema")
    assert done.exit_code == 0
    schema = json.loads(done.output)
    assert schema["properties"].keys() == SessionInFile.model_fields.keys()
    assert schema["required"] == ["minutes"] and schema["additionalProperties"] is False


def test_wishes_that_clash_are_said_with_what_to_loosen(file):
    wishes = {"minutes": 30, "goals": [{"goal": "balance", "minutes": 25}, {"goal": "self-care", "minutes": 25}]}
    done = run(file(wishes))
    assert done.exit_code == 0 and done.output.startswith("No plan fits. These wishes can't be had together:\n")
    assert "25 minutes for" in done.output and "Any one of these is enough:" in done.output
    answer = json.loads(run(file(wishes), "--json").output)
    assert answer["status"] == "clash" and answer["items"] == [] and answer.keys() == CLASH.keys()
    assert answer["clash"]["loosen"][0].keys() == CLASH["clash"]["loosen"][0].keys()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "session.json isn't JSON (line 1, column 2: "),
        ("[]", "session.json: 'The file' is []; accepted is "),
        ({}, "session.json: 'minutes' is missing; it is needed."),
        ({"minutes": "45"}, "session.json: 'minutes' is \"45\"; accepted is a valid integer."),
        ({"minutes": 400}, "session.json: 'minutes' is 400; accepted is less than or equal to 120."),
        ({"minutes": 10}, "session.json: Minutes is 10; 15 to 120 is accepted."),
        ({"minutes": 45, "gaols": []}, "session.json: 'gaols' is no field here; docs/planner.md lists those"),
        ({"minutes": 45, "too_much": ["tuch"]}, "session.json: 'too_much.0' is \"tuch\"; accepted is touch, "),
        ({"minutes": 45, "goals": [{"goal": "balanse"}]}, "session.json: 'goals.0.goal' is \"balanse\"; accepted is "),
        ({"minutes": 45, "must_have": ["nobody"]}, "session.json: 'nobody' is no activity; ids of the library's"),
        (
            {"minutes": 45, "loosened": ["all"]},
            "session.json: 'all' is no rule that can be loosened; age, calm-after, choice, ",
        ),
        ({"minutes": 45, "items_least": 5, "items_most": 4}, "session.json: Items_most is 4; 5 to 7 is accepted."),
    ],
)
def test_a_bad_file_gets_one_sentence_and_exit_code_2(file, content, said):
    done = run(file(content))
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr.startswith(said) and done.stderr.count("\n") == 1


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path):
    done = run(str(tmp_path / "absent.json"))
    assert done.exit_code == 2 and "can't be read" in done.stderr and done.stderr.count("\n") == 1


def test_too_little_time_still_gives_an_honest_answer(file):
    done = run(file(REQUEST), "--seconds", "0.1")
    assert done.exit_code == 0
    assert "best possible, proven" in done.output or "not proven the best" in done.output
