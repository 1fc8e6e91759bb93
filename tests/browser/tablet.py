"""A tablet that a therapist plays with: before it is put away, all that was tapped arrives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .conftest import Visit
from .hand import Screen, Visitor

TABLET = Screen(1024, 768, touch=True)
# Nothing is on its way to the server any more, or it waits for a person to mend it.
ARRIVED = """() => document.querySelector("[data-mark]")?.textContent !== "Kept here"
    || document.querySelector("[data-state]").textContent.includes("couldn’t be taken")"""


def with_tablets(visit: Visit) -> Iterator[Visit]:
    """The same as ``visit``; for a fixture of that name."""
    visitors: list[Visitor] = []

    def come(*who: Any, **wishes: Any) -> Visitor:
        visitor = visit(*who, **wishes)
        if wishes.get("java_script_enabled", True):
            visitors.append(visitor)
        return visitor

    yield come
    for page in [page for visitor in visitors for page in visitor.context.pages]:
        page.wait_for_function(ARRIVED, polling=50)
