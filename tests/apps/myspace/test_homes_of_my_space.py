"""Boards, days and photos of a child with two homes: each home has its own, and what both agreed on is in both."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, person, two_homes
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import Board, BoardItem, CheckIn, DayItem, OwnPhoto
from pebblepath.apps.myspace.setting_up import MOST_IN_A_DAY, add_to_board, add_to_day, make_board
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import add_member, give_consent
from pebblepath.apps.people.models import Household, Member, Role, Scope, User

LOOK = {
    "colour": "sun",
    "home_1": "cards",
    "home_2": "day",
    "home_3": "feeling",
    "scan_seconds": "0",
    "dwell_seconds": "0",
}


@dataclass(frozen=True)
class Homes:
    """Leo, a parent in each of his homes, his therapist, and himself at Mum's."""

    mum: Access
    dad: Access
    robin: Access
    leo: Access


@pytest.fixture
def homes(cast: Cast) -> Homes:
    mum, dad = two_homes(cast, cast.robin)
    own = add_member(cast.robin, cast.leo, user=person("Leo"), role=Role.CHILD, name="Leo", household=mum.household)
    users = [member.user for member in (mum, dad)] + [cast.robin, own.user]
    return Homes(*(cast.access(user, cast.leo) for user in users if user))


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(name, args=[cast.leo.public_id, *args])


def board(access: Access, name: str, *, for_both: bool = False) -> Board:
    made = make_board(access, Board(name=name), for_both=for_both)
    add_to_board(access, made, BoardItem(symbol="apple", words=f"{name} apple"), jpeg=b"a photo")
    return made


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def three(homes: Homes) -> tuple[Board, Board, Board]:
    return board(homes.mum, "Toast"), board(homes.dad, "Soup"), board(homes.robin, "Songs")


def names(page: str) -> set[str]:
    return {name for name in ("Toast", "Soup", "Songs") if name in page}


def test_each_home_sees_its_own_boards_and_the_therapists(as_, cast: Cast, homes: Homes, three: object):
    pages = [read(as_(one.user), url(cast, "my_setup")) for one in (homes.mum, homes.dad)]
    assert [names(page) for page in pages] == [{"Toast", "Songs"}, {"Soup", "Songs"}]
    assert '<span class="pill">Mum&#x27;s home' in pages[0] and '<span class="pill">Dad&#x27;s home' not in pages[0]


def test_the_childs_device_of_a_home_shows_that_homes(as_, cast: Cast, homes: Homes, three: tuple[Board, ...]):
    leo = as_(homes.leo.user)
    assert names(read(leo, url(cast, "my_choices"))) == {"Toast", "Songs"}
    assert leo.get(url(cast, "my_board", three[0].pk)).status_code == 200
    assert leo.get(url(cast, "my_board", three[1].pk)).status_code == 404


def test_what_is_of_the_other_home_cant_be_reached_by_its_address(
    as_, cast: Cast, homes: Homes, three: tuple[Board, ...]
):
    dads = three[1].items.get()
    mum = as_(homes.mum.user)
    assert mum.get(url(cast, "set_up_board", three[1].pk)).status_code == 404
    assert mum.post(url(cast, "end_board", three[1].pk)).status_code == 404
    assert mum.post(url(cast, "change_board_item", three[1].pk, dads.pk), {"do": "off"}).status_code == 404
    assert mum.get(url(cast, "own_photo", dads.photo_id)).status_code == 404
    assert as_(homes.dad.user).get(url(cast, "own_photo", dads.photo_id)).status_code == 200


def test_a_photo_belongs_to_the_home_of_its_board(homes: Homes, three: tuple[Board, ...]):
    assert [photo.household_id for photo in OwnPhoto.objects.order_by("pk")] == [
        homes.mum.member.household_id,
        homes.dad.member.household_id,
        None,
    ]


def test_where_it_was_agreed_the_other_homes_are_seen_too(as_, cast: Cast, homes: Homes, three: object):
    give_consent(cast.robin, homes.dad.member, Scope.OTHER_HOME)
    assert names(read(as_(homes.dad.user), url(cast, "my_setup"))) == {"Toast", "Soup", "Songs"}


