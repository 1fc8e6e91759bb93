"""`pebblepath check-words`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pebblepath.cli import main


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["check-words", *map(str, args)])


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("Good day.\nShe refuses to sit and is low-functioning.\nHe was non-compliant.\n", encoding="utf-8")
    return path


def test_json_follows_the_contract_of_check_words(note: Path):
    done = run(note, "--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0 and list(answer) == ["findings"]
    assert [(one["line"], one["text"]) for one in answer["findings"]] == [
        (2, "refuses to"),
        (2, "low-functioning"),
        (3, "non-compliant"),
    ]
    for one in answer["findings"]:
        assert one["why"] and one["better"] and one["source"]["url"].startswith("https://")
    assert answer["findings"][0]["better"][0] == "chooses not to"


def test_the_page_names_line_reason_phrase_and_source(note: Path):
    done = run(note)
    assert done.exit_code == 0
    assert "line 2: refuses to\n" in done.output and "  instead: chooses not to\n" in done.output
    assert "source: Park, J." in done.output and done.output.endswith("3 findings.\n")


def test_a_kind_note_has_no_finding(tmp_path: Path):
    path = tmp_path / "kind.txt"
    path.write_text("She said no to the glue and took the tape.", encoding="utf-8")
    assert run(path).output == "Nothing found.\n"
    assert json.loads(run(path, "--json").output) == {"findings": []}


def test_strict_ends_with_one_for_ci(note: Path):
    assert run(note, "--strict").exit_code == 1


def test_facts_and_plain_words_are_asked_for(tmp_path: Path):
    path = tmp_path / "report.txt"
    path.write_text("Some progress with proprioception.", encoding="utf-8")
    assert run(path).output == "Nothing found.\n"
    found = json.loads(run(path, "--facts", "--plain", "--json").output)["findings"]
    assert [(one["text"], one["group"]) for one in found] == [("Some progress", "vague"), ("proprioception", "jargon")]


def test_of_a_template_only_what_is_seen_is_checked(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text('<p class="lazy">\n{# lazy #}He is lazy.</p>', encoding="utf-8")
    found = json.loads(run(path, "--json").output)["findings"]
    assert [(one["line"], one["text"]) for one in found] == [(2, "lazy")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "can't be read (No such file or directory); give the name of a text file."),
        (b"\xff\xfe\x00", "is not UTF-8 text; save it as plain text (UTF-8)"),
        (b"PK\x00\x03", "is not a text; save it as plain text (UTF-8)"),
        (b"a" * 2_000_001, "has 2,000,001 characters; at most 2,000,000"),
    ],
)
def test_a_file_that_cannot_be_checked_gets_one_sentence_on_words(tmp_path: Path, content: bytes | None, sentence: str):
    path = tmp_path / "note.txt"
    if content is not None:
        path.write_bytes(content)
    done = run(path)
    assert done.exit_code == 2 and sentence in done.stderr and done.stderr.count("\n") == 1


def test_a_folder_is_not_a_file(tmp_path: Path):
    done = run(tmp_path)
    assert done.exit_code == 2 and "can't be read (Is a directory)" in done.stderr
