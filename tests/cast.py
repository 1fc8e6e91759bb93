"""One fixed cast of people for the tests: two practices, three children, and everybody around them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from pebblepath.apps.goals.actions import make_goal
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import Draft, record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.actions import add_member, give_consent
from pebblepath.apps.people.models import Child, Household, Member, Practice, Role, Scope, Setting, Staff, User
from pebblepath.apps.understanding.actions import give_card
from pebblepath.apps.understanding.models import Strategy
from pebblepath.library import load_library

CIRCLE_TIME = (
    "I listen from the door.",
    "I join in for one song.",
    "I join in for two songs.",
    "I join in for three songs.",
    "I stay as long as I like.",
)

PASSWORD = "a long password"


@dataclass(frozen=True)
class Cast:
    """Everybody. Mia and Leo are in one practice, Omar in another; Nina is a stranger to all of them.

    Robin is the therapist of Mia and Leo, Kai of Mia alone, Sam of Omar.
    """

    practice: Practice
    other_practice: Practice
    mia: Child
    leo: Child
    omar: Child
    robin: User
    kai: User
    ana: User
    lopez: User
    mia_herself: User
    joe: User
    sam: User
    nina: User
    circle_time: Goal
    zip_jacket: Goal
    cushion: Strategy

    def access(self, user: User, child: Child | None = None) -> Access:
        """What somebody may do with a child (Mia, if none is named)."""
        return get_access_for(user, (child or self.mia).public_id)


def person(name: str) -> User:
    """An account; the e-mail is made of the name."""
    return User.objects.create_user(f"{name.lower().replace(' ', '')}@example.org", PASSWORD, name=name)


def goal_for(access: Access, title: str, occupation: str = "circle-time") -> Goal:
    """A goal with the stones of circle time, where the child stands on the second."""
    goal = Goal(occupation=occupation, title=title, settings=["school", "home"], symbol="circle-time", start_step=1)
    return make_goal(access, goal, CIRCLE_TIME)


def make_cast() -> Cast:
    """Put everybody into the database."""
    practice, other = Practice.objects.create(name="Willow Street"), Practice.objects.create(name="Far Hill")
    names = ("Robin", "Kai", "Ana", "Ms Lopez", "Mia", "Joe", "Sam", "Nina")
    everybody = [person(name) for name in names]
    robin, kai, ana, lopez, mia_herself, joe, sam, _ = everybody
    Staff.objects.create(user=robin, practice=practice, leads=True)
    Staff.objects.create(user=kai, practice=practice)
    Staff.objects.create(user=sam, practice=other)
    mia, leo = (Child.objects.create(practice=practice, name=name, picture="fox") for name in ("Mia", "Leo"))
    omar = Child.objects.create(practice=other, name="Omar", picture="owl")
    add_member(robin, mia, user=robin, role=Role.THERAPIST, name="Robin")
    add_member(robin, mia, user=kai, role=Role.THERAPIST, name="Kai")
    add_member(robin, mia, user=ana, role=Role.FAMILY, name="Mum")
    add_member(robin, mia, user=mia_herself, role=Role.CHILD, name="Mia")
    add_member(robin, leo, user=robin, role=Role.THERAPIST, name="Robin")
    add_member(sam, omar, user=sam, role=Role.THERAPIST, name="Sam")
    therapist = get_access_for(robin, mia.public_id)
    circle_time, zip_jacket = goal_for(therapist, "I join circle time, my way"), goal_for(therapist, "I zip my jacket")
    teacher = add_member(robin, mia, user=lopez, role=Role.TEACHER, name="Ms. Lopez", goal_ids=[circle_time.public_id])
    give_consent(robin, teacher, Scope.TIMELINE, goal_id=circle_time.public_id)
    add_member(robin, mia, user=joe, role=Role.OTHER, name="Grandpa Joe")
    cushion = give_card(therapist, load_library().strategies["wobble-cushion"])
    return Cast(practice, other, mia, leo, omar, *everybody, circle_time, zip_jacket, cushion)


def two_homes(cast: Cast, by: User) -> tuple[Member, Member]:
    """Leo's two homes, with a parent in each; neither sees the other's yet."""
    homes = [Household.objects.create(child=cast.leo, name=name) for name in ("Mum's home", "Dad's home")]
    mum, dad = person("Kim"), person("Dan")
    return (
        add_member(by, cast.leo, user=mum, role=Role.FAMILY, name="Mum", household=homes[0]),
        add_member(by, cast.leo, user=dad, role=Role.FAMILY, name="Dad", household=homes[1]),
    )


def draft_of(goal: Goal | None, *, hours_ago: float = 1.0, **told: Any) -> Draft:
    """A moment as somebody might tell it: at school, an hour ago, on the third stone, unless something else is said."""
    at = timezone.now() - dt.timedelta(hours=hours_ago)
    usual: dict[str, Any] = {"id": uuid.uuid4(), "happened_at": at, "time_zone": "UTC", "setting": Setting.SCHOOL}
    usual |= {"step": 2} if goal else {"ease": 2}
    return Draft(**{**usual, "goal": goal, **told})


def tell(access: Access, goal: Goal | None, **told: Any) -> Moment:
    """Keep a moment that somebody tells."""
    return record_moment(access, draft_of(goal, **told))[0]
