"""The first telling about a child: ten minutes in small steps that can be left and taken up again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, two_homes
from pebblepath.apps.people.models import Member, Role
from pebblepath.apps.understanding.actions import say
from pebblepath.apps.understanding.chips import CARE_LINES, CHIPS, SENSE_HINTS
from pebblepath.apps.understanding.hopes import activities_for
from pebblepath.apps.understanding.intake import STEPS, progress_of, steps_for
from pebblepath.apps.understanding.intake_forms import THINGS_SHOWN, things_named_most
from pebblepath.apps.understanding.models import AtHand, Care, Intake, Kind, Routine, Sense, Trait
from pebblepath.library import load_library
from pebblepath.library.affirming import unwanted_wording
from pebblepath.library.reading import join_phrases, reading_grade
from pebblepath.library.symbols import symbol_names


def address(cast: Cast, step: str = "") -> str:
    return reverse("hello_step" if step else "hello", args=[cast.mia.public_id, *([step] if step else [])])


def told(cast: Cast, kind: Kind) -> set[str]:
    return {trait.words for trait in cast.mia.traits.current().filter(kind=kind)}


def senses(**fields: str) -> dict[str, str]:
    """What the step of the first four senses sends when only some of it was touched."""
    sent = {f"{sense}-{name}": "1" for sense in ("touch", "sound", "sight", "movement") for name in ("TOTAL_FORMS",)}
    sent |= {f"{sense}-INITIAL_FORMS": "0" for sense in ("touch", "sound", "sight", "movement")}
    return sent | {name.replace("__", "-"): value for name, value in fields.items()}


# The steps themselves


def test_a_familys_steps_take_ten_minutes_together():
    assert sum(step.seconds for step in steps_for(Role.FAMILY)) == 600
    assert 9 <= len(steps_for(Role.FAMILY)) <= 11


def test_all_eight_senses_are_asked_once_and_each_kind_has_a_step():
    assert sorted(sense for step in STEPS for sense in step.senses) == sorted(Sense)
    assert {step.kind for step in STEPS if step.kind} == set(Kind)


def test_a_usual_day_is_asked_of_families_and_safety_of_grown_ups():
    asked = {role: {step.name for step in steps_for(role)} for role in Role}
    assert [role for role in Role if "day" in asked[role]] == [Role.FAMILY]
    assert [role for role in Role if "safe" not in asked[role]] == [Role.CHILD]


def test_every_chip_has_a_picture_and_kind_easy_words():
    lines = [chip.words for chips in CHIPS.values() for chip in chips]
    assert {chip.picture for chips in CHIPS.values() for chip in chips} <= set(symbol_names())
    assert set(CARE_LINES) == set(Care) and set(SENSE_HINTS) == set(Sense)
    lines += [*CARE_LINES.values(), *(text for step in STEPS for text in (step.asks, step.asks_me, step.hint))]
    assert [line for line in lines if unwanted_wording(line)] == []
    assert reading_grade(join_phrases(lines)) <= 6
    for chips in CHIPS.values():
        assert len({chip.words for chip in chips}) == len(chips)


def test_what_is_open_comes_next_and_minutes_shrink():
    fresh = progress_of(Role.FAMILY, [])
    assert fresh.next is STEPS[0] and fresh.minutes_left == 10 and not fresh.begun
    some = progress_of(Role.FAMILY, ["strengths", "feel"])
    assert some.next is not None and some.next.name == "joys" and some.minutes_left == 8
    assert some.after(STEPS[1]) == STEPS[3] and some.before(STEPS[1]) == STEPS[0]
    last = progress_of(Role.FAMILY, [step.name for step in STEPS[1:]])
    assert last.after(STEPS[-1]) is STEPS[0] and last.minutes_left == 1


def test_the_things_to_tap_are_those_that_the_cards_of_a_place_name_most():
    at_home, at_school = (things_named_most(load_library(), place) for place in ("home", "school"))
    assert len(at_home) == len(at_school) == THINGS_SHOWN
    assert "paper" in at_home and list(at_home) == sorted(at_home)


@pytest.mark.parametrize(
    ("hope", "card"),
    [
        ("That mornings start without tears, shoes and all.", "put-on-shoes"),
        ("That we can eat out together.", "restaurant-meal"),
        ("less screaming when brushing teeth", "brush-teeth"),
        ("That he sleeps in his own bed", "own-bed"),
        ("haircuts", "haircut"),
    ],
)
def test_a_hope_leads_to_everyday_activities_with_its_telling_words(hope: str, card: str):
    found = [one.id for one in activities_for(hope, load_library().occupations.values())]
    assert any(card in id for id in found), found
    assert len(found) <= 4


def test_a_hope_without_a_telling_word_leads_to_none():
    occupations = load_library().occupations.values()
    assert activities_for("xyzzy", occupations) == [] and activities_for("that it is so", occupations) == []


# Telling


def test_opening_a_step_changes_nothing(as_, cast: Cast):
    for step in steps_for(Role.FAMILY):
        assert as_(cast.ana).get(address(cast, step.name)).status_code == 200
    assert not Intake.objects.exists() and not Trait.objects.exists()


def test_a_step_is_kept_when_it_is_answered_and_the_next_one_comes(as_, cast: Cast):
    answer = as_(cast.ana).post(
        address(cast, "joys"), {"chips": ["Trains", "Hugs"], "own": "Silly jokes\n\nMy  drum \n"}, follow=True
    )
    assert told(cast, Kind.JOY) == {"Trains", "Hugs", "Silly jokes", "My  drum"}
    assert (
        Trait.objects.get(words="Trains").picture == "train" and Trait.objects.get(words="Hugs").told_by.name == "Mum"
    )
    page = answer.content.decode()
    assert "Kept." in page and "How do things feel to Mia?" in page
    assert Intake.objects.get().done == ["joys"]


def test_who_comes_back_goes_on_at_the_first_open_step(as_, cast: Cast):
    ana = as_(cast.ana)
    ana.post(address(cast, "strengths"), {"chips": ["I am kind."]})
    ana.post(address(cast, "joys"), {"later": "1"})
    page = ana.get(address(cast)).content.decode()
    assert "Go on: Touch, sounds, light, moving" in page and "About 9 minutes are left." in page
    assert address(cast, "feel") in page and "I am kind." in page


def test_not_now_passes_over_a_step_and_keeps_nothing(as_, cast: Cast):
    answer = as_(cast.ana).post(address(cast, "strengths"), {"later": "1", "chips": ["I am kind."]})
    assert answer["Location"] == address(cast, "joys")
    assert not Trait.objects.exists() and Intake.objects.get().done == ["strengths"]


def test_stopping_keeps_what_was_told_and_leaves_the_step_open(as_, cast: Cast):
    answer = as_(cast.ana).post(address(cast, "strengths"), {"stop": "1", "chips": ["I am kind."]})
    assert answer["Location"] == reverse("child", args=[cast.mia.public_id])
    assert told(cast, Kind.STRENGTH) == {"I am kind."} and Intake.objects.get().done == []


@pytest.mark.parametrize("times", [1, 2, 3])
def test_telling_the_same_again_makes_no_doubles(as_, cast: Cast, times: int):
    for _ in range(times):
        as_(cast.ana).post(address(cast, "strengths"), {"chips": ["I am kind."], "own": "I sing.\nI sing."})
        as_(cast.ana).post(
            address(cast, "safe"), {"food-allergy": "on", "food-allergy-words": "nuts", "own": "A hand."}
        )
        as_(cast.ana).post(address(cast, "feel"), senses(touch__0__how="seeks", sound__0__how="too_much"))
    assert Trait.objects.count() == 6 and Trait.objects.current().count() == 6


def test_going_back_shows_what_was_told_and_lets_it_be_changed(as_, cast: Cast):
    ana = as_(cast.ana)
    ana.post(address(cast, "strengths"), {"chips": ["I am kind."], "own": "I sing."})
    page = ana.get(address(cast, "strengths")).content.decode()
    assert "I sing.</textarea>" in page
    assert 'value="I am kind." id="id_chips_0" checked' in page
    ana.post(address(cast, "strengths"), {"chips": ["I build things."], "own": "I sing."})
    assert told(cast, Kind.STRENGTH) == {"I build things.", "I sing."}
    assert Trait.objects.get(words="I am kind.").ended_at is not None


def test_what_was_told_elsewhere_in_the_same_words_is_the_same(as_, cast: Cast):
    say(cast.access(cast.ana), Trait(kind=Kind.JOY, words="trains."))
    page = as_(cast.ana).get(address(cast, "joys")).content.decode()
    assert 'value="Trains" id="id_chips_0" checked' in page and "trains.</textarea>" not in page
    as_(cast.ana).post(address(cast, "joys"), {"chips": ["Trains"], "own": "TRAINS"})
    assert Trait.objects.count() == 1


def test_what_others_told_is_left_as_it_is(as_, cast: Cast):
    say(cast.access(cast.lopez), Trait(kind=Kind.STRENGTH, words="I am kind."))
    as_(cast.ana).post(address(cast, "strengths"), {"own": ""})
    assert told(cast, Kind.STRENGTH) == {"I am kind."}
    assert "checked" not in as_(cast.ana).get(address(cast, "strengths")).content.decode()


def test_a_sense_is_told_by_one_tap_or_with_words_and_place(as_, cast: Cast):
    sent = senses(touch__0__how="seeks", sound__0__how="too_much", sound__0__words="Hand dryers")
    as_(cast.ana).post(address(cast, "feel"), sent | {"sound-0-setting": "community"})
    kept = {(t.sense, t.how, t.words, t.setting) for t in Trait.objects.all()}
    assert kept == {("touch", "seeks", "", ""), ("sound", "too_much", "Hand dryers", "community")}


def test_one_more_situation_of_a_sense_comes_back_to_the_same_step(as_, cast: Cast):
    ana = as_(cast.ana)
    ana.post(address(cast, "feel"), senses(sound__0__how="likes", sound__0__words="Songs"))
    first = Trait.objects.get()
    again = senses(sound__TOTAL_FORMS="2", sound__INITIAL_FORMS="1", sound__0__trait=str(first.pk))
    again |= {"sound-0-how": "likes", "sound-0-words": "Songs", "sound-1-how": "too_much", "sound-1-words": "Sirens"}
    answer = ana.post(address(cast, "feel"), again | {"more": "sound"})
    assert answer["Location"] == address(cast, "feel") + "#sound"
    assert told(cast, Kind.SENSE) == {"Songs", "Sirens"} and Trait.objects.count() == 2


def test_a_situation_is_changed_or_taken_away(as_, cast: Cast):
    ana = as_(cast.ana)
    ana.post(address(cast, "feel"), senses(sound__0__how="likes", touch__0__how="fine"))
    sound, touch = Trait.objects.get(sense="sound"), Trait.objects.get(sense="touch")
    sent = senses(sound__INITIAL_FORMS="1", sound__0__trait=str(sound.pk), sound__0__how="too_much")
    sent |= {"touch-INITIAL_FORMS": "1", "touch-0-trait": str(touch.pk), "touch-0-how": "fine", "touch-0-gone": "on"}
    ana.post(address(cast, "feel"), sent)
    assert [(t.sense, t.how) for t in cast.mia.traits.current()] == [("sound", "too_much")]


def test_another_persons_trait_cant_be_ended_through_a_step(as_, cast: Cast):
    theirs = say(cast.access(cast.lopez), Trait(kind=Kind.SENSE, sense="sound", how="fine"))
    sent = senses(sound__INITIAL_FORMS="1", sound__0__trait=str(theirs.pk), sound__0__how="fine", sound__0__gone="on")
    as_(cast.ana).post(address(cast, "feel"), sent)
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_words_without_how_it_is_are_asked_about_and_stay(as_, cast: Cast):
    answer = as_(cast.ana).post(address(cast, "feel"), senses(sound__0__words="Hand dryers"))
    page = answer.content.decode()
    assert answer.status_code == 400 and "Please pick how it is" in page and 'value="Hand dryers"' in page
    assert not Trait.objects.exists() and not Intake.objects.exists()


def test_a_line_that_is_too_long_is_told_in_a_sentence_and_stays(as_, cast: Cast):
    long = "I love " + "very " * 30 + "long lines"
    answer = as_(cast.ana).post(address(cast, "joys"), {"chips": ["Trains"], "own": long})
    page = answer.content.decode()
    assert answer.status_code == 400 and "a line may have up to 120" in page and long in page
    assert 'value="Trains" id="id_chips_0" checked' in page and not Trait.objects.exists()


def test_what_keeps_a_child_safe_is_told_by_name_and_in_own_words(as_, cast: Cast):
    sent = {"food-allergy": "on", "food-allergy-words": "nuts", "runs-off": "on", "own": "I hold a hand near roads."}
    as_(cast.ana).post(address(cast, "safe"), sent)
    kept = set(Trait.objects.filter(kind=Kind.CARE).values_list("care", "words"))
    assert kept == {("food-allergy", "nuts"), ("runs-off", ""), ("", "I hold a hand near roads.")}
    as_(cast.ana).post(address(cast, "safe"), {"food-allergy": "on", "food-allergy-words": "nuts and sesame"})
    now = set(cast.mia.traits.current().filter(kind=Kind.CARE).values_list("care", "words"))
    assert now == {("food-allergy", "nuts and sesame")}


def test_a_usual_day_is_kept_for_the_home_it_is_of(as_, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    day = reverse("hello_step", args=[cast.leo.public_id, "day"])
    as_(mum.user).post(day, {"morning": "Song, then socks.", "bed": "Two books."})
    as_(mum.user).post(day, {"morning": "Two songs.", "bed": ""})
    as_(dad.user).post(day, {"morning": "We walk the dog."})
    assert {(r.household, r.time, r.words) for r in Routine.objects.all()} == {
        (mum.household, "morning", "Two songs."),
        (dad.household, "morning", "We walk the dog."),
    }
    assert "Two songs." not in as_(dad.user).get(day).content.decode()
    about = reverse("about_me", args=[cast.leo.public_id])
    assert "Two songs." not in as_(dad.user).get(about).content.decode()
    assert "Two songs." in as_(mum.user).get(about).content.decode()


def test_a_usual_day_at_home_isnt_for_the_school(as_, cast: Cast):
    as_(cast.ana).post(address(cast, "day"), {"bed": "Two books."})
    about = reverse("about_me", args=[cast.mia.public_id])
    assert "Two books." not in as_(cast.lopez).get(about).content.decode()
    assert "Two books." in as_(cast.robin).get(about).content.decode()
    assert as_(cast.lopez).get(address(cast, "day")).status_code == 404


def test_things_at_hand_are_of_the_place_where_one_is_with_the_child(as_, cast: Cast):
    Member.objects.filter(user=cast.lopez).update(setting="school")
    as_(cast.ana).post(address(cast, "things"), {"things": ["paper"], "own": "A hammock"})
    as_(cast.lopez).post(address(cast, "things"), {"things": ["chairs"]})
    assert {(a.setting, tuple(a.things)) for a in AtHand.objects.all()} == {
        ("home", ("paper", "A hammock")),
        ("school", ("chairs",)),
    }
    assert "A hammock</textarea>" in as_(cast.ana).get(address(cast, "things")).content.decode()
    as_(cast.ana).post(address(cast, "things"), {})
    assert [a.setting for a in AtHand.objects.all()] == ["school"]


def test_the_end_shows_what_is_known_and_leads_on_to_a_goal(as_, cast: Cast):
    ana = as_(cast.ana)
    for step in steps_for(Role.FAMILY)[:-1]:
        ana.post(address(cast, step.name), {"later": "1"})
    ana.post(address(cast, "joys"), {"chips": ["Trains"]})
    answer = ana.post(address(cast, "hope"), {"hope": "That the shoes go on without tears."}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == address(cast)
    assert "That is a good start." in page and "without tears" in page and "Trains" in page
    assert reverse("about_me", args=[cast.mia.public_id]) in page
    assert reverse("choose_goal", args=[cast.mia.public_id]) in page
    assert reverse("new_goal", args=[cast.mia.public_id, "tie-shoes"]) in page or "shoes" in page.split("Your hope")[1]
    assert Intake.objects.get().finished_at is not None


def test_a_hope_is_for_who_told_it_and_who_shapes_the_goals(as_, cast: Cast):
    as_(cast.lopez).post(address(cast, "hope"), {"hope": "That she finds a friend."})
    about = reverse("about_me", args=[cast.mia.public_id])
    for who, sees in ((cast.lopez, True), (cast.robin, True), (cast.ana, True), (cast.joe, False)):
        assert ("finds a friend" in as_(who).get(about).content.decode()) == sees, who
    as_(cast.lopez).post(address(cast, "hope"), {"hope": ""})
    assert "finds a friend" not in as_(cast.robin).get(about).content.decode()


def test_everybody_tells_for_themselves(as_, cast: Cast):
    for who in (cast.ana, cast.lopez, cast.mia_herself):
        as_(who).post(address(cast, "joys"), {"chips": ["Trains"]})
    assert Trait.objects.count() == 3 and Intake.objects.count() == 3
    assert "What do you love?" in as_(cast.mia_herself).get(address(cast, "joys")).content.decode()


# The offer on the day's page


def day(as_, who, cast: Cast) -> str:
    return as_(who).get(reverse("child", args=[cast.mia.public_id])).content.decode()


def test_a_new_family_is_asked_gently_and_who_began_may_go_on(as_, cast: Cast):
    assert "Tell us about Mia" in day(as_, cast.ana, cast)
    as_(cast.ana).post(address(cast, "strengths"), {"chips": ["I am kind."]})
    page = day(as_, cast.ana, cast)
    assert "You stopped at “Joys”. About 9 minutes are left." in page and address(cast, "joys") in page


def test_nobody_is_asked_for_ever(as_, cast: Cast):
    Member.objects.filter(user=cast.ana).update(joined_at=timezone.now() - dt.timedelta(days=30))
    assert "Tell us about Mia" not in day(as_, cast.ana, cast)
    for step in steps_for(Role.FAMILY):
        as_(cast.ana).post(address(cast, step.name), {"later": "1"})
    assert "Getting to know" not in day(as_, cast.ana, cast)
    assert "Tell us about Mia" not in day(as_, cast.robin, cast)


@pytest.mark.parametrize("step", ["", *(step.name for step in steps_for(Role.FAMILY))])
def test_each_screen_takes_few_queries(as_, queries, cast: Cast, step: str):
    assert queries(as_(cast.ana), address(cast, step)) <= 15
