"""What a web worker carries from its start: no engine, no solver, no maker of papers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("numpy", "scipy", "ortools", "pandas", "typst", "docx", "simplemma")


def test_a_worker_starts_and_knows_its_pages_without_the_heavy_libraries(tmp_path: Path):
    code = (
        "import sys, pebblepath.web.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns and get_resolver().reverse_dict\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    real = {
        "DJANGO_SETTINGS_MODULE": "pebblepath.web.settings",
        "PEBBLEPATH_DEMO": "true",
        "PEBBLEPATH_DATA_DIR": str(tmp_path),
    }
    asked = [sys.executable, "-c", code]
    said = subprocess.run(asked, env=os.environ | real, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