@pytest.mark.parametrize(("home", "seen"), [("own", {"Soup"}), ("both", {"Toast", "Soup"}), ("", {"Soup"})])
def test_a_parent_chooses_as_a_board_is_made(as_, cast: Cast, homes: Homes, home: str, seen: set[str]):
    mum = as_(homes.mum.user)
    assert "Only at Mum&#x27;s home" in read(mum, url(cast, "new_board"))
    sent = {"name": "Toast", **({"home": home} if home else {})}
    answer = mum.post(url(cast, "new_board"), sent)
    assert answer.status_code == (302 if home else 400)
    board(homes.dad, "Soup")
    assert names(read(as_(homes.dad.user), url(cast, "my_setup"))) == seen


def test_nobody_else_is_asked_and_what_they_make_is_everywhere(as_, cast: Cast, homes: Homes):
    robin = as_(cast.robin)
    assert "In both homes" not in read(robin, url(cast, "new_board")) + read(robin, url(cast, "set_up_day"))
    robin.post(url(cast, "set_up_day"), {"symbol": "bath", "when": "every"})
    assert DayItem.objects.get().household is None


def test_one_home_is_never_asked_about(as_, cast: Cast):
    Household.objects.create(child=cast.mia, name="Home")
    Member.objects.filter(user=cast.ana).update(household=Household.objects.get(child=cast.mia))
    page = read(as_(cast.ana), reverse("new_board", args=[cast.mia.public_id]))
    assert "Where is it for?" not in page
    as_(cast.ana).post(reverse("new_board", args=[cast.mia.public_id]), {"name": "Snack"})
    assert Board.objects.get().household is None


def test_each_home_has_its_own_day(as_, cast: Cast, homes: Homes):
    for access, symbol, both in ((homes.mum, "bath", "own"), (homes.dad, "train", "own"), (homes.dad, "bed", "both")):
        as_(access.user).post(url(cast, "set_up_day"), {"symbol": symbol, "when": "every", "home": both})
    leo = as_(homes.leo.user)
    for name in ("my_day", "my_away"):
        page = read(leo, url(cast, name))
        assert "Bath" in page and "Bed" in page and "Train" not in page
    assert "Train" not in read(as_(homes.mum.user), url(cast, "set_up_day")).split("<h2>One more")[0]


def test_a_full_day_in_one_home_leaves_the_other_room(homes: Homes):
    for _ in range(MOST_IN_A_DAY):
        add_to_day(homes.mum, DayItem(symbol="bath", words="Bath"))
    add_to_day(homes.dad, DayItem(symbol="bed", words="Bed"))
    with pytest.raises(Exception, match="Take one off first"):
        add_to_day(homes.robin, DayItem(symbol="bed", words="Bed"))


def test_a_picture_for_both_homes_is_laid_down_in_both_and_one_homes_in_that_alone(as_, cast: Cast, homes: Homes):
    both = add_to_day(homes.dad, DayItem(symbol="bed", words="Bed"), for_both=True)
    dads = add_to_day(homes.dad, DayItem(symbol="train", words="Train"))
    for item in (both, dads):
        as_(homes.leo.user).post(url(cast, "my_day"), {"item": item.pk, "done": "1"})
    done = {one.words: one.done_on for one in DayItem.objects.all()}
    assert done == {"Bed": cast.leo.today(), "Train": None}


def test_with_two_homes_the_setup_says_what_is_one_for_both(as_, cast: Cast, homes: Homes):
    said = "the same in both homes: the look, the first screen, sound, and the PIN"
    assert said in read(as_(homes.mum.user), url(cast, "my_setup"))
    as_(homes.mum.user).post(url(cast, "my_setup"), {**LOOK, "new_pin": "4711"})
    assert "There is a PIN now." in read(as_(homes.dad.user), url(cast, "my_setup"))
    assert said not in read(as_(cast.ana), reverse("my_setup", args=[cast.mia.public_id]))


