"""Addresses that were typed, cut off or made up: nothing is found, and nothing breaks."""

from __future__ import annotations

import pytest
from addresses import CHILD_PAGES, World, make_world
from django.test import Client

from cast import Cast

NUMBERED = ("withdraw", "take_back", "member", "cheer", "tick_pebble", "split_stone")
ENORMOUS = ("0", "2147483648", "9223372036854775808", "9" * 40, "9" * 5000)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.parametrize("name", NUMBERED)
def test_a_number_that_nothing_has_isnt_found(client: Client, world: World, name: str):
    row = next(row for row in CHILD_PAGES if row.name == name)
    client.force_login(world.cast.robin)
    whole, _, last = row.url(world.mia).rstrip("/").rpartition("/")
    assert last.isdigit()
    for number in ENORMOUS:
        if (name, number) == ("split_stone", "0"):
            continue  # the first stone is there
        url = f"{whole}/{number}/"
        assert client.post(url, row.data()).status_code == 404, number
        assert client.get(url).status_code in {404, 405}, number


@pytest.mark.parametrize("id", ["", "x", "x" * 5000, "%20", "%F0%9F%A6%8A", "..", "%27%20OR%201=1", "\u00e4" * 12])
def test_a_child_that_isnt_one_isnt_found(client: Client, cast: Cast, id: str):
    client.force_login(cast.robin)
    for page in ("", "moments/", "path/", "what-helps/"):
        assert client.get(f"/c/{id}/{page}").status_code == 404


def test_an_address_is_found_with_its_last_slash(client: Client, cast: Cast):
    client.force_login(cast.ana)
    answer = client.get(f"/c/{cast.mia.public_id}/moments")
    assert answer.status_code == 301 and answer["Location"].endswith("/moments/")


@pytest.mark.parametrize("goal", ["zzzzzzzzzzzz", "x" * 5000, "new-", "%00x"])
def test_a_goal_that_isnt_one_isnt_found(client: Client, cast: Cast, goal: str):
    client.force_login(cast.robin)
    for page in ("path/{}/", "tell/{}/", "path/{}/change/", "path/{}/split/2/"):
        assert client.get(f"/c/{cast.mia.public_id}/" + page.format(goal)).status_code in {400, 404}


def test_a_host_that_isnt_ours_is_refused(client: Client, db: None):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
