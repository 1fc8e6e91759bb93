"""What is known of a child, put together for a page: by kind, and where people differ, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pebblepath.apps.people.models import Member, Role, Setting
from pebblepath.apps.understanding.chips import CARE_LINES
from pebblepath.apps.understanding.hopes import telling_stems
from pebblepath.apps.understanding.models import Care, How, Kind, Sense, Trait
from pebblepath.library.symbols import sense_symbol


@dataclass(frozen=True)
class Told:
    """One thing that was said, by one person or by several in the same words."""

    traits: Sequence[Trait]

    @property
    def first(self) -> Trait:
        """The one that was said first, the child's own before all."""
        return self.traits[0]

    @property
    def people(self) -> list[str]:
        """Who said it, each once."""
        return list(dict.fromkeys(trait.told_by.name for trait in self.traits))

    @property
    def line(self) -> str:
        """The words that lead: for a sense how it is."""
        return line_of(self.first)


@dataclass(frozen=True)
class Voice:
    """What one person says of one sense."""

    member: Member
    traits: Sequence[Trait]


@dataclass(frozen=True)
class SenseShown:
    """One sense with everybody who spoke of it, side by side.

    Attributes:
        sense: which one.
        picture: its symbol's name.
        voices: each person with what they said, the child first.
        differ: whether two people say different things of one situation (what holds everywhere holds there, too).
    """

    sense: Sense
    picture: str
    voices: Sequence[Voice]
    differ: bool


@dataclass(frozen=True)
class Section:
    """One kind of thing with what was said."""

    kind: Kind
    title: str
    told: Sequence[Told] = ()
    senses: Sequence[SenseShown] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not self.told and not self.senses


def sections_of(traits: Iterable[Trait]) -> list[Section]:
    """Everything that was said, by kind; empty kinds too, as they can be filled.

    Args:
        traits: what was said, with who said it.
    """
    said = _child_first(traits)
    by_kind = {kind: [trait for trait in said if trait.kind == kind] for kind in Kind}
    return [
        Section(kind, kind.label, senses=_senses_shown(mine))
        if kind == Kind.SENSE
        else Section(kind, kind.label, told=_together(mine))
        for kind, mine in by_kind.items()
    ]


def _child_first(traits: Iterable[Trait]) -> list[Trait]:
    """The child's own words before all others; else as it was told."""
    return sorted(traits, key=lambda trait: trait.told_by.role != Role.CHILD)


def _together(traits: Iterable[Trait]) -> list[Told]:
    """The same words of several people, once."""
    same: dict[str, list[Trait]] = {}
    for trait in traits:
        same.setdefault(line_of(trait).casefold().strip(" ."), []).append(trait)
    return [Told(said) for said in same.values()]


def _senses_shown(traits: Sequence[Trait]) -> list[SenseShown]:
    """Each sense that somebody spoke of, with each person's words."""
    shown = []
    for sense in Sense:
        said = [trait for trait in traits if trait.sense == sense]
        people = dict.fromkeys(trait.told_by for trait in said)
        voices = [Voice(member, [trait for trait in said if trait.told_by == member]) for member in people]
        if voices:
            shown.append(SenseShown(sense, sense_symbol(sense), voices, differ=_differ(said)))
    return shown


def _differ(said: Sequence[Trait]) -> bool:
    """Whether two people say of one situation how it is, and not the same."""
    return any(
        one.how != other.how and one.told_by_id != other.told_by_id and _of_one_situation(one, other)
        for one, other in combinations(said, 2)
    )


def _of_one_situation(one: Trait, other: Trait) -> bool:
    """The same place, and a telling word in common: "The bell" and "The school bell"; no words mean all of it."""
    if one.setting and other.setting and one.setting != other.setting:
        return False
    return not one.words or not other.words or bool(telling_stems(one.words) & telling_stems(other.words))


def line_of(trait: Trait) -> str:
    """One line in the child's voice: the words, and for a sense how it is and where."""
    where = f" ({Setting(trait.setting).label.lower()})" if trait.setting else ""
    if trait.care:
        leads = CARE_LINES[Care(trait.care)]
    elif trait.how:
        leads = trait.get_how_display() if trait.words else f"{trait.get_sense_display()}: {_small(trait)}"
    else:
        leads = ""
    return ": ".join(part for part in (leads, trait.words) if part) + where


def _small(trait: Trait) -> str:
    """How it is, to stand in the middle of a line; "I" stays as it is."""
    how = str(trait.get_how_display())
    return how if how.startswith("I ") else how[0].lower() + how[1:]


@dataclass(frozen=True)
class Line:
    """One line of a passport, with its picture where one was picked."""

    text: str
    picture: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a passport.

    Attributes:
        title: in the child's voice.
        lines: the child's own first.
        safety: whether it is what keeps the child safe, which is marked.
        joys: whether it is what the child loves, which is shown in pictures.
    """

    title: str
    lines: Sequence[Line]
    safety: bool = False
    joys: bool = False


def passport_of(traits: Iterable[Trait]) -> list[Part]:
    """A passport: what is kept back isn't there, nor what is just fine, and empty kinds aren't either.

    What keeps the child safe comes first: somebody who is new today may read nothing else.

    Args:
        traits: what was said, with who said it.
    """
    shown = _child_first(trait for trait in traits if not trait.kept_back and trait.how != How.FINE)
    order = [Kind.CARE, *(kind for kind in Kind if kind != Kind.CARE)]
    told = {kind: _together(trait for trait in shown if trait.kind == kind) for kind in order}
    return [
        Part(
            kind.label,
            [Line(one.line, one.first.picture) for one in lines],
            safety=kind == Kind.CARE,
            joys=kind == Kind.JOY,
        )
        for kind, lines in told.items()
        if lines
    ]
