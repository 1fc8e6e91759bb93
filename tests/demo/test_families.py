"""The demo's families are whole: everybody and every card that a file names is there, in kind words."""

import datetime as dt
import re

import pytest
from pydantic import ValidationError

from demo.answers_of_the_demo import child_named
from pebblepath.demo.cast import SIGN_IN
from pebblepath.demo.circles import born
from pebblepath.demo.families import load_practice, place_name, strategy_name
from pebblepath.demo.schema import ChildTruth, GoalTruth
from pebblepath.library import load_library, symbol_names
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.symbols import AVATARS

CHILDREN = load_practice().children


def test_six_children_live_in_the_demo() -> None:
    assert [child.name for child in CHILDREN] == ["Mia", "Noah", "Ava", "Leo", "Zuri", "Thảo"]


def test_everybody_behind_the_front_door_exists() -> None:
    emails = {person.email for child in CHILDREN for person in child.people}
    emails |= {person.email for person in load_practice().therapists}
    assert {door.email for door in SIGN_IN.values()} <= emails


def test_robin_is_in_every_circle_and_sam_in_some() -> None:
    assert all("robin" in child.staff for child in CHILDREN)
    assert 2 <= sum("sam" in child.staff for child in CHILDREN) <= 3


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child.id)
def test_a_child_has_cards_and_own_words_and_symbols_that_are_there(child: ChildTruth) -> None:
    assert 5 <= len(child.cards) <= 7 and 1 <= len(child.own) <= 2
    assert child.picture in AVATARS
    assert {own.symbol for own in child.own} <= set(symbol_names())


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child.id)
def test_a_strategy_is_used_where_its_card_is_meant_for(child: ChildTruth) -> None:
    meant = {own.id: own.settings for own in child.own}
    meant |= {card: load_library().strategies[card].settings for card in child.cards}
    for goal in child.goals:
        for truth in goal.strategies:
            for place in truth.effect:
                assert place.partition(":")[0] in meant[truth.strategy], (goal.id, truth.strategy, place)


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child.id)
def test_a_comfort_is_never_left_out_to_test_it(child: ChildTruth) -> None:
    """Comforts are there always, on hard days, or as life has it; none is a try-out's strategy on half of the days."""
    comforts = {card for card in child.cards if load_library().strategies[card].comfort_support}
    comforts |= {own.id for own in child.own if own.comfort}
    tried = {t.strategy for goal in child.goals for t in goal.strategies if t.used == "random days"}
    assert not comforts & tried


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child.id)
def test_the_family_s_words_are_kind(child: ChildTruth) -> None:
    texts = [child.joys, *(own.how for own in child.own), *(own.name for own in child.own)]
    assert not [text for text in texts if unwanted_wording(text)]


def test_a_child_stays_as_old_as_the_file_says() -> None:
    for day in (dt.date(2026, 3, 13), dt.date(2026, 3, 14), dt.date(2031, 12, 31)):
        birthday = born(child_named("mia"), day)
        assert day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day)) == 5


def test_places_and_strategies_go_by_the_family_s_names() -> None:
    leo = child_named("leo")
    assert place_name(leo, "home:dad") == "Dad’s home" and place_name(leo, "school") == "at school"
    assert strategy_name(leo, "bus-shoes") == "The shoe bus" and strategy_name(leo, "wait-ten") == "Wait for ten"


def test_a_name_that_is_not_there_is_told_with_what_is_accepted() -> None:
    mia = child_named("mia")
    with pytest.raises(ValidationError, match=r"the resting strategy: 'a-nap' isn't known; accepted are .*zip-ring"):
        ChildTruth.model_validate(mia.model_dump() | {"rests": "a-nap"})


def test_a_place_without_a_truth_is_told() -> None:
    goal = child_named("mia").goals[0].model_dump() | {"places": {"school": 0.0}}
    with pytest.raises(ValidationError, match=re.escape("names the place 'clinic'; accepted are school")):
        GoalTruth.model_validate(goal)
