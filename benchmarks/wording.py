"""Measure the kind-words checker: how long a note takes, how much memory it keeps, and how right it is.

    python benchmarks/wording.py

Bars: 400 words in 50 ms or less (as one types), 60 MB or less kept in a web worker, precision 0.95 and recall 0.90 on
labelled sentences.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

SENTENCES = Path(__file__).parents[1] / "tests" / "core" / "wording"
SETS = {
    "labelled.txt, two thirds for building": (0, 1),
    "labelled.txt, one third kept apart": (2,),
}
FRESH = ("fresh_one.txt", "fresh_two.txt", "fresh_three.txt", "fresh_four.txt", "fresh_five.txt", "fresh_six.txt")
BLIND = ("blind_one.txt", "blind_two.txt", "blind_three.txt", "blind_four.txt", "blind_five.txt", "stranger.txt")
WORDS = 400
MILLISECONDS_BAR = 50
MEGABYTES_BAR = 60

MEMORY = """
import time
def kept():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
before = kept()
start = time.perf_counter()
from pebblepath.core.wording import check, check_vague, plain_words
imported = time.perf_counter() - start
start = time.perf_counter()
for one in (check, check_vague, plain_words):
    one("He was non-compliant, made some progress and works on proprioception.")
first = time.perf_counter() - start
print(imported * 1000, first * 1000, (kept() - before) / 1024)
"""

Labelled = tuple[str, tuple[tuple[int, int], ...]]


def labelled(path: Path) -> list[Labelled]:
    """Read sentences whose words to be found stand in braces; a sentence without braces should pass."""
    rows: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, marks = "", []
        for part in re.split(r"(\{[^}]*\})", line):
            bare = part[1:-1] if part.startswith("{") else part
            if bare != part:
                marks.append((len(text), len(text) + len(bare)))
            text += bare
        rows.append((text, tuple(marks)))
    return rows


def right(rows: Sequence[Labelled]) -> tuple[float, float]:
    """Precision (how many findings lie on marked words) and recall (how many marked words are found)."""
    from pebblepath.core.wording import check

    good = false = hit = marked = 0
    for text, marks in rows:
        found = [(one.start, one.end) for one in check(text)]
        good += sum(any(start < last and first < end for first, last in marks) for start, end in found)
        false += sum(not any(start < last and first < end for first, last in marks) for start, end in found)
        hit += sum(any(start < last and first < end for start, end in found) for first, last in marks)
        marked += len(marks)
    return good / max(1, good + false), hit / max(1, marked)


def note(words: int = WORDS) -> str:
    """A note of as many words, of labelled sentences."""
    text = " ".join(text for text, _ in labelled(SENTENCES / "labelled.txt"))
    return " ".join(text.split()[:words])


def best_milliseconds(work: object, text: str, repeats: int = 20) -> float:
    assert callable(work)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2] * 1000


def run() -> None:
    from pebblepath.core.wording import check, check_vague, plain_words
    from pebblepath.core.wording.rulebook import kind_words

    book = kind_words()
    patterns = sum(len(rule.words) for rule in book.rules.values())
    print(f"{len(book.rules)} rules with {patterns:,} patterns")
    text = note()
    for name, work in (("check", check), ("check_vague", check_vague), ("plain_words", plain_words)):
        took = best_milliseconds(work, text)
        verdict = "met" if took <= MILLISECONDS_BAR else "MISSED"
        print(f"{name:12s} {WORDS} words (median of 20) {took:8.1f} ms   bar {MILLISECONDS_BAR} ms   {verdict}")
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    imported, first, kept = (float(figure) for figure in done.stdout.split())
    verdict = "met" if kept <= MEGABYTES_BAR else "MISSED"
    print(
        f"import {imported:.0f} ms, first check {first:.0f} ms, {kept:.0f} MB kept   bar {MEGABYTES_BAR} MB   {verdict}"
    )
    for name, thirds in SETS.items():
        rows = labelled(SENTENCES / "labelled.txt")
        part = [row for place, row in enumerate(rows) if place % 3 in thirds]
        line(name, part)
    for name in (*FRESH, *BLIND):
        line(f"{name}, after mending", labelled(SENTENCES / name))


def line(name: str, rows: Sequence[Labelled]) -> None:
    precision, recall = right(rows)
    print(f"{name:40s}{len(rows):5d} sentences   precision {precision:.3f}   recall {recall:.3f}")


if __name__ == "__main__":
    run()
