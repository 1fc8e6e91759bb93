"""The two forms of a clinical note, and going from one to the other without losing a line."""

from __future__ import annotations

from collections.abc import Mapping

BETWEEN = "\n"


def to_dap(sections: Mapping[str, str]) -> dict[str, str]:
    """Subjective and objective become data; they are kept beside it, to find their lines again on the way back."""
    data = BETWEEN.join(text for text in (sections.get("subjective", ""), sections.get("objective", "")) if text)
    return {**sections, "data": data}


def to_soap(sections: Mapping[str, str]) -> dict[str, str]:
    """Data become subjective and objective: a line that was subjective before is so again, all others are objective."""
    was_subjective = set(sections.get("subjective", "").splitlines())
    lines = sections.get("data", "").splitlines()
    said = [line for line in lines if line in was_subjective]
    seen = [line for line in lines if line not in was_subjective]
    rest = {name: text for name, text in sections.items() if name != "data"}
    return {**rest, "subjective": BETWEEN.join(said), "objective": BETWEEN.join(seen)}
