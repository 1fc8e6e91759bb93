"""The demo practice as a stranger finds it."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse

from demo.answers_of_the_demo import MONDAY
from pebblepath.apps.goals.models import Goal, Pebble, State, Stone
from pebblepath.apps.insights.answers import is_behind
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.people.access import Access, get_access_for, open_places, places_of
from pebblepath.apps.people.models import Child, Member, Practice, Role, Scope, User
from pebblepath.apps.understanding.models import Strategy
from pebblepath.demo.cast import SIGN_IN
from pebblepath.demo.load import DemoNotPossible, load_demo
from pebblepath.demo.stable import stable_id
from pebblepath.demo.studies import load_studies

pytestmark = pytest.mark.usefixtures("demo")


def access(email: str, child: str) -> Access:
    return get_access_for(User.objects.get(email=f"{email}@demo.example"), stable_id(child))


def real_children():
    return Child.objects.filter(source="")


def test_four_people_wait_at_the_front_door_and_none_has_a_password() -> None:
    found = User.objects.filter(email__in=[door.email for door in SIGN_IN.values()])
    assert len(found) == 4 and not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.parametrize("who", SIGN_IN)
def test_everybody_comes_in_by_one_click_and_finds_something(who: str, client: Client) -> None:
    answer = client.post(f"/demo/sign-in/{who}/", follow=True)
    assert answer.status_code == 200 and len(answer.redirect_chain) >= 1


def test_robin_is_in_every_circle_and_the_studies_come_last() -> None:
    robin = User.objects.get(email="robin@demo.example")
    mine = open_places(robin, places_of(robin))
    assert len(mine) == 6 + len(load_studies()) and all(a.is_therapist for a in mine)
    assert [bool(a.child.source) for a in mine] == [False] * 6 + [True] * len(load_studies())


def test_sam_is_in_some_circles() -> None:
    assert len(places_of(User.objects.get(email="sam@demo.example"))) == 3


def test_the_teacher_sees_two_of_mia_s_goals_and_what_others_told_of_them() -> None:
    lopez = access("lopez", "mia")
    shared = {stable_id("mia", "circle"), stable_id("mia", "break")}
    assert set(Goal.objects.seen_by(lopez).values_list("public_id", flat=True)) == shared
    assert lopez.goals_for(Scope.TIMELINE) == shared
    read = Moment.objects.seen_by(lopez)
    assert read.filter(goal__public_id=stable_id("mia", "circle")).exclude(told_by=lopez.member).exists()
    assert not read.filter(goal__public_id=stable_id("mia", "zip"), asked_break=False).exists()


def test_leo_s_dad_sees_both_homes_and_his_mum_only_hers() -> None:
    tom, hannah = access("tom", "leo"), access("hannah", "leo")
    homes = Count("pk", filter=Q(household__isnull=False))
    seen_by_tom = Moment.objects.seen_by(tom).values("household").annotate(n=homes).filter(n__gt=0)
    assert len(seen_by_tom) == 2
    seen_by_hannah = Moment.objects.seen_by(hannah).exclude(household=None)
    assert set(seen_by_hannah.values_list("household__name", flat=True)) == {"Mum’s home"}


def test_what_happened_at_home_names_the_home_and_school_doesn_t() -> None:
    told = Moment.objects.filter(child__name="Leo")
    assert not told.filter(setting="home", household=None).exists()
    assert not told.exclude(setting="home").exclude(household=None).exists()


def test_stones_are_lit_by_the_first_moment_that_reached_them() -> None:
    for stone in Stone.objects.filter(goal__child__in=real_children()).select_related("goal"):
        first = Moment.objects.filter(goal=stone.goal, step__gte=stone.step).order_by("day").first()
        assert stone.lit_on == (first.day if first else None)


def test_moments_lie_in_ninety_days_and_none_is_still_to_come() -> None:
    days = Moment.objects.filter(child__in=real_children()).values_list("day", flat=True)
    assert MONDAY - dt.timedelta(days=89) <= min(days) and MONDAY - dt.timedelta(days=1) <= max(days) <= MONDAY


def test_about_one_moment_in_six_has_words() -> None:
    told = Moment.objects.filter(
        child__in=real_children(), told_by__role__in=["family", "teacher", "therapist", "other"]
    )
    assert 0.12 <= told.exclude(words="").count() / told.count() <= 0.22


def test_children_tell_by_themselves_how_they_feel_and_that_they_need_a_break() -> None:
    own = Moment.objects.filter(told_by__role=Role.CHILD, goal=None)
    assert (
        own.filter(asked_break=True, victories__kind="asked").exists() and own.filter(felt_good__isnull=False).exists()
    )


def test_some_moments_are_about_no_goal_and_say_how_it_went() -> None:
    assert Moment.objects.filter(goal=None, ease__isnull=False).exclude(words="").count() >= 30


def test_victories_of_each_kind_are_there_and_some_are_cheered() -> None:
    kinds = Counter(Victory.objects.values_list("kind", flat=True))
    assert set(kinds) == {"new_stone", "new_place", "by_self", "asked", "again", "told"}
    assert Victory.objects.filter(cheers__isnull=False).exists()


def test_a_goal_rests_a_stone_is_split_and_a_strategy_is_not_for_this_week() -> None:
    assert Goal.objects.filter(state=State.PAUSED).count() == 1
    assert Pebble.objects.count() == 4 and Pebble.objects.filter(done_on__isnull=False).count() == 2
    assert [s.name for s in Strategy.objects.all() if s.rests_on(MONDAY)] == ["Two good choices"]


def test_importance_is_sometimes_left_open() -> None:
    asked = Goal.objects.filter(child__in=real_children()).values_list("child_importance", "family_importance")
    assert any(None in pair for pair in asked) and any(None not in pair for pair in asked)


def test_every_answer_is_there_already() -> None:
    answers = Answer.objects.select_related("goal")
    assert len(answers) == Goal.objects.count() and not any(is_behind(answer) for answer in answers)


def test_every_verdict_is_on_some_page() -> None:
    seen = {e["verdict"] for a in Answer.objects.all() for e in a.result["effects"] if e["with"]}
    firm = {"helps", "better_since_then", "promising", "little_difference", "seems_harder"}
    assert seen >= firm | {"cannot_tell_yet", "not_enough_yet"}


@pytest.mark.parametrize("study", load_studies(), ids=lambda study: study.id)
def test_a_study_came_in_with_all_its_days(study) -> None:
    child = Child.objects.get(public_id=stable_id(study.id))
    goal = child.goals.get()
    assert child.source == str(study.citation) and child.practice.name == "From published studies"
    assert (goal.levels, [s.words for s in goal.stones.all()]) == (len(study.levels), list(study.levels))
    told = Moment.objects.filter(goal=goal)
    assert (told.count(), told.filter(strategies__name=study.strategy).count()) == (len(study.days()), study.days_with)
    assert [m.step for m in told.order_by("day")] == [day.outcome for day in study.days()]


def test_who_watched_in_a_study_is_found_by_the_import_and_was_at_school() -> None:
    watched = Member.objects.filter(child__practice__name="From published studies", user=None)
    assert len(watched) == len(load_studies()) and {member.setting for member in watched} == {"school"}


def test_a_study_s_strategy_keeps_what_is_said_about_it() -> None:
    for study in load_studies():
        strategy = Strategy.objects.get(child__public_id=stable_id(study.id))
        assert (strategy.name, strategy.how) == (study.strategy, study.strategy_about)


def test_addresses_stay_when_the_demo_is_made_anew() -> None:
    assert real_children().get(name="Mia").public_id == stable_id("mia")
    assert Practice.objects.get(name="Willow Street OT").time_zone == "America/Chicago"


def test_the_demo_is_not_made_twice() -> None:
    before = Moment.objects.count()
    with pytest.raises(DemoNotPossible, match="here already"):
        load_demo(MONDAY)
    assert Moment.objects.count() == before


@pytest.mark.parametrize("page", ["child", "timeline", "paths", "toolkit", "circle", "what_helps"])
def test_robin_s_pages_of_mia_open(page: str, client: Client) -> None:
    client.force_login(User.objects.get(email="robin@demo.example"))
    assert client.get(reverse(page, args=[stable_id("mia")])).status_code == 200
