"""Cards that fit: own days first, then the goal, the senses, the place, and what research says."""

from __future__ import annotations

from pebblepath.library import load_library
from pebblepath.library.matching import Wish, fitting

LIBRARY = load_library()


def fits(occupation: str = "circle-time", settings=("school",), senses=None, own_days=None):
    wish = Wish(occupation, frozenset(settings), senses or {}, own_days or {})
    return fitting(LIBRARY.strategies.values(), wish, LIBRARY.research, name="Mia")


def test_every_card_fits_the_goal_or_a_sense_and_the_place():
    found = fits(senses={"sound": "too_much"})
    assert found
    for fit in found:
        assert "school" in fit.card.settings
        assert "circle-time" in fit.card.occupations or "sound" in fit.card.senses


def test_what_helped_on_her_own_days_comes_first_and_says_so():
    (first, *_) = fits(own_days={"wobble-cushion": "helps"})
    assert first.card.id == "wobble-cushion" and first.reason == "Mia’s own days say: helps."


def test_what_made_it_harder_is_left_out():
    assert "wobble-cushion" not in {fit.card.id for fit in fits(own_days={"wobble-cushion": "seems_harder"})}


def test_a_sense_that_is_too_much_moves_its_cards_up():
    def place(found):
        return [fit.card.id for fit in found].index("ear-defenders")

    assert place(fits(senses={"sound": "too_much"})) <= place(fits(senses={"sound": "notices"}))
    assert any("sounds can be too much" in fit.reason for fit in fits("", senses={"sound": "too_much"}))


def test_what_is_fine_gives_no_reason():
    assert fits("", senses={"sound": "fine"}) == []


def test_the_order_is_the_same_every_time():
    assert fits() == fits()
