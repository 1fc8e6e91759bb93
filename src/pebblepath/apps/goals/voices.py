"""The four voices on a goal: who said what, and what is done when somebody says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pebblepath.apps.goals.models import Goal, Importance, Stone, Voice
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Role, Scope
from pebblepath.core.goals.voices import Heard, apart, differences

# The child's voice stands first. Others who are there for the child are heard, too, where they spoke.
ORDER = (Role.CHILD, Role.FAMILY, Role.TEACHER, Role.THERAPIST, Role.OTHER)
PLACES = {Role.FAMILY: "Home", Role.TEACHER: "School", Role.THERAPIST: "Therapist", Role.OTHER: "Around"}


@dataclass(frozen=True)
class Matters:
    """How much a goal matters to somebody: in words, and as one to three hearts."""

    words: str
    hearts: range


def matters(importance: int | None) -> Matters | None:
    """The importance as it is shown; None where it wasn't said."""
    return Matters(str(Importance(importance).label), range(importance)) if importance else None


@dataclass(frozen=True)
class Said:
    """One person's voice as it is shown: by name only where several share a role."""

    voice: Voice
    name: str
    where: str
    stone: Stone | None

    @property
    def matters(self) -> Matters | None:
        """How much it matters to them; None where they didn't say."""
        return matters(self.voice.importance)


@dataclass(frozen=True)
class Place:
    """A role with everybody in it who spoke.

    Attributes:
        matters: how much it mattered to the child or the family when the goal was made; None once they say it here.
    """

    role: Role
    label: str
    said: Sequence[Said]
    matters: Matters | None


@dataclass(frozen=True)
class Voices:
    """All voices on a goal that a person may read.

    Attributes:
        places: one a role; the four always, so that a voice that is missing is seen.
        asks: what to ask each other.
        mine: what the reader said.
        whole: whether the reader sees the others' voices at all.
    """

    places: Sequence[Place]
    asks: Sequence[str]
    mine: Voice | None
    whole: bool


def voices_on(access: Access, goal: Goal, stones: Sequence[Stone], here: int) -> Voices:
    """What everybody says of a goal; one query.

    Args:
        access: who reads.
        goal: the goal.
        stones: its stones, the lowest first.
        here: the stone where the newest moments put the child.
    """
    found = list(Voice.objects.readable_by(access, goal).newest().select_related("member").order_by("member__pk"))
    places = [_place(access, goal, role, [v for v in found if v.member.role == role], stones, here) for role in ORDER]
    shown = [place for place in places if place.said or place.role != Role.OTHER]
    heard = [_heard(access, place, said) for place in shown for said in place.said]
    mine = next((voice for voice in found if voice.member_id == access.member.pk), None)
    return Voices(shown, differences(heard, here), mine, access.may(Scope.TIMELINE, goal.public_id))


def _place(
    access: Access, goal: Goal, role: Role, voices: Sequence[Voice], stones: Sequence[Stone], here: int
) -> Place:
    said = [
        Said(
            voice=voice,
            name=voice.member.name if len(voices) > 1 else "",
            where="" if voice.step is None else apart(voice.step, here),
            stone=None if voice.step is None else stones[voice.step],
        )
        for voice in voices
    ]
    asked = {Role.CHILD: goal.child_importance, Role.FAMILY: goal.family_importance}.get(role)
    said_here = any(voice.importance for voice in voices)
    return Place(role, PLACES.get(role, access.child.name), said, None if said_here else matters(asked))


def _heard(access: Access, place: Place, said: Said) -> Heard:
    return Heard(
        who=said.name or place.label,
        is_child=place.role == Role.CHILD,
        mine=said.voice.member_id == access.member.pk,
        step=said.voice.step,
        importance=said.voice.importance,
        words=said.stone.words if said.stone else "",
    )


@transaction.atomic
def say_voice(access: Access, goal: Goal, *, step: int | None = None, importance: int | None = None) -> Voice:
    """Say where one sees the child on a path, or how much it matters; what isn't said anew stays as it was.

    Saying the same again changes nothing.

    Raises:
        ValueError: there is no such stone, or no such importance.
    """
    if step is not None and not 0 <= step < goal.levels:
        raise ValueError(f"stones of this goal run from 0 to {goal.levels - 1}, got {step}")
    if importance is not None and importance not in Importance.values:
        raise ValueError(f"importance runs from 1 to 3, got {importance}")
    before = Voice.objects.filter(goal=goal, member=access.member).first()
    said = (
        step if step is not None or before is None else before.step,
        importance if importance is not None or before is None else before.importance,
    )
    if before is not None and said == (before.step, before.importance):
        return before
    voice = Voice.objects.create(goal=goal, member=access.member, step=said[0], importance=said[1])
    access.record(Deed.ADDED, "voice", ref=goal.public_id)
    return voice
