"""The core and the library compute; they know nothing of the web, and work where Django isn't even installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
PURE = ("pebblepath.core", "pebblepath.library")

IMPORT_WITHOUT_DJANGO = """
import importlib, importlib.abc, pkgutil, sys

class NoDjango(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "allauth"}:
            raise ImportError(f"the core asked for {name}")

sys.meta_path.insert(0, NoDjango())
count = 0
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
        count += 1
assert not any(name.partition(".")[0] == "django" for name in sys.modules)
print(count)
"""


def run(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, env={"PYTHONPATH": str(SRC)}, timeout=120
    )


def test_every_module_of_the_core_and_the_library_is_imported_without_django():
    ran = run(IMPORT_WITHOUT_DJANGO, *PURE)
    assert ran.returncode == 0, ran.stderr
    files = [path for name in PURE for path in (SRC / name.replace(".", "/")).rglob("*.py")]
    packages_at_the_top = len(PURE)
    assert int(ran.stdout) == len(files) - packages_at_the_top >= 20


def test_the_guard_of_this_test_does_refuse_django():
    ran = run(IMPORT_WITHOUT_DJANGO, "pebblepath.apps")
    assert ran.returncode != 0 and "the core asked for django" in ran.stderr
