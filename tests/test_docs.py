"""What can be set, run or asked for is written down."""

from pathlib import Path

import pytest

from pebblepath.cli import COMMANDS
from pebblepath.web.environment import PREFIX, Environment

ROOT = Path(__file__).parents[1]
RUNNING = (ROOT / "docs" / "running.md").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_docs(command: str):
    assert f"`pebblepath {command}" in RUNNING


@pytest.mark.parametrize("name", Environment.model_fields)
def test_every_setting_is_in_the_docs(name: str):
    assert f"`{PREFIX}{name.upper()}`" in RUNNING


@pytest.mark.parametrize(
    "page", ["docs/running.md", "docs/demo.md", "docs/data.md", "docs/decisions", "CONTRIBUTING.md"]
)
def test_every_page_that_readme_names_is_there(page: str):
    assert page in (ROOT / "README.md").read_text() and (ROOT / page).exists()
