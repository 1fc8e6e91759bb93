"""A class tells by its link: few taps, little time, without network, without script, and without a barrier."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cast import Cast
from pebblepath.apps.moments.class_models import ClassLink
from pebblepath.apps.moments.models import Moment, Victory

from .classroom import NAMES, PIN, TABLET, Room, enter, room_of, shown, stone, told, wait_for
from .conftest import Visit
from .hand import DESK, PHONE
from .walk import barriers


@pytest.fixture
def room(cast: Cast) -> Room:
    return room_of(cast)


def test_one_child_takes_at_most_three_taps_and_six_at_most_a_minute(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    began = time.monotonic()
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    assert shown(teacher) == "Mia"
    stone(teacher, 2)
    assert teacher.hand.taps <= 3
    for name in NAMES[1:]:
        expect(teacher.page.locator(".class-child:target h2")).to_have_text(name)
        stone(teacher, 3)
    expect(teacher.page.locator(".class-list")).to_be_visible()
    wait_for(6)
    assert time.monotonic() - began < 60 and teacher.hand.taps == 7
    assert told() == {"Mia": 2} | dict.fromkeys(NAMES[1:], 3)
    expect(teacher.page.locator(".class-row .stone-mark.lit")).to_have_count(6)


def test_what_is_tapped_without_network_waits_and_arrives_once(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    teacher.context.set_offline(True)
    stone(teacher, 2)
    expect(teacher.page.locator(".class-child:target h2")).to_have_text("Leo")
    stone(teacher, 1)
    expect(teacher.page.locator("[data-class-waits]")).to_contain_text("2 taps wait on this tablet")
    assert told() == {}
    teacher.context.set_offline(False)
    wait_for(2)
    expect(teacher.page.locator("[data-class-waits]")).to_be_hidden()
    assert told() == {"Mia": 2, "Leo": 1}
    teacher.page.reload()
    time.sleep(0.3)
    assert Moment.objects.count() == 2


def test_what_a_child_asked_for_goes_with_the_tap_also_without_network(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    teacher.context.set_offline(True)
    teacher.hand.tap(teacher.page.locator(".class-child:target").get_by_text("asked for help"))
    stone(teacher, 2)
    expect(teacher.page.locator("[data-kept-words]")).to_contain_text("asked for help")
    stone(teacher, 1)
    teacher.context.set_offline(False)
    wait_for(2)
    told_of = dict(Moment.objects.values_list("child__name", "asked_help"))
    assert told_of == {"Mia": True, "Leo": False} and not Moment.objects.filter(asked_break=True).exists()
    assert Victory.objects.get(kind="asked").moment.child.name == "Mia"


def test_a_tap_that_waits_is_taken_back_where_it_waits(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    teacher.context.set_offline(True)
    stone(teacher, 2)
    expect(teacher.page.locator("[data-class-waits]")).to_contain_text("1 tap waits")
    teacher.tap("button", "Undo")
    assert shown(teacher) == "Mia"
    teacher.context.set_offline(False)
    stone(teacher, 4)
    wait_for(1)
    assert told() == {"Mia": 4}


def test_when_the_pin_was_changed_meanwhile_nothing_is_lost(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    teacher.context.clear_cookies(name=f"class-{room.link.public_id}")
    with teacher.expecting(401):
        stone(teacher, 2)
        expect(teacher.page.locator("[data-class-waits]")).to_contain_text("Nothing is lost")
        teacher.page.get_by_role("link", name="type the PIN again").click()
    teacher.page.get_by_label("PIN").fill(PIN)
    teacher.page.get_by_role("button", name="Open").click()
    wait_for(1)
    assert told() == {"Mia": 2}


def test_what_the_server_refuses_is_told_and_the_others_go_on(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    room.link.places.order_by("order")[0].member.consents.all().delete()
    with teacher.expecting(404):
        stone(teacher, 2)
        expect(teacher.page.locator("[data-class-waits]")).to_contain_text("Not kept for Mia")
        stone(teacher, 1)
        wait_for(1)
    teacher.tap("button", "I have seen it")
    expect(teacher.page.locator("[data-class-waits]")).to_be_hidden()
    assert told() == {"Leo": 1}


def test_an_undone_tap_is_undone(visit: Visit, room: Room):
    teacher = enter(visit(None, PHONE), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    stone(teacher, 2)
    wait_for(1)
    teacher.tap("button", "Undo")
    expect(teacher.page.get_by_text("Taken back for Mia.")).to_be_visible()
    assert told() == {} and shown(teacher) == "Mia"


def test_without_script_it_takes_the_same_taps(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET, java_script_enabled=False), room)
    teacher.hand.tap(teacher.page.locator(".class-row").first)
    stone(teacher, 2)
    expect(teacher.page.locator(".class-child:target h2")).to_have_text("Leo")
    stone(teacher, 0)
    expect(teacher.page.locator(".class-child:target h2")).to_have_text("Noah")
    assert told() == {"Mia": 2, "Leo": 0} and teacher.hand.taps == 3


def test_two_picks_and_done_tell_a_friday(visit: Visit, room: Room):
    teacher = enter(visit(None, TABLET), room)
    teacher.open(room.page("class_friday"))
    teacher.tap("checkbox", "Wobble cushion")
    teacher.tap("button", "Done")
    expect(teacher.page.get_by_text("Not read yet.")).to_be_visible()
    assert teacher.hand.taps == 2


def test_no_page_of_a_class_has_a_barrier(visit: Visit, room: Room):
    teacher = visit(None, PHONE, reduced_motion="reduce")
    teacher.open(room.path)
    found = [f"the PIN, {barrier}" for barrier in barriers(teacher.page)]
    enter(teacher, room)
    pages = [room.path, *(room.page(name) for name in ("class_cards", "class_passport", "class_friday"))]
    for path in [*pages, reverse("class_sheet", args=[room.link.made_token])]:
        assert teacher.open(path) == 200
        found += [f"{path}, {barrier}" for barrier in barriers(teacher.page)]
    teacher.open(room.path)
    teacher.page.locator(".class-row").first.tap()
    stone(teacher, 2)
    found += [f"a child, {barrier}" for barrier in barriers(teacher.page)]
    assert not found, "\n".join(found)


def test_no_page_about_a_link_has_a_barrier(visit: Visit, room: Room):
    robin = visit(room.cast.robin, DESK, reduced_motion="reduce")
    found = []
    for name in ("class_link", "link_sheet"):
        assert robin.open(reverse(name, args=[room.link.public_id])) == 200
        found += [f"{name}, {barrier}" for barrier in barriers(robin.page)]
    ClassLink.objects.update(revoked_at=timezone.now())
    with robin.expecting(410):
        robin.open(room.path)
    found += [f"over, {barrier}" for barrier in barriers(robin.page)]
    assert not found, "\n".join(found)
