"""The child's own screens: few, big, and never a fault."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import State
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import (
    Away,
    Board,
    BoardItem,
    CheckIn,
    Choice,
    DayItem,
    Energy,
    Hidden,
    Setup,
    Thing,
)
from pebblepath.apps.myspace.own_words import own_words_of, with_own_words
from pebblepath.apps.myspace.screens import screen_of, wishes_of
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, make_board
from pebblepath.apps.people.actions import give_consent, take_back_consent
from pebblepath.apps.people.models import Consent, Household, Member, Scope, User
from pebblepath.apps.understanding.actions import give_card, not_this_week, say
from pebblepath.apps.understanding.models import Kind, Trait
from pebblepath.library import load_library


def url(cast: Cast, name: str, *args: str) -> str:
    return reverse(name, args=[cast.mia.public_id, *args])


def test_the_child_comes_to_her_own_space(as_, cast: Cast):
    assert as_(cast.mia_herself).get("/")["Location"] == url(cast, "my_space")


def test_asking_for_a_break_is_one_touch_and_a_victory(as_, cast: Cast):
    answer = as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())}, follow=True)
    assert "The grown-ups know" in answer.content.decode()
    moment = Moment.objects.get()
    assert moment.asked_break and moment.told_by_child and moment.victories.get().kind == "asked"


def test_what_kind_of_break_is_a_second_touch_and_stands_with_the_break(as_, cast: Cast):
    mia = as_(cast.mia_herself)
    assert mia.post(url(cast, "take_break"), {"id": str(uuid.uuid4())})["Location"] == url(cast, "my_break")
    page = mia.get(url(cast, "my_break")).content.decode()
    assert page.count('name="wish"') == 3 and "The grown-ups know" in page
    assert mia.post(url(cast, "my_break"), {"wish": "quiet"})["Location"] == url(cast, "my_space")
    moment = Moment.objects.get()
    assert moment.words == "I would like: A quiet place." and moment.victories.get().kind == "asked"
    assert "I would like: A quiet place." in as_(cast.ana).get(url(cast, "timeline")).content.decode()


def test_the_kind_of_break_may_be_changed_and_makes_no_second_break(as_, cast: Cast):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    for wish in ("quiet", "hug"):
        as_(cast.mia_herself).post(url(cast, "my_break"), {"wish": wish})
    assert Moment.objects.get().words == "I would like: A hug."


def test_a_kind_of_break_that_comes_by_itself_asks_for_the_break_too(as_, cast: Cast):
    as_(cast.mia_herself).post(url(cast, "my_break"), {"wish": "out"})
    assert Moment.objects.get().asked_break


@pytest.mark.parametrize("wish", ["", "moon", "s0", "x" * 5000])
def test_a_wish_that_there_is_no_picture_for_shows_the_pictures_again(as_, cast: Cast, wish: str):
    answer = as_(cast.mia_herself).post(url(cast, "my_break"), {"wish": wish})
    assert answer.status_code == 400 and answer.content.decode().count('name="wish"') == 3
    assert not Moment.objects.exists()


def wishes(cast: Cast) -> list[str]:
    return [wish.words for wish in wishes_of(cast.mia, cast.mia.today())]


def test_what_helps_this_child_comes_first_and_what_is_too_much_never(cast: Cast):
    robin, library = cast.access(cast.robin), load_library()
    give_card(robin, library.strategies["quiet-corner"])
    give_card(robin, library.strategies["first-then"])
    resting = give_card(robin, library.strategies["ear-defenders"])
    not_this_week(robin, resting, cast.mia.today())
    say(robin, Trait(kind=Kind.HELPS, words="Under the table."))
    say(robin, Trait(kind=Kind.SENSE, sense="touch", how="too_much", words="Hugs."))
    assert wishes(cast)[:3] == ["Quiet corner", "Under the table", "A quiet place"]
    assert not {"A hug", "First and then", resting.name} & set(wishes(cast))


def test_a_strategy_that_needs_minding_is_no_kind_of_break(cast: Cast):
    robin = cast.access(cast.robin)
    hug = give_card(robin, load_library().strategies["hug-when-asked"])
    assert hug.name in wishes(cast)
    say(robin, Trait(kind=Kind.CARE, care="joints", words="Her joints."))
    assert hug.name not in wishes(cast)


def test_two_touches_make_one_break(as_, cast: Cast):
    for _ in range(2):
        as_(cast.mia_herself).post(url(cast, "take_break"), {"id": "6a0c1c6e-6c2b-4a8e-9d53-6f3b8f6f7a01"})
    assert Moment.objects.count() == 1


def test_after_a_while_the_break_can_be_asked_for_again(as_, cast: Cast, now_is):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    now_is(timezone.now() + dt.timedelta(minutes=11))
    assert "I need a break" in as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()


def test_grown_ups_see_that_a_break_was_asked_for(as_, cast: Cast):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(uuid.uuid4())})
    for user in (cast.ana, cast.lopez):
        assert "“I need a break”" in as_(user).get(url(cast, "timeline")).content.decode()
    assert "asked for a break today" in as_(cast.robin).get("/").content.decode()


@pytest.mark.parametrize("id", ["", "nonsense", "a\x00b"])
def test_a_break_is_never_refused_for_its_id(as_, cast: Cast, id: str):
    as_(cast.mia_herself).post(url(cast, "take_break"), {"id": id})
    assert Moment.objects.get().asked_break


def test_an_id_that_somebody_else_used_is_no_matter_of_the_childs(as_, cast: Cast):
    theirs = tell(cast.access(cast.ana), None)
    answer = as_(cast.mia_herself).post(url(cast, "take_break"), {"id": str(theirs.id)})
    assert answer.status_code == 302 and Moment.objects.filter(told_by__user=cast.mia_herself).count() == 1


def test_my_stones_are_the_paths_that_dont_rest(as_, cast: Cast):
    set_state(cast.access(cast.ana), cast.zip_jacket, State.PAUSED)
    page = as_(cast.mia_herself).get(url(cast, "my_stones")).content.decode()
    assert cast.circle_time.title in page and cast.zip_jacket.title not in page
    assert as_(cast.mia_herself).get(url(cast, "my_path", cast.zip_jacket.public_id)).status_code == 404
    path = as_(cast.mia_herself).get(url(cast, "my_path", cast.circle_time.public_id)).content.decode()
    assert "path-picture" in path


def test_the_childs_screens_have_no_menu_of_the_grown_ups(as_, cast: Cast):
    page = as_(cast.mia_herself).get(url(cast, "my_space")).content.decode()
    assert 'class="tabs"' not in page and "T-score" not in page and page.count("my-choice") >= 3


# Three things at a time, always in the same place.


def labels(page: str) -> list[str]:
    return re.findall(r'<a class="my-choice" href=.*?>([^<>]+)</a>', page, re.S)


def test_my_space_shows_three_things_and_the_other_three_behind(as_, cast: Cast):
    mia = as_(cast.mia_herself)
    assert labels(mia.get(url(cast, "my_space")).content.decode()) == ["How I feel", "First, then", "My stones"]
    assert labels(mia.get(url(cast, "my_more")).content.decode()) == ["My choices", "My day", "My cards"]


def test_the_three_that_were_picked_stand_first_and_nothing_is_lost(as_, cast: Cast):
    Setup.objects.create(child=cast.mia, home=["cards", "day", "feeling"])
    mia = as_(cast.mia_herself)
    first, more = (labels(mia.get(url(cast, name)).content.decode()) for name in ("my_space", "my_more"))
    assert first == ["My cards", "My day", "How I feel"]
    assert {*first, *more} == set(Thing.labels)


@pytest.mark.parametrize(
    ("things", "wanted", "shown", "next"),
    [
        (0, "", "", 0),
        (3, "", "abc", 0),
        (4, "", "abc", 2),
        (4, "2", "d", 1),
        (7, "3", "g", 1),
        (4, "3", "abc", 2),
        (4, "0", "abc", 2),
        (4, "²", "abc", 2),
        (4, "9" * 5000, "abc", 2),
        (4, "-1", "abc", 2),
    ],
)
def test_a_screen_is_three_and_after_the_last_comes_the_first(things: int, wanted: str, shown: str, next: int):
    screen = screen_of("abcdefg"[:things], wanted)
    assert ("".join(screen.shown), screen.next) == (shown, next)


def test_every_screen_has_the_break_and_at_most_three_large_choices(as_, cast: Cast, own: Own):
    mia = as_(cast.mia_herself)
    for name in ("my_space", "my_more", "my_break", "my_feeling", "my_choices", "my_stones", "my_day", "my_away"):
        page = mia.get(url(cast, name)).content.decode()
        assert page.count('class="my-choice my-break"') == 1, name
        assert len(re.findall(r'class="my-choice[ "]', page.partition("<template")[0])) <= 4, name


# How I feel.


def feel(mia: Client, cast: Cast, energy: str, id: str = "") -> HttpResponse:
    return mia.post(url(cast, "my_feeling"), {"id": id or str(uuid.uuid4()), "energy": energy})


@pytest.mark.parametrize("energy", Energy.values)
def test_how_she_feels_is_one_touch_and_is_told_to_who_may_read_it(as_, cast: Cast, energy: str):
    feel(as_(cast.mia_herself), cast, energy)
    told = CheckIn.objects.get()
    assert (told.energy, told.where, told.feeling, told.day) == (energy, "", "", cast.mia.today())
    assert told.told_by.user == cast.mia_herself and not Moment.objects.exists()


def test_where_it_is_and_a_picture_for_it_are_if_she_likes(as_, cast: Cast):
    mia = as_(cast.mia_herself)
    where = feel(mia, cast, "buzzing")["Location"]
    told = CheckIn.objects.get()
    assert where == url(cast, "my_feeling_where", str(told.pk))
    picture = mia.post(where, {"where": "tummy"})["Location"]
    assert mia.post(picture, {"feeling": "worried"})["Location"] == url(cast, "my_space")
    told.refresh_from_db()
    assert str(told) == "Buzzing · Tummy · Worried"


def test_the_pictures_for_a_feeling_come_three_at_a_time_in_no_order_of_good_and_bad(as_, cast: Cast):
    mia = as_(cast.mia_herself)
    feel(mia, cast, "slow")
    page = url(cast, "my_feeling_picture", str(CheckIn.objects.get().pk))
    seen = [re.findall(r'name="feeling" value="(\w+)"', mia.get(f"{page}?screen={n}").content.decode()) for n in (1, 2)]
    assert seen == [["worried", "happy", "angry"], ["calm", "sad", "excited"]]


def test_two_touches_tell_one_feeling_and_another_picture_changes_it(as_, cast: Cast):
    id = "6a0c1c6e-6c2b-4a8e-9d53-6f3b8f6f7a01"
    for energy in ("slow", "slow", "sleepy"):
        feel(as_(cast.mia_herself), cast, energy, id)
    assert CheckIn.objects.get().energy == "sleepy"


@pytest.mark.parametrize("id", ["nonsense", "a\x00b", "taken"])
def test_a_feeling_is_never_refused_for_its_id(as_, cast: Cast, id: str):
    teller = cast.access(cast.robin, cast.leo).member
    theirs = CheckIn.objects.create(child=cast.leo, told_by=teller, day=cast.leo.today(), energy="slow")
    feel(as_(cast.mia_herself), cast, "slow", str(theirs.pk) if id == "taken" else id)
    assert CheckIn.objects.get(child=cast.mia).told_by.user == cast.mia_herself


@pytest.mark.parametrize("energy", ["", "2", "SLOW", "²", "x" * 5000])
def test_a_feeling_that_there_is_no_picture_for_shows_the_pictures_again(as_, cast: Cast, energy: str):
    answer = feel(as_(cast.mia_herself), cast, energy)
    assert answer.status_code == 400 and answer.content.decode().count('name="energy"') == 3
    assert not CheckIn.objects.exists()


# My day, and first, then.


@dataclass(frozen=True)
class Own:
    """What the grown-ups set up for Mia."""

    board: Board
    apple: BoardItem
    bath: DayItem
    bed: DayItem


@pytest.fixture
def own(cast: Cast) -> Own:
    ana = cast.access(cast.ana)
    board = make_board(ana, Board(name="My snack"))
    apple = add_to_board(ana, board, BoardItem(symbol="apple", words="Apple"))
    add_to_board(ana, board, BoardItem(symbol="bread", words="Toast"))
    bath, bed = (add_to_day(ana, DayItem(symbol=name, words=name.title())) for name in ("bath", "bed"))
    return Own(board, apple, bath, bed)


def lay(mia: Client, cast: Cast, item: DayItem, done: str = "1", **more: str) -> HttpResponse:
    return mia.post(url(cast, "my_day"), {"item": str(item.pk), "done": done, **more})


def pair(mia: Client, cast: Cast) -> list[str]:
    page = mia.get(url(cast, "my_first_then")).content.decode()
    return re.findall(r'class="my-picture my-\w+".*?<span>(\w+)<', page, re.S)


def test_first_then_shows_the_next_two_and_moves_on_when_she_says_so(as_, cast: Cast, own: Own):
    mia = as_(cast.mia_herself)
    assert pair(mia, cast) == ["Bath", "Bed"]
    assert lay(mia, cast, own.bath, pair="1")["Location"] == url(cast, "my_first_then")
    assert pair(mia, cast) == ["Bed"]
    lay(mia, cast, own.bed)
    assert "Nothing else is planned." in mia.get(url(cast, "my_first_then")).content.decode()


def test_a_picture_of_the_day_is_laid_face_down_and_turned_up_again(as_, cast: Cast, own: Own):
    mia = as_(cast.mia_herself)
    lay(mia, cast, own.bath)
    lay(mia, cast, own.bath)
    assert mia.get(url(cast, "my_day")).content.decode().count("my-down") == 1
    lay(mia, cast, own.bath, "0")
    assert "my-down" not in mia.get(url(cast, "my_day")).content.decode()


def test_a_new_day_lies_face_up(as_, cast: Cast, own: Own, now_is):
    lay(as_(cast.mia_herself), cast, own.bath)
    now_is(timezone.now() + dt.timedelta(days=1))
    assert "my-down" not in as_(cast.mia_herself).get(url(cast, "my_day")).content.decode()


def test_there_is_no_clock_and_no_count_on_the_day(as_, cast: Cast, own: Own):
    for name in ("my_day", "my_first_then"):
        page = as_(cast.mia_herself).get(url(cast, name)).content.decode()
        body = re.sub(r"<(svg|head).*?</\1>|<[^>]+>", " ", page, flags=re.S)
        assert not re.search(r"\d", body), body


@pytest.mark.parametrize(
    ("when", "on"),
    [("every", "MTWTFSS"), ("week", "MTWTF.."), ("weekend", ".....SS"), ("once", "..W....")],
)
def test_a_part_of_the_day_comes_on_its_days(when: str, on: str):
    monday = dt.date(2026, 5, 4)
    item = DayItem(when=when, on=dt.date(2026, 5, 6) if when == "once" else None)
    week = [item.is_on(monday + dt.timedelta(days=n)) for n in range(7)]
    assert week == [letter != "." for letter in on]


# My choices.


def pick(mia: Client, cast: Cast, own: Own, item: str, id: str = "") -> HttpResponse:
    return mia.post(url(cast, "my_board", str(own.board.pk)), {"id": id or str(uuid.uuid4()), "item": item})


def test_a_choice_is_one_touch_and_she_sees_what_she_chose(as_, cast: Cast, own: Own):
    mia = as_(cast.mia_herself)
    page = mia.get(pick(mia, cast, own, str(own.apple.pk))["Location"]).content.decode()
    assert "I chose: Apple" in page and "The grown-ups know." in page
    choice = Choice.objects.get()
    assert (choice.words, choice.symbol, choice.board_name) == ("Apple", "apple", "My snack")


def test_two_touches_make_one_choice_and_a_new_visit_another(as_, cast: Cast, own: Own):
    for id in ("6a0c1c6e-6c2b-4a8e-9d53-6f3b8f6f7a01", "6a0c1c6e-6c2b-4a8e-9d53-6f3b8f6f7a01", ""):
        pick(as_(cast.mia_herself), cast, own, str(own.apple.pk), id)
    assert Choice.objects.count() == 2


@pytest.mark.parametrize("item", ["", "0", "moon", "²"])
def test_a_choice_that_isnt_on_the_board_shows_the_board_again(as_, cast: Cast, own: Own, item: str):
    answer = pick(as_(cast.mia_herself), cast, own, item)
    assert answer.status_code == 400 and "Apple" in answer.content.decode()
    assert not Choice.objects.exists()


def test_what_was_chosen_stays_told_when_the_picture_goes(as_, cast: Cast, own: Own):
    pick(as_(cast.mia_herself), cast, own, str(own.apple.pk))
    own.apple.delete()
    assert Choice.objects.get().words == "Apple"


# Don't show this.


def hide(mia: Client, cast: Cast, kind: str, ref: object, away: str = "1") -> HttpResponse:
    return mia.post(url(cast, "my_away"), {"kind": kind, "ref": str(ref), "away": away})


def test_what_she_puts_away_isnt_on_her_screens_any_more_and_comes_back(as_, cast: Cast, own: Own):
    mia = as_(cast.mia_herself)
    places = {
        ("path", cast.zip_jacket.public_id): ("my_stones", cast.zip_jacket.title),
        ("item", own.apple.pk): ("my_board", "Apple"),
        ("day", own.bath.pk): ("my_day", "Bath"),
    }
    for (kind, ref), (name, words) in places.items():
        args = [str(own.board.pk)] if name == "my_board" else []
        for away, there in (("1", False), ("1", False), ("0", True)):
            hide(mia, cast, kind, ref, away)
            assert (words in mia.get(url(cast, name, *args)).content.decode()) is there, (kind, away)


def test_a_board_with_nothing_left_isnt_there(as_, cast: Cast, own: Own):
    for item in own.board.items.all():
        hide(as_(cast.mia_herself), cast, "item", item.pk)
    assert "Nothing to choose yet." in as_(cast.mia_herself).get(url(cast, "my_choices")).content.decode()
    assert as_(cast.mia_herself).get(url(cast, "my_board", str(own.board.pk)))["Location"] == url(cast, "my_choices")


def test_what_she_put_away_grown_ups_still_see(as_, cast: Cast, own: Own):
    hide(as_(cast.mia_herself), cast, "path", cast.circle_time.public_id)
    ana = as_(cast.ana)
    assert cast.circle_time.title in ana.get(url(cast, "paths")).content.decode()
    page = ana.get(url(cast, "my_setup")).content.decode()
    assert cast.circle_time.title in page and "what keeps Mia safe" in page


def test_what_keeps_her_safe_cant_be_put_away(as_, cast: Cast):
    care = say(cast.access(cast.ana), Trait(kind=Kind.CARE, words="Nuts."))
    for kind in ("care", "path", "trait"):
        assert hide(as_(cast.mia_herself), cast, kind, care.pk).status_code == 400
    assert (
        not Hidden.objects.exists() and "Nuts." not in as_(cast.mia_herself).get(url(cast, "my_away")).content.decode()
    )


def test_another_childs_things_cant_be_put_away(as_, cast: Cast):
    assert hide(as_(cast.mia_herself), cast, Away.PATH, "zzzzzzzzzzzz").status_code == 400


# A stone that she lights.


def test_a_stone_that_was_reached_waits_for_her_to_light_it(as_, cast: Cast):
    mia = as_(cast.mia_herself)
    assert "Light my stone" not in mia.get(url(cast, "my_path", cast.circle_time.public_id)).content.decode()
    tell(cast.access(cast.lopez), cast.circle_time, step=3)
    for step in (2, 3):
        assert "Light my stone" in mia.get(url(cast, "my_path", cast.circle_time.public_id)).content.decode()
        answer = mia.post(url(cast, "light_stone", cast.circle_time.public_id, str(step)), follow=True)
        assert answer.status_code == 200
    assert "I lit it" in answer.content.decode() and "Light my stone" not in answer.content.decode()
    lit = cast.circle_time.stones.exclude(lit_by_child_on=None)
    assert [stone.step for stone in lit] == [2, 3] and lit[0].lit_by_child_on == cast.mia.today()


def test_a_stone_that_is_still_ahead_cant_be_lit(as_, cast: Cast):
    answer = as_(cast.mia_herself).post(url(cast, "light_stone", cast.circle_time.public_id, "4"))
    assert answer.status_code == 404 and not cast.circle_time.stones.exclude(lit_by_child_on=None).exists()


# What grown-ups read.


def read_by(cast: Cast, user: User) -> str:
    """What somebody is shown on the day's page."""
    access = cast.access(user)
    member = with_own_words(Member.objects.filter(pk=access.member.pk), access).get()
    return " ".join(f"{one.board} {one.words}" for one in own_words_of(member))


