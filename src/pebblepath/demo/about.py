"""What the people of the demo say of its children, what a day is like there, and what there is at hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import Child, Member, Role
from pebblepath.apps.understanding.actions import agree, answer_step, keep_at_hand, keep_day, keep_hope, say
from pebblepath.apps.understanding.intake import steps_for
from pebblepath.apps.understanding.models import Kind, Trait

SAID = Path(__file__).parent / "practice_about.toml"


def say_about_all() -> None:
    """Let everybody say what they know; Mia has agreed with her page."""
    for name, about in tomllib.loads(SAID.read_text(encoding="utf-8")).items():
        child = Child.objects.get(name=name, source="")
        for who, kind, sense, how, setting, words in about["said"]:
            _say(child, who, Trait(kind=kind, sense=sense, how=how, setting=setting, words=words))
        for who, picture, words in about.get("joys", []):
            _say(child, who, Trait(kind=Kind.JOY, picture=picture, words=words))
        for who, care, words in about.get("cares", []):
            _say(child, who, Trait(kind=Kind.CARE, care=care, words=words))
        _at_home(child, about)
    mia = _access(Child.objects.get(name="Mia", source=""), "child")
    agree(mia, mia.child.today())


def _at_home(child: Child, about: dict[str, Any]) -> None:
    """A usual day, the things at hand, and how far the family has come with telling."""
    family = _access(child, Role.FAMILY)
    if day := about.get("day"):
        keep_day(family, day)
    for setting, things in about.get("at_hand", {}).items():
        keep_at_hand(family, setting, things)
    if hope := about.get("hope"):
        keep_hope(family, hope)
    for step in steps_for(Role.FAMILY)[: about.get("steps_done", 0)]:
        answer_step(family, step)


def _say(child: Child, who: str, trait: Trait) -> None:
    say(_access(child, who), trait)


def _access(child: Child, role: str) -> Access:
    """Who has that role, with an account; where nobody has, somebody of the family says it for the child."""
    there = Member.objects.present().filter(child=child, user__isnull=False).select_related("user", "child__practice")
    member = there.filter(role=role).order_by("pk").first() or there.filter(role=Role.FAMILY).order_by("pk")[0]
    assert member.user is not None
    return get_access_for(member.user, child.public_id)
