"""A class of six whose link is opened on a tablet."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for
from pebblepath.apps.moments.class_actions import Share, make_class_link
from pebblepath.apps.moments.class_models import ClassLink
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import Child, Role

from .hand import Screen, Visitor

NAMES = ("Mia", "Leo", "Noah", "Zuri", "Ava", "Omar")
TABLET = Screen(820, 1180, touch=True)
PIN = "2468"


@dataclass(frozen=True)
class Room:
    """Six children, one goal each."""

    cast: Cast
    link: ClassLink

    @property
    def path(self) -> str:
        return reverse("class_page", args=[self.link.made_token])

    def page(self, name: str) -> str:
        place = self.link.places.order_by("order")[0].public_id
        return reverse(name, args=[self.link.made_token, place])


def room_of(cast: Cast) -> Room:
    """A class of six with a link and a PIN."""
    shares = [Share(cast.access(cast.robin), [cast.circle_time.public_id], passport=True)]
    for name in NAMES[1:]:
        child = Child.objects.create(practice=cast.practice, name=name, picture="owl")
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
        access = cast.access(cast.robin, child)
        shares.append(Share(access, [goal_for(access, "I line up").public_id]))
    until = timezone.now() + dt.timedelta(days=30)
    link = make_class_link(cast.robin, cast.practice, name="Room 4", pin=PIN, expires_at=until, shares=shares)
    return Room(cast, link)


def enter(visitor: Visitor, room: Room) -> Visitor:
    """Open the link and type the PIN, as on the first time of a day."""
    visitor.open(room.path)
    visitor.page.get_by_label("PIN").fill(PIN)
    visitor.page.get_by_role("button", name="Open").click()
    visitor.page.wait_for_selector(".class-row")
    return visitor


def stone(visitor: Visitor, place: int) -> None:
    """Tap a stone of the child that is shown."""
    visitor.hand.tap(visitor.page.locator(".class-child:target .class-stone").nth(place))


def shown(visitor: Visitor) -> str:
    """Whose stones are shown."""
    return visitor.page.locator(".class-child:target h2").inner_text()


def told() -> dict[str, int | None]:
    return {m.child.name: m.step for m in Moment.objects.kept().select_related("child")}


def wait_for(count: int) -> None:
    """Until so many moments arrived."""
    for _ in range(100):
        if Moment.objects.kept().count() == count:
            return
        time.sleep(0.05)
    raise AssertionError(told())
