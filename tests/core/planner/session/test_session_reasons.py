"""Three sentences for each place, made from the card, the goals and the place in the arc."""

from dataclasses import replace

import pytest
from small_sessions import BASE, KNOWN, SIX, plan_of

from pebblepath.core.planner.session import GoalWish
from pebblepath.core.planner.session.reasons import reasons
from pebblepath.core.planner.session.words import FAMILY, THERAPIST, listed, minutes_in_words, to_family, to_therapist

PLAN = plan_of(("crawl", 8), ("build", 9, "draw"), ("story", 9))


def told(request=BASE, plan=PLAN, cards=SIX):
    return reasons(plan, request, cards)


def test_the_childs_sentence_is_the_cards_own():
    assert [one.child for one in told()] == ["crawl is yours.", "build is yours.", "story is yours."]


def test_the_therapists_sentence_says_why_here_and_what_for():
    request = replace(BASE, goals=(GoalWish("fine-motor", 3, 5), GoalWish("planning", 1)), joys=frozenset({"trains"}))
    first, second, third = (one.therapist for one in told(request))
    assert first == "Meets the energy on arrival, gives 8 minutes to motor planning."
    assert second == (
        "Keeps energy where it is, gives 9 minutes to fine motor skill and works a little on motor planning,"
        " has trains in it (a joy)."
    )
    assert third == "Settles at the end, serves none of today's goals but attention."


def test_energy_that_changes_is_said():
    plan = plan_of(("jump", 8), ("crawl", 9, "draw"), ("draw", 5), ("cloud", 9))
    sentences = [one.therapist for one in told(plan=plan)]
    assert sentences[0].startswith("Is one step above the energy on arrival")
    assert sentences[1].startswith("Readies the body for the table")


def test_what_is_new_and_what_is_sought_is_said():
    known = {name: days for name, days in KNOWN.items() if name != "cloud"}
    request = replace(BASE, known=known, seeks=frozenset({"movement"}))
    plan = plan_of(("crawl", 8), ("draw", 9, "build"), ("cloud", 9), request=request)
    assert "gives movement, which the child looks for and is new among known play" in told(request, plan)[2].therapist


def test_the_familys_sentence_says_what_for_and_what_to_do_at_home():
    assert told()[2].family == "Good for staying with a game; at home, play story at home."


def test_a_choice_brings_the_other_sentence_too():
    assert [one.other for one in told()] == [None, "draw is yours.", None]


@pytest.mark.parametrize(
    ("level", "said"), [(None, None), (-1, "Use two blocks."), (0, None), (1, "Build with tongs.")]
)
def test_the_level_on_a_goal_says_how_to_pitch_it(level, said):
    cards = tuple(replace(one, easier="Use two blocks.", harder="Build with tongs.") for one in SIX)
    request = replace(BASE, goals=(GoalWish("fine-motor", 2, level=level), GoalWish("planning", 1, level=0)))
    assert told(request, cards=cards)[1].pitch == said


def test_todays_goals_come_first_for_the_family():
    request = replace(BASE, goals=(GoalWish("balance"),))
    plan = plan_of(("jump", 8), ("draw", 9, "build"), ("story", 9))
    assert told(request, plan)[0].family.startswith("Good for balance;")


def test_each_is_one_sentence():
    for one in told():
        for sentence in (one.child, one.therapist, one.family):
            assert sentence.count(".") == 1 and sentence.endswith(".")


def test_words_for_goals_that_we_do_not_know_are_left_as_they_are():
    assert THERAPIST.keys() == FAMILY.keys()
    assert to_therapist("pencil-grip") == to_family("pencil-grip") == "pencil grip"


def test_lists_and_minutes_read_as_words():
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [minutes_in_words(count) for count in (1, 2)] == ["1 minute", "2 minutes"]
