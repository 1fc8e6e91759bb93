from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.insights import answers
from pebblepath.apps.insights.answers import answer_for, compute
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.moments.actions import put_back, remove_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import take_back_consent
from pebblepath.apps.people.models import Household, Member, Scope, User
from pebblepath.apps.understanding.models import Strategy


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Goal]:
    """The goals that the engine was asked about."""
    real, seen = answers._ask, []

    def ask(goal: Goal, *told: object) -> object:
        seen.append(goal)
        return real(goal, *told)

    monkeypatch.setattr(answers, "_ask", ask)
    return seen


@pytest.fixture
def days(cast: Cast) -> Callable[..., None]:
    """Tell of circle time on alternate days with the cushion and without it."""

    def days(with_it: int, without: int, count: int = 24, setting: str = "school", who: str = "lopez") -> None:
        access = cast.access(getattr(cast, who))
        for day in range(count):
            used = [cast.cushion] if day % 2 else []
            step = with_it if used else without
            tell(access, cast.circle_time, step=step, setting=setting, hours_ago=24 * (count - day), strategies=used)

    return days


def page(as_, cast: Cast, user: User | None = None, goal: Goal | None = None) -> str:
    url = reverse("what_helps", args=[cast.mia.public_id])
    answer = as_(user or cast.ana).get(url, {"goal": goal.public_id} if goal else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_is_kept_until_something_changes(cast: Cast, days, asked: list[Goal]):
    days(4, 1)
    first = answer_for(cast.circle_time)
    assert answer_for(cast.circle_time).pk == first.pk and len(asked) == 1
    tell(cast.access(cast.ana), cast.circle_time)
    assert answer_for(cast.circle_time).moments == 25 and len(asked) == 2
    answer_for(cast.circle_time)
    assert len(asked) == 2


def test_a_moment_about_another_goal_changes_nothing(cast: Cast, days, asked: list[Goal]):
    days(4, 1)
    answer_for(cast.circle_time)
    tell(cast.access(cast.ana), cast.zip_jacket)
    answer_for(cast.circle_time)
    assert asked == [cast.circle_time]


def test_what_is_taken_back_and_put_back_is_counted_anew(cast: Cast, days, asked: list[Goal]):
    days(4, 1)
    moment = Moment.objects.filter(goal=cast.circle_time).first()
    assert answer_for(cast.circle_time).moments == 24
    remove_moment(cast.access(cast.lopez), moment)
    assert answer_for(cast.circle_time).moments == 23
    put_back(cast.access(cast.lopez), moment)
    assert answer_for(cast.circle_time).moments == 24 and len(asked) == 3


def test_a_second_home_makes_two_places_of_one_so_the_answer_is_asked_anew(cast: Cast, days, asked: list[Goal]):
    days(4, 1)
    answer_for(cast.circle_time)
    for name in ("Mum's home", "Dad's home"):
        Household.objects.create(child=cast.mia, name=name)
    answer_for(Goal.objects.get(pk=cast.circle_time.pk))
    assert len(asked) == 2


def test_a_newer_engine_answers_anew(cast: Cast, days, asked: list[Goal]):
    days(4, 1)
    answer_for(cast.circle_time)
    Answer.objects.update(engine=0)
    answer_for(cast.circle_time)
    assert len(asked) == 2


def test_what_an_older_engine_said_is_never_shown(as_, cast: Cast, days, monkeypatch: pytest.MonkeyPatch):
    days(4, 1)
    page(as_, cast)
    Answer.objects.update(engine=0, result={"effects": [{"setting": "school", "said": "in another way"}]})
    assert as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).status_code == 200
    monkeypatch.setattr(answers, "AT_ONCE", 1)
    assert "They are being counted." in page(as_, cast)


def test_a_goal_without_moments_has_an_empty_answer_without_asking(cast: Cast, asked: list[Goal]):
    assert answer_for(cast.circle_time).result["effects"] == [] and asked == []


def test_two_who_ask_for_the_first_time_at_once_get_one_answer(cast: Cast, days):
    days(4, 1)
    for _ in range(2):
        compute(Answer(goal=cast.circle_time, engine=0), None)
    assert Answer.objects.filter(goal=cast.circle_time).count() == 1


def test_very_many_moments_are_left_to_the_worker(as_, cast: Cast, days, asked: list[Goal], monkeypatch, now_is):
    monkeypatch.setattr(answers, "AT_ONCE", 20)
    lined_up: list[int] = []
    monkeypatch.setattr(type(answers.compute_later), "enqueue", lambda self, goal: lined_up.append(goal))
    days(4, 1)
    assert "They are being counted." in page(as_, cast)
    page(as_, cast)
    assert asked == [] and lined_up == [cast.circle_time.pk]  # asked once, though the page was opened twice
    now_is(timezone.now() + dt.timedelta(minutes=3))
    page(as_, cast)
    assert len(lined_up) == 2  # a lost task is asked for again
    answers.compute_later.func(cast.circle_time.pk)
    assert "They are being counted." not in page(as_, cast) and len(asked) == 1


# The page.


def test_a_strategy_that_helps_is_told_with_verdict_sentence_counts_and_picture(as_, cast: Cast, days):
    days(4, 1)
    shown = page(as_, cast)
    assert "At school" in shown and "Wobble cushion" in shown and ">helps</span>" in shown
    assert "with it; we are" in shown and "other things may play a part" in shown
    assert "with, 12 times" in shown and "without, 12 times" in shown


def test_the_picture_is_told_in_words(as_, cast: Cast, days):
    days(4, 1)
    shown = page(as_, cast)
    told = "With it: 12 moments, half of them on stone 5 or farther. "
    told += "Without it: 12 moments, half of them on stone 2 or farther."
    assert f'role="img" aria-label="Moments over time. {told}"' in shown
    assert shown.count('<circle class="with" cx="') == 13 and shown.count("<circle class=") == 26  # two are the key


