"""Right now: three things for a hard moment, few words each, and never what doesn't go with the child."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, two_homes
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.answers import ENGINE
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.right_now import MOST_WORDS, in_few_words, likeliest
from pebblepath.apps.people.models import Setting, User
from pebblepath.apps.understanding.models import AtHand, Kind, Strategy, Trait
from pebblepath.library import load_library
from pebblepath.library.schema import CARES

LIBRARY = load_library()


def given(cast: Cast, card: str, settings: tuple[str, ...] = ("home", "school")) -> Strategy:
    found = LIBRARY.strategies[card]
    made, _ = Strategy.objects.update_or_create(
        child=cast.mia,
        card=card,
        defaults={
            "name": found.name,
            "how": found.how,
            "settings": list(settings),
            "symbol": found.symbol,
            "comfort": found.comfort_support,
        },
    )
    return made


def verdict(goal: Goal, place: str, **verdicts: tuple[Strategy, float]) -> None:
    """Keep an answer as the engine would, with a verdict for each strategy."""
    rows = [
        {"strategy": strategy.pk, "setting": place, "verdict": found, "p_helps": p}
        for found, (strategy, p) in verdicts.items()
    ]
    Answer.objects.update_or_create(goal=goal, defaults={"result": {"effects": rows}, "engine": ENGINE})


def said(cast: Cast, kind: Kind, **known: Any) -> None:
    member = cast.access(cast.ana).member
    Trait.objects.create(child=cast.mia, kind=kind, words="something", told_by=member, **known)


def names(cast: Cast, where: str = "home", user: User | None = None) -> list[str]:
    return [thing.name for thing in likeliest(cast.access(user or cast.ana), where)]


@pytest.fixture
def page(as_: Callable[..., Any], cast: Cast) -> Callable[..., str]:
    def page(user: User | None = None, **query: str) -> str:
        answer = as_(user or cast.ana).get(reverse("right_now", args=[cast.mia.public_id]), query)
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page


def test_there_are_three_things_even_for_a_child_of_whom_nothing_is_known(cast: Cast):
    for where in ("home", "school", "community"):
        assert len(set(names(cast, where))) == 3


def test_what_helped_before_comes_first_the_surest_of_all(cast: Cast):
    nest, job = given(cast, "heavy-job"), given(cast, "animal-walk")
    verdict(cast.circle_time, "home", promising=(nest, 0.93), helps=(job, 0.99))
    assert names(cast)[:2] == [job.name, nest.name]
    first = likeliest(cast.access(cast.ana), "home")[0]
    assert (first.reason, first.given) == ("Helped before", job)


def test_one_of_the_three_is_always_for_a_moment_that_is_too_much(cast: Cast):
    plain = [card for card in LIBRARY.strategies.values() if "home" in card.settings and not card.comfort_support]
    plain = [
        card for card in plain if not {"big-feelings", "after-something-hard", "ask-for-break"} & set(card.occupations)
    ]
    for goal, card in zip(
        (cast.circle_time, cast.zip_jacket, goal_for(cast.access(cast.robin), "Third")), plain, strict=False
    ):
        verdict(goal, "home", helps=(given(cast, card.id), 0.99))
    things = likeliest(cast.access(cast.ana), "home")
    assert [thing.reason for thing in things] == ["Helped before", "Helped before", ""]


def test_what_helped_in_one_place_says_nothing_of_another(cast: Cast):
    job = given(cast, "heavy-job")
    verdict(cast.circle_time, "school", helps=(job, 0.99))
    assert names(cast, "school")[0] == job.name
    assert all(thing.reason != "Helped before" for thing in likeliest(cast.access(cast.ana), "home"))


@pytest.mark.parametrize("found", ["seems_harder", "harder_since_then"])
def test_what_made_it_harder_is_never_there_not_even_where_it_helped_with_another_goal(cast: Cast, found: str):
    hug = given(cast, "hug-when-asked")
    verdict(cast.zip_jacket, "home", helps=(hug, 0.99))
    assert names(cast)[0] == hug.name
    verdict(cast.circle_time, "home", **{found: (hug, 0.02)})
    assert hug.name not in names(cast)
    # Nor does it come back as a new card once it was put away.
    Strategy.objects.filter(pk=hug.pk).update(ended_at=timezone.now())
    assert hug.name not in names(cast)


def test_what_was_harder_in_the_other_home_isnt_offered_though_nobody_may_read_of_it(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    leo = cast.leo
    song = Strategy.objects.create(child=leo, name="Our song", how="Sing.", settings=["home"])
    goal = goal_for(cast.access(cast.robin, leo), "Leo's")
    verdict(goal, f"home:{mum.household_id}", helps=(song, 0.99))
    assert dad.user is not None and mum.user is not None
    assert next(t.reason for t in likeliest(cast.access(mum.user, leo), "home")) == "Helped before"
    # Dad has it from the toolkit, but isn't told what was found in the other home.
    assert "Helped before" not in [t.reason for t in likeliest(cast.access(dad.user, leo), "home")]
    verdict(goal, f"home:{mum.household_id}", seems_harder=(song, 0.01))
    assert song.name not in [t.name for t in likeliest(cast.access(dad.user, leo), "home")]


@pytest.mark.parametrize("care", CARES)
def test_no_card_is_there_whose_caution_applies(cast: Cast, care: str):
    for card in LIBRARY.strategies.values():
        if care in card.not_with:
            verdict(cast.circle_time, "home", helps=(given(cast, card.id), 0.99))
    said(cast, Kind.CARE, care=care)
    forbidden = {card.name for card in LIBRARY.strategies.values() if care in card.not_with}
    for where in Setting:
        assert not forbidden & set(names(cast, where))


def test_no_card_gives_a_sense_that_is_too_much_there_though_it_is_kept_back(cast: Cast):
    hug = given(cast, "hug-when-asked")
    verdict(cast.circle_time, "home", helps=(hug, 0.99))
    said(cast, Kind.SENSE, sense="touch", how="too_much", setting="home", kept_back=True)
    gives = {card.name for card in LIBRARY.strategies.values() if "touch" in card.gives}
    assert not gives & set(names(cast))


def test_what_is_a_lot_for_her_brings_the_card_that_eases_it(cast: Cast):
    said(cast, Kind.SENSE, sense="sound", how="too_much")
    first = likeliest(cast.access(cast.ana), "school")[0]
    card = next(card for card in LIBRARY.strategies.values() if card.name == first.name)
    assert "sound" in card.senses and "sound" not in card.gives


def test_what_rests_this_week_isnt_there(cast: Cast):
    hug = given(cast, "hug-when-asked")
    assert hug.name in names(cast)
    Strategy.objects.filter(pk=hug.pk).update(not_before=cast.mia.today() + dt.timedelta(days=3))
    assert hug.name not in names(cast)


def test_what_isnt_at_hand_isnt_offered_anew(cast: Cast):
    AtHand.objects.create(child=cast.mia, setting="home", things=[])
    needs = {card.name for card in LIBRARY.strategies.values() if card.needs}
    assert not needs & set(names(cast))


def test_a_teacher_sees_her_own_place_first_and_any_other_with_a_tap(page: Callable[..., str], cast: Cast):
    assert 'href="?where=school" aria-current="true"' in page(cast.lopez)
    assert 'href="?where=home" aria-current="true"' in page(cast.lopez, where="home")
    assert 'href="?where=school" aria-current="true"' in page(cast.lopez, where="the moon")


def test_what_helped_with_a_goal_that_isnt_shared_isnt_told(cast: Cast):
    job = given(cast, "heavy-job")
    verdict(cast.zip_jacket, "school", helps=(job, 0.99))
    assert "Helped before" in [thing.reason for thing in likeliest(cast.access(cast.robin), "school")]
    assert "Helped before" not in [thing.reason for thing in likeliest(cast.access(cast.lopez), "school")]


@pytest.mark.parametrize("card", LIBRARY.strategies.values(), ids=lambda card: card.id)
def test_each_card_says_what_to_do_in_few_words_that_end_well(card: Any):
    for reason in ("Helped before", "From the toolkit", ""):
        around = f"{card.name} {reason}".split()
        words = in_few_words(card.how, MOST_WORDS - len(around))
        assert len(words.split()) >= 3 and len(words.replace(" …", "").split()) + len(around) <= MOST_WORDS
        assert card.how.startswith(words.removesuffix(" …")) and re.search(r"[.!?…][\"”’]?$", words)


def test_few_words_are_whole_sentences_and_the_families_own_words_are_cut_openly():
    assert in_few_words("Sit near. Breathe slow. Wait until it has passed.", 5) == "Sit near. Breathe slow."
    assert in_few_words('Ask, "Which one?" Then wait.', 3) == 'Ask, "Which one?"'
    assert in_few_words("one, two, three, four", 2) == "one, two …"
    assert in_few_words("no full stop", 5) == "no full stop"


def test_every_card_on_the_page_has_one_picture_and_at_most_25_words(page: Callable[..., str], cast: Cast):
    given(cast, "a-job-to-do"), given(cast, "hug-when-asked")
    Strategy.objects.create(child=cast.mia, name="Our long song", how="sing " * 80, settings=["home"], comfort=True)
    html = page()
    cards = re.findall(r'<li class="card now-card">(.*?)</li>', html, re.S)
    assert len(cards) == 3
    for card in cards:
        words = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", card, flags=re.S)).replace("…", "").split()
        assert card.count('class="symbol"') == 1 and len(words) <= MOST_WORDS, words


def test_it_is_one_tap_from_every_page_of_a_child(as_, cast: Cast):
    there = reverse("right_now", args=[cast.mia.public_id])
    for name in ("child", "paths", "toolkit", "what_helps", "timeline", "circle", "tell", "about_me"):
        assert f'href="{there}"' in as_(cast.ana).get(reverse(name, args=[cast.mia.public_id])).content.decode(), name
