"""What the people of the demo say of its children."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Child, Member
from pebblepath.apps.understanding.actions import agree, say
from pebblepath.apps.understanding.models import Trait

SAID = Path(__file__).parent / "practice_about.toml"


def say_about_all() -> None:
    """Let everybody say what they know; Mia has agreed with her page."""
    for name, about in tomllib.loads(SAID.read_text(encoding="utf-8")).items():
        child = Child.objects.get(name=name, source="")
        for who, kind, sense, how, setting, words in about["said"]:
            member = _member(child, who)
            if member.user is not None:
                access = get_access_for(member.user, child.public_id)
                say(access, Trait(kind=kind, sense=sense, how=how, setting=setting, words=words))
    mia = _member(Child.objects.get(name="Mia", source=""), "child")
    if mia.user is not None:
        agree(get_access_for(mia.user, mia.child.public_id), mia.child.today())


def _member(child: Child, role: str) -> Member:
    """Who has that role, with an account; where nobody has, somebody of the family says it for the child."""
    there = Member.objects.present().filter(child=child, user__isnull=False).select_related("user", "child__practice")
    return there.filter(role=role).order_by("pk").first() or there.filter(role="family").order_by("pk")[0]