def test_grown_ups_who_may_read_all_see_what_she_told_today(as_, cast: Cast, own: Own, now_is):
    feel(as_(cast.mia_herself), cast, "buzzing")
    pick(as_(cast.mia_herself), cast, own, str(own.apple.pk))
    for user in (cast.ana, cast.robin):
        assert "Buzzing" in read_by(cast, user) and "My snack" in read_by(cast, user)
    for user in (cast.lopez, cast.joe):
        assert read_by(cast, user).strip() == ""
    now_is(timezone.now() + dt.timedelta(days=1))
    assert read_by(cast, cast.ana).strip() == ""


def test_consent_taken_back_ends_the_reading(as_, cast: Cast):
    feel(as_(cast.mia_herself), cast, "buzzing")
    consent = Consent.objects.get(member__user=cast.ana, scope=Scope.TIMELINE, revoked_at=None)
    take_back_consent(cast.robin, consent)
    assert read_by(cast, cast.ana).strip() == ""


def test_what_was_told_in_one_home_stays_there_until_it_was_agreed(as_, cast: Cast):
    mums, dads = (Household.objects.create(child=cast.mia, name=name) for name in ("Mum's", "Dad's"))
    cast.mia.members.filter(user=cast.mia_herself).update(household=mums)
    cast.mia.members.filter(user=cast.ana).update(household=dads)
    feel(as_(cast.mia_herself), cast, "sleepy")
    assert read_by(cast, cast.ana).strip() == ""
    give_consent(cast.robin, cast.access(cast.ana).member, Scope.OTHER_HOME)
    assert "Sleepy" in read_by(cast, cast.ana)


