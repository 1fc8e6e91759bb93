"""Names in a file: each stands once, and none leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable


def unique(names: Iterable[str]) -> None:
    """Accept names of which none is there twice.

    Raises:
        ValueError: one is.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the name {name!r} is there twice; names must be unique")
        seen.add(name)


def known(names: Iterable[str], among: Iterable[str], who: str, list_name: str) -> None:
    """Accept names that are all in a list.

    Args:
        names: that were used.
        among: that there are.
        who: uses them, as the beginning of a sentence: "Mia may be seen by".
        list_name: the list, as its end.

    Raises:
        ValueError: one isn't there.
    """
    there = set(among)
    for name in names:
        if name not in there:
            raise ValueError(f"{who} {name!r}, which isn't in {list_name}")