def test_the_archive_of_a_home_has_nothing_of_the_other(cast: Cast, homes: Homes, three: object):
    from pebblepath.apps.myspace.your_data import photos_of_my_space, tables_of_my_space

    add_to_day(homes.dad, DayItem(symbol="bed", words="Bed"))
    tables = {table.name: table.rows for table in tables_of_my_space(homes.mum)}
    assert {(row["board"], row["home"]) for row in tables["board_pictures"]} == {
        ("Toast", "Mum's home"),
        ("Songs", None),
    }
    assert list(tables["day_pictures"]) == [] and len(list(photos_of_my_space(homes.mum))) == 2


def test_without_a_home_the_child_sees_all(as_, cast: Cast, homes: Homes, three: object):
    Member.objects.filter(pk=homes.leo.member.pk).update(household=None)
    user = User.objects.get(pk=homes.leo.user.pk)
    assert names(read(as_(user), url(cast, "my_choices"))) == {"Toast", "Soup", "Songs"}


# One account, and a device in each home.


@pytest.fixture
def nowhere(homes: Homes) -> Homes:
    """Leo's account belongs to no home."""
    Member.objects.filter(pk=homes.leo.member.pk).update(household=None)
    return homes


def set_up_device(client: Client, cast: Cast, by: User, for_: User, home: Household | None) -> None:
    """A parent says where the device is used, and then the child signs in."""
    client.force_login(by)
    sent = client.post(url(cast, "my_device"), {"home": home.pk if home else ""}, follow=True)
    assert f"what is for {home.name if home else 'every home'}" in sent.content.decode().replace("&#x27;", "'")
    client.force_login(for_)


def test_a_device_set_up_in_a_home_shows_that_homes(
    client: Client, cast: Cast, nowhere: Homes, three: tuple[Board, ...]
):
    for access, seen in ((nowhere.mum, {"Toast", "Songs"}), (nowhere.dad, {"Soup", "Songs"})):
        set_up_device(client, cast, access.user, nowhere.leo.user, access.member.household)
        assert names(read(client, url(cast, "my_choices"))) == seen
        for one in three:
            item = one.items.get()
            there = client.get(url(cast, "my_board", one.pk)).status_code == 200
            assert there == (client.get(url(cast, "own_photo", item.photo_id)).status_code == 200) == (one.name in seen)
    set_up_device(client, cast, nowhere.mum.user, nowhere.leo.user, None)
    assert names(read(client, url(cast, "my_choices"))) == {"Toast", "Soup", "Songs"}


def test_what_is_told_on_it_was_told_there(client: Client, cast: Cast, nowhere: Homes):
    set_up_device(client, cast, nowhere.mum.user, nowhere.leo.user, nowhere.mum.member.household)
    client.post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    client.post(url(cast, "my_feeling"), {"id": str(uuid.uuid4()), "energy": "slow"})
    assert Moment.objects.get().household == CheckIn.objects.get().household == nowhere.mum.member.household
    assert Member.objects.get(pk=nowhere.leo.member.pk).household is None


@pytest.mark.parametrize("forged", ["1", "1:x", "x"])
def test_a_device_that_makes_a_home_up_shows_all(
    client: Client, cast: Cast, nowhere: Homes, three: object, forged: str
):
    client.force_login(nowhere.leo.user)
    client.cookies[f"home_{cast.leo.public_id}"] = forged
    assert names(read(client, url(cast, "my_choices"))) == {"Toast", "Soup", "Songs"}


def test_a_home_of_another_child_isnt_one(as_, cast: Cast, homes: Homes):
    theirs = Household.objects.create(child=cast.mia, name="Ours")
    assert as_(homes.mum.user).post(url(cast, "my_device"), {"home": theirs.pk}).status_code == 404


def test_who_has_one_home_isnt_asked_about_the_device(as_, cast: Cast):
    assert "This phone or tablet" not in read(as_(cast.ana), reverse("my_setup", args=[cast.mia.public_id]))