# Boards to ask with.


@pytest.fixture
def needs(cast: Cast) -> Own:
    ana = cast.access(cast.ana)
    board = make_board(ana, Board(name="I need", asks=True))
    water = add_to_board(ana, board, BoardItem(symbol="water", words="Water"))
    add_to_board(ana, board, BoardItem(symbol="help", words="Help"))
    return Own(board, water, DayItem(), DayItem())


def test_what_is_picked_from_a_board_to_ask_with_is_a_victory(as_, cast: Cast, needs: Own):
    pick(as_(cast.mia_herself), cast, needs, str(needs.apple.pk))
    moment = Moment.objects.get()
    assert moment.told_by_child and moment.asked_help and not moment.asked_break
    assert moment.words == "I need: Water." and moment.victories.get().kind == "asked"
    assert str(Choice.objects.get()) == "I need: Water"
    river = as_(cast.ana).get(url(cast, "river")).content.decode()
    assert "I need: Water." in river and "Asked for what was needed" in river


def test_two_touches_are_one_asking_and_another_thing_is_another(as_, cast: Cast, needs: Own, now_is):
    mia, id = as_(cast.mia_herself), str(uuid.uuid4())
    pick(mia, cast, needs, str(needs.apple.pk), id)
    pick(mia, cast, needs, str(needs.apple.pk), id)
    pick(mia, cast, needs, str(needs.apple.pk))
    assert Moment.objects.count() == 1
    pick(mia, cast, needs, str(needs.board.items.get(symbol="help").pk))
    assert Moment.objects.count() == 2
    now_is(timezone.now() + dt.timedelta(minutes=11))
    pick(mia, cast, needs, str(needs.apple.pk))
    assert Moment.objects.count() == 3


def test_a_choice_from_any_other_board_asks_for_nothing(as_, cast: Cast, own: Own):
    pick(as_(cast.mia_herself), cast, own, str(own.apple.pk))
    assert Choice.objects.exists() and not Moment.objects.exists()


def test_a_board_is_made_to_ask_with(as_, cast: Cast):
    as_(cast.ana).post(url(cast, "new_board"), {"name": "I need", "asks": "on"})
    assert Board.objects.get().asks
    assert "to ask with" in as_(cast.ana).get(url(cast, "my_setup")).content.decode()
