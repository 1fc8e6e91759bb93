"""The page "How it went": where she stands in each place, and twelve weeks counted, beside nobody else."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, goal_for, tell, two_homes
from pebblepath.apps.goals.actions import make_goal
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.progress import Progress, full_weeks, progress_of
from pebblepath.apps.moments.actions import record_moment, remove_moment, tell_victory
from pebblepath.apps.moments.models import Help, Moment
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import give_consent
from pebblepath.apps.people.models import Member, Practice, Scope, Setting
from pebblepath.apps.understanding.models import Amount, Load

WEDNESDAY = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
WEEK = 7 * 24.0


@pytest.fixture(autouse=True)
def _on_a_wednesday(now_is) -> None:
    now_is(WEDNESDAY)


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("progress", args=[cast.mia.public_id])


def of(cast: Cast, user: object = None, goal: Goal | None = None) -> Progress:
    goal = goal or cast.circle_time
    access = get_access_for(user or cast.ana, goal.child.public_id)  # type: ignore[arg-type]
    return progress_of(access, goal, list(goal.stones.all()), goal.child.today())


def told(cast: Cast, weeks_ago: float, step: int, setting: Setting = Setting.HOME, **said: object) -> Moment:
    hours = 1.0 + WEEK * weeks_ago
    return tell(cast.access(cast.ana), cast.circle_time, hours_ago=hours, step=step, setting=setting, **said)


# Where she stands, place by place.


def test_each_place_has_its_own_stone(cast: Cast):
    for n in range(3):
        told(cast, n / 7, 4)
        told(cast, n / 7, 1, Setting.SCHOOL)
    places = {place.label: place.stone.words if place.stone else "" for place in of(cast).places}
    assert places == {"At home": "I stay as long as I like.", "At school": "I join in for one song."}


def test_the_newest_six_of_the_place_count(cast: Cast):
    for n in range(6):
        told(cast, n / 7, 3)
        told(cast, 2 + n / 7, 0)
    (home,) = (place for place in of(cast).places if place.setting == "home")
    assert (home.standing.step, home.standing.at_or_above, home.standing.of, home.told) == (3, 6, 6, 6)


def test_fewer_than_three_moments_say_no_stone(as_, cast: Cast, url: str):
    told(cast, 0, 4)
    home, school = of(cast).places
    assert (home.stone, home.told, school.stone, school.told) == (None, 1, None, 0)
    page = as_(cast.ana).get(url).content.decode()
    assert "1 moment in these weeks. From three on, the stone shows." in page
    assert "Nothing was told from here in these weeks." in page


def test_a_place_where_the_goal_wasnt_meant_to_be_shows_once_something_is_told_there(cast: Cast):
    told(cast, 0, 2, Setting.COMMUNITY)
    assert [place.label for place in of(cast).places] == ["At home", "At school", "Out and about"]


def test_of_two_homes_each_is_named_and_the_other_is_shown_only_where_that_was_agreed(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    goal = goal_for(cast.access(cast.robin, cast.leo), "Leo's")
    for member, step in ((mum, 3), (dad, 1)):
        access = get_access_for(member.user, cast.leo.public_id)  # type: ignore[arg-type]
        for hours in (1, 2, 3):
            record_moment(access, draft_of(goal, hours_ago=hours, step=step, setting=Setting.HOME))

    def steps() -> dict[str, int]:
        return {place.label: place.standing.step for place in of(cast, mum.user, goal).places if place.stone}

    assert steps() == {"At Mum's home": 3}
    give_consent(dad.user, mum, Scope.OTHER_HOME)  # type: ignore[arg-type]
    assert steps() == {"At Dad's home": 1, "At Mum's home": 3}


# The weeks.


def test_moments_are_counted_by_week_and_stone(cast: Cast):
    for weeks_ago, step in ((0, 2), (0, 2), (0, 4), (1, 2), (11, 0)):
        told(cast, weeks_ago, step)
    weeks = [shown.week for shown in of(cast).weeks]
    assert len(weeks) == 12 and weeks[-1].monday == dt.date(2026, 11, 16)
    assert (weeks[-1].steps, weeks[-2].steps, weeks[0].steps) == ((0, 0, 2, 0, 1), (0, 0, 1, 0, 0), (1, 0, 0, 0, 0))
    assert of(cast).moments == 5


def test_what_is_older_than_twelve_weeks_isnt_counted(cast: Cast):
    told(cast, 12, 2)
    assert of(cast).moments == 0


def test_a_week_begins_on_monday_where_the_child_is(cast: Cast):
    Practice.objects.update(time_zone="Pacific/Auckland")
    sunday = dt.datetime(2026, 11, 15, 13, tzinfo=dt.UTC)  # Monday morning there
    hours = (WEDNESDAY - sunday) / dt.timedelta(hours=1)
    tell(cast.access(cast.ana), cast.circle_time, hours_ago=hours, time_zone="Pacific/Auckland")
    cast.mia.refresh_from_db()
    assert [shown.week.moments for shown in of(cast).weeks][-2:] == [0, 1]


def test_help_faces_and_pride_are_counted_where_they_were_told(cast: Cast):
    told(cast, 0, 2, help=Help.NONE, felt_good=2, proud=True)
    told(cast, 0, 2, help=Help.NONE, felt_good=0)
    told(cast, 0, 2, help=Help.MUCH)
    told(cast, 0, 2)
    week = of(cast).weeks[-1].week
    assert (week.help, week.faces, week.proud, week.moments) == ((2, 0, 0, 1), (1, 0, 1), 1, 4)


def test_independence_is_told_as_counts_then_and_now(as_, cast: Cast, url: str):
    for weeks_ago, help in ((8, Help.MUCH), (8, Help.NONE), (1, Help.NONE), (1, Help.NONE), (0, Help.SOME)):
        told(cast, weeks_ago, 2, help=help)
    assert of(cast).by_self == ((1, 2), (2, 3))
    page = as_(cast.ana).get(url).content.decode()
    assert "All by Mia: 1 of 2 times in the first six weeks, 2 of 3 in the last six." in page


def test_what_was_taken_back_and_what_has_no_stone_isnt_counted(cast: Cast):
    remove_moment(cast.access(cast.ana), told(cast, 0, 2))
    tell_victory(cast.access(cast.ana), draft_of(cast.circle_time, step=None, words="We sang."))
    assert of(cast).moments == 0


def test_a_hard_week_is_shown_as_a_hard_week_and_nothing_more(as_, cast: Cast, url: str):
    for n in range(4):
        told(cast, 2 + n / 20, 3)
        told(cast, 1 + n / 20, 1)
    assert [shown.week.monday for shown in of(cast).hard] == [dt.date(2026, 11, 9)]
    page = as_(cast.ana).get(url).content.decode()
    assert "A hard week: that happens" in page and "The week of 9 November." in page
    assert 'class="hard"' in page and "They take nothing away" in page


def test_a_week_in_which_the_family_is_full_is_a_hard_one(cast: Cast):
    access, goal = cast.access(cast.ana), cast.circle_time
    full = frozenset({dt.date(2026, 11, 2)})
    found = progress_of(access, goal, list(goal.stones.all()), cast.mia.today(), full)
    assert [shown.week.monday for shown in found.hard] == [dt.date(2026, 11, 2)]


def test_that_a_home_had_no_room_is_known_to_family_and_therapists_only(as_, cast: Cast, url: str):
    Load.objects.create(
        child=cast.mia,
        week=dt.date(2026, 11, 2),
        amount=Amount.NONE,
        by=Member.objects.get(child=cast.mia, user=cast.ana),
    )
    told(cast, 0, 2)
    for who, knows in (("ana", True), ("robin", True), ("lopez", False), ("joe", False), ("mia_herself", False)):
        page = as_(getattr(cast, who)).get(url).content.decode()
        assert ("The week of 2 November." in page) == knows, who


def test_that_the_other_home_had_no_room_is_known_only_where_that_was_agreed(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    week = dt.date(2026, 11, 2)
    Load.objects.create(child=cast.leo, household=dad.household, week=week, amount=Amount.NONE, by=dad)
    today = cast.leo.today()
    assert full_weeks(get_access_for(mum.user, cast.leo.public_id), today) == frozenset()  # type: ignore[arg-type]
    assert full_weeks(get_access_for(dad.user, cast.leo.public_id), today) == {week}  # type: ignore[arg-type]


# The page.


def test_everything_drawn_is_also_told_in_words_and_in_a_table(as_, cast: Cast, url: str):
    told(cast, 0, 2, help=Help.WORDS, felt_good=2)
    told(cast, 1, 2)
    page = as_(cast.ana).get(url).content.decode()
    zeros = ", ".join(["0"] * 10)
    assert f'aria-label="I join in for two songs: twice in 12 weeks. Week by week: {zeros}, 1, 1."' in page
    rows = re.findall(r"<tr><th scope=\"row\">16 Nov</th>((?:<td>\d+</td>)+)</tr>", page)
    assert re.findall(r"\d+", rows[0]) == ["0", "0", "1", "0", "0", "0", "1", "0", "0", "1", "0", "0", "0"]
    assert "felt good: </span>1" in page


def test_no_norm_no_score_no_rank_and_no_other_child_stands_there(as_, cast: Cast, url: str):
    for n in range(8):
        told(cast, n, n % 5, help=Help.SOME, felt_good=n % 3, proud=True)
    page = as_(cast.robin).get(url).content.decode()
    words = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
    never = r"percent|%|T-score|\bnorm|average|mean\b|delay|below|behind|should|expected|fail"
    assert not re.search(never, words, re.I)
    assert "beside no other child" in words and "red" not in re.findall(r'class="([^"]*)"', page)


def test_the_goal_that_was_chosen_is_shown(as_, cast: Cast, url: str):
    answer = as_(cast.ana).get(url, {"goal": cast.zip_jacket.public_id})
    assert answer.context["goal"] == cast.zip_jacket and 'aria-current="true"' in answer.content.decode()


def test_a_goal_that_isnt_shared_or_isnt_hers_isnt_found(as_, cast: Cast, url: str):
    leos = goal_for(cast.access(cast.robin, cast.leo), "Leo's")
    assert as_(cast.lopez).get(url, {"goal": cast.zip_jacket.public_id}).status_code == 404
    for goal in (leos.public_id, "nonsense", "\x01"):
        assert as_(cast.robin).get(url, {"goal": goal}).status_code == 404
    assert "I zip my jacket" not in as_(cast.lopez).get(url).content.decode()


def test_a_child_without_a_path_has_nothing_to_look_back_on(as_, cast: Cast):
    page = as_(cast.robin).get(reverse("progress", args=[cast.leo.public_id])).content.decode()
    assert "No path yet, so there is nothing to look back on." in page


def test_a_path_of_which_nothing_was_told_lately_says_so_and_draws_nothing(as_, cast: Cast, url: str):
    page = as_(cast.ana).get(url).content.decode()
    assert "Nothing was told from here in these weeks." in page and 'class="strip"' not in page


def test_another_number_of_stones_is_drawn_as_well(cast: Cast):
    robin = cast.access(cast.robin)
    goal = make_goal(robin, Goal(title="T", levels=3, start_step=0, settings=["home"]), ("a", "b", "c"))
    tell(robin, goal, step=2, setting=Setting.HOME)
    found = of(cast, cast.robin, goal)
    assert [row.words for row in found.levels] == ["c", "b", "a"] and found.weeks[-1].week.steps == (0, 0, 1)


def test_a_teacher_without_the_consent_for_what_others_told_counts_her_own(as_, cast: Cast):
    told(cast, 0, 2)
    tell(cast.access(cast.joe), cast.circle_time, step=2)
    assert of(cast, cast.joe).moments == 1 and of(cast, cast.lopez).moments == 2


def test_the_page_takes_few_queries_and_no_more_with_more_moments(as_, cast: Cast, url: str, queries):
    client, counts = as_(cast.ana), []
    for many in (1, 40):
        for n in range(many):
            told(cast, n % 12, n % 5, [Setting.HOME, Setting.SCHOOL][n % 2], help=n % 4, felt_good=n % 3)
        client.get(url)
        counts.append(queries(client, url))
    assert counts[1] <= counts[0] <= 13


def test_thousands_of_moments_come_from_the_database_as_a_few_counts(cast: Cast, django_assert_max_num_queries):
    now, ana = timezone.now(), cast.access(cast.ana).member
    Moment.objects.bulk_create(
        Moment(
            child=cast.mia,
            goal=cast.circle_time,
            told_by=ana,
            setting=("home", "school")[n % 2],
            happened_at=now - dt.timedelta(minutes=20 * n),
            day=(now - dt.timedelta(minutes=20 * n)).date(),
            step=n % 5,
            help=n % 4,
        )
        for n in range(5000)
    )
    with django_assert_max_num_queries(6):
        found = of(cast)
    assert found.moments == 5000 and sum(sum(shown.week.help) for shown in found.weeks) == 5000
