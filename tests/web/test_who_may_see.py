"""Every address × every role × own child, another child, another practice's child, and signed out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from addresses import (
    ACCOUNT_OWN,
    ACCOUNT_PUBLIC,
    CHILD_PAGES,
    EVERYBODY,
    OF_STAFF,
    PERSON_DATA,
    PERSON_PAGES,
    PUBLIC,
    Row,
    World,
    make_world,
    undone,
)
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.people.actions import give_consent
from pebblepath.apps.people.models import Member, Scope, Staff, User

NOBODYS = "zzzzzzzzzzzz"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def send(client: Client, url: str, data: dict[str, object] | None = None) -> int:
    """The answer's number, with everything undone."""
    with undone():
        return (client.get(url) if data is None else client.post(url, data)).status_code


def names(resolver: URLResolver) -> Iterator[str | None]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from names(pattern)


def test_every_address_is_in_the_table():
    table = {row.name for row in CHILD_PAGES} | set(PERSON_PAGES) | OF_STAFF | PUBLIC | ACCOUNT_PUBLIC | ACCOUNT_OWN
    assert set(names(get_resolver())) == table


def answers(client: Client, world: World, row: Row, data: dict[str, object] | None) -> dict[str, dict[str, int]]:
    """For each child what each role gets."""
    found: dict[str, dict[str, int]] = {}
    for things in (world.mia, world.leo, world.omar):
        found[things.child.name] = {}
        for role in EVERYBODY:
            client.force_login(world.person(role))
            found[things.child.name][role] = send(client, row.url(things), data)
    return found


def only(roles: str, success: int) -> dict[str, dict[str, int]]:
    nothing = dict.fromkeys(EVERYBODY, 404)
    return {"Mia": nothing | dict.fromkeys(roles, success), "Leo": nothing, "Omar": nothing}


@pytest.mark.parametrize("row", CHILD_PAGES, ids=[row.name for row in CHILD_PAGES])
def test_only_the_named_roles_see_and_do_it_and_only_with_their_own_child(client: Client, world: World, row: Row):
    if row.see:
        assert answers(client, world, row, None) == only(row.see, 200)
    if row.do:
        assert answers(client, world, row, row.data()) == only(row.do, 302)


def test_a_stranger_finds_nothing(client: Client, world: World):
    client.force_login(world.cast.nina)
    ids = (world.mia.child.public_id, world.omar.child.public_id, NOBODYS)
    got = {(row.name, id): send(client, row.url(world.mia, id), row.sent()) for row in CHILD_PAGES for id in ids}
    assert got == dict.fromkeys(got, 404)


def test_signed_out_one_is_asked_to_sign_in_and_learns_nothing_of_who_there_is(client: Client, world: World):
    for row in CHILD_PAGES:
        told = []
        for child_id in (world.mia.child.public_id, NOBODYS):
            url = row.url(world.mia, child_id)
            answer = client.get(url) if row.see else client.post(url, row.data())
            assert answer.status_code == 302 and answer["Location"] == f"{SIGN_IN}?next={url}", row.name
            told.append((answer.content, {k: v for k, v in answer.headers.items() if k != "Location"}))
        assert told[0] == told[1], row.name


def test_what_changes_something_is_never_done_by_opening_an_address(client: Client, world: World):
    for row in CHILD_PAGES:
        if not row.see:
            client.force_login(world.person(row.do[0]))
            assert client.get(row.url(world.mia)).status_code == 405, row.name


def test_another_childs_thing_isnt_found_under_ones_own_child(client: Client, world: World):
    for row in CHILD_PAGES:
        if not row.names_a_thing:
            continue
        # Robin may see both children, so only the address can be what is wrong.
        client.force_login(world.cast.mia_herself if row.see + row.do == "C" else world.cast.robin)
        url = row.url(world.leo, world.mia.child.public_id)
        assert send(client, url) == (404 if row.see else 405), row.name
        assert not row.do or send(client, url, row.data()) == 404, row.name


def test_who_left_a_circle_finds_nothing_there_any_more(client: Client, world: World):
    Member.objects.update(left_at=timezone.now())
    for row in CHILD_PAGES:
        client.force_login(world.person((row.see or row.do)[0]))
        assert send(client, row.url(world.mia), row.sent()) == 404, row.name


@pytest.mark.parametrize("name", PERSON_PAGES)
def test_pages_about_no_child_are_for_the_named_people(client: Client, world: World, name: str):
    may_see, may_do = PERSON_PAGES[name]
    for who in PERSON_PAGES["children"][0]:
        client.force_login(getattr(world.cast, who))
        assert send(client, reverse(name)) == (200 if who in may_see else 404), who
        if name in PERSON_DATA:
            assert send(client, reverse(name), PERSON_DATA[name]) == (302 if who in may_do else 404), who


@pytest.mark.parametrize("name", PERSON_PAGES)
def test_pages_about_no_child_ask_who_is_signed_out_to_sign_in(client: Client, db: None, name: str):
    for answer in (client.get(reverse(name)), client.post(reverse(name), {})):
        assert answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)


def test_being_on_the_staff_opens_no_child(client: Client, world: World):
    Staff.objects.create(user=world.cast.nina, practice=world.cast.practice, leads=True)
    client.force_login(world.cast.nina)
    assert client.get(reverse("child", args=[world.cast.mia.public_id])).status_code == 404
    assert "Mia" not in client.get("/children/").content.decode()


