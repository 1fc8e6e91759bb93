"""The day's one idea, inside a routine of the family, and the room that there is in a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, two_homes
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.understanding.actions import give_card
from pebblepath.apps.understanding.models import Load, Routine, Strategy, TimeOfDay, Tried
from pebblepath.apps.understanding.one_idea import AT, goes_into, pick
from pebblepath.library import load_library

MONDAY = dt.date(2026, 3, 2)
LIBRARY = load_library()


def made(*names: str) -> list[Strategy]:
    return [Strategy(name=name, public_id=name, settings=["home"]) for name in names]


@pytest.fixture
def day(as_: Callable[..., Any], cast: Cast) -> Callable[..., str]:
    def day(user: Any = None, child: Any = None) -> str:
        url = reverse("child", args=[(child or cast.mia).public_id])
        return str(as_(user or cast.ana).get(url).content.decode())

    return day


@pytest.fixture
def song(cast: Cast) -> Strategy:
    """The only thing in the toolkit that is for home."""
    Strategy.objects.all().update(settings=["school"])
    Routine.objects.create(child=cast.mia, time=TimeOfDay.BATH, words="Cups in the tub.")
    return Strategy.objects.create(child=cast.mia, name="The sock song", how="We sing it.", settings=["home"])


def said(as_: Any, cast: Cast, strategy: Strategy, answer: str, **changed: str) -> Any:
    data = {"strategy": strategy.public_id, "answer": answer, "day": str(cast.mia.today()), **changed}
    return as_(cast.ana).post(reverse("say_idea", args=[cast.mia.public_id]), data, follow=True)


def test_the_idea_is_the_same_all_day_and_changes_with_the_days():
    strategies, routines = made("a", "b", "c"), {TimeOfDay.BED: "Two books."}
    picked = []
    for n in range(60):
        first, again = (pick(s, routines, MONDAY + dt.timedelta(n), home="1/") for s in (strategies, strategies[::-1]))
        assert first and again and first.strategy == again.strategy
        picked.append(first.strategy.name)
    assert {picked.count(name) > 8 for name in "abc"} == {True}


def test_what_joins_the_toolkit_takes_the_day_only_if_it_is_the_idea_itself():
    few, more = made("a", "b"), made("a", "b", "c")
    for n in range(40):
        before, after = (pick(s, {}, MONDAY + dt.timedelta(n), home="1/") for s in (few, more))
        assert before and after and after.strategy.name in {before.strategy.name, "c"}


def test_two_homes_have_ideas_of_their_own():
    days = [MONDAY + dt.timedelta(n) for n in range(30)]
    mum, dad = (
        [pick(made("a", "b", "c"), {}, day, home=home).strategy.name for day in days] for home in ("1/1", "1/2")
    )  # type: ignore[union-attr]
    assert mum != dad


def test_a_weekend_routine_is_for_the_weekend_and_after_school_for_the_week():
    routines = {TimeOfDay.AFTERNOON: "A snack.", TimeOfDay.WEEKEND: "Pancakes."}
    times = [pick(made("a"), routines, MONDAY + dt.timedelta(n), home="1/").time for n in range(7)]  # type: ignore[union-attr]
    assert times == [TimeOfDay.AFTERNOON] * 5 + [TimeOfDay.WEEKEND] * 2


@pytest.mark.parametrize(
    ("occupation", "times"),
    [
        ("wash-hair", {"bath"}),
        ("family-meal", {"meal"}),
        ("fall-asleep", {"bed"}),
        ("brush-teeth", {"morning", "bath", "bed"}),
        ("homework", {"afternoon"}),
        ("shop-trip", {"weekend"}),
        ("circle-time", set()),
    ],
)
def test_a_card_goes_where_its_activities_are(occupation: str, times: set[str]):
    only = [card for card in LIBRARY.strategies.values() if set(card.occupations) == {occupation}]
    for card in only:
        assert {time.value for time in TimeOfDay if goes_into(card.id, time)} == times
    wider = [card.id for card in LIBRARY.strategies.values() if occupation in card.occupations]
    assert wider and all(goes_into(card, TimeOfDay(time)) for card in wider for time in times)


def test_each_time_of_day_has_cards_and_words():
    for time in TimeOfDay:
        assert sum(goes_into(card, time) for card in LIBRARY.strategies) >= 15
    assert set(AT) == set(TimeOfDay)


def test_it_stands_in_the_familys_own_words(day: Callable[..., str], song: Strategy):
    page = day()
    assert "At bath time: The sock song" in page and "“Cups in the tub.”" in page and "We sing it." in page


def test_without_a_routine_it_is_for_whenever_it_fits(day: Callable[..., str], song: Strategy):
    Routine.objects.all().delete()
    assert "When it fits: The sock song" in day()


def test_only_the_family_is_given_one(day: Callable[..., str], cast: Cast, song: Strategy):
    for user in (cast.robin, cast.lopez, cast.joe):
        assert "One idea for today" not in day(user)


def test_what_rests_was_put_away_or_is_for_school_is_never_the_idea(
    day: Callable[..., str], cast: Cast, song: Strategy
):
    for changed in (
        {"not_before": cast.mia.today() + dt.timedelta(days=1)},
        {"ended_at": timezone.now()},
        {"settings": ["school"]},
    ):
        before = Strategy.objects.filter(pk=song.pk).values(*changed)[0]
        Strategy.objects.filter(pk=song.pk).update(**changed)
        assert "One idea for today" not in day()
        Strategy.objects.filter(pk=song.pk).update(**before)
    assert "One idea for today" in day()


def test_on_a_day_without_by_the_coin_it_isnt_the_idea(day: Callable[..., str], cast: Cast, song: Strategy):
    today = cast.mia.today()
    try_out = begin_try_out(cast.access(cast.robin), cast.circle_time, song, "home", length=14, first=today)
    for with_it in (0, 1):
        try_out.days = [[str(today), with_it], *try_out.days[1:]]
        try_out.save()
        assert ("One idea for today" in day()) is bool(with_it)


@pytest.mark.parametrize("answer", ["did", "some", "not_today", "not_this_week"])
def test_each_answer_is_fine_and_kept_once_a_day(as_, cast: Cast, song: Strategy, answer: str):
    for _ in range(2):
        page = said(as_, cast, song, answer, time="bath").content.decode()
    tried = Tried.objects.get()
    assert (tried.answer, tried.strategy, tried.time, tried.by.name) == (answer, song, "bath", "Mum")
    assert "You said:" in page and ("How did it go?" in page) is (answer in {"did", "some"})
    song.refresh_from_db()
    assert song.rests_on(cast.mia.today()) is (answer == "not_this_week")


def test_an_answer_can_be_changed_and_then_it_doesnt_rest_any_more(as_, cast: Cast, song: Strategy):
    said(as_, cast, song, "not_this_week")
    said(as_, cast, song, "did")
    song.refresh_from_db()
    assert Tried.objects.get().answer == "did" and song.not_before is None


def test_how_it_went_is_told_with_the_strategy_ticked(as_, cast: Cast):
    Strategy.objects.all().delete()
    card = next(c for c in LIBRARY.strategies.values() if "zip-jacket" in c.occupations and "home" in c.settings)
    goal = cast.zip_jacket
    goal.occupation = "zip-jacket"
    goal.save()
    strategy = give_card(cast.access(cast.ana), card)
    page = said(as_, cast, strategy, "did").content.decode()
    there = f"{reverse('tell_goal', args=[cast.mia.public_id, goal.public_id])}?with={strategy.public_id}"
    assert there in page
    form = as_(cast.ana).get(there).content.decode()
    assert (
        f'value="{strategy.public_id}"' in form
        and form.split(f'value="{strategy.public_id}"')[1][:80].find("checked") > 0
    )
    assert not Moment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"answer": "maybe"}, "Please tap one of the four"),
        ({"answer": ""}, "Please tap one of the four"),
        ({"day": "2020-01-01"}, "That was the idea of another day."),
        ({"day": "soon"}, "That was the idea of another day."),
    ],
)
def test_what_cant_be_kept_is_said(as_, cast: Cast, song: Strategy, changed: dict[str, str], says: str):
    assert says in said(as_, cast, song, changed.pop("answer", "did"), **changed).content.decode()
    assert not Tried.objects.exists()


def test_yesterdays_page_still_counts_for_yesterday(as_, cast: Cast, song: Strategy):
    yesterday = cast.mia.today() - dt.timedelta(days=1)
    said(as_, cast, song, "did", day=str(yesterday))
    assert Tried.objects.get().day == yesterday


def test_another_childs_strategy_isnt_there(as_, cast: Cast):
    other = Strategy.objects.create(child=cast.leo, name="Leo's", settings=["home"])
    assert said(as_, cast, other, "did").status_code == 404


def week(as_: Any, cast: Cast, amount: str, user: Any = None) -> str:
    url = reverse("say_week", args=[cast.mia.public_id])
    return str(as_(user or cast.ana).post(url, {"amount": amount}, follow=True).content.decode())


def test_a_full_week_is_an_answer_like_any_other_and_the_circle_sees_it(as_, cast: Cast, song: Strategy, day: Any):
    page = week(as_, cast, "0")
    assert "Small is fine." in page and "One idea for today" not in page
    for user in (cast.robin, cast.lopez, cast.joe):
        assert "This week is full." in day(user)
    assert "a full week at home" in as_(cast.robin).get("/").content.decode()
    week(as_, cast, "1")
    assert "This week is full." not in day(cast.robin) and "One idea for today" in day()
    assert Load.objects.get().amount == 1


def test_a_new_week_begins_open(as_, cast: Cast, day: Any, now_is: Any):
    week(as_, cast, "0")
    now_is(timezone.now() + dt.timedelta(days=7))
    assert "This week is full." not in day(cast.robin)
    assert "a full week" not in as_(cast.robin).get("/").content.decode()


@pytest.mark.parametrize("amount", ["", "3", "-1", "lots"])
def test_only_three_amounts_are_taken(as_, cast: Cast, amount: str):
    assert "Please tap one of the three" in week(as_, cast, amount) and not Load.objects.exists()


def test_each_home_speaks_for_its_own_week(as_, cast: Cast, day: Any):
    mum, dad = two_homes(cast, cast.robin)
    as_(mum.user).post(reverse("say_week", args=[cast.leo.public_id]), {"amount": "0"})
    assert "This week is full." in day(mum.user, cast.leo)
    assert "This week is full." not in day(dad.user, cast.leo)
    assert "This week is full." in day(cast.robin, cast.leo)
