from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.understanding.actions import say
from pebblepath.apps.understanding.models import Kind, Strategy, Trait
from pebblepath.apps.understanding.views import MAY_FIT
from pebblepath.library import load_library

OWN = {"name": "The sock song", "how": "We sing it.", "settings": ["home"]}


def url(cast: Cast, name: str = "toolkit", *args: str) -> str:
    return reverse(name, args=[cast.mia.public_id, *args])


def test_a_card_is_given_with_its_words(as_, cast: Cast):
    card = load_library().strategies["ear-defenders"]
    page = as_(cast.ana).post(url(cast, "give", card.id), follow=True).content.decode()
    given = Strategy.objects.get(card=card.id)
    assert (given.name, given.how, given.comfort) == (card.name, card.how, card.comfort_support)
    assert card.name in page and given.given_by == cast.ana


def test_a_card_that_was_given_isnt_offered_again(as_, cast: Cast):
    page = as_(cast.ana).get(url(cast, "cards")).content.decode()
    assert url(cast, "give", "wobble-cushion") not in page and url(cast, "give", "ear-defenders") in page


def test_the_cards_fold_by_kind_what_suits_her_most_lies_open_and_each_stands_once(as_, cast: Cast):
    say(cast.access(cast.ana), Trait(kind=Kind.SENSE, sense="movement", how="seeks"))
    page = as_(cast.ana).get(url(cast, "cards") + "?where=home").content.decode()
    folds = re.findall(r'<details class="fold"( open)?>(.*?)</ul></details>', page, re.S)
    counts = [(len(re.findall(r"/toolkit/give/", inner)), re.search(r"soft..(\d+)", inner)) for _, inner in folds]
    assert all(cards == int(said[1]) > 0 for cards, said in counts if said) and all(said for _, said in counts)
    assert [bool(is_open) for is_open, _ in folds] == [True] + [False] * (len(folds) - 1) and len(folds) == 7
    assert "<h2>May fit Mia</h2>" in folds[0][1] and counts[0][0] == MAY_FIT
    given = re.findall(r"/toolkit/give/([\w-]+)/", page)
    wanted = {card.id for card in load_library().strategies.values() if "home" in card.settings} - {"wobble-cushion"}
    assert len(given) == len(set(given)) and set(given) == wanted


def test_where_nothing_is_known_of_her_the_first_kind_lies_open(as_, cast: Cast):
    page = as_(cast.ana).get(url(cast, "cards") + "?where=home").content.decode()
    assert "May fit" not in page and page.count('<details class="fold" open>') == 1
    assert '<details class="fold" open><summary><h2>Changes the place</h2>' in page


def test_a_card_that_was_put_away_is_offered_again_among_its_kind(as_, cast: Cast):
    as_(cast.ana).post(url(cast, "end_strategy", cast.cushion.public_id))
    groups = as_(cast.ana).get(url(cast, "cards") + "?where=school").context["groups"]
    (found,) = [fold.name for fold in groups for card, _, _ in fold.cards if card.id == "wobble-cushion"]
    assert found != "May fit Mia"


def test_a_card_that_was_put_away_is_taken_up_again_with_what_was_told(as_, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, strategies=[cast.cushion])
    as_(cast.ana).post(url(cast, "end_strategy", cast.cushion.public_id), follow=True)
    assert cast.cushion.name not in as_(cast.ana).get(url(cast)).content.decode()
    as_(cast.ana).post(url(cast, "give", "wobble-cushion"))
    assert Strategy.objects.filter(card="wobble-cushion").count() == 1
    assert Moment.objects.get().strategies.get() == cast.cushion


def test_what_was_put_away_cant_be_ticked_any_more_but_stays_where_it_was_told(as_, cast: Cast):
    told = tell(cast.access(cast.ana), cast.circle_time, strategies=[cast.cushion])
    as_(cast.ana).post(url(cast, "end_strategy", cast.cushion.public_id), follow=True)
    tell_it = as_(cast.ana).get(url(cast, "tell_goal", cast.circle_time.public_id)).content.decode()
    assert cast.cushion.name not in tell_it
    assert cast.cushion.name in as_(cast.ana).get(url(cast, "moment", str(told.pk))).content.decode()
    assert as_(cast.ana).post(url(cast, "end_strategy", cast.cushion.public_id)).status_code == 404


@pytest.mark.parametrize("card", ["no-such-card", "x" * 300])
def test_a_card_that_isnt_in_the_library_cant_be_given(as_, cast: Cast, card: str):
    assert as_(cast.ana).post(url(cast, "give", card)).status_code == 404


def test_not_this_week_is_a_normal_answer(as_, cast: Cast, now_is):
    page = as_(cast.joe).post(url(cast, "not_this_week", cast.cushion.public_id), follow=True).content.decode()
    assert "That is fine." in page and "not this week" in page
    now_is(timezone.now() + dt.timedelta(days=7, minutes=1))
    assert ">not this week</span>" not in as_(cast.joe).get(url(cast)).content.decode()


def test_what_rests_can_be_taken_up_again(as_, cast: Cast):
    for rest in ("1", "0"):
        as_(cast.ana).post(url(cast, "not_this_week", cast.cushion.public_id), {"rest": rest})
    cast.cushion.refresh_from_db()
    assert cast.cushion.not_before is None


def test_a_strategy_of_ones_own_is_kept(as_, cast: Cast):
    page = as_(cast.ana).post(url(cast, "own_strategy"), OWN, follow=True).content.decode()
    own = Strategy.objects.get(name="The sock song")
    assert (own.card, own.settings, own.given_by) == ("", ["home"], cast.ana) and "our own" in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Song; dance"}, "A name can&#x27;t have a semicolon (;) in it. Please use a comma."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"how": "x" * 601}, "at most 600 characters"),
        ({"how": "a\x00b"}, "Null characters are not allowed"),
        ({"settings": []}, "This field is required."),
        ({"settings": ["moon"]}, "moon is not one of the available choices"),
    ],
)
def test_what_isnt_accepted_is_said_and_stays(as_, cast: Cast, changed: dict[str, object], says: str):
    answer = as_(cast.ana).post(url(cast, "own_strategy"), {**OWN, **changed})
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and not Strategy.objects.filter(card="").exists()
    assert "We sing it." in page or "The sock song" in page


def test_the_toolkit_is_shown_by_place(as_, cast: Cast):
    as_(cast.ana).post(url(cast, "own_strategy"), OWN)
    assert "The sock song" in as_(cast.ana).get(url(cast), {"where": "home"}).content.decode()
    assert "The sock song" not in as_(cast.ana).get(url(cast), {"where": "school"}).content.decode()
    assert "The sock song" in as_(cast.ana).get(url(cast), {"where": "moon"}).content.decode()
