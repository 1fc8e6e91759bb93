"""What goes to and fro in the demo: messages in Mia's circle, a class's link, and what the class told on Friday."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.moments import friday
from pebblepath.apps.moments.class_actions import Share, make_class_link
from pebblepath.apps.moments.class_links import seats_of
from pebblepath.apps.moments.class_models import FridayPick
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.messages import people_to_write_to, read_now, send
from pebblepath.apps.people.models import AuditLine, Child, Member, Message, Role, Scope, Setting, User
from pebblepath.demo.cast import SIGN_IN
from pebblepath.demo.stable import stable_id

CLASS_NAME = "Ms. Lopez’s class"
PIN = "2468"
DAYS_OPEN = 100
SEATS = ("Mia", "Leo", "Noah", "Zuri", "Thao", "Ava")

# Days ago and when, who writes to whom (by what they are), and the words.
MESSAGES = (
    (
        6,
        dt.time(17, 40),
        "parent",
        (Role.THERAPIST,),
        "She asked for the zip ring by herself today. We left it on the jacket.",
    ),
    (5, dt.time(8, 5), "therapist", (Role.FAMILY,), "That is wonderful news. Leave it on for as long as she likes it."),
    (
        2,
        dt.time(15, 20),
        "therapist",
        (Role.FAMILY, Role.TEACHER),
        "From tomorrow on we try the pictures of the day at circle time.",
    ),
    (
        1,
        dt.time(7, 10),
        "parent",
        (Role.THERAPIST, Role.TEACHER),
        "She slept little last night. Small is fine today, please.",
    ),
)


def write_to_each_other(today: dt.date) -> None:
    """Some messages around Mia, the last still unread by her therapist; a class's link; a Friday that was read."""
    mia = Child.objects.get(public_id=stable_id("mia"))
    accesses = {who: get_access_for(User.objects.get(email=door.email), mia.public_id) for who, door in SIGN_IN.items()}
    _messages(accesses, today)
    _class(accesses["therapist"].user, today)


def _messages(accesses: dict[str, Access], today: dt.date) -> None:
    for days, hour, who, roles, words in MESSAGES:
        writer = accesses[who]
        readers = [member for member in people_to_write_to(writer) if member.role in roles]
        message, _ = send(writer, uuid.uuid5(uuid.NAMESPACE_OID, words), words, readers)
        at = dt.datetime.combine(today - dt.timedelta(days=days), hour, writer.child.zone)
        Message.objects.filter(pk=message.pk).update(sent_at=at)
        AuditLine.objects.filter(about="message", ref=str(message.pk)).update(at=at)
    earlier = Message.objects.filter(child=accesses["parent"].child).order_by("-sent_at")[1:]
    for reader in Member.objects.filter(to_read__isnull=False).distinct():
        read_now(reader, earlier)


def _class(robin: User, today: dt.date) -> None:
    shares = []
    for name in SEATS:
        access = get_access_for(robin, stable_id(name.lower()))
        goal = _goal_at_school(access)
        if goal and access.may(Scope.CIRCLE):
            shares.append(Share(access, [goal.public_id], passport=name == "Mia"))
    link = make_class_link(
        robin,
        shares[0].access.child.practice,
        name=CLASS_NAME,
        pin=PIN,
        expires_at=timezone.now() + dt.timedelta(days=DAYS_OPEN),
        shares=shares,
    )
    seat = seats_of(link)[0]
    week = friday.week_of(today - dt.timedelta(days=friday.FRIDAY + 1))
    helped = [one for one in friday.at_school(seat.access) if one.card in {"wobble-cushion", "break-card"}]
    pick = friday.tell_friday(seat.access, week, helped[:2], "She showed the break card twice.")
    FridayPick.objects.filter(pk=pick.pk).update(told_at=timezone.now() - dt.timedelta(days=3))


def _goal_at_school(access: Access) -> Goal | None:
    goals = Goal.objects.filter(child=access.child, state=State.ACTIVE).order_by("made_at", "pk")
    return next((goal for goal in goals if Setting.SCHOOL in goal.settings), None)
