"""The demo's people: accounts, practice, children, and the circle around each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.actions import add_member, give_consent, open_record
from pebblepath.apps.people.models import Child, Household, Practice, Role, Scope, Staff, User
from pebblepath.apps.understanding.models import Strategy
from pebblepath.demo.schema import ChildTruth, Person, PracticeTruth
from pebblepath.demo.stable import stable_id


@dataclass
class Circle:
    """A child of the demo with everything around her, by the names that her file uses."""

    truth: ChildTruth
    lead: Access
    homes: dict[str, Household] = field(default_factory=dict)
    accesses: dict[str, Access] = field(default_factory=dict)
    strategies: dict[str, Strategy] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)

    @property
    def child(self) -> Child:
        """The child."""
        return self.lead.child


def make_practice(truth: PracticeTruth, name: str) -> tuple[Practice, dict[str, User]]:
    """A practice with the demo's therapists on its staff; accounts that are there already are taken."""
    practice = Practice.objects.create(name=name, time_zone=truth.time_zone, public_id=stable_id(name))
    staff = {person.id: account(person.name, person.email) for person in truth.therapists}
    for person in truth.therapists:
        Staff.objects.create(user=staff[person.id], practice=practice, leads=person.leads)
    return practice, staff


def account(name: str, email: str) -> User:
    """An account that nobody can sign in to by password: the demo's door is the only way in."""
    had = User.objects.filter(email=email).first()
    return had or User.objects.create_user(email, None, name=name)


def open_circle(truth: ChildTruth, practice: Practice, staff: dict[str, User], today: dt.date) -> Circle:
    """A child's record with her therapists, her family and herself; who sees only some goals comes later."""
    child = Child(
        public_id=stable_id(truth.id),
        name=truth.name,
        pronouns=truth.pronouns,
        born=born(truth, today),
        picture=truth.picture,
        joys=truth.joys,
    )
    first, *others = truth.staff
    lead = open_record(staff[first], practice, child)
    circle = Circle(truth, lead)
    circle.accesses[first] = lead
    circle.homes = {home.id: Household.objects.create(child=child, name=home.name) for home in truth.homes}
    for other in others:
        add_member(lead.user, child, user=staff[other], role=Role.THERAPIST, name=staff[other].name)
        circle.accesses[other] = get_access_for(staff[other], child.public_id)
    for person in truth.people:
        if not person.goals:
            join(circle, person)
    return circle


def join_those_who_see_some_goals(circle: Circle) -> None:
    """Teachers and others with whom only some goals are shared; the goals are there by now."""
    for person in circle.truth.people:
        if person.goals:
            join(circle, person)


def join(circle: Circle, person: Person) -> None:
    """Give a person a place, with what was agreed beyond the usual."""
    shared = [circle.goals[goal].public_id for goal in person.goals]
    user = account(person.name, person.email)
    home = circle.homes[person.home] if person.home else None
    member = add_member(
        circle.lead.user,
        circle.child,
        user=user,
        role=Role(person.role),
        name=person.circle_name,
        household=home,
        goal_ids=shared,
    )
    for scope in person.also:
        for goal_id in shared or [""]:
            give_consent(circle.lead.user, member, Scope(scope), goal_id=goal_id)
    circle.accesses[person.id] = get_access_for(user, circle.child.public_id)


def born(truth: ChildTruth, today: dt.date) -> dt.date:
    """The birthday that makes the child as old today as her file says, whenever the demo is made."""
    month, day = truth.birthday
    had_it = (today.month, today.day) >= (month, day)
    return dt.date(today.year - truth.age - (not had_it), month, day)