# What a teacher was given is one goal; the others don't exist for her.

OTHER_GOAL = ["path", "change_goal", "goal_state", "split_stone", "tell_goal", "my_path"]


@pytest.mark.parametrize("name", OTHER_GOAL)
def test_a_goal_that_wasnt_shared_doesnt_exist_for_the_teacher(client: Client, cast: Cast, name: str):
    client.force_login(cast.lopez)
    args = [cast.mia.public_id, cast.zip_jacket.public_id, *([2] if name == "split_stone" else [])]
    assert client.post(reverse(name, args=args), {"state": "paused", "words": "x"}).status_code == 404
    assert client.get(reverse(name, args=args)).status_code in {404, 405}


def test_a_teacher_reads_nothing_about_a_goal_that_wasnt_shared(client: Client, cast: Cast):
    for asked in (False, True):
        tell(cast.access(cast.ana), cast.zip_jacket, words="At the zip.", asked_break=asked, step=4)
    client.force_login(cast.lopez)
    for name in ("child", "paths", "timeline", "tell", "what_helps", "toolkit", "circle"):
        page = client.get(reverse(name, args=[cast.mia.public_id])).content.decode()
        assert "I zip my jacket" not in page and "At the zip." not in page, name


def test_a_teacher_cant_filter_her_way_to_a_goal_that_wasnt_shared(client: Client, cast: Cast):
    tell(cast.access(cast.ana), cast.zip_jacket, words="At the zip.")
    client.force_login(cast.lopez)
    goal = {"goal": cast.zip_jacket.public_id}
    timeline = client.get(reverse("timeline", args=[cast.mia.public_id]), goal)
    assert timeline.status_code == 200 and "At the zip." not in timeline.content.decode()
    assert client.get(reverse("what_helps", args=[cast.mia.public_id]), goal).status_code == 404


def test_a_teacher_reads_what_others_told_about_the_goal_that_was_shared(client: Client, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, words="We sang at home.")
    client.force_login(cast.lopez)
    assert "We sang at home." in client.get(reverse("timeline", args=[cast.mia.public_id])).content.decode()


def test_titles_of_goals_that_werent_shared_dont_show_in_the_circle(client: Client, cast: Cast):
    joe = Member.objects.get(user=cast.joe)
    give_consent(cast.robin, joe, Scope.TIMELINE, goal_id=cast.zip_jacket.public_id)
    give_consent(cast.robin, Member.objects.get(user=cast.lopez), Scope.CIRCLE)
    url = reverse("circle", args=[cast.mia.public_id])
    client.force_login(cast.lopez)
    page = client.get(url).content.decode()
    assert "I zip my jacket" not in page and "(another goal)" in page
    client.force_login(cast.ana)
    assert "I zip my jacket" in client.get(url).content.decode()


def test_what_others_may_see_is_told_only_to_who_may_say_so(client: Client, cast: Cast):
    url = reverse("circle", args=[cast.mia.public_id])
    for who, told in (("ana", True), ("lopez", False), ("joe", False)):
        client.force_login(getattr(cast, who))
        assert ("make and change goals" in client.get(url).content.decode()) == told, who


# Open to everybody.


@pytest.mark.parametrize("name", ["home", "look"])
def test_the_front_door_and_the_look_are_open(client: Client, db: None, name: str):
    assert client.get(reverse(name)).status_code == 200


def test_the_small_picture_of_the_tab_is_open(client: Client, db: None):
    assert client.get("/favicon.ico")["Location"].endswith("icon.svg")


def test_only_the_right_link_opens_an_invitation(client: Client, world: World):
    assert client.get(reverse("join", args=[world.mia.invitation.token])).status_code == 200
    assert client.get(reverse("join", args=["no-such-token"])).status_code == 404


def test_one_click_sign_in_exists_only_in_the_demo(client: Client, cast: Cast, settings):
    User.objects.create_user("ana@demo.example", None, name="Ana")
    url = reverse("demo_sign_in", args=["parent"])
    settings.DEMO = False
    assert client.post(url).status_code == 404 and "_auth_user_id" not in client.session
    assert "Come in and look around" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "Come in and look around" in client.get("/").content.decode()
    assert client.get(url).status_code == 405
    assert client.post(url)["Location"] == "/" and "_auth_user_id" in client.session


def test_one_click_sign_in_is_for_the_people_of_the_demo_only(client: Client, cast: Cast):
    assert client.post(reverse("demo_sign_in", args=["robin"])).status_code == 404
    assert client.post(reverse("demo_sign_in", args=["therapist"])).status_code == 404  # no demo data loaded


def test_what_the_demo_knows_exists_only_in_the_demo(client: Client, db: None, settings):
    assert client.get(reverse("demo_truth")).status_code == 200
    settings.DEMO = False
    assert client.get(reverse("demo_truth")).status_code == 404


@pytest.mark.parametrize("name", sorted(ACCOUNT_OWN))
def test_ones_own_account_asks_who_is_signed_out_to_sign_in(client: Client, db: None, name: str):
    answer = client.get(reverse(name))
    assert answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
