"""Everything that is measured: python -m benchmarks, or only some of it: python -m benchmarks web engine."""

from __future__ import annotations

import os
import sys
from importlib import import_module

# One thread for arrays: figures are of one core, and many small products are slower on two.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PARTS = ("engine", "calibration", "single_case", "planner", "clinic", "web", "wording", "reports")


def main(wanted: list[str]) -> None:
    """Run the parts that were asked for, or all."""
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        raise SystemExit(f"{unknown[0]} isn't measured here; there are: {', '.join(PARTS)}.")
    for part in wanted or PARTS:
        print(f"\n=== {part} " + "=" * (74 - len(part)))
        import_module(f"benchmarks.{part}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