def test_nothing_is_ever_sure_to_the_last_percent(as_, cast: Cast, days):
    days(4, 0, count=80)
    for user in (cast.ana, cast.robin):
        shown = page(as_, cast, user)
        assert "100 %" not in shown and "100%" not in shown and "10 times in 10" not in shown
    assert "more than 99 % sure" in shown


def test_what_was_simply_started_one_day_is_never_said_to_help(as_, cast: Cast):
    for day in range(30, 0, -1):
        used = [cast.cushion] if day <= 15 else []
        tell(cast.access(cast.lopez), cast.circle_time, step=4 if used else 0, hours_ago=24 * day, strategies=used)
    shown = page(as_, cast)
    assert ">better since then</span>" in shown and ">helps</span>" not in shown
    assert "we can&#x27;t tell the two apart" in shown


def test_a_strategy_that_makes_it_harder_is_told_calmly(as_, cast: Cast, days):
    days(0, 4)
    assert ">seems to make it harder</span>" in page(as_, cast)


def test_too_few_moments_are_said_to_be_too_few(as_, cast: Cast, days):
    days(4, 1, count=6)
    shown = page(as_, cast)
    assert "Not enough yet" in shown and "3 with, 3 without" in shown and ">helps</span>" not in shown


def test_a_comfort_is_there_when_wanted_whatever_the_numbers_say(as_, cast: Cast, days):
    Strategy.objects.filter(pk=cast.cushion.pk).update(comfort=True)
    days(2, 2, count=30)
    shown = page(as_, cast)
    assert "It gives comfort or keeps safe, so it is there when wanted." in shown
    assert "more moments" not in shown and "try-out" not in shown


def test_numbers_are_for_therapists(as_, cast: Cast, days):
    days(4, 1)
    assert "logits" in page(as_, cast, cast.robin) and "90 % from" in page(as_, cast, cast.robin)
    for user in (cast.ana, cast.lopez):
        shown = page(as_, cast, user)
        assert "logits" not in shown and "The numbers" not in shown


def test_who_may_not_read_what_others_told_learns_only_of_her_own_place(as_, cast: Cast, days):
    days(4, 1)
    days(4, 1, setting="home", who="ana")
    assert "At home</h2>" in page(as_, cast, cast.lopez)
    lopez = Member.objects.get(user=cast.lopez)
    take_back_consent(cast.robin, lopez.consents.get(scope=Scope.TIMELINE, revoked_at=None))
    shown = page(as_, cast, cast.lopez)
    assert "At school</h2>" in shown and "At home" not in shown
    assert "At home</h2>" in page(as_, cast, cast.joe) and "At school</h2>" not in page(as_, cast, cast.joe)


def test_the_goal_with_the_most_to_tell_comes_first(as_, cast: Cast, days):
    days(4, 1)
    answer_for(cast.circle_time)
    assert f'aria-current="true" href="?goal={cast.circle_time.public_id}"' in page(as_, cast)
    assert f'aria-current="true" href="?goal={cast.zip_jacket.public_id}"' in page(as_, cast, goal=cast.zip_jacket)


def test_a_goal_that_was_finished_can_still_be_asked_about(as_, cast: Cast, days):
    days(4, 1)
    set_state(cast.access(cast.ana), cast.circle_time, State.CLOSED)
    assert cast.circle_time.title not in page(as_, cast)
    assert "Wobble cushion" in page(as_, cast, goal=cast.circle_time)


@pytest.mark.parametrize("goal", ["zzzzzzzzzzzz", "%", "' OR 1=1 --", "x" * 4000])
def test_a_goal_that_isnt_there_isnt_found(as_, cast: Cast, goal: str):
    url = reverse("what_helps", args=[cast.mia.public_id])
    assert as_(cast.ana).get(url, {"goal": goal}).status_code == 404


def test_before_the_first_goal_there_is_nothing_to_say(as_, cast: Cast):
    shown = as_(cast.robin).get(reverse("what_helps", args=[cast.leo.public_id])).content.decode()
    assert "No goal yet, so there is nothing to say." in shown


def test_the_child_reads_one_short_sentence_where_nothing_can_be_said_yet(as_, cast: Cast):
    hers, theirs = page(as_, cast, cast.mia_herself), page(as_, cast)
    said = "Nothing is written here yet, so tell us what helps you."
    assert said in hers and "four without it" not in hers
    assert "four without it" in theirs and said not in theirs


def test_the_child_reads_it_beside_what_has_too_few_moments(as_, cast: Cast, days):
    days(1, 0, count=6, setting=cast.access(cast.mia_herself).member.setting)
    hers, theirs = (page(as_, cast, who, cast.circle_time) for who in (cast.mia_herself, cast.ana))
    soon = "A few more times, and we may know what helps."
    assert "Not enough yet" in hers and soon in hers and "four without it" not in hers
    assert "Not enough yet" in theirs and "four without it" in theirs and soon not in theirs


def test_the_day_shows_what_is_surest_to_help(as_, cast: Cast, days):
    days(4, 1)
    day = reverse("child", args=[cast.mia.public_id])
    assert ">helps</span>" not in as_(cast.ana).get(day).content.decode()  # nobody asked yet: a day never waits
    page(as_, cast)
    assert ">helps</span>" in as_(cast.ana).get(day).content.decode()


def test_the_words_of_a_card_speak_of_the_activity(as_, cast: Cast, days):
    days(4, 1)
    assert "Joining circle time goes better" in page(as_, cast)
