from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from cast import CIRCLE_TIME, Cast, goal_for, tell
from pebblepath.apps.goals.actions import make_goal
from pebblepath.apps.goals.models import Goal, Pebble, State
from pebblepath.apps.understanding.models import Intake
from pebblepath.library import load_library

CARD = load_library().occupations["zip-jacket"]


def new(cast: Cast, occupation: str = "zip-jacket") -> str:
    return reverse("new_goal", args=[cast.mia.public_id, occupation])


def filled(words: tuple[str, ...] = CIRCLE_TIME, **changed: object) -> dict[str, object]:
    stones = {f"stone{step}": text for step, text in enumerate(words)}
    return {"title": "I zip it up", "settings": ["home", "school"], "start_step": "1", **stones, **changed}


def words_of(goal: Goal) -> tuple[str, ...]:
    return tuple(goal.stones.values_list("words", flat=True))


def test_a_card_becomes_a_goal_with_what_its_form_already_holds(as_, cast: Cast):
    form = as_(cast.ana).get(new(cast)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = as_(cast.ana).post(new(cast), sent)
    made = Goal.objects.get(occupation="zip-jacket")
    assert answer["Location"] == reverse("path", args=[cast.mia.public_id, made.public_id])
    assert (made.title, words_of(made), made.symbol) == (CARD.child_name, CARD.stones, CARD.symbol)
    assert made.settings == list(CARD.settings) and (made.child, made.made_by) == (cast.mia, cast.ana)


def test_every_card_can_be_chosen(as_, cast: Cast):
    page = as_(cast.ana).get(reverse("choose_goal", args=[cast.mia.public_id])).content.decode()
    cards = load_library().occupations
    assert len(cards) >= 12 and all(new(cast, card) in page for card in cards)


def groups_of(client: Client, cast: Cast) -> list[tuple[str, list[str], bool]]:
    """Each fold of the page to choose from: its name, its cards by id, whether it lies open; its count is true."""
    page = client.get(reverse("choose_goal", args=[cast.mia.public_id])).content.decode()
    found = []
    for is_open, inner in re.findall(r'<details class="fold"( open)?>(.*?)</details>', page, re.S):
        name, count = re.findall(r'<h2>(.*?)</h2><span class="soft">(\d+)', inner)[0]
        cards = re.findall(r"/path/new/([\w-]+)/", inner)
        assert len(cards) == int(count) > 0
        found.append((name, cards, bool(is_open)))
    return found


def test_the_cards_fold_by_group_and_only_the_first_lies_open(as_, cast: Cast):
    groups = groups_of(as_(cast.ana), cast)
    assert [name for name, _, is_open in groups if is_open] == ["Dressing"] == [groups[0][0]]
    every = [card for _, cards, _ in groups for card in cards]
    assert sorted(every) == sorted(load_library().occupations)
    assert ("Out and about", False) in [(name, is_open) for name, _, is_open in groups]


def test_the_group_that_a_hope_points_to_comes_first_and_lies_open(as_, cast: Cast):
    Intake.objects.create(member=cast.access(cast.ana).member, hope="Brushing her teeth without tears")
    groups = groups_of(as_(cast.robin), cast)
    assert [name for name, _, is_open in groups if is_open] == ["Washing"] == [groups[0][0]]
    Intake.objects.update(hope="zzz")
    assert groups_of(as_(cast.robin), cast)[0][0] == "Dressing"


def test_a_goal_can_be_in_ones_own_words(as_, cast: Cast):
    as_(cast.ana).post(new(cast, "own"), filled(title="I feed the cat"))
    made = Goal.objects.get(title="I feed the cat")
    assert made.occupation == "" and words_of(made) == CIRCLE_TIME and made.start_level == -1


def test_a_card_that_isnt_in_the_library_isnt_found(as_, cast: Cast):
    assert as_(cast.ana).get(new(cast, "no-such-card")).status_code == 404
    assert as_(cast.ana).post(new(cast, "no-such-card"), filled()).status_code == 404


def test_importance_is_asked_of_the_child_and_of_the_family_each_for_themselves(as_, cast: Cast):
    as_(cast.ana).post(new(cast), filled(child_importance="3"))
    made = Goal.objects.get(occupation="zip-jacket")
    assert (made.child_importance, made.family_importance) == (3, None)
    page = as_(cast.ana).get(reverse("path", args=[cast.mia.public_id, made.public_id])).content.decode()
    assert "very much" in page and "To the family" not in page


def test_two_equal_stones_are_refused_with_a_sentence_and_nothing_is_lost(as_, cast: Cast):
    twice = (*CIRCLE_TIME[:4], " i LISTEN from the door. ")
    answer = as_(cast.ana).post(new(cast), filled(twice, title="Our own title"))
    page = answer.content.decode()
    assert answer.status_code == 400 and not Goal.objects.filter(title="Our own title").exists()
    assert "This says the same as stone 1. Each stone needs words of its own." in page
    assert all(text.strip() in page for text in (*twice, "Our own title"))


@pytest.mark.parametrize("name", ["title", "settings", "start_step", "stone0", "stone4"])
def test_what_is_missing_is_named_at_its_place(as_, cast: Cast, name: str):
    sent = filled()
    del sent[name]
    answer = as_(cast.ana).post(new(cast), sent)
    assert answer.status_code == 400 and list(answer.context["form"].errors) == [name]
    assert CIRCLE_TIME[2] in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": "x" * 81}, "at most 80 characters"),
        ({"stone3": "x" * 121}, "at most 120 characters"),
        ({"settings": ["the moon"]}, "the moon is not one of the available choices"),
        ({"start_step": "4"}, "4 is not one of the available choices"),
        ({"start_step": "9" * 30}, "is not one of the available choices"),
        ({"child_importance": "7"}, "7 is not one of the available choices"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_what_isnt_accepted_is_said(as_, cast: Cast, changed: dict[str, object], says: str):
    answer = as_(cast.ana).post(new(cast), filled(**changed))
    assert answer.status_code == 400 and says in answer.content.decode()


def test_a_goal_needs_as_many_words_as_stones(cast: Cast):
    with pytest.raises(ValueError, match="5 stones and a start among them are needed, got 4"):
        make_goal(cast.access(cast.robin), Goal(title="I try"), CIRCLE_TIME[:4])


def test_a_goal_can_be_reworded_and_its_moments_stay(as_, cast: Cast):
    told = tell(cast.access(cast.ana), cast.circle_time, step=3)
    better = tuple(f"{text} Really." for text in CIRCLE_TIME)
    url = reverse("change_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    as_(cast.ana).post(url, filled(better, title="I sing along"))
    cast.circle_time.refresh_from_db()
    assert cast.circle_time.title == "I sing along" and words_of(cast.circle_time) == better
    assert list(cast.circle_time.moments.all()) == [told]
    assert cast.circle_time.stones.get(step=3).lit_on == told.day


def state(as_, cast: Cast, value: str):
    url = reverse("goal_state", args=[cast.mia.public_id, cast.circle_time.public_id])
    answer = as_(cast.ana).post(url, {"state": value}, follow=True)
    cast.circle_time.refresh_from_db()
    return answer


def test_a_goal_that_rests_isnt_told_about_and_can_be_taken_up_again(as_, cast: Cast):
    assert "This goal rests for now. That is fine." in state(as_, cast, "paused").content.decode()
    tell_it = reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    day = as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).content.decode()
    assert as_(cast.ana).get(tell_it).status_code == 404 and cast.circle_time.title not in day
    state(as_, cast, "active")
    assert as_(cast.ana).get(tell_it).status_code == 200


def test_a_goal_can_be_finished(as_, cast: Cast):
    assert "This goal is finished." in state(as_, cast, "closed").content.decode()
    assert cast.circle_time.state == State.CLOSED


def test_an_unknown_state_changes_nothing_and_is_explained(as_, cast: Cast):
    answer = state(as_, cast, "exploded")
    assert answer.status_code == 400 and "isn’t one of: active, paused, closed" in answer.content.decode().replace(
        "&#x27;", "’"
    )
    assert cast.circle_time.state == State.ACTIVE


def split(as_, cast: Cast, words: str, step: int = 2):
    url = reverse("split_stone", args=[cast.mia.public_id, cast.circle_time.public_id, step])
    return as_(cast.ana).post(url, {"words": words})


def test_a_stone_is_split_into_smaller_steps(as_, cast: Cast):
    split(as_, cast, "I sit near.\n\n  I hum. \nI sit near.\n")
    assert list(Pebble.objects.values_list("words", flat=True)) == ["I sit near.", "I hum."]


def test_splitting_anew_keeps_the_day_of_what_was_done(as_, cast: Cast):
    split(as_, cast, "I sit near.\nI hum.")
    hum = Pebble.objects.get(words="I hum.")
    as_(cast.ana).post(reverse("tick_pebble", args=[cast.mia.public_id, cast.circle_time.public_id, hum.pk]))
    split(as_, cast, "I clap.\nI hum.")
    done = dict(Pebble.objects.values_list("words", "done_on"))
    assert done["I clap."] is None and done["I hum."] is not None


def test_a_small_step_is_ticked_and_unticked(as_, cast: Cast):
    split(as_, cast, "I sit near.")
    pebble = Pebble.objects.get()
    url = reverse("tick_pebble", args=[cast.mia.public_id, cast.circle_time.public_id, pebble.pk])
    as_(cast.lopez).post(url)
    assert Pebble.objects.get().done_on is not None
    as_(cast.lopez).post(url)
    assert Pebble.objects.get().done_on is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("\n".join(f"step {n}" for n in range(9)), "These are 9 steps. Up to eight"),
        ("x" * 121, "longer than 120 letters"),
        ("a\x00b", "Null characters are not allowed"),
    ],
)
def test_too_many_or_too_long_steps_are_refused_and_stay_in_the_box(as_, cast: Cast, words: str, says: str):
    answer = split(as_, cast, words)
    assert answer.status_code == 400 and says in answer.content.decode()
    assert words.splitlines()[0] in answer.content.decode() and not Pebble.objects.exists()


