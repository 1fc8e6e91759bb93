"""Cards that fit: own days first, then the goal, the senses and joys; never one that doesn't go with the child."""

from __future__ import annotations

from typing import Any

import pytest

from pebblepath.library import Library, load_library
from pebblepath.library.matching import DEEPER_WORDS, SAID_FOR_JOYS, SENSE_WORDS, Fit, Wish, fitting, goes_with
from pebblepath.library.play import PlayActivity
from pebblepath.library.reading import join_phrases, reading_grade
from pebblepath.library.schema import CARES, DEEPER_GOALS, HIGHEST_GRADE, SENSES, SETTINGS, Strategy

LIBRARY: Library = load_library()
# Goals of every kind, and a goal in the family's own words.
SOME_GOALS = ["", *list(LIBRARY.occupations)[::9]]


def wish(occupation: str = "circle-time", setting: str = "school", **known: Any) -> Wish:
    asked = LIBRARY.occupations.get(occupation)
    return Wish(occupation, setting, **{"works_on": asked.works_on if asked else (), **known})


def fits(*wishes: Wish) -> list[Fit[Strategy]]:
    return fitting(LIBRARY.strategies.values(), wishes or [wish()], LIBRARY.research, name="Mia")


def play(*wishes: Wish) -> list[Fit[PlayActivity]]:
    return fitting(LIBRARY.play.values(), wishes or [wish()], LIBRARY.research, name="Mia")


def ids(found: list[Fit[Strategy]] | list[Fit[PlayActivity]]) -> list[str]:
    return [fit.card.id for fit in found]


def fit_of(found: list[Any], card: str) -> Any:
    return next(fit for fit in found if fit.card.id == card)


def test_every_card_fits_the_goal_or_a_sense_and_the_place():
    found = fits(wish(senses={"sound": "too_much"}))
    assert found
    for fit in found:
        assert "school" in fit.card.settings and fit.places == ("school",)
        assert "circle-time" in fit.card.occupations or "sound" in fit.card.senses


def test_what_helped_on_her_own_days_comes_first_and_says_so():
    (first, *_) = fits(wish(own_days={"wobble-cushion": "helps"}))
    assert first.card.id == "wobble-cushion" and first.reason == "Mia’s own days say: helps."


@pytest.mark.parametrize("verdict", ["seems_harder", "harder_since_then"])
def test_what_made_it_harder_is_left_out(verdict: str):
    assert "wobble-cushion" in ids(fits())
    assert "wobble-cushion" not in ids(fits(wish(own_days={"wobble-cushion": verdict})))


def test_a_sense_that_is_too_much_moves_its_cards_up():
    def place(found: list[Fit[Strategy]]) -> int:
        return ids(found).index("ear-defenders")

    assert place(fits(wish(senses={"sound": "too_much"}))) < place(fits())
    assert any(fit.reason == "Sounds can be too much for Mia." for fit in fits(wish("", senses={"sound": "too_much"})))


def test_a_sense_that_she_seeks_moves_up_what_gives_it():
    found = fit_of(fits(wish("", senses={"movement": "seeks"})), "move-break")
    assert found.reason == "Mia looks for moving, and this gives some."


def test_a_card_for_the_goal_says_what_it_has_to_do_with_her():
    found = fit_of(fits(wish(senses={"sound": "too_much"})), "ear-defenders")
    assert found.reason == "It is made for this very thing, and sounds can be too much for Mia."
    assert fit_of(fits(), "ear-defenders").reason == "It is made for this very thing."


def test_a_card_about_every_sense_does_not_pass_the_cards_for_the_goal():
    known = wish("zip-jacket", "home", senses=dict.fromkeys(("touch", "sound", "sight", "smell"), "too_much"))
    found = [("zip-jacket" in fit.card.occupations) for fit in fits(known)]
    assert found[:5] == [True] * 5 and not all(found)


def test_what_is_fine_gives_no_reason():
    assert fits(wish("", senses={"sound": "fine"})) == []
    assert play(wish("", senses={"sound": "fine"})) == []


