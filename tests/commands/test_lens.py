import json
import subprocess
import sys

from click.testing import CliRunner, Result

from pebblepath.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_json_follows_the_contract() -> None:
    done = run("lens", "coverz ears", "--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0 and list(answer) == ["results"]
    best = answer["results"][0]
    assert list(best)[:4] == ["id", "sees", "maybe", "try"]
    assert best["id"] == "covers-ears" and best["sees"] == "Covers ears in assembly"
    assert len(best["maybe"]) == 3 and 2 <= len(best["try"]) <= 4


def test_the_answer_is_plain_text() -> None:
    done = run("lens", "wont wear soks", "--limit", "1")
    assert done.exit_code == 0
    assert done.output.startswith("Takes socks off, or won't wear them\n---")
    assert "What it may be telling us:\n  - A seam" in done.output
    assert "What to try first:\n" in done.output and "When to ask for help:\n" in done.output


def test_words_need_no_quotes() -> None:
    assert run("lens", "wont", "wear", "soks").output == run("lens", "wont wear soks").output


def test_nothing_that_fits_is_said_kindly() -> None:
    done = run("lens", "quarterly invoice tax")
    assert done.exit_code == 0 and "No card fits" in done.output
    assert json.loads(run("lens", "quarterly invoice tax", "--json").output) == {"results": []}


def test_it_runs_without_django() -> None:
    code = "import sys; sys.modules['django'] = None; from pebblepath.cli import main; main(['lens', 'chews sleeves'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Chews sleeves and collars" in done.stdout
