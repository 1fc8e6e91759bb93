"""Ideas for a goal: strategies and play with a reason each, by place, and never what doesn't go with the child."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from cast import Cast
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.answers import ENGINE
from pebblepath.apps.insights.ideas import wishes_of
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.people.models import Setting, User
from pebblepath.apps.understanding.models import AtHand, Kind, Strategy, Trait
from pebblepath.library import load_library
from pebblepath.library.schema import CARES

LIBRARY = load_library()


@pytest.fixture
def page(as_: Callable[..., Any], cast: Cast) -> Callable[..., str]:
    def page(user: User | None = None, goal: Goal | None = None, where: str = "") -> str:
        url = reverse("ideas", args=[cast.mia.public_id, (goal or cast.circle_time).public_id])
        answer = as_(user or cast.robin).get(url, {"where": where} if where else {})
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def said(cast: Cast, kind: Kind, words: str = "something", **known: Any) -> Trait:
    member = cast.access(cast.ana).member
    return Trait.objects.create(child=cast.mia, kind=kind, words=words, told_by=member, **known)


def named(html: str) -> list[str]:
    """The cards on the page, strategies before play."""
    return re.findall(r"<h3>(.+?)</h3>", html)


def names(cards: dict[str, Any], **having: str) -> set[str]:
    (field, value), *_ = having.items()
    return {card.name for card in cards.values() if value in getattr(card, field)}


def found(cast: Cast, **effects: str) -> None:
    """Keep an answer as the engine would: a verdict of Mia's own days at school for each card."""
    rows = []
    for card, verdict in effects.items():
        name = card.replace("_", "-")
        strategy, _ = Strategy.objects.get_or_create(
            child=cast.mia, card=name, defaults={"name": LIBRARY.strategies[name].name, "settings": ["school"]}
        )
        rows.append({"strategy": strategy.pk, "setting": "school", "verdict": verdict})
    Answer.objects.update_or_create(goal=cast.circle_time, defaults={"result": {"effects": rows}, "engine": ENGINE})


def test_strategies_and_play_are_shown_each_with_its_reason(page: Callable[..., str], cast: Cast):
    said(cast, Kind.JOY, "Trains")
    html = page()
    assert "To try" in html and "To play" in html
    assert "It is made for this very thing." in html
    assert "Mia loves trains, and this is about trains." in html
    shown = named(html)
    assert set(shown) & {card.name for card in LIBRARY.strategies.values()}
    assert set(shown) & {card.name for card in LIBRARY.play.values()}
    assert len(shown) == len(set(shown)) == 20


@pytest.mark.parametrize("care", CARES)
def test_no_card_is_shown_whose_caution_applies(page: Callable[..., str], cast: Cast, care: str):
    said(cast, Kind.CARE, care=care, kept_back=True)
    for sense in ("body", "movement", "touch"):
        said(cast, Kind.SENSE, sense=sense, how="seeks")
    banned = names(dict(LIBRARY.strategies), not_with=care) | names(dict(LIBRARY.play), not_with=care)
    shown = set(named(page()))
    assert shown and not shown & banned


def test_what_is_too_much_in_a_place_is_not_offered_there(page: Callable[..., str], cast: Cast):
    said(cast, Kind.SENSE, sense="movement", how="too_much", setting="school")
    gives = names(dict(LIBRARY.strategies), gives="movement") | names(dict(LIBRARY.play), gives="movement")
    assert not set(named(page(where="school"))) & gives
    assert set(named(page(where="home"))) & gives


def test_what_is_kept_back_is_minded_and_not_told(page: Callable[..., str], cast: Cast):
    said(cast, Kind.SENSE, sense="sound", how="too_much", kept_back=True)
    html = page()
    assert "can be too much" not in html
    assert not set(named(html)) & names(dict(LIBRARY.play), gives="sound")
    said(cast, Kind.SENSE, sense="sound", how="too_much")
    assert "sounds can be too much for Mia." in page()


def test_the_filter_shows_one_place(page: Callable[..., str]):
    html = page(where="home")
    assert re.search(r'aria-current="true" href="\?where=home"', html)
    shown = set(named(html))
    cards = [card for card in (*LIBRARY.strategies.values(), *LIBRARY.play.values()) if card.name in shown]
    assert cards and all("home" in card.settings for card in cards)


def test_a_place_that_the_goal_does_not_have_is_as_if_none_was_chosen(page: Callable[..., str]):
    assert named(page(where="clinic")) == named(page(where="the moon")) == named(page())


def test_what_is_missing_is_said_and_what_is_there_is_not(page: Callable[..., str], cast: Cast):
    assert "You would need" not in page(where="home")
    AtHand.objects.create(child=cast.mia, setting=Setting.HOME, things=["Picture cards"])
    html = page(where="home")
    assert "You would need" in html
    needs = re.findall(r"You would need: (.+?)\.<", html)
    assert needs and not any("picture cards" in one for one in needs)


def test_what_helped_on_her_own_days_comes_first(page: Callable[..., str], cast: Cast):
    found(cast, heavy_job="helps")
    html = page()
    assert named(html)[0] == "A heavy job" and "Mia’s own days say: helps." in html


def test_what_made_it_harder_is_gone_in_that_place_alone(page: Callable[..., str], cast: Cast):
    found(cast, near_the_voice="seems_harder")
    assert "Close to the voice" not in named(page(where="school"))
    assert "Close to the voice" in named(page(where="home"))


def test_two_homes_that_differ_are_taken_by_the_harder_one(cast: Cast):
    found(cast, near_the_voice="helps")
    answer = Answer.objects.get(goal=cast.circle_time)
    (row,) = answer.result["effects"]
    places = ("home:1", "home:2"), ("home:2", "home:1")
    for first, second in places:
        answer.result = {"effects": [row | {"setting": first, "verdict": "seems_harder"}, row | {"setting": second}]}
        answer.save()
        (wish,) = wishes_of(cast.access(cast.robin), cast.circle_time, [Setting.HOME], LIBRARY)
        assert wish.own_days == {"near-the-voice": "seems_harder"}


def test_a_goal_in_own_words_gets_ideas_by_her_senses_and_joys(page: Callable[..., str], cast: Cast):
    cast.zip_jacket.occupation = ""
    cast.zip_jacket.save()
    assert "No card fits yet." in page(goal=cast.zip_jacket) and "No play fits yet." in page(goal=cast.zip_jacket)
    said(cast, Kind.JOY, "Dinosaurs")
    said(cast, Kind.SENSE, sense="body", how="seeks")
    html = page(goal=cast.zip_jacket)
    assert "Mia loves dinosaurs, and this is about dinosaurs." in html
    assert "Mia looks for body feelings, and this gives some." in html


def test_research_and_care_are_on_the_card(page: Callable[..., str], cast: Cast):
    html = page(where="school")
    assert "Research on" in html and "Take care:" in html


def test_who_may_not_shape_gets_no_button(page: Callable[..., str], cast: Cast):
    assert "Add<" in page()
    assert "Add<" not in page(cast.lopez)


def test_the_page_takes_few_questions_to_the_database(as_: Callable[..., Any], cast: Cast, queries: Any):
    url = reverse("ideas", args=[cast.mia.public_id, cast.circle_time.public_id])
    assert queries(as_(cast.robin), url) <= 24
