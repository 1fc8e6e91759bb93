"""The play activities: enough of each, spread over energy, place and purpose, and safe to read aloud."""

import re
from collections import Counter

import pytest

from pebblepath.library import load_library
from pebblepath.library.play import PLAY_KINDS, PlayActivity
from pebblepath.library.reading import reading_grade
from pebblepath.library.schema import CARES, DEEPER_GOALS, HIGHEST_GRADE, SENSES, SETTINGS

PLAY = list(load_library().play.values())
MAINLY = 3

# One word for one thing, so that "what is in the room" can be ticked once.
EQUIPMENT = {
    "balance beam", "ball", "basket", "beads", "beanbags", "bells", "bicycle", "big cushions", "blanket", "blocks",
    "board game", "bowl", "boxes", "brushes", "bubbles", "bucket", "butter knife", "button strip", "cardboard",
    "cards", "chairs", "chalk", "climbing frame", "climbing wall", "clothes pegs", "crayons", "cups", "cutters",
    "dice", "dominoes", "dough", "dressing-up clothes", "drum", "fishing game", "food", "glitter jar", "glue",
    "gym ball", "hammock", "hats", "hoops", "ice", "jar", "kite", "lacing card", "leaves", "marble run", "mat",
    "music player", "nuts and bolts", "paint", "paper", "pebbles", "picture books", "pipettes", "plates", "puppets",
    "puzzle", "rattles", "rolling pin", "rope", "sand tray", "scarves", "scissors", "scooter board", "seeds", "shoes",
    "shovel", "sieve", "slide", "socks", "sponge", "spoons", "stepping stones", "stickers", "straws", "string",
    "swing", "tape", "teddy", "tent", "tongs", "torch", "towel", "toy animals", "toy cars", "trampoline", "tunnel",
    "tweezers", "water tub", "watering can", "wheelbarrow", "wobble board",
}  # fmt: skip
JOYS = {
    "trains", "water", "animals", "music", "ball", "blocks", "books", "dinosaurs", "drawing", "puzzle", "bubbles",
    "cars", "space", "garden", "bicycle", "drum", "jokes", "maps", "cooking", "stories",
}  # fmt: skip
# Equipment that hurts when nobody minds it, each with a word that the caution says.
RISKY = {
    "beads": "choke",
    "pebbles": "stone",
    "food": "allerg",
    "water tub": "within reach|drips",
    "swing": "within reach|clear",
    "bicycle": "helmet",
    "fishing game": "magnet",
    "marble run": "choke",
}
# Whom each kind, thing or word of caution rules out, so that no such play is ever offered to that child.
NOT_FOR_KIND = {
    "cook": {"food-allergy"},
    "dough": {"food-allergy", "mouths"},
    "water": {"water"},
    "swing": {"heights", "seizures"},
    "climb": {"heights", "seizures"},
    "sand": {"skin", "mouths"},
    "heavy": {"joints", "breathing"},
}
NOT_FOR_THING = {
    "beads": {"choking", "mouths"}, "dice": {"choking", "mouths"}, "dominoes": {"choking", "mouths"},
    "fishing game": {"choking", "mouths"}, "marble run": {"choking", "mouths"}, "pebbles": {"choking", "mouths"},
    "seeds": {"choking", "mouths"}, "food": {"food-allergy"}, "paint": {"skin"}, "sand tray": {"skin"},
    "dough": {"food-allergy"}, "water tub": {"water"}, "swing": {"seizures"}, "climbing frame": {"heights"},
    "climbing wall": {"heights"}, "trampoline": {"joints", "seizures"}, "bicycle": {"runs-off", "seizures"},
    "scooter board": {"seizures"}, "bubbles": {"mouths"}, "straws": {"breathing"},
}  # fmt: skip
NOT_FOR_CAUTION = {
    r"choke|swallow|in the mouth|out of mouths": {"mouths"},
    r"\bchoke\b": {"choking"},
    r"allerg(y|ies) to mold": {"breathing"},
    r"reach of (the )?water|near water": {"water"},
    r"\bcars\b|near roads|from roads": {"runs-off"},
    r"plants? sting|skin in the sun": {"skin"},
    r"gets? dizzy|feels dizzy|looks pale": {"seizures"},
    r"head feels light": {"breathing"},
}
# A picture of winners and losers, or of doing as told, has no place in play.
NOT_PLAYFUL = re.compile(
    r"\b(win|wins|winner|winning|lose|loses|loser|losing|score|points|reward|prize)\b", re.IGNORECASE
)


def by_id(card: PlayActivity) -> str:
    return card.id


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_there_are_enough_to_choose_from() -> None:
    assert len(PLAY) >= 154


