"""Sorting picture cards: her word is kept at once, changed without a double, and stands beside the grown-ups'."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pydantic import ValidationError

from cast import Cast
from pebblepath.apps.myspace import card_sort
from pebblepath.apps.myspace.card_sort import STONES, deck, read_deck, sorted_by
from pebblepath.apps.myspace.models import CardAnswer, Says
from pebblepath.apps.people.models import AuditLine, Role
from pebblepath.apps.understanding.actions import end_trait, say
from pebblepath.apps.understanding.models import How, Kind, Passport, Sense, Trait
from pebblepath.library.reading import join_phrases, reading_grade
from pebblepath.library.schema import SENSES

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def mia(as_, cast: Cast) -> Client:
    return as_(cast.mia_herself)


def cards_url(cast: Cast) -> str:
    return reverse("my_cards", args=[cast.mia.public_id])


def card_url(cast: Cast, card: str) -> str:
    return reverse("my_card", args=[cast.mia.public_id, card])


def joys_url(cast: Cast) -> str:
    return reverse("my_joys", args=[cast.mia.public_id])


def touch(mia: Client, cast: Cast, card: str, says: str) -> str:
    """Touch a face; where that leads."""
    answer = mia.post(card_url(cast, card), {"says": says})
    assert answer.status_code == 302
    return answer["Location"]


def current(cast: Cast) -> list[tuple[str, str, str]]:
    return list(cast.mia.traits.current().values_list("kind", "how", "words"))


def sort_all(mia: Client, cast: Cast, says: str = "fine") -> str:
    """Sort the whole deck; where the last touch leads."""
    return [touch(mia, cast, card, says) for card in deck()][-1]


# The deck.


def test_the_deck_has_about_thirty_cards_with_every_sense_twice_and_enough_joys():
    senses = [card.sense for card in deck().values() if not card.joy]
    assert 24 <= len(deck()) <= 30 and sum(card.joy for card in deck().values()) >= 10
    assert {sense: senses.count(sense) >= 2 for sense in SENSES} == dict.fromkeys(SENSES, True)


def test_no_three_cards_about_senses_come_in_a_row_before_the_last_few():
    kinds = "".join("j" if card.joy else "s" for card in deck().values())
    assert kinds.startswith("jj") and "sss" not in kinds[:24] and kinds.endswith("j")


def test_the_cards_read_at_grade_three_or_below_as_a_whole():
    assert reading_grade(join_phrases([card.spoken for card in deck().values()])) <= 3


FAULTY = {
    "neither a joy": 'id = "a"\nname = "A"\npicture = "tree"',
    "has no picture 'zebra'": 'id = "a"\nname = "A"\npicture = "zebra"\njoy = true',
    "more than 5 words": 'id = "a"\nname = "one two three four five six"\npicture = "tree"\njoy = true',
    "are not used here": 'id = "a"\nname = "A tantrum"\npicture = "tree"\njoy = true',
    "Input should be 'touch'": 'id = "a"\nname = "A"\npicture = "tree"\nsense = "sixth"',
    "Extra inputs": 'id = "a"\nname = "A"\npicture = "tree"\njoy = true\nscore = 1',
    "the id 'a' is on two cards": "\n[[card]]\n".join(
        f'id = "a"\nname = "A"\npicture = "{picture}"\njoy = true' for picture in ("tree", "apple")
    ),
    "the picture 'tree' is on two cards": "\n[[card]]\n".join(
        f'id = "{id}"\nname = "A"\npicture = "tree"\njoy = true' for id in ("a", "b")
    ),
}


@pytest.mark.parametrize("why", FAULTY)
def test_a_faulty_card_is_refused_with_the_reason(tmp_path: Path, why: str):
    (tmp_path / "cards.toml").write_text(f"[[card]]\n{FAULTY[why]}\n", encoding="utf-8")
    with pytest.raises(ValidationError, match=why):
        read_deck(tmp_path / "cards.toml")


# One touch.


def test_a_screen_shows_one_card_and_three_answers_in_the_same_order(mia: Client, cast: Cast):
    for card in ("trains", "bell"):
        page = mia.get(card_url(cast, card)).content.decode()
        assert [page.find(f'value="{says}"') > 0 for says in Says.values] == [True] * 3
        assert page.find('value="like"') < page.find('value="fine"') < page.find('value="hard"')
        assert page.count('name="says"') == 3


def test_a_joy_she_likes_is_told_with_its_picture_in_her_name(mia: Client, cast: Cast):
    touch(mia, cast, "trains", "like")
    joy = Trait.objects.get()
    assert (joy.kind, joy.picture, joy.words, joy.how) == (Kind.JOY, "train", "Trains.", "")
    assert joy.told_by.user == cast.mia_herself and joy.told_by.role == Role.CHILD


@pytest.mark.parametrize(("says", "how"), [("like", How.LIKES), ("fine", How.FINE), ("hard", How.TOO_MUCH)])
def test_a_card_about_a_sense_tells_how_it_is_and_where(mia: Client, cast: Cast, says: str, how: How):
    touch(mia, cast, "bell", says)
    sense = Trait.objects.get()
    assert (sense.kind, sense.sense, sense.how) == (Kind.SENSE, Sense.SOUND, how)
    assert (sense.setting, sense.words, sense.picture) == ("school", "The school bell.", "bell")


@pytest.mark.parametrize("says", ["fine", "hard"])
def test_a_joy_that_isnt_hers_is_answered_and_tells_nothing(mia: Client, cast: Cast, says: str):
    touch(mia, cast, "trains", says)
    assert not Trait.objects.exists() and CardAnswer.objects.get().says == says
    assert "Splashing" in mia.get(cards_url(cast)).content.decode()


def test_a_joy_that_is_too_much_for_a_sense_is_told_as_that(mia: Client, cast: Cast):
    assert "Too much for me" in mia.get(card_url(cast, "music")).content.decode()
    assert "Not for me" in mia.get(card_url(cast, "trains")).content.decode()
    touch(mia, cast, "music", "hard")
    assert current(cast) == [(Kind.SENSE, How.TOO_MUCH, "Music and songs.")]


def test_her_word_stands_beside_her_teachers(mia: Client, as_, cast: Cast):
    words = "The bell. I like to know before it rings."
    say(cast.access(cast.lopez), Trait(kind=Kind.SENSE, sense="sound", how="notices", setting="school", words=words))
    touch(mia, cast, "bell", "hard")
    page = as_(cast.ana).get(reverse("about_me", args=[cast.mia.public_id])).content.decode()
    assert "The school bell." in page and "The bell. I like to know" in page


def test_what_she_says_waits_for_her_yes_on_the_passport(mia: Client, cast: Cast):
    Passport.objects.create(child=cast.mia, agreed_on=cast.mia.today())
    touch(mia, cast, "trains", "like")
    assert Passport.objects.get().agreed_on is None


@pytest.mark.parametrize("says", ["", "love", "LIKE", "2", "a\x00b", "x" * 5000])
def test_an_answer_that_there_is_no_face_for_shows_the_card_again(mia: Client, cast: Cast, says: str):
    answer = mia.post(card_url(cast, "bell"), {"says": says})
    assert answer.status_code == 400 and "The school bell" in answer.content.decode()
    assert not CardAnswer.objects.exists()


def test_a_card_that_isnt_in_the_deck_isnt_there(mia: Client, cast: Cast):
    assert mia.get(card_url(cast, "zebra")).status_code == 404
    assert mia.post(card_url(cast, "zebra"), {"says": "like"}).status_code == 404


def test_each_answer_is_in_the_record_by_its_card(mia: Client, cast: Cast):
    touch(mia, cast, "trains", "fine")
    line = AuditLine.objects.get(about="picture card")
    assert (line.user, line.child, line.ref) == (cast.mia_herself, cast.mia, "trains")


def test_only_the_child_herself_sorts_her_cards(as_, cast: Cast):
    for user in (cast.ana, cast.robin, cast.lopez):
        assert as_(user).post(card_url(cast, "trains"), {"says": "like"}).status_code == 404
    assert not CardAnswer.objects.exists()


# Changing one's mind.


def test_two_touches_of_the_same_face_make_one_answer(mia: Client, cast: Cast):
    for _ in range(2):
        touch(mia, cast, "trains", "like")
    assert CardAnswer.objects.count() == 1 and Trait.objects.count() == 1


def test_another_answer_ends_what_she_said_before_and_says_the_new(mia: Client, cast: Cast):
    for says in ("like", "hard", "fine"):
        touch(mia, cast, "slide", says)
    assert current(cast) == [(Kind.SENSE, How.FINE, "Going down a slide.")]
    assert Trait.objects.count() == 3 and CardAnswer.objects.get().says == "fine"


def test_a_joy_that_is_no_longer_one_is_no_longer_told(mia: Client, cast: Cast):
    touch(mia, cast, "trains", "like")
    touch(mia, cast, "trains", "fine")
    assert current(cast) == [] and CardAnswer.objects.get().trait is None


def test_what_a_grown_up_ended_is_said_anew_when_she_says_it_again(mia: Client, cast: Cast):
    touch(mia, cast, "trains", "like")
    end_trait(cast.access(cast.ana), Trait.objects.get())
    touch(mia, cast, "trains", "like")
    assert current(cast) == [(Kind.JOY, "", "Trains.")]


def test_the_card_before_is_one_touch_away_and_shows_what_she_said(mia: Client, cast: Cast):
    assert "The card before" not in mia.get(cards_url(cast)).content.decode()
    touch(mia, cast, "trains", "hard")
    assert (
        f'href="{card_url(cast, "trains")}" aria-label="The card before: Trains"'
        in mia.get(cards_url(cast)).content.decode()
    )
    page = mia.get(card_url(cast, "trains")).content.decode()
    assert page.count('aria-pressed="true"') == 1 and 'value="hard" aria-pressed="true"' in page
    assert touch(mia, cast, "trains", "like") == cards_url(cast)


# Going away and coming again.


def test_she_goes_on_where_she_stopped(mia: Client, cast: Cast):
    assert touch(mia, cast, "trains", "like") == cards_url(cast)
    page = mia.get(cards_url(cast)).content.decode()
    assert "Splashing in water" in page and '<h2 id="sort-words">Trains' not in page


def test_the_stones_are_lit_as_she_goes_and_there_is_no_number(mia: Client, cast: Cast):
    lit = [sorted_by(cast.mia, timezone.now()).stones]
    for card in deck():
        touch(mia, cast, card, "fine")
        lit.append(sorted_by(cast.mia, timezone.now()).stones)
    counts = [sum(stones) for stones in lit]
    assert counts == sorted(counts) and counts[0] == 0 and counts[-1] == STONES
    shown = re.sub(r"<[^>]*>", "", mia.get(card_url(cast, "bell")).content.decode().split("<main ")[1].split(">", 1)[1])
    assert "The school bell" in shown and not re.search(r"\d", shown)


def test_when_all_are_sorted_she_sees_her_joys_and_only_those(mia: Client, cast: Cast):
    touch(mia, cast, "dinosaurs", "like")
    touch(mia, cast, "slide", "like")
    rest = [card for card in deck() if card not in {"dinosaurs", "slide"}]
    last = [touch(mia, cast, card, "fine") for card in rest][-1]
    page = mia.get(last, follow=True).content.decode()
    assert "These are mine" in page and "Dinosaurs</li>" in page and page.count("<li>") == 1
    assert "Look again" not in page and "More cards" not in page


def test_without_a_joy_she_is_thanked(mia: Client, cast: Cast):
    assert "Thank you for telling" in mia.get(sort_all(mia, cast), follow=True).content.decode()


def test_another_day_she_may_look_again_at_those_longest_ago(mia: Client, cast: Cast, now_is):
    sort_all(mia, cast)
    CardAnswer.objects.filter(card="ball").update(at=timezone.now() - 9 * A_DAY)
    CardAnswer.objects.filter(card="bell").update(at=timezone.now() - 8 * A_DAY)
    now_is(timezone.now() + A_DAY)
    assert f'href="{card_url(cast, "ball")}" aria-label="Look again"' in mia.get(joys_url(cast)).content.decode()
    assert touch(mia, cast, "ball", "like") == card_url(cast, "bell")
    assert touch(mia, cast, "bell", "fine") == card_url(cast, next(iter(deck())))
    for card in list(deck()):
        last = touch(mia, cast, card, "fine") if card not in {"ball", "bell"} else ""
    assert mia.get(last, follow=True).request["PATH_INFO"] == joys_url(cast)
    assert "Look again" not in mia.get(joys_url(cast)).content.decode()


def test_mending_a_slip_leads_on_through_the_open_cards_only(mia: Client, cast: Cast, now_is):
    """The last touch of the first time round ends with her joys, though other cards are from days ago."""
    *rest, last = deck()
    for card in rest:
        touch(mia, cast, card, "like")
    now_is(timezone.now() + 3 * A_DAY)
    assert touch(mia, cast, last, "like") == cards_url(cast)
    assert touch(mia, cast, last, "fine") == cards_url(cast)
    assert mia.get(cards_url(cast))["Location"] == joys_url(cast)


def test_answers_to_cards_that_an_upgrade_took_out_are_kept_and_passed_over(
    mia: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    touch(mia, cast, "trains", "like")
    smaller = {id: card for id, card in deck().items() if id != "trains"}
    monkeypatch.setattr(card_sort, "deck", lambda: smaller)
    cards = sorted_by(cast.mia, timezone.now() + A_DAY)
    assert cards.last is None and cards.again is None and cards.joys == [] and sum(cards.stones) == 0
    assert CardAnswer.objects.exists() and current(cast) == [(Kind.JOY, "", "Trains.")]


def test_a_screen_takes_few_queries_however_much_was_sorted(mia: Client, cast: Cast, queries):
    before = queries(mia, card_url(cast, "bell"))
    sort_all(mia, cast, "like")
    assert queries(mia, card_url(cast, "bell")) <= before <= 15
    assert queries(mia, joys_url(cast)) <= 15
