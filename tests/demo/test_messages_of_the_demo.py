"""What goes to and fro in the demo: messages, a class's link, a Friday."""

import pytest
from django.urls import reverse

from pebblepath.apps.moments.class_models import ClassLink, FridayPick
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.messages import newest_unread
from pebblepath.apps.people.models import Child, Message, User
from pebblepath.demo.class_link import CLASS_NAME, PIN, SEATS

pytestmark = pytest.mark.usefixtures("demo")


def test_the_newest_message_waits_for_the_therapist_and_the_others_were_read() -> None:
    mia = Child.objects.get(name="Mia", source="")
    robin = get_access_for(User.objects.get(email="robin@demo.example"), mia.public_id)
    newest = Message.objects.filter(child=mia).order_by("sent_at").last()
    assert newest_unread(robin) == newest and newest is not None and "slept little" in newest.words
    assert robin.member.to_read.filter(read_at=None).count() == 1


def test_six_children_sit_in_the_class_and_its_pin_opens_it(client) -> None:
    link = ClassLink.objects.get(name=CLASS_NAME)
    page = reverse("class_page", args=[link.made_token])
    assert client.post(page, {"pin": PIN}).status_code == 302
    shown = client.get(page).content.decode()
    assert link.places.count() == len(SEATS) == shown.count('class="class-name"')


def test_the_class_told_a_friday_that_waits_to_be_read() -> None:
    pick = FridayPick.objects.get()
    assert pick.strategies.count() == 2 and pick.read_at is None and pick.week.weekday() == 0