@pytest.mark.parametrize("kind", PLAY_KINDS)
def test_each_kind_has_at_least_four(kind: str) -> None:
    assert sum(card.kind == kind for card in PLAY) >= 4


@pytest.mark.parametrize("goal", DEEPER_GOALS)
def test_each_deeper_goal_is_the_main_one_in_at_least_eight(goal: str) -> None:
    assert sum(card.works_on.get(goal) == MAINLY for card in PLAY) >= 8  # type: ignore[call-overload]


def test_energy_is_spread() -> None:
    assert sum(card.energy < 0 for card in PLAY) >= 35
    assert sum(card.energy > 0 for card in PLAY) >= 35
    assert {card.energy for card in PLAY} == {-2, -1, 0, 1, 2}


def test_there_is_something_for_every_place() -> None:
    places = Counter(card.space for card in PLAY)
    assert places["table"] >= 40
    assert places["room"] + places["mat"] >= 40
    assert places["outdoors"] >= 20
    for setting in SETTINGS:
        assert sum(setting in card.settings for card in PLAY) >= 20


def test_most_can_be_done_without_a_mess_and_many_without_noise() -> None:
    assert sum(card.mess == "none" for card in PLAY) >= 70
    assert sum(card.noise == "quiet" for card in PLAY) >= 50


def test_every_sense_is_fed_and_every_joy_is_met() -> None:
    for sense in SENSES:
        assert any(sense in card.gives for card in PLAY), sense
    joys = Counter(joy for card in PLAY for joy in card.joys)
    assert set(joys) == JOYS
    assert min(joys.values()) >= 3


def test_there_is_much_left_to_play_with_any_one_caution() -> None:
    for care in CARES:
        assert sum(care not in card.not_with for card in PLAY) >= 100, care


def test_names_are_told_apart() -> None:
    assert max(Counter(card.name for card in PLAY).values()) == 1


def test_no_id_begins_another_and_none_carries_a_folder_name() -> None:
    ids = [card.id for card in PLAY]
    assert not [(a, b) for a in ids for b in ids if a != b and b.startswith(a)]
    assert not [one for one in ids if one.startswith("play-")]


@pytest.mark.parametrize("card", PLAY, ids=by_id)
class TestEachActivity:
    def test_equipment_and_joys_use_our_words(self, card: PlayActivity) -> None:
        assert set(card.equipment) <= EQUIPMENT
        assert set(card.joys) <= JOYS

    def test_minutes_are_plausible(self, card: PlayActivity) -> None:
        assert 3 <= card.minutes_least <= 15
        assert card.minutes_least + 2 <= card.minutes_most <= 30
        assert card.minutes_most <= 4 * card.minutes_least

    def test_it_works_on_one_to_three_goals_one_of_them_mainly(self, card: PlayActivity) -> None:
        assert 1 <= len(card.works_on) <= 3
        assert MAINLY in card.works_on.values()

    def test_what_is_short_and_the_reasons_are_one_sentence(self, card: PlayActivity) -> None:
        assert 2 <= len(sentences(card.what)) <= 4
        assert len(sentences(card.fun)) == 1
        assert len(sentences(card.at_home)) == 1

    def test_ages_are_a_wide_hint(self, card: PlayActivity) -> None:
        assert card.age_to - card.age_from >= 4

    def test_it_reads_easily_as_a_whole(self, card: PlayActivity) -> None:
        assert card.grade() <= HIGHEST_GRADE
        assert reading_grade(card.what) <= HIGHEST_GRADE

    def test_no_one_wins_or_loses(self, card: PlayActivity) -> None:
        assert not NOT_PLAYFUL.search(" ".join(card.family_texts()))

    def test_what_can_hurt_is_said(self, card: PlayActivity) -> None:
        for thing in set(card.equipment) & set(RISKY):
            assert card.cautions is not None, thing
            assert re.search(RISKY[thing], card.cautions, re.IGNORECASE), thing

    def test_it_is_not_for_whom_it_could_hurt(self, card: PlayActivity) -> None:
        ruled_out = set(NOT_FOR_KIND.get(card.kind, set()))
        ruled_out |= {care for thing in card.equipment for care in NOT_FOR_THING.get(thing, ())}
        told = card.cautions or ""
        ruled_out |= {care for words, cares in NOT_FOR_CAUTION.items() if re.search(words, told) for care in cares}
        assert ruled_out <= set(card.not_with)

    def test_the_senses_agree_with_the_whole(self, card: PlayActivity) -> None:
        strongest = max(card.gives.values())
        calmest = min(card.gives.values())
        assert calmest - 1 <= card.energy <= strongest + 1
