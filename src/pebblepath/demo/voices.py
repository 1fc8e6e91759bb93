"""What people of the demo say of Mia's and Noah's paths, the victories they told, and the stones she lit herself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pebblepath.apps.goals.models import Goal, Importance, State, Stone, Voice
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.moments.actions import Draft, tell_victory
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import AuditLine, Child, Role, Scope, Setting
from pebblepath.demo.stable import chance, moment_id


@dataclass(frozen=True)
class Says:
    """How far from where the path says she is somebody sees her, and how much it matters to them."""

    apart: int
    importance: Importance


# As it is in life: school sees Mia one stone further on, and to her it matters most.
SAID: Mapping[str, Mapping[Role, Says]] = {
    "Mia": {
        Role.CHILD: Says(0, Importance.VERY),
        Role.FAMILY: Says(0, Importance.VERY),
        Role.TEACHER: Says(1, Importance.QUITE),
        Role.THERAPIST: Says(0, Importance.QUITE),
    },
    "Noah": {Role.CHILD: Says(1, Importance.VERY), Role.THERAPIST: Says(0, Importance.VERY)},
}
TOLD: Mapping[Role, tuple[tuple[int, str], ...]] = {
    Role.FAMILY: ((3, "Tried something new. A red pepper."), (26, "Said what was needed."), (51, "Shared a joy.")),
    Role.TEACHER: ((9, "Was kind to somebody. A friend fell, and got the blue blanket."), (40, "Asked for help.")),
}
SINCE = dt.timedelta(days=5)


def hear_voices(seed: int, now: dt.datetime) -> None:
    """Let them say it, each where it was shared with them, and date it back from now."""
    then = now - SINCE
    for name, said in SAID.items():
        child = Child.objects.get(name=name, source="")
        for access in _accesses(child):
            _say(access, said)
    _tell_victories(Child.objects.get(name="Mia", source=""), seed, now)
    _light(Child.objects.get(name="Mia", source=""))
    Voice.objects.update(at=then)
    AuditLine.objects.filter(about="voice").update(at=then)


def _accesses(child: Child) -> list[Access]:
    members = child.members.present().filter(user__isnull=False).order_by("pk")
    return [get_access_for(member.user, child.public_id) for member in members if member.user]


def _say(access: Access, said: Mapping[Role, Says]) -> None:
    says = said.get(Role(access.member.role))
    if says is None:
        return
    goals = Goal.objects.seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE).with_newest_steps()
    for goal in goals:
        step = min(max(goal.standing().step + says.apart, 0), goal.levels - 1)
        say_voice(access, goal, step=step, importance=says.importance)


def _tell_victories(child: Child, seed: int, now: dt.datetime) -> None:
    rng = chance(seed, child.public_id, "victories")
    for access in _accesses(child):
        for days, words in TOLD.get(Role(access.member.role), ()):
            at = now - dt.timedelta(days=days)
            draft = Draft(
                id=moment_id(rng),
                happened_at=at,
                time_zone=child.practice.time_zone,
                setting=Setting(access.member.setting),
                words=words,
            )
            moment, _ = tell_victory(access, draft)
            Moment.objects.filter(pk=moment.pk).update(told_at=at, changed_at=at)
            AuditLine.objects.filter(about="moment", ref=str(moment.pk)).update(at=at)


def _light(child: Child) -> None:
    """Mia lit her stones of circle time herself, a day after she first stood on them."""
    stones = Stone.objects.filter(goal__child=child, goal__occupation="circle-time", lit_on__isnull=False)
    for stone in stones:
        if stone.lit_on and stone.step > stone.goal.start_step:
            stone.lit_by_child_on = min(stone.lit_on + dt.timedelta(days=1), child.today())
            stone.save(update_fields=["lit_by_child_on"])