@pytest.mark.parametrize("care", CARES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_no_card_is_offered_whose_caution_applies(care: str, setting: str):
    for occupation in SOME_GOALS:
        known = wish(occupation, setting, cares=frozenset({care}), senses={"body": "seeks"}, joys=("water", "animals"))
        assert [fit.card.id for fit in (*fits(known), *play(known)) if care in fit.card.not_with] == []


def test_a_caution_weighs_more_than_what_her_own_days_say():
    assert "fidget-in-the-pocket" in ids(fits(wish(own_days={"fidget-in-the-pocket": "helps"})))
    known = wish(own_days={"fidget-in-the-pocket": "helps"}, cares=frozenset({"mouths"}))
    assert "fidget-in-the-pocket" not in ids(fits(known))


@pytest.mark.parametrize("sense", SENSES)
def test_no_card_gives_more_of_a_sense_that_is_too_much(sense: str):
    for known in (wish(senses={sense: "too_much"}), wish(too_much=frozenset({sense}))):
        assert [fit.card.id for fit in (*fits(known), *play(known)) if sense in fit.card.gives] == []


def test_a_sense_that_is_too_much_in_one_place_forbids_nothing_in_another():
    school, home = wish(setting="school", too_much=frozenset({"movement"})), wish(setting="home")
    assert fit_of(fits(school, home), "wobble-cushion").places == ("home",)
    assert fit_of(fits(wish(setting="school"), home), "wobble-cushion").places == ("school", "home")


def test_what_is_kept_back_forbids_and_is_not_spoken_of():
    found = fits(wish("circle-time", too_much=frozenset({"sound"})))
    assert found and not any("sounds" in fit.reason for fit in found)


def test_a_card_that_fits_in_two_places_is_offered_once_as_it_fits_best():
    helped = wish(setting="home", own_days={"wobble-cushion": "helps"})
    found = fits(wish(setting="school"), helped)
    assert len(ids(found)) == len(set(ids(found)))
    assert found[0].card.id == "wobble-cushion" and found[0].reason == "Mia’s own days say: helps."


def test_a_thing_that_is_missing_is_said_and_costs_a_little():
    without, there = wish(at_hand=frozenset()), wish(at_hand=frozenset({"Wobble  cushions"}))
    missing, has = fit_of(fits(without), "wobble-cushion"), fit_of(fits(there), "wobble-cushion")
    assert missing.needed == "You would need: wobble cushion."
    assert has.needed == "" and has.score - missing.score == pytest.approx(0.5)
    assert fit_of(fits(), "wobble-cushion").needed == "", "nobody has said what there is"


def test_many_missing_things_forbid_nothing():
    found = play(wish("zip-jacket", "home", at_hand=frozenset()))
    assert set(ids(found)) == set(ids(play(wish("zip-jacket", "home"))))


def test_what_research_found_not_helpful_is_never_first():
    for occupation in LIBRARY.occupations:
        (first, *_) = [*fits(wish(occupation, "school")), None]
        topic = LIBRARY.research.get((first and first.card.research) or "")
        assert topic is None or topic.grade != "not helpful", occupation


def test_play_is_chosen_by_what_the_goal_asks_for():
    (first, *_) = found = play(wish("zip-jacket", "home"))
    assert set(first.card.works_on) & {"fine-motor", "bilateral", "self-care"}
    assert first.reason == "This goal asks for small moves of the fingers, and so does this play."
    assert all(set(fit.card.works_on) & {"fine-motor", "bilateral", "self-care"} for fit in found)


def test_every_goal_of_the_library_has_play_in_its_places():
    for card in LIBRARY.occupations.values():
        assert any(play(wish(card.id, setting)) for setting in card.settings), card.id


def test_play_about_what_she_loves_comes_first_and_says_so():
    (first, *_) = play(wish("circle-time", "home", joys=("Trains", "LEGO")))
    assert "trains" in first.card.joys or "blocks" in first.card.joys
    alone = play(wish("", "home", joys=("Trains",)))
    assert alone and {fit.reason for fit in alone} == {"Mia loves trains, and this is about trains."}
    assert ids(play(wish("", "home", joys=("Unicorns",)))) == []


@pytest.mark.parametrize(
    ("said", "about"),
    [("Riding a bike", "bicycle"), ("LEGO", "blocks"), ("Swimming", "water"), ("Cooking and baking", "cooking"),
     ("My dog", "animals"), ("Books and stories", "stories"), ("dinosaurs", "dinosaurs"), ("Buses", "cars")],
)  # fmt: skip
def test_a_joy_is_known_by_what_people_say(said: str, about: str):
    found = play(wish("", "home", joys=(said,)))
    assert found and all(about in fit.card.joys for fit in found if f"about {about}." in fit.reason)
    assert any(f"about {about}." in fit.reason for fit in found)


@pytest.mark.parametrize("said", ["Cards", "Being busy", "Catching up", "Ballet", "Ready, steady, go"])
def test_a_word_within_a_word_is_no_joy(said: str):
    assert play(wish("", "home", joys=(said,))) == []


def test_every_joy_of_the_cards_has_words():
    assert {joy for card in LIBRARY.play.values() for joy in card.joys} == set(SAID_FOR_JOYS)


def test_a_strategy_that_begins_with_joys_needs_one():
    assert "join-their-play" not in ids(fits(wish("")))
    found = fit_of(fits(wish("", joys=("Trains",))), "join-their-play")
    assert found.reason == "It begins with what Mia loves, such as trains."


def test_an_age_is_a_hint_and_no_ban():
    young, fits_all = play(wish("zip-jacket", "home", age=1)), play(wish("zip-jacket", "home"))
    assert set(ids(young)) == set(ids(fits_all))
    older = next(fit.card.id for fit in fits_all if fit.card.age_from > 2)
    assert fit_of(fits_all, older).score - fit_of(young, older).score == pytest.approx(1.5)


def test_goes_with_is_the_one_rule_of_what_is_forbidden():
    swing = LIBRARY.play["slow-boat-swing"]
    assert goes_with(swing, [], []) and goes_with(swing, ["latex"], ["taste"])
    assert not goes_with(swing, ["seizures"], []) and not goes_with(swing, [], ["movement"])


def test_the_order_is_the_same_every_time():
    assert fits() == fits() and play() == play()
    assert [fit.score for fit in play()] == sorted((fit.score for fit in play()), reverse=True)


def test_every_reason_is_one_sentence_that_reads_easily():
    reasons = set()
    for occupation in SOME_GOALS:
        for how in ("seeks", "likes", "notices", "too_much"):
            known = wish(occupation, "home", senses=dict.fromkeys(SENSES[:4], how), joys=("Trains",))
            reasons |= {fit.reason for fit in (*fits(known), *play(known))}
    assert len(reasons) > 20
    for reason in reasons:
        assert reason.endswith(".") and reason.count(".") == 1, reason
    assert reading_grade(join_phrases(sorted(reasons))) <= HIGHEST_GRADE
    assert set(DEEPER_WORDS) == set(DEEPER_GOALS) and set(SENSE_WORDS) == set(SENSES)
