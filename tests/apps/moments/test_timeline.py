from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.moments.views import A_PAGE
from pebblepath.apps.people.models import Member, Setting, User


def url(cast: Cast) -> str:
    return reverse("timeline", args=[cast.mia.public_id])


def words(as_, cast: Cast, user: User | None = None, **chosen: object) -> set[str]:
    """What is read in the words of the moments on the first page."""
    page = as_(user or cast.ana).get(url(cast), chosen).content.decode()
    return set(re.findall(r'class="quote">(.*?)</p>', page))


@pytest.fixture
def three(cast: Cast) -> None:
    ana, lopez = cast.access(cast.ana), cast.access(cast.lopez)
    tell(ana, cast.circle_time, words="sang at home", setting=Setting.HOME)
    tell(lopez, cast.circle_time, words="sang at school", setting=Setting.SCHOOL)
    tell(ana, cast.zip_jacket, words="zipped at school", setting=Setting.SCHOOL)


ALL = {"sang at home", "sang at school", "zipped at school"}


def test_the_newest_comes_first_under_its_day(as_, cast: Cast):
    for hours, text in ((50, "older"), (1, "newer")):
        tell(cast.access(cast.ana), cast.circle_time, words=text, hours_ago=hours)
    page = as_(cast.ana).get(url(cast)).content.decode()
    assert page.index("newer") < page.index("older")
    assert page.count('class="day-title"') == 2


def test_moments_are_filtered_by_place(as_, cast: Cast, three: None):
    assert words(as_, cast, setting="school") == {"sang at school", "zipped at school"}


def test_moments_are_filtered_by_who_told_them(as_, cast: Cast, three: None):
    lopez = Member.objects.get(user=cast.lopez)
    assert words(as_, cast, person=lopez.pk) == {"sang at school"}


def test_moments_are_filtered_by_goal(as_, cast: Cast, three: None):
    assert words(as_, cast, goal=cast.zip_jacket.public_id) == {"zipped at school"}


def test_filters_go_together(as_, cast: Cast, three: None):
    assert words(as_, cast, goal=cast.circle_time.public_id, setting="school") == {"sang at school"}
    page = as_(cast.ana).get(url(cast), {"goal": cast.zip_jacket.public_id, "setting": "home"}).content.decode()
    assert "No moment fits what you chose." in page


@pytest.mark.parametrize(
    "chosen",
    [
        {"setting": "moon"},
        {"setting": ""},
        {"person": "%"},
        {"person": "-1"},
        {"person": "²"},
        {"person": "1 OR 1=1"},
        {"before": "garbage"},
        {"before": "2026-01-01"},
        {"before": "_"},
        {"before": f"2026-01-01T10:00:00_{'x' * 36}"},
        {"before": f"0001-01-01T00:00:00+14:00_{uuid.uuid4()}"},
        {"before": f"9999-12-31T23:59:59-14:00_{uuid.uuid4()}"},
        {"before": "9" * 400},
    ],
)
def test_a_choice_that_cant_be_read_is_left_out(as_, cast: Cast, three: None, chosen: dict[str, str]):
    assert words(as_, cast, **chosen) == ALL


@pytest.mark.parametrize("person", ["9999999999999999999999", "9" * 5000, str(2**63)])
def test_an_enormous_number_of_a_person_is_no_fault(as_, cast: Cast, three: None, person: str):
    assert words(as_, cast, person=person) <= ALL


@pytest.mark.parametrize("goal", ["%", "_" * 12, "' OR 1=1 --", "x" * 3000, "🎵"])
def test_a_goal_that_isnt_there_finds_nothing(as_, cast: Cast, three: None, goal: str):
    assert words(as_, cast, goal=goal) == set()


def test_a_nul_in_an_address_isnt_understood_and_is_told_kindly(as_, cast: Cast):
    for query in ("goal=%00", "person=1%00", "setting=a%00b", "before=%00"):
        answer = as_(cast.ana).get(f"{url(cast)}?{query}")
        assert answer.status_code == 400 and "We didn&#x27;t understand that" in answer.content.decode()