@pytest.mark.parametrize("step", [5, 99, 10**30])
def test_a_stone_that_isnt_there_cant_be_split(as_, cast: Cast, step: int):
    assert split(as_, cast, "x", step).status_code == 404


def test_a_pebble_of_another_goal_isnt_ticked(as_, cast: Cast):
    split(as_, cast, "I sit near.")
    url = reverse("tick_pebble", args=[cast.mia.public_id, cast.zip_jacket.public_id, Pebble.objects.get().pk])
    assert as_(cast.ana).post(url).status_code == 404


def test_a_goal_of_a_study_keeps_its_own_number_of_stones(as_, cast: Cast):
    goal = Goal(title="Engaged", levels=3, start_step=0, settings=["school"])
    make_goal(cast.access(cast.robin), goal, ("low", "middle", "high"))
    page = as_(cast.robin).get(reverse("path", args=[cast.mia.public_id, goal.public_id])).content.decode()
    assert page.count('class="stone-') == 3
    form = as_(cast.robin).get(reverse("change_goal", args=[cast.mia.public_id, goal.public_id])).context["form"]
    assert len(form.stone_fields()) == 3 and len(form.fields["start_step"].choices) == 3


def test_titles_are_shown_as_words_never_as_markup(as_, cast: Cast):
    goal_for(cast.access(cast.robin), "<script>alert(1)</script>")
    page = as_(cast.ana).get(reverse("paths", args=[cast.mia.public_id])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
