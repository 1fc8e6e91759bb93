"""The play cards as the planner sees them: nothing is lost, and what it says about them reads easily."""

import pytest

from pebblepath.core.planner.session import GoalWish, SessionRequest, check, lay_out, plan_session
from pebblepath.core.planner.session.reasons import reasons
from pebblepath.core.planner.session.words import FAMILY
from pebblepath.library import load_library
from pebblepath.library.planning import SessionInFile, as_activities, as_activity, is_moving
from pebblepath.library.reading import reading_grade
from pebblepath.library.schema import DEEPER_GOALS, HIGHEST_GRADE

CARDS = load_library().play
ACTIVITIES = as_activities(CARDS.values())
# Each is a session that a child could really have.
REQUESTS = {
    "high energy, a gym": SessionRequest(
        45, (GoalWish("regulation", 3, 10),), energy=2, spaces=frozenset({"gym", "table"})
    ),
    "low energy, one room": SessionRequest(45, (GoalWish("fine-motor", 2, 10),), energy=-2),
    "outdoors, three children": SessionRequest(
        60, (GoalWish("social-play", 3, 15),), spaces=frozenset({"outdoors"}), children=3, energy=1
    ),
    "quiet, no mess": SessionRequest(30, (GoalWish("attention", 2, 8),), noise="quiet", mess="none", age=5),
}  # fmt: skip


def test_every_card_keeps_what_the_planner_needs():
    assert len(ACTIVITIES) == len(CARDS) >= 170
    for one in ACTIVITIES:
        card = CARDS[one.id]
        assert one.works_on == card.works_on and one.gives == card.gives and one.equipment == set(card.equipment)
        assert one.not_with == set(card.not_with) and one.joys == set(card.joys) and one.fun == card.fun
        assert (one.minutes_least, one.minutes_most, one.energy) == (card.minutes_least, card.minutes_most, card.energy)


def test_moving_play_is_never_at_a_table_and_there_is_enough_of_it():
    moving = [card for card in CARDS.values() if is_moving(card)]
    assert len(moving) >= 50 and all(card.space != "table" for card in moving)


@pytest.mark.parametrize(
    ("card", "moves"), [("feed-the-fish", True), ("slow-boat-swing", True), ("bubble-breath", False)]
)
def test_what_moves_is_known_by_its_kind_and_by_what_it_gives(card, moves):
    assert as_activity(CARDS[card]).moving is moves


def test_every_deeper_goal_has_words_for_families():
    assert set(FAMILY) == set(DEEPER_GOALS)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_the_library_has_a_proven_plan_for(request_):
    outcome = plan_session(ACTIVITIES, request_)
    assert outcome.status == "proven" and outcome.plan and outcome.objective == outcome.bound
    assert check(outcome.plan, request_, ACTIVITIES).holds


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_what_a_family_and_a_child_read_is_easy(request_):
    plan = plan_session(ACTIVITIES, request_).plan
    told = reasons(plan, request_, ACTIVITIES)
    for sentences in ([one.family for one in told], [one.child for one in told]):
        assert reading_grade(" ".join(sentences)) <= HIGHEST_GRADE


def test_the_familys_sentence_is_easy_for_every_card():
    request = SessionRequest(45)
    sentences = [reasons(lay_out([(one.id, 9, None)], request), request, ACTIVITIES)[0].family for one in ACTIVITIES]
    assert reading_grade(" ".join(sentences)) <= HIGHEST_GRADE - 1
    # A single sentence is a small sample for a reading grade: the longest may stand a little above.
    grades = sorted(reading_grade(sentence) for sentence in sentences)
    assert grades[len(grades) * 9 // 10] <= HIGHEST_GRADE and grades[-1] <= HIGHEST_GRADE + 1.5


def test_wishes_in_a_file_become_the_same_request():
    file = {
        "minutes": 40,
        "goals": [{"goal": "balance", "weight": 3, "minutes": 10, "level": -1}],
        "things": ["  Swing", "MAT"],
        "missing": ["Gym  ball"],
        "spaces": ["gym"],
        "known": {"feed-the-fish": 3},
        "locks": [{"place": 1, "activity": "feed-the-fish", "minutes": 9}],
        "played": [{"activity": "swing-mail", "minutes": 8, "chosen": True}],
        "loosened": ["choice"],
    }
    request = SessionInFile.model_validate(file).to_request()
    assert request.goals == (GoalWish("balance", 3, 10, -1),) and request.known == {"feed-the-fish": 3}
    assert request.things == {"swing", "mat"} and request.missing == {"gym ball"}
    assert request.locks[0].place == 0 and request.played[0].chosen and request.loosened == {"choice"}


def test_an_empty_file_of_wishes_is_the_planners_own_default():
    assert SessionInFile(minutes=45).to_request() == SessionRequest(45)
