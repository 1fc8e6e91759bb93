"""Rooms of a practice: what is in them, who may say so."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.people.models import AuditLine
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.rooms import things_of_rooms
from pebblepath.library import load_library

As = Callable[[object], Client]
SENT = {"name": "The den", "spaces": ["mat", "table"], "things": ["swing", "mat"], "own": "Hammock\n hammock \nKite"}


def test_a_room_keeps_its_things_in_the_words_of_the_cards_each_once(cast: Cast, as_: As):
    assert as_(cast.robin).post(reverse("new_room"), SENT).status_code == 302
    room = Room.objects.get()
    assert room.things == ["swing", "mat", "hammock", "kite"] and room.spaces == ["mat", "table"]
    assert room.practice == cast.practice
    assert AuditLine.objects.filter(about="room", ref=room.public_id, user=cast.robin).exists()


def test_a_room_shows_what_was_said_and_can_be_changed(cast: Cast, as_: As):
    client = as_(cast.robin)
    client.post(reverse("new_room"), SENT)
    url = reverse("room", args=[Room.objects.get().public_id])
    page = client.get(url).content.decode()
    assert "hammock\nkite" in page and 'value="swing"' in page
    client.post(url, SENT | {"name": "The nest", "quiet": "on", "things": [], "own": ""})
    room = Room.objects.get()
    assert (room.name, room.quiet, room.things) == ("The nest", True, [])


def test_a_room_without_a_place_to_play_gets_a_sentence_and_nothing_typed_is_lost(cast: Cast, as_: As):
    answer = as_(cast.robin).post(reverse("new_room"), SENT | {"spaces": []})
    page = answer.content.decode()
    assert answer.status_code == 400 and "at least one place to play" in page and "Hammock" in page
    assert not Room.objects.exists()


def test_rooms_are_the_staffs_and_only_of_their_own_practice(cast: Cast, as_: As):
    room = Room.objects.create(practice=cast.practice, name="The den", spaces=["mat"])
    address = reverse("room", args=[room.public_id])
    for person in (cast.ana, cast.lopez, cast.mia_herself, cast.nina):
        assert as_(person).get(reverse("rooms")).status_code == 404
        assert as_(person).get(reverse("new_room")).status_code == 404
        assert as_(person).post(address, SENT).status_code == 404
    assert as_(cast.sam).get(address).status_code == 404
    assert "The den" not in as_(cast.sam).get(reverse("rooms")).content.decode()
    assert as_(cast.sam).post(reverse("remove_room", args=[room.public_id])).status_code == 404
    assert Room.objects.filter(name="The den").exists()


def test_a_room_can_be_removed(cast: Cast, as_: As):
    room = Room.objects.create(practice=cast.practice, name="The den", spaces=["mat"])
    assert as_(cast.robin).post(reverse("remove_room", args=[room.public_id])).status_code == 302
    assert not Room.objects.exists()
    assert AuditLine.objects.filter(about="room", deed="removed", ref=room.public_id).exists()


def test_the_things_to_tap_are_those_that_play_needs_the_large_ones_first():
    things = things_of_rooms(load_library())
    assert things[0] == "swing" and "paper" in things and len(things) == len(set(things))
