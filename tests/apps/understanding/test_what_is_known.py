"""What others read of a child: safety, senses, joys, things at hand; and the page where it all stands together."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import Cast, two_homes
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import User
from pebblepath.apps.understanding.about import line_of, passport_of, sections_of
from pebblepath.apps.understanding.actions import end_trait, keep_at_hand, keep_back, say
from pebblepath.apps.understanding.known import known_of
from pebblepath.apps.understanding.models import Kind, Trait
from pebblepath.library import load_library


def sense(cast: Cast, who: User, how: str, words: str = "", *, setting: str = "", of: str = "sound") -> Trait:
    return say(cast.access(who), Trait(kind=Kind.SENSE, sense=of, how=how, words=words, setting=setting))


def care(cast: Cast, who: User, tag: str, words: str = "") -> Trait:
    return say(cast.access(who), Trait(kind=Kind.CARE, care=tag, words=words))


def joy(cast: Cast, who: User, words: str, picture: str = "") -> Trait:
    return say(cast.access(who), Trait(kind=Kind.JOY, words=words, picture=picture))


def test_everybodys_word_on_safety_counts_also_what_is_kept_back(cast: Cast):
    care(cast, cast.ana, "food-allergy", "nuts")
    keep_back(cast.access(cast.ana), care(cast, cast.ana, "seizures"))
    care(cast, cast.lopez, "runs-off")
    care(cast, cast.ana, "", "A hand near roads.")
    end_trait(cast.access(cast.lopez), care(cast, cast.lopez, "heights"))
    assert known_of(cast.mia).cares == {"food-allergy", "seizures", "runs-off"}
    assert known_of(cast.leo).cares == frozenset()


def test_the_strongest_word_on_a_sense_stands(cast: Cast):
    sense(cast, cast.ana, "likes")
    keep_back(cast.access(cast.ana), sense(cast, cast.ana, "too_much", "Sirens", setting="community"))
    sense(cast, cast.lopez, "notices", "The bell", setting="school")
    sense(cast, cast.robin, "seeks", of="movement")
    sense(cast, cast.ana, "fine", of="movement")
    known = known_of(cast.mia)
    assert known.senses() == {"sound": "too_much", "movement": "seeks"}
    assert known.senses("school") == {"sound": "notices", "movement": "seeks"}
    assert known.senses("home") == {"sound": "likes", "movement": "seeks"}
    assert known.too_much("community") == {"sound"} and known.too_much("home") == frozenset()
    assert known.senses("community", may_be_told=True)["sound"] == "likes"


def test_joys_are_told_once_and_not_when_kept_back(cast: Cast):
    cast.mia.joys = "trains, silly jokes"
    joy(cast, cast.ana, "Puddles")
    joy(cast, cast.lopez, "Puddles")
    keep_back(cast.access(cast.ana), joy(cast, cast.ana, "Secret dances"))
    assert known_of(cast.mia).joys == ("trains", "silly jokes", "Puddles")


def test_what_is_at_hand_is_unknown_until_somebody_says(cast: Cast):
    keep_at_hand(cast.access(cast.ana), "home", ["paper", "hammock"])
    assert known_of(cast.mia).at_hand("home") == {"paper", "hammock"}
    assert known_of(cast.mia).at_hand("school") is None


def test_each_home_has_its_own_things_and_who_belongs_to_neither_knows_both(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    for member, things in ((mum, ["paper"]), (dad, ["swing"])):
        keep_at_hand(get_access_for(member.user, cast.leo.public_id), "home", things)
    known = known_of(cast.leo)
    assert known.at_hand("home", mum.household_id) == {"paper"}
    assert known.at_hand("home", dad.household_id) == {"swing"}
    assert known.at_hand("home") == {"paper", "swing"}


def test_a_card_that_something_forbids_is_left_out(cast: Cast):
    cards = load_library().strategies
    care(cast, cast.ana, "latex")
    suited = known_of(cast.mia).suited(cards)
    assert suited and suited.keys() == {name for name, card in cards.items() if "latex" not in card.not_with}
    assert len(suited) < len(cards)


def test_all_of_it_takes_two_queries(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        known_of(cast.mia)


def test_a_sense_told_by_a_tap_alone_reads_as_a_sentence():
    assert line_of(Trait(kind=Kind.SENSE, sense="touch", how="seeks")) == "Touch: I look for it"
    assert line_of(Trait(kind=Kind.SENSE, sense="sound", how="too_much", setting="school")) == (
        "Sounds: it is too much (at school)"
    )
    assert line_of(Trait(kind=Kind.CARE, care="food-allergy", words="nuts")) == "I have a food allergy: nuts"
    assert line_of(Trait(kind=Kind.CARE, care="runs-off")) == "I may run off"


def told_of_sound(cast: Cast):
    traits = cast.mia.traits.current().select_related("told_by")
    (shown,) = next(one for one in sections_of(traits) if one.kind == Kind.SENSE).senses
    return shown


def test_several_people_on_one_sense_stand_side_by_side_the_child_first(as_, cast: Cast):
    sense(cast, cast.ana, "too_much", "Hand dryers")
    sense(cast, cast.lopez, "fine", "The bell", setting="school")
    sense(cast, cast.mia_herself, "likes", "My song")
    assert [voice.member.name for voice in told_of_sound(cast).voices] == ["Mia", "Mum", "Ms. Lopez"]
    page = as_(cast.ana).get(reverse("about_me", args=[cast.mia.public_id])).content.decode()
    assert page.count('class="voice"') == 3


@pytest.mark.parametrize(
    ("hers", "theirs", "differ"),
    [
        (("fine", "The bell", ""), ("too_much", "The school bell.", "school"), True),
        (("fine", "", ""), ("too_much", "Hand dryers", "school"), True),
        (("fine", "The bell", "home"), ("too_much", "The bell", "school"), False),
        (("likes", "My train song", ""), ("too_much", "Hand dryers", ""), False),
        (("fine", "The bell", ""), ("fine", "The bell", ""), False),
    ],
)
def test_two_people_differ_when_they_say_other_things_of_one_situation(cast: Cast, hers, theirs, differ: bool):
    sense(cast, cast.ana, *hers[:2], setting=hers[2])
    sense(cast, cast.lopez, *theirs[:2], setting=theirs[2])
    assert told_of_sound(cast).differ == differ


def test_one_person_may_say_different_things_of_different_times(cast: Cast):
    sense(cast, cast.ana, "fine", "The bell")
    sense(cast, cast.ana, "too_much", "The bell, when I am tired")
    assert not told_of_sound(cast).differ


def test_the_same_words_of_two_people_stand_once_with_both_names(as_, cast: Cast):
    joy(cast, cast.ana, "Trains", "train")
    joy(cast, cast.mia_herself, "Trains.")
    page = as_(cast.ana).get(reverse("about_me", args=[cast.mia.public_id])).content.decode()
    assert "Mia · Mum" in page and page.count("<p>Trains") == 1


def test_on_a_passport_safety_comes_first_and_the_childs_words_before_others(cast: Cast):
    joy(cast, cast.ana, "Puddles")
    joy(cast, cast.mia_herself, "Trains", "train")
    care(cast, cast.ana, "latex")
    parts = passport_of(cast.mia.traits.current().select_related("told_by"))
    assert [part.title for part in parts] == ["What keeps me safe", "What I love"]
    assert parts[0].safety and not parts[1].safety
    assert [(line.text, line.picture) for line in parts[1].lines] == [("Trains", "train"), ("Puddles", "")]


def test_a_joy_is_told_by_a_picture_alone(as_, cast: Cast):
    as_(cast.ana).post(reverse("say", args=[cast.mia.public_id, "joy"]), {"picture": "train", "setting": ""})
    trait = Trait.objects.get()
    assert (trait.words, trait.picture) == ("Trains", "train")


def test_what_keeps_safe_is_told_by_its_name_alone_or_in_words_but_not_by_nothing(as_, cast: Cast):
    url = reverse("say", args=[cast.mia.public_id, "care"])
    ana = as_(cast.ana)
    assert ana.get(url).status_code == 200
    ana.post(url, {"care": "latex", "setting": ""})
    ana.post(url, {"care": "", "words": "A hand near roads.", "setting": ""})
    assert set(Trait.objects.values_list("care", "words")) == {("latex", ""), ("", "A hand near roads.")}
    answer = ana.post(url, {"care": "", "words": "", "setting": ""})
    assert answer.status_code == 400 and "pick one above" in answer.content.decode()


def test_about_me_is_in_the_menu(as_, cast: Cast):
    page = as_(cast.ana).get(reverse("paths", args=[cast.mia.public_id])).content.decode()
    menu = page[page.index("<nav") : page.index("</nav>")]
    assert reverse("about_me", args=[cast.mia.public_id]) in menu


def test_what_is_just_fine_takes_no_room_on_the_passport(cast: Cast):
    sense(cast, cast.ana, "fine", "Rain")
    sense(cast, cast.ana, "likes", "Wind")
    lines = [line.text for part in passport_of(cast.mia.traits.select_related("told_by")) for line in part.lines]
    assert any("Wind" in line for line in lines) and not any("Rain" in line for line in lines)