def pages(as_, cast: Cast, **chosen: object) -> list[list[str]]:
    """The ids on each page, from the newest to the oldest, as one walks by "Older moments"."""
    client, walked, query = as_(cast.ana), [], "?" + "&".join(f"{k}={v}" for k, v in chosen.items())
    for _ in range(50):
        page = client.get(url(cast) + query).content.decode()
        walked.append(re.findall(r"/moments/([0-9a-f-]{36})/", page))
        older = re.search(r'href="[^"?]*(\?[^"]*before=[^"]*)"', page)
        if older is None:
            return walked
        query = older[1].replace("&amp;", "&")
    raise AssertionError("the pages never end")


def many(cast: Cast, count: int, at: dt.datetime, apart: dt.timedelta) -> None:
    member = Member.objects.get(user=cast.ana)
    Moment.objects.bulk_create(
        Moment(
            child=cast.mia,
            goal=cast.circle_time if place % 2 else cast.zip_jacket,
            happened_at=at - apart * place,
            day=at.date(),
            setting="home",
            told_by=member,
            step=2,
        )
        for place in range(count)
    )


@pytest.mark.parametrize("apart", [dt.timedelta(0), dt.timedelta(microseconds=1), dt.timedelta(hours=7)])
def test_walking_to_older_moments_shows_each_exactly_once(as_, cast: Cast, apart: dt.timedelta):
    many(cast, 95, timezone.now(), apart)
    walked = pages(as_, cast)
    seen = [id for page in walked for id in page]
    assert len(seen) == 95 and set(seen) == {str(id) for id in Moment.objects.values_list("id", flat=True)}
    assert len(walked) == -(-95 // A_PAGE) and seen == [str(id) for id in Moment.objects.values_list("id", flat=True)]


def test_the_filters_stay_while_walking(as_, cast: Cast):
    many(cast, 95, timezone.now(), dt.timedelta(hours=1))
    seen = [id for page in pages(as_, cast, goal=cast.zip_jacket.public_id) for id in page]
    assert len(seen) == len(set(seen)) == cast.zip_jacket.moments.count() == 48


def test_moments_on_both_sides_of_a_page_keep_their_place_when_a_new_one_is_told(as_, cast: Cast):
    many(cast, 30, timezone.now() - dt.timedelta(hours=1), dt.timedelta(0))
    client = as_(cast.ana)
    first = client.get(url(cast)).context
    tell(cast.access(cast.ana), None, hours_ago=0.01)
    second = client.get(f"{url(cast)}?{first['older']}").context["moments"]
    assert not {m.pk for m in first["moments"]} & {m.pk for m in second}
    assert len(first["moments"]) + len(second) == 30


def test_the_pages_script_gets_only_the_list(as_, cast: Cast, three: None):
    part = as_(cast.ana).get(url(cast), headers={"HX-Request": "true"}).content.decode()
    assert "sang at home" in part and "<html" not in part and "<form" not in part.split("<article")[0]


def test_who_may_not_read_the_timeline_reads_her_own_moments(as_, cast: Cast, three: None):
    tell(cast.access(cast.joe), None, words="fed the ducks")
    assert words(as_, cast, cast.joe) == {"fed the ducks"}


def test_a_teacher_reads_what_was_told_about_the_goal_she_shares_and_each_asked_break(as_, cast: Cast, three: None):
    tell(cast.access(cast.ana), None, words="too loud", asked_break=True)
    tell(cast.access(cast.ana), None, words="at the zoo")
    assert words(as_, cast, cast.lopez) == {"sang at home", "sang at school", "too loud"}


def test_moments_of_another_child_never_show(as_, cast: Cast):
    leo = cast.access(cast.robin, cast.leo)
    tell(leo, goal_for(leo, "Leo's"), words="Leo sang")
    assert words(as_, cast, cast.robin) == set()


def test_before_anything_was_told_the_page_says_how_little_it_takes(as_, cast: Cast):
    assert "The first moment takes four taps." in as_(cast.ana).get(url(cast)).content.decode()
