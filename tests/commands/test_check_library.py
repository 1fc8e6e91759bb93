import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pebblepath.cli import main
from pebblepath.library.loader import LIBRARY_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "library"
    shutil.copytree(LIBRARY_FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "*.svg", "__pycache__"))
    return copy


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["check-library", *words])


def test_the_library_has_no_fault() -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert "No fault." in done.output
    assert "at US grade" in done.output
    assert re.search(r"^strategies +\d+   mean grade +[\d.]+, worst +[\d.]+ \([a-z-]+\)$", done.output, re.MULTILINE)
    assert "syllables counted by syllapy" in done.output


def test_json_counts_by_kind_and_says_the_worst_grade() -> None:
    done = run("--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0
    assert list(answer) == ["counts", "worst_grade", "worst_card", "reading", "measured_with", "faults"]
    assert answer["worst_grade"] == max(kind["worst"] for kind in answer["reading"].values())
    assert "syllapy" in answer["measured_with"]
    assert answer["counts"]["lens"] >= 60 and answer["counts"]["articles"] >= 12
    assert answer["worst_grade"] <= 6 and answer["faults"] == []


def test_a_fault_is_named_and_ends_with_one(folder: Path) -> None:
    card = folder / "lens" / "sound.toml"
    card.write_text(
        card.read_text(encoding="utf-8").replace('symbol = "ear-defenders"', 'symbol = "nowhere"', 1), "utf-8"
    )
    done = run("--folder", str(folder))
    assert done.exit_code == 1
    assert "1 fault:\nlens/sound.toml: card 'covers-ears', field 'symbol': 'nowhere' is no symbol" in done.output
    answer = json.loads(run("--folder", str(folder), "--json").output)
    assert [fault["card"] for fault in answer["faults"]] == ["covers-ears"]
    assert answer["worst_grade"] is None


def test_several_faults_are_all_listed(folder: Path) -> None:
    (folder / "lens" / "extra.toml").write_text('[[lens]]\nid = "x"\n', encoding="utf-8")
    done = run("--folder", str(folder))
    assert done.exit_code == 1 and "faults:" in done.output and "sees" in done.output


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert run("--folder", str(tmp_path / "nowhere")).exit_code == 2
