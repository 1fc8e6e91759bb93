"""A fair try of one strategy: coin-flip days, skipped and stopped at will, and an answer only at the end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell, two_homes
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.models import SkippedDay, TryOut
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import NotPossible, take_back_consent
from pebblepath.apps.people.models import Scope, Setting
from pebblepath.apps.understanding.actions import give_card
from pebblepath.apps.understanding.models import Strategy
from pebblepath.library import load_library


def new(cast: Cast, place: str = "home", strategy: Strategy | None = None) -> str:
    which = (strategy or cast.cushion).public_id
    return reverse("new_try_out", args=[cast.mia.public_id, cast.circle_time.public_id, which, place])


@pytest.fixture
def running(cast: Cast) -> TryOut:
    """A fair try at home whose first day is today."""
    first = cast.mia.today()
    return begin_try_out(cast.access(cast.ana), cast.circle_time, cast.cushion, Setting.HOME, length=14, first=first)


def page(as_, user, try_out: TryOut) -> str:
    answer = as_(user).get(reverse("try_out", args=[try_out.goal.child.public_id, try_out.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def do(as_, user, name: str, try_out: TryOut, **data: str):
    return as_(user).post(reverse(name, args=[try_out.goal.child.public_id, try_out.public_id]), data, follow=True)


def test_the_coin_settles_every_day_before_the_first(as_, cast: Cast):
    as_(cast.ana).post(new(cast), {"length": "14"})
    begun = TryOut.objects.get()
    first = dt.date.fromisoformat(begun.days[0][0])
    assert len(begun.days) == 14 and first > cast.mia.today() and begun.begun_by == cast.ana
    assert sum(with_it for _, with_it in begun.days) == 7


def test_at_school_only_school_days_take_part(as_, cast: Cast):
    as_(cast.ana).post(new(cast, "school"), {"length": "14"})
    days = [dt.date.fromisoformat(day) for day, _ in TryOut.objects.get().days]
    assert len(days) == 14 and all(day.weekday() < 5 for day in days)


def test_the_form_says_how_often_each_length_would_tell(as_, cast: Cast):
    shown = as_(cast.ana).get(new(cast)).content.decode()
    assert shown.count("days: would tell in about") == 3 and "of 10" in shown


@pytest.mark.parametrize("length", ["", "13", "1000000", "-2", "9" * 40])
def test_a_length_that_isnt_offered_is_refused_in_words(as_, cast: Cast, length: str):
    answer = as_(cast.ana).post(new(cast), {"length": length})
    assert answer.status_code == 400 and "alert" in answer.content.decode() and not TryOut.objects.exists()


def test_a_comfort_is_never_left_out_to_test_it(as_, cast: Cast):
    comfort = give_card(cast.access(cast.ana), load_library().strategies["ear-defenders"])
    Strategy.objects.filter(pk=comfort.pk).update(comfort=True)
    answer = as_(cast.ana).post(new(cast, strategy=comfort), {"length": "14"})
    assert answer.status_code == 400 and "never left out to test it" in answer.content.decode()
    assert not TryOut.objects.exists()


def test_one_fair_try_runs_at_a_time_in_a_place(as_, cast: Cast, running: TryOut):
    answer = as_(cast.ana).post(new(cast), {"length": "14"})
    assert answer.status_code == 400 and "One try-out at a time" in answer.content.decode()
    assert as_(cast.ana).post(new(cast, "school"), {"length": "14"}).status_code == 302


@pytest.mark.parametrize("place", ["moon", "home-0", "home-x", "home-" + "9" * 30, "home-" + "9" * 5000, "-"])
def test_a_place_that_isnt_one_isnt_found(as_, cast: Cast, place: str):
    url = new(cast).removesuffix("home/") + f"{place}/"
    assert as_(cast.ana).get(url).status_code == 404


def test_the_day_says_with_or_without(as_, cast: Cast, running: TryOut):
    day = as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).content.decode()
    says = "with" if running.days[0][1] else "without"
    assert "Today’s coin says" in day and f"<u>{says}</u> Wobble cushion" in day and "day 1 of 14" in day


def test_days_to_come_and_what_it_says_so_far_stay_hidden(as_, cast: Cast, running: TryOut):
    shown = page(as_, cast.ana, running)
    assert "looking each day would make chance look like an answer" in shown and "13 days to come" in shown
    assert shown.count("<tr>") == 2  # the heading and today


def test_a_day_is_let_go_and_taken_up_again(as_, cast: Cast, running: TryOut):
    assert "Not skipped after all" in do(as_, cast.lopez, "skip_day", running).content.decode()
    assert SkippedDay.objects.get().by == cast.lopez
    assert "Skip today" in do(as_, cast.ana, "skip_day", running, skip="0").content.decode()
    assert not SkippedDay.objects.exists()


def test_a_day_that_isnt_part_of_it_cant_be_skipped(as_, cast: Cast, running: TryOut, now_is):
    now_is(timezone.now() + dt.timedelta(days=40))
    assert "Today isn’t a day of this try-out." in do(as_, cast.ana, "skip_day", running).content.decode()
    assert not SkippedDay.objects.exists()


def test_stopping_is_fine_and_the_reason_stays(as_, cast: Cast, running: TryOut):
    shown = do(as_, cast.ana, "stop_try_out", running, because="A cold.").content.decode()
    assert "What the days say" in shown and "A cold." in shown
    do(as_, cast.ana, "stop_try_out", running, because="Again.")
    running.refresh_from_db()
    assert running.stopped_because == "A cold."


@pytest.mark.parametrize("because", ["x" * 5000, "a\x00b", "<script>"])
def test_a_reason_is_kept_as_words_and_no_longer_than_there_is_room(as_, cast: Cast, running: TryOut, because: str):
    shown = do(as_, cast.ana, "stop_try_out", running, because=because).content.decode()
    running.refresh_from_db()
    assert len(running.stopped_because) <= 200 and "<script>" not in shown and "\x00" not in running.stopped_because


def test_at_the_end_the_coin_and_the_model_speak(as_, cast: Cast, running: TryOut, now_is):
    for day, with_it in running.days:
        at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), dt.UTC)
        used = [cast.cushion] if with_it else []
        tell(
            cast.access(cast.ana),
            cast.circle_time,
            step=4 if with_it else 0,
            setting="home",
            happened_at=at,
            strategies=used,
        )
    now_is(timezone.now() + dt.timedelta(days=15))
    shown = page(as_, cast.ana, running)
    assert "What the days say" in shown and "Helps." in shown
    assert "A coin chose the days, so this is most likely the strategy itself." in shown
    assert "ways the coin could have fallen were compared" in shown


def test_who_may_not_read_what_others_told_sees_only_tries_of_her_own_place(as_, cast: Cast, running: TryOut):
    lopez = cast.access(cast.lopez).member
    take_back_consent(cast.robin, lopez.consents.get(scope=Scope.TIMELINE, revoked_at=None))
    url = reverse("try_out", args=[cast.mia.public_id, running.public_id])
    assert as_(cast.lopez).get(url).status_code == 404 and as_(cast.joe).get(url).status_code == 200


def test_a_try_in_the_other_home_isnt_seen(as_, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    robin = get_access_for(cast.robin, cast.leo.public_id)
    goal, song = goal_for(robin, "Leo's"), give_card(robin, load_library().strategies["wobble-cushion"])
    first = cast.leo.today()
    at_dads = begin_try_out(robin, goal, song, Setting.HOME, length=14, first=first, household=dad.household)
    url = reverse("try_out", args=[cast.leo.public_id, at_dads.public_id])
    assert as_(mum.user).get(url).status_code == 404 and as_(dad.user).get(url).status_code == 200
    begin = [cast.leo.public_id, goal.public_id, song.public_id, f"home-{dad.household_id}"]
    assert as_(mum.user).get(reverse("new_try_out", args=begin)).status_code == 404


def test_a_try_of_an_unshared_goal_isnt_seen(as_, cast: Cast):
    today = cast.mia.today()
    begun = begin_try_out(cast.access(cast.ana), cast.zip_jacket, cast.cushion, Setting.SCHOOL, length=14, first=today)
    url = reverse("try_out", args=[cast.mia.public_id, begun.public_id])
    assert as_(cast.lopez).get(url).status_code == 404 and as_(cast.ana).get(url).status_code == 200


def test_a_comfort_cant_be_tried_by_any_way(cast: Cast):
    Strategy.objects.filter(pk=cast.cushion.pk).update(comfort=True)
    cast.cushion.refresh_from_db()
    with pytest.raises(NotPossible, match="never left out"):
        begin_try_out(
            cast.access(cast.ana), cast.circle_time, cast.cushion, Setting.HOME, length=14, first=cast.mia.today()
        )
