"""Four voices on a goal: each says what they see; differences are shown, never averaged."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell, two_homes
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import Goal, State, Voice
from pebblepath.apps.goals.voices import say_voice, voices_on
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import add_member, give_consent
from pebblepath.apps.people.models import AuditLine, Member, Role, Scope


@pytest.fixture
def path(cast: Cast) -> str:
    return reverse("path", args=[cast.mia.public_id, cast.circle_time.public_id])


@pytest.fixture
def voice(cast: Cast) -> str:
    return reverse("voice", args=[cast.mia.public_id, cast.circle_time.public_id])


@pytest.fixture
def mine(cast: Cast) -> str:
    return reverse("my_voice", args=[cast.mia.public_id, cast.circle_time.public_id])


def here(cast: Cast, step: int = 2) -> None:
    """Three moments, so that the path says where she is."""
    for hours in range(3):
        tell(cast.access(cast.ana), cast.circle_time, step=step, hours_ago=hours + 1)


def say(cast: Cast, user: object, step: int | None, importance: int | None = None) -> Voice:
    return say_voice(cast.access(user), cast.circle_time, step=step, importance=importance)  # type: ignore[arg-type]


def shown(cast: Cast, user: object, goal: Goal | None = None) -> dict[str, list[tuple[str, str]]]:
    """What a person reads: for each role the names and places."""
    goal = Goal.objects.with_newest_steps().get(pk=(goal or cast.circle_time).pk)
    access = get_access_for(user, goal.child.public_id)  # type: ignore[arg-type]
    voices = voices_on(access, goal, list(goal.stones.all()), goal.standing().step)
    return {place.label: [(said.name, said.where) for said in place.said] for place in voices.places}


def test_each_of_the_four_stands_by_role_beside_where_the_path_is(cast: Cast):
    here(cast)
    say(cast, cast.mia_herself, 2)
    say(cast, cast.ana, 2)
    say(cast, cast.lopez, 3)
    say(cast, cast.robin, 1)
    assert shown(cast, cast.ana) == {
        "Mia": [("", "here")],
        "Home": [("", "here")],
        "School": [("", "one on")],
        "Therapist": [("", "one back")],
    }


def test_a_difference_is_shown_kindly_and_with_the_words_of_the_stone(as_, cast: Cast, path: str):
    here(cast)
    say(cast, cast.ana, 2)
    say(cast, cast.lopez, 3)
    page = as_(cast.ana).get(path).content.decode()
    assert "School sees one stone further on (“I join in for three songs”): ask them what they see." in page
    where = re.findall(r'class="four-where[^"]*">([^<]+)<', page)
    assert where == ["here", "one on"]  # one word for each, none for all


def test_two_of_one_role_stand_side_by_side_by_name(cast: Cast):
    here(cast)
    say(cast, cast.robin, 1)
    say(cast, cast.kai, 4)
    assert shown(cast, cast.robin)["Therapist"] == [("Robin", "one back"), ("Kai", "two on")]


def test_who_hasnt_spoken_is_seen_to_be_missing(as_, cast: Cast, path: str):
    say(cast, cast.ana, 1)
    assert shown(cast, cast.robin) == {"Mia": [], "Home": [("", "here")], "School": [], "Therapist": []}
    assert as_(cast.robin).get(path).content.decode().count("not yet") == 3


def test_others_who_are_there_for_the_child_are_heard_once_they_spoke(cast: Cast):
    say(cast, cast.joe, 3)
    assert shown(cast, cast.ana)["Around"] == [("", "two on")]


def test_the_newest_word_of_each_counts_and_the_older_ones_stay(cast: Cast):
    say(cast, cast.ana, 1)
    say(cast, cast.ana, 3)
    assert shown(cast, cast.ana)["Home"] == [("", "two on")] and Voice.objects.count() == 2


def test_what_isnt_said_anew_stays_as_it_was(cast: Cast):
    say(cast, cast.ana, 1, 3)
    assert say(cast, cast.ana, 2).importance == 3
    assert say(cast, cast.ana, None, 1).step == 2


def test_saying_the_same_again_changes_nothing(cast: Cast):
    first = say(cast, cast.ana, 1, 3)
    assert say(cast, cast.ana, 1, 3) == first and Voice.objects.count() == 1
    assert AuditLine.objects.filter(about="voice").count() == 1


# A voice that lay on a phone.


HOUR = 3600


@pytest.fixture
def old_path(cast: Cast) -> Goal:
    """A path that was there the week before."""
    Goal.objects.update(made_at=timezone.now() - dt.timedelta(days=7))
    cast.circle_time.refresh_from_db()
    return cast.circle_time


def from_a_phone(as_, cast: Cast, mine: str, seconds: int, **said: int) -> None:
    answer = as_(cast.mia_herself).post(mine, said, headers={"X-Waited": str(seconds)})
    assert answer.status_code == 302


def newest(cast: Cast) -> tuple[int | None, int | None]:
    voice = Voice.objects.newest().get(member__user=cast.mia_herself)
    return voice.step, voice.importance


def test_a_voice_said_without_network_has_the_time_when_it_was_said(as_, cast: Cast, mine: str, old_path: Goal):
    from_a_phone(as_, cast, mine, 2 * HOUR, step=2)
    waited = timezone.now() - Voice.objects.get().at
    assert abs(waited - dt.timedelta(hours=2)) < dt.timedelta(seconds=10)


def test_it_is_never_older_than_its_goal_nor_still_to_come(as_, cast: Cast, mine: str):
    from_a_phone(as_, cast, mine, 30 * 24 * HOUR, step=2)
    assert Voice.objects.get().at == cast.circle_time.made_at
    from_a_phone(as_, cast, mine, -HOUR, step=3)
    assert Voice.objects.latest("at").at <= timezone.now() and newest(cast) == (3, None)


def test_of_two_voices_that_come_in_the_wrong_order_the_later_said_counts(
    as_, cast: Cast, mine: str, old_path: Goal, path: str
):
    from_a_phone(as_, cast, mine, HOUR, step=3)
    from_a_phone(as_, cast, mine, 2 * HOUR, step=1)
    assert newest(cast) == (3, None) and Voice.objects.count() == 2
    assert as_(cast.mia_herself).get(mine).context["said"].step == 3


def test_a_word_said_again_later_stands_against_another_that_comes_late(as_, cast: Cast, mine: str, old_path: Goal):
    for seconds, step in ((3 * HOUR, 1), (HOUR, 1), (2 * HOUR, 4)):
        from_a_phone(as_, cast, mine, seconds, step=step)
    assert newest(cast) == (1, None)


def test_what_a_later_word_left_as_it_was_is_what_was_said_last_of_it(as_, cast: Cast, mine: str, old_path: Goal):
    from_a_phone(as_, cast, mine, 5 * HOUR, step=1)
    from_a_phone(as_, cast, mine, HOUR, importance=3)
    from_a_phone(as_, cast, mine, 2 * HOUR, step=2)  # of the stone, this was said last
    assert newest(cast) == (2, 3)
    from_a_phone(as_, cast, mine, 3 * HOUR, step=4)
    from_a_phone(as_, cast, mine, 4 * HOUR, importance=1)
    assert newest(cast) == (2, 3)
    in_order = list(Voice.objects.order_by("at").values_list("step", "importance"))
    assert in_order == [(1, None), (1, 1), (4, 1), (2, 1), (2, 3)]


def test_sent_twice_it_is_one_voice(as_, cast: Cast, mine: str, old_path: Goal):
    for seconds in (HOUR, HOUR + 1, HOUR - 1):
        from_a_phone(as_, cast, mine, seconds, step=2)
    assert Voice.objects.count() == 1


def test_two_quick_touches_count_in_the_order_in_which_they_came(as_, cast: Cast, mine: str, old_path: Goal):
    from_a_phone(as_, cast, mine, HOUR, step=2)
    from_a_phone(as_, cast, mine, HOUR + 1, step=3)  # rounded to a whole second, it seems to have been first
    assert newest(cast) == (3, None)


@pytest.mark.parametrize(("step", "importance"), [(5, None), (-1, None), (1, 4), (1, 0)])
def test_a_stone_or_an_importance_that_there_isnt_is_refused(cast: Cast, step: int, importance: int | None):
    with pytest.raises(ValueError, match=r"run"):
        say(cast, cast.ana, step, importance)
    assert not Voice.objects.exists()


def test_who_left_the_circle_isnt_heard_any_more(cast: Cast):
    say(cast, cast.lopez, 3)
    Member.objects.filter(user=cast.lopez).update(left_at=timezone.now())
    assert shown(cast, cast.ana)["School"] == []


# What one may read.


def test_without_the_consent_for_what_others_told_one_sees_only_ones_own_voice(as_, cast: Cast, path: str):
    here(cast)
    say(cast, cast.ana, 3)
    say(cast, cast.joe, 2)
    assert shown(cast, cast.joe) == {"Mia": [], "Home": [], "School": [], "Therapist": [], "Around": [("", "here")]}
    page = as_(cast.joe).get(path).content.decode()
    assert "You see your own voice." in page and "Home sees" not in page


def test_a_teacher_reads_the_voices_of_the_goal_that_was_shared_and_no_other(as_, cast: Cast):
    say(cast, cast.ana, 1)
    say_voice(cast.access(cast.ana), cast.zip_jacket, step=1)
    assert shown(cast, cast.lopez)["Home"] == [("", "here")]
    url = reverse("voice", args=[cast.mia.public_id, cast.zip_jacket.public_id])
    assert as_(cast.lopez).get(url).status_code == 404 and as_(cast.lopez).post(url, {"step": 1}).status_code == 404


def test_what_the_other_home_sees_is_read_only_where_that_was_agreed(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    goal = goal_for(cast.access(cast.robin, cast.leo), "Leo's")
    for member, step in ((mum, 2), (dad, 3)):
        say_voice(get_access_for(member.user, cast.leo.public_id), goal, step=step)  # type: ignore[arg-type]
    assert shown(cast, mum.user, goal)["Home"] == [("", "one on")]
    teacher = add_member(cast.robin, cast.leo, user=cast.lopez, role=Role.TEACHER, name="Ms. Lopez")
    give_consent(cast.robin, teacher, Scope.TIMELINE)
    assert shown(cast, cast.lopez, goal)["Home"] == []  # who belongs to neither home reads neither
    give_consent(dad.user, mum, Scope.OTHER_HOME)  # type: ignore[arg-type]
    assert shown(cast, mum.user, goal)["Home"] == [("Mum", "one on"), ("Dad", "two on")]


# The page where one says it.


def test_a_voice_is_said_by_a_form_and_stands_on_the_path(as_, cast: Cast, voice: str):
    client = as_(cast.ana)
    page = client.post(voice, {"step": "3", "importance": "3"}, follow=True).content.decode()
    assert "Your voice stands with the others." in page and "two on" in page and "matters very much" in page
    said = Voice.objects.get()
    assert (said.step, said.importance, said.member.name) == (3, 3, "Mum")


def test_how_much_it_matters_may_stay_open(as_, cast: Cast, voice: str):
    as_(cast.ana).post(voice, {"step": "3"})
    assert Voice.objects.get().importance is None


def test_no_stone_or_one_that_there_isnt_is_told_in_words_and_the_rest_stays(as_, cast: Cast, voice: str):
    for sent in ({"importance": "2"}, {"step": "9", "importance": "2"}, {"step": "x", "importance": "2"}):
        answer = as_(cast.ana).post(voice, sent)
        page = answer.content.decode()
        assert answer.status_code == 400 and 'value="2" required' not in page
        assert "Please tap the stone that fits best." in page or "is not one of the available choices" in page
        assert 'value="2" id="id_importance_1" checked' in page or 'id="id_importance_1" checked' in page
    assert not Voice.objects.exists()


def test_what_one_said_is_marked_in_the_form(as_, cast: Cast, voice: str):
    say(cast, cast.ana, 3, 1)
    form = as_(cast.ana).get(voice).context["form"]
    assert (form["step"].value(), form["importance"].value()) == (3, 1)


def test_a_goal_that_rests_is_spoken_of_no_more(as_, cast: Cast, voice: str, mine: str):
    set_state(cast.access(cast.robin), cast.circle_time, State.PAUSED)
    assert as_(cast.ana).get(voice).status_code == 404 and as_(cast.mia_herself).get(mine).status_code == 404


def test_what_was_asked_when_the_goal_was_made_stands_until_they_say_it_here(as_, cast: Cast, path: str):
    Goal.objects.update(child_importance=3, family_importance=2)
    page = as_(cast.robin).get(path).content.decode()
    assert "matters very much" in page and "matters quite a bit" in page
    say(cast, cast.mia_herself, None, 1)
    page = as_(cast.robin).get(path).content.decode()
    assert "matters very much" not in page and "matters a little" in page and "matters quite a bit" in page


# The child's own page.


def test_the_child_says_it_by_pictures_a_touch_each(as_, cast: Cast, mine: str):
    client = as_(cast.mia_herself)
    first = client.post(mine, {"step": "2"})
    assert first.status_code == 302 and first["Location"] == f"{mine}?ask=matters"
    second = client.post(mine, {"importance": "3"})
    assert second["Location"] == f"{mine}?ask=thanks"
    assert "The grown-ups know." in client.get(second["Location"]).content.decode()
    newest = Voice.objects.first()
    assert newest and (newest.step, newest.importance, newest.member.role) == (2, 3, Role.CHILD)


def test_there_are_three_stones_a_screen_and_the_screen_with_hers_comes_first(as_, cast: Cast, mine: str):
    client = as_(cast.mia_herself)
    assert [stone.step for stone, *_ in client.get(mine).context["stones"]] == [0, 1, 2]
    assert [stone.step for stone, *_ in client.get(f"{mine}?screen=2").context["stones"]] == [3, 4]
    say(cast, cast.mia_herself, 4)
    answer = client.get(mine)
    assert [stone.step for stone, *_ in answer.context["stones"]] == [3, 4] and "?screen=1" in answer.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"step": "5"}, {"step": "-1"}, {"step": "x"}, {"importance": "9"}, {"step": "9" * 99}]
)
def test_a_touch_that_cant_be_read_shows_the_pictures_again(as_, cast: Cast, mine: str, sent: dict[str, str]):
    answer = as_(cast.mia_herself).post(mine, sent)
    assert answer.status_code == 400 and "my-choice" in answer.content.decode() and not Voice.objects.exists()


@pytest.mark.parametrize("screen", ["0", "9", "x", "-1", "²"])
def test_a_screen_that_there_isnt_is_hers(as_, cast: Cast, mine: str, screen: str):
    assert as_(cast.mia_herself).get(mine, {"screen": screen}).status_code == 200


@pytest.mark.parametrize("who", ["ana", "robin", "lopez", "joe"])
def test_the_childs_page_is_the_childs(as_, cast: Cast, mine: str, who: str):
    client = as_(getattr(cast, who))
    assert client.get(mine).status_code == 404 and client.post(mine, {"step": "1"}).status_code == 404


def test_a_stone_that_the_child_lit_has_her_light_on_the_path(as_, cast: Cast, path: str):
    here(cast)
    assert "own-light" not in as_(cast.ana).get(path).content.decode()
    cast.circle_time.stones.filter(step=2).update(lit_by_child_on=dt.date(2026, 5, 1))
    page = as_(cast.ana).get(path).content.decode()
    assert page.count("own-light") == 1 and "Lit by Mia." in page


def test_a_stone_that_goes_dark_again_shows_no_light(as_, cast: Cast, path: str):
    cast.circle_time.stones.filter(step=4).update(lit_by_child_on=dt.date(2026, 5, 1))
    assert "own-light" not in as_(cast.ana).get(path).content.decode()
