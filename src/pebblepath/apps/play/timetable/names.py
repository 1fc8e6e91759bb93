"""Numbers in the place of names, so that a plan tells each reader only what she may read.

What goes to the planner and what comes back names nobody: `{c7}` is a child, `{t3}` a therapist, `{r2}` a room, `{s1}`
a school, `{k4}` a class. A page puts names in their place: of the children only those of whom its reader sees a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from pebblepath.apps.people.access import places_of
from pebblepath.apps.people.models import Child, Practice, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.timetable.models import School, SchoolClass

TOKEN = re.compile(r"\{([ctrsk])(\d+)\}")
TAKEN = "another child"
GONE: Mapping[str, str] = {
    "c": TAKEN, "t": "a colleague", "r": "a room", "s": "a school", "k": "a class",
}  # fmt: skip
KIND_OF: Mapping[type[Model], str] = {Child: "c", User: "t", Room: "r", School: "s", SchoolClass: "k"}


def token(one: Model) -> str:
    """What stands for a child, therapist, room, school or class."""
    return token_of(KIND_OF[type(one)], one.pk)


def token_of(kind: str, pk: int) -> str:
    """The same by its kind's letter and its number, where the thing itself isn't at hand."""
    return f"{{{kind}{pk}}}"


def number(text: str) -> int:
    """The number in a token; 0 where there is none."""
    found = TOKEN.search(text)
    return int(found[2]) if found else 0


def tokens_in(text: str) -> list[tuple[str, int]]:
    """All that a sentence is about: kinds and numbers, each once."""
    return list(dict.fromkeys((kind, int(digits)) for kind, digits in TOKEN.findall(text)))


@dataclass(frozen=True)
class Names:
    """What one reader may read.

    Attributes:
        children: those whose record she sees, by number.
        named: names of people, rooms, schools and classes, by kind and number.
    """

    children: Mapping[int, Child]
    named: Mapping[tuple[str, int], str]

    def of(self, kind: str, pk: int) -> str:
        """One name, or a word in its place."""
        if kind == "c" and pk in self.children:
            return self.children[pk].name
        return self.named.get((kind, pk), GONE[kind])

    def say(self, text: str) -> str:
        """A sentence with names in it; it begins with a capital letter."""
        said = TOKEN.sub(lambda found: self.of(found[1], int(found[2])), text)
        return capfirst(said)


def names_for(user: User, practice: Practice) -> Names:
    """The names that a reader may read: colleagues, rooms, schools, and children whose record she sees."""
    children = {place.child_id: place.child for place in places_of(user).filter(child__practice=practice)}
    lists: Iterable[tuple[str, Iterable[tuple[int, str]]]] = (
        ("t", _names(User.objects.filter(staff_of__practice=practice))),
        ("r", _names(Room.objects.filter(practice=practice))),
        ("s", _names(School.objects.filter(practice=practice))),
        ("k", _names(SchoolClass.objects.filter(school__practice=practice))),
    )
    return Names(children, {(kind, pk): name for kind, rows in lists for pk, name in rows})


def _names(rows: Any) -> Iterable[tuple[int, str]]:
    return [(pk, str(name)) for pk, name in rows.values_list("pk", "name")]
