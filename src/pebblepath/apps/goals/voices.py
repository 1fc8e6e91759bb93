"""The four voices on a goal: who said what, and what is done when somebody says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Importance, Stone, Voice
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Role, Scope
from pebblepath.apps.people.waiting import AT_ONCE
from pebblepath.core.goals.voices import Heard, apart, differences

# The child's voice stands first. Others who are there for the child are heard, too, where they spoke.
ORDER = (Role.CHILD, Role.FAMILY, Role.TEACHER, Role.THERAPIST, Role.OTHER)
PLACES = {Role.FAMILY: "Home", Role.TEACHER: "School", Role.THERAPIST: "Therapist", Role.OTHER: "Around"}

Part = tuple[int | None, int | None]  # a stone and an importance
AGAIN = dt.timedelta(minutes=1)  # two taps on the same, or one that was sent twice
# Phones say in whole seconds how long a thing waited: what lies closer counts in the order in which it came.
PHONE_SECONDS = dt.timedelta(seconds=2)


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
def say_voice(
    access: Access,
    goal: Goal,
    *,
    step: int | None = None,
    importance: int | None = None,
    waited: dt.timedelta = AT_ONCE,
) -> Voice:
    """Say where one sees the child on a path, or how much it matters; what isn't said anew stays as it was.

    It counts from when it was said, whenever it arrives: what was said later stays the newest. Saying the same again at
    once changes nothing.

    Args:
        access: who says it.
        goal: of which goal.
        step: the stone, 0 the lowest; None: not said.
        importance: 1 to 3; None: not said.
        waited: how long ago it was said, where it lay on a phone meanwhile; never before the goal was made.

    Returns:
        What stands for that time now.

    Raises:
        ValueError: there is no such stone, or no such importance.
    """
    if step is not None and not 0 <= step < goal.levels:
        raise ValueError(f"stones of this goal run from 0 to {goal.levels - 1}, got {step}")
    if importance is not None and importance not in Importance.values:
        raise ValueError(f"importance runs from 1 to 3, got {importance}")
    now = timezone.now()
    at = min(max(now - waited, goal.made_at), now)
    own = Voice.objects.filter(goal=goal, member=access.member)
    before = own.filter(at__lte=at + PHONE_SECONDS).first()
    had = (before.step, before.importance) if before else (None, None)
    said = (had[0] if step is None else step, had[1] if importance is None else importance)
    if before is not None and said == had and at - before.at < AGAIN:
        return before
    later = list(own.filter(at__gt=at + PHONE_SECONDS).order_by("at", "pk"))
    at = max(at, before.at) if before else at
    voice = Voice.objects.create(goal=goal, member=access.member, step=said[0], importance=said[1], at=at)
    _carry_on(had, said, later)
    access.record(Deed.ADDED, "voice", ref=goal.public_id)
    return voice


def _carry_on(had: Part, said: Part, later: Sequence[Voice]) -> None:
    """Let what was said and arrives late stand in later words that only repeated what was there before it.

    A child says one thing a touch, and the other half of her word is taken over from before. A later word that is like
    the one before it in both halves was said on purpose.
    """
    step_stands, importance_stands = said[0] != had[0], said[1] != had[1]
    before = had
    for voice in later:
        as_told = (voice.step, voice.importance)
        step_stands &= as_told[0] == before[0] and as_told[1] != before[1]
        importance_stands &= as_told[1] == before[1] and as_told[0] != before[0]
        if not (step_stands or importance_stands):
            return
        voice.step = said[0] if step_stands else voice.step
        voice.importance = said[1] if importance_stands else voice.importance
        voice.save(update_fields=["step", "importance"])
        before = as_told
