"""What is known of a child, put together for a page: by kind, and where people differ, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.models import Kind, Trait


@dataclass(frozen=True)
class Section:
    """One kind of thing with what was said."""

    kind: Kind
    title: str
    traits: Sequence[Trait]


def sections_of(traits: Iterable[Trait]) -> list[Section]:
    """Everything that was said, by kind, in the order of a passport; empty kinds too, as they can be filled."""
    said = list(traits)
    return [Section(kind, kind.label, [trait for trait in said if trait.kind == kind]) for kind in Kind]


def line_of(trait: Trait) -> str:
    """One line in the child's voice: the words, and for a sense how it is and where."""
    where = f" ({Setting(trait.setting).label.lower()})" if trait.setting else ""
    how = f"{trait.get_how_display()}: " if trait.how else ""
    return f"{how}{trait.words}{where}"
