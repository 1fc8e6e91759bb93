"""Victories told freely, the river of all of them, and first times that are celebrated once."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, goal_for, tell, two_homes
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import State
from pebblepath.apps.moments.actions import Draft, change_moment, cheer, put_back, remove_moment, tell_victory
from pebblepath.apps.moments.exchange import import_moments
from pebblepath.apps.moments.models import Help, Moment, Victory, VictoryKind
from pebblepath.apps.moments.victories_views import A_PAGE
from pebblepath.apps.moments.victory_forms import USUAL
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import give_consent
from pebblepath.apps.people.models import Child, Scope, Setting
from pebblepath.core.exchange.moments_csv import parse_moments
from pebblepath.core.wording import check
from pebblepath.library.reading import reading_grade


@pytest.fixture
def telling(cast: Cast) -> str:
    return reverse("tell_victory", args=[cast.mia.public_id])


@pytest.fixture
def river(cast: Cast) -> str:
    return reverse("river", args=[cast.mia.public_id])


def sent(**more: str) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "setting": "home", **more}


def told(cast: Cast, hours_ago: float, **said: object) -> Moment:
    return tell(cast.access(cast.ana), cast.circle_time, hours_ago=hours_ago, **{"setting": Setting.HOME, **said})


def won(moment: Moment) -> set[str]:
    return set(moment.victories.values_list("kind", flat=True))


def freely(cast: Cast, user: object, words: str, **more: object) -> Moment:
    """A victory that somebody tells in words."""
    draft = draft_of(None, words=words, ease=None, **more)
    return tell_victory(cast.access(user), draft)[0]  # type: ignore[arg-type]


# Telling one.


@pytest.mark.parametrize("pick", USUAL, ids=[pick.key for pick in USUAL])
def test_one_tap_tells_a_victory(as_, cast: Cast, telling: str, pick):
    page = as_(cast.ana).post(telling, sent(pick=pick.key), follow=True).content.decode()
    moment = Moment.objects.get()
    asked = {VictoryKind.ASKED} if pick.key in {"help", "need"} else set()
    assert won(moment) == {VictoryKind.TOLD} | asked and moment.asked_help == bool(asked)
    assert moment.words == f"{pick.words}." and moment.goal is None
    assert "It lies in the river now." in page and f"<h3>{pick.words}.</h3>" in page


def test_a_path_is_picked_by_one_tap_and_counts_as_no_level(as_, cast: Cast, telling: str):
    as_(cast.ana).post(telling, sent(pick=cast.circle_time.public_id))
    moment = Moment.objects.get()
    assert moment.goal == cast.circle_time and moment.step is None and won(moment) == {VictoryKind.TOLD}
    assert not cast.circle_time.stones.exclude(lit_on=None).exists()


def test_words_alone_tell_one_and_words_beside_a_pick_stay(as_, cast: Cast, telling: str):
    as_(cast.ana).post(telling, sent(words="She waved at the driver."))
    as_(cast.ana).post(telling, sent(words="With the driver.", pick="new", setting="community"))
    newest, first = Moment.objects.order_by("-happened_at")
    assert first.words == "She waved at the driver."
    assert (newest.words, newest.setting) == ("Tried something new. With the driver.", Setting.COMMUNITY)


@pytest.mark.parametrize("who", ["robin", "ana", "lopez", "joe", "mia_herself"])
def test_everybody_who_may_tell_may_tell_one(as_, cast: Cast, telling: str, who: str):
    assert as_(getattr(cast, who)).post(telling, sent(pick="kind")).status_code == 302
    assert Victory.objects.get().moment.told_by.user == getattr(cast, who)


def test_telling_the_same_twice_keeps_one(as_, cast: Cast, telling: str):
    same = sent(pick="kind")
    as_(cast.ana).post(telling, same)
    page = as_(cast.ana).post(telling, same, follow=True).content.decode()
    assert Victory.objects.count() == 1 and "This victory was kept already." in page


def test_an_id_of_somebody_else_is_said_so_and_what_was_typed_stays_under_a_new_one(as_, cast: Cast, telling: str):
    same = sent(words="We sang.")
    as_(cast.lopez).post(telling, same)
    answer = as_(cast.ana).post(telling, same)
    page = answer.content.decode()
    assert answer.status_code == 409 and "We sang." in page and same["id"] not in page
    fresh = re.search(r'name="id" value="([^"]+)"', page)
    assert fresh and as_(cast.ana).post(telling, same | {"id": fresh[1]}).status_code == 302
    assert Victory.objects.count() == 2


def test_nothing_picked_and_nothing_said_is_told_in_words(as_, cast: Cast, telling: str):
    answer = as_(cast.ana).post(telling, sent(words="  "))
    assert answer.status_code == 400 and "Please tap what it was, or say it in a few words." in answer.content.decode()


@pytest.mark.parametrize("pick", ["nonsense", "zzzzzzzzzzzz", "\x01"])
def test_a_pick_that_there_isnt_is_told_in_words_and_what_was_typed_stays(as_, cast: Cast, telling: str, pick: str):
    answer = as_(cast.ana).post(telling, sent(pick=pick, words="We sang.", setting="school"))
    page = answer.content.decode()
    assert answer.status_code == 400 and "can’t be picked here any more" in page and "We sang.</textarea>" in page
    assert not Moment.objects.exists()


def test_only_paths_that_one_may_tell_of_can_be_picked(as_, cast: Cast, telling: str):
    page = as_(cast.lopez).get(telling).content.decode()
    assert "I join circle time, my way" in page and "I zip my jacket" not in page
    assert as_(cast.lopez).post(telling, sent(pick=cast.zip_jacket.public_id)).status_code == 400
    set_state(cast.access(cast.robin), cast.circle_time, State.PAUSED)
    assert as_(cast.lopez).post(telling, sent(pick=cast.circle_time.public_id)).status_code == 400


def test_what_waited_on_a_phone_happened_when_it_was_tapped(as_, cast: Cast, telling: str):
    as_(cast.ana).post(telling, sent(pick="kind"), headers={"X-Waited": "7200"})
    ago = timezone.now() - Moment.objects.get().happened_at
    assert dt.timedelta(hours=2) <= ago < dt.timedelta(hours=2, minutes=1)


def test_no_victory_praises_doing_as_told_and_all_are_plain():
    for pick in USUAL:
        assert reading_grade(f"{pick.words}.") <= 6 and not check(pick.words), pick.words
        assert not re.search(r"listen|obey|still|quiet|eye|follow|good (girl|boy)|behav", pick.words, re.I)


def test_who_told_it_can_change_its_words_and_it_stays_a_victory(as_, cast: Cast):
    for goal in (None, cast.circle_time):
        moment = tell_victory(cast.access(cast.ana), draft_of(goal, step=None, ease=None, words="We sang."))[0]
        url = reverse("moment", args=[cast.mia.public_id, moment.pk])
        changed = {"id": str(moment.pk), "setting": "home", "words": "We danced."}
        assert as_(cast.ana).post(url, changed).status_code == 302
        moment.refresh_from_db()
        assert moment.words == "We danced." and moment.step is moment.ease is None and won(moment) == {"told"}


def test_it_reads_well_in_the_timeline_and_on_the_day(as_, cast: Cast):
    freely(cast, cast.ana, "We sang.")
    for name in ("timeline", "child"):
        page = as_(cast.ana).get(reverse(name, args=[cast.mia.public_id])).content.decode()
        assert "Something good" in page and "Told with joy" in page and "It felt <" not in page


# The river.


def test_the_newest_comes_first_month_by_month(as_, cast: Cast, river: str, now_is):
    now_is(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC))
    for day, words in ((2, "Third."), (30, "Second."), (60, "First.")):
        freely(cast, cast.ana, words, hours_ago=24.0 * day)
    page = as_(cast.ana).get(river).content.decode().partition("</main>")[0]
    read = re.findall(r"<h[23][^>]*>([^<]+)</h[23]>", page)
    assert read == ["November 2026", "Third.", "October 2026", "Second.", "September 2026", "First."]


def test_what_is_no_victory_doesnt_lie_in_it(as_, cast: Cast, river: str):
    told(cast, 5, step=1, words="Just a day.")
    remove_moment(cast.access(cast.ana), told(cast, 4, step=3, words="Taken back."))
    page = as_(cast.ana).get(river).content.decode()
    assert "Just a day." not in page and "Taken back." not in page and "on its way" in page


def test_several_reasons_of_one_moment_are_one_stone(as_, cast: Cast, river: str):
    told(cast, 5, step=3, help=Help.NONE, asked_break=True)
    page = as_(cast.ana).get(river).content.decode()
    assert page.count("river-row ") == 1
    assert all(words in page for words in ("A new stone", "All by myself", "Asked for a break"))


def test_it_can_be_narrowed_to_one_place(as_, cast: Cast, river: str):
    freely(cast, cast.ana, "At home.", setting=Setting.HOME)
    freely(cast, cast.ana, "At school.", setting=Setting.SCHOOL)
    page = as_(cast.ana).get(river, {"setting": "school"}).content.decode()
    assert "<h3>At school.</h3>" in page and "<h3>At home.</h3>" not in page
    assert "No victory there yet." in as_(cast.ana).get(river, {"setting": "clinic"}).content.decode()
    assert "<h3>At home.</h3>" in as_(cast.ana).get(river, {"setting": "the moon"}).content.decode()


def test_older_ones_are_one_tap_away_and_none_is_shown_twice_or_left_out(as_, cast: Cast, river: str):
    for n in range(2 * A_PAGE + 1):
        freely(cast, cast.ana, f"Victory {n}.", setting=Setting.HOME, hours_ago=1.0 + n // 3)
    url, read = f"{river}?setting=home", []
    while url:
        page = as_(cast.ana).get(url).content.decode()
        read += re.findall(r"<h3>(Victory \d+)\.</h3>", page)
        older = re.search(r'href="(\?[^"]+)">Older victories', page)
        url = river + older[1].replace("&amp;", "&") if older else ""
    assert sorted(read) == sorted(f"Victory {n}" for n in range(2 * A_PAGE + 1))


def test_each_can_be_cheered_in_the_river_and_one_stays_there(as_, cast: Cast, river: str):
    victory = freely(cast, cast.ana, "We sang.").victories.get()
    url = reverse("cheer", args=[cast.mia.public_id, victory.pk])
    answer = as_(cast.robin).post(url, {"river": "1"})
    assert answer["Location"] == river and victory.cheers.get().user == cast.robin
    assert "1 cheer: Robin" in as_(cast.ana).get(river).content.decode()


def test_a_stone_that_the_child_lit_says_so(as_, cast: Cast, river: str):
    told(cast, 5, step=3)
    assert "Mia lit this stone." not in as_(cast.ana).get(river).content.decode()
    cast.circle_time.stones.filter(step=3).update(lit_by_child_on=timezone.localdate())
    assert "Mia lit this stone." in as_(cast.ana).get(river).content.decode()


def test_a_teacher_reads_only_victories_of_what_was_shared(as_, cast: Cast, river: str):
    ana = cast.access(cast.ana)
    tell(ana, cast.zip_jacket, step=4, words="At the zip.")
    tell(ana, cast.circle_time, step=4, words="In the circle.")
    freely(cast, cast.ana, "Just for us.")
    page = as_(cast.lopez).get(river).content.decode()
    assert "In the circle." in page and "At the zip." not in page and "Just for us." not in page


def test_what_was_won_in_the_other_home_is_read_only_where_that_was_agreed(as_, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    dads = get_access_for(dad.user, cast.leo.public_id)  # type: ignore[arg-type]
    tell_victory(dads, draft_of(None, ease=None, words="At Dad's.", setting=Setting.HOME))
    url = reverse("river", args=[cast.leo.public_id])
    assert "At Dad" not in as_(mum.user).get(url).content.decode()
    give_consent(dad.user, mum, Scope.OTHER_HOME)  # type: ignore[arg-type]
    assert "At Dad&#x27;s." in as_(mum.user).get(url).content.decode()


def test_the_river_takes_few_queries_and_no_more_with_more_in_it(as_, cast: Cast, river: str, queries):
    client, counts = as_(cast.ana), []
    for many in (2, A_PAGE):
        for n in range(many):
            moment = told(cast, 200 - n, step=4 if n % 2 else 3, asked_break=True)
            cheer(cast.access(cast.robin), moment.victories.get(kind="asked"))
        client.get(river)
        counts.append(queries(client, river))
    assert counts[1] <= counts[0] <= 15


# First times are celebrated once, whatever is changed, taken back, or brought in.


def test_changing_an_earlier_day_that_was_told_later_makes_no_second_new_stone(cast: Cast):
    first, late = told(cast, 10, step=3), told(cast, 50, step=3)
    assert (won(first), won(late)) == ({"new_stone"}, set())
    change_moment(cast.access(cast.ana), late, draft_of(cast.circle_time, hours_ago=50, step=3, setting=Setting.HOME))
    assert (won(first), won(late)) == ({"new_stone"}, set())


def test_changing_it_makes_no_second_new_place_nor_a_second_by_herself(cast: Cast):
    told(cast, 90, step=2)
    said = {"step": 2, "setting": Setting.SCHOOL, "help": Help.NONE}
    first = told(cast, 10, **said)
    late = told(cast, 50, **said)
    assert won(first) == {"new_place", "by_self"} and won(late) == set()
    change_moment(cast.access(cast.ana), late, draft_of(cast.circle_time, hours_ago=50, **said))
    assert won(first) == {"new_place", "by_self"} and won(late) == set()


def test_what_was_celebrated_keeps_its_victories_when_its_words_are_changed(cast: Cast):
    said = {"step": 4, "setting": Setting.SCHOOL, "help": Help.NONE}
    told(cast, 90, step=2)
    moment = told(cast, 10, **said)
    before = won(moment)
    change_moment(cast.access(cast.ana), moment, draft_of(cast.circle_time, hours_ago=10, words="Yes!", **said))
    assert before == {"new_stone", "new_place", "by_self"} == won(moment)


def test_what_is_put_back_isnt_celebrated_twice(cast: Cast):
    ana = cast.access(cast.ana)
    first = told(cast, 50, step=3)
    remove_moment(ana, first)
    second = told(cast, 10, step=3)
    put_back(ana, first)
    assert (won(first), won(second)) == (set(), {"new_stone"})
    third = told(cast, 5, step=4)
    remove_moment(ana, third)
    put_back(ana, third)
    assert won(third) == {"new_stone"}


def test_twice_in_a_row_after_a_hard_spell_is_found_among_real_moments(cast: Cast):
    for hours in (99, 98):
        told(cast, hours, step=3)
    for hours in range(90, 85, -1):
        told(cast, hours, step=1)
    once = told(cast, 20, step=3)
    twice = told(cast, 19, step=3)
    thrice = told(cast, 18, step=3)
    assert (won(once), won(twice), won(thrice)) == (set(), {"again"}, set())


def test_keeping_a_moment_asks_for_what_was_before_in_few_queries(cast: Cast):
    for hours in range(60, 20, -1):
        told(cast, hours, step=hours % 3)
    draft = draft_of(cast.circle_time, hours_ago=5, step=4, help=Help.NONE)
    with CaptureQueriesContext(connection) as seen:
        tell_victory(cast.access(cast.ana), draft)
    assert len([q for q in seen if "FROM" in q["sql"] and "moments_" in q["sql"]]) <= 8


HEADER = "when,setting,observer,outcome,strategies\n"


def bring_in(cast: Cast, lines: str, child: Child | None = None) -> dict[str, set[str]]:
    """What is celebrated of a file, by its days."""
    robin = cast.access(cast.robin, child or cast.leo)
    goal = robin.child.goals.first() or goal_for(robin, "Leo's")
    import_moments(robin, goal, parse_moments(HEADER + lines).moments)
    return {str(moment.day): won(moment) for moment in goal.moments.order_by("happened_at") if won(moment)}


def test_moments_from_a_file_are_celebrated_in_the_order_of_their_days(cast: Cast):
    lines = "2026-01-09,home,Mum,3,\n2026-01-05,home,Mum,2,\n2026-01-07,home,Mum,2,\n2026-01-11,school,Mum,3,\n"
    assert bring_in(cast, lines) == {
        "2026-01-05": {"new_stone"}, "2026-01-09": {"new_stone"}, "2026-01-11": {"new_place"},
    }  # fmt: skip


def test_a_longer_file_celebrates_no_first_time_again(cast: Cast):
    bring_in(cast, "2026-01-09,home,Mum,3,\n")
    assert bring_in(cast, "2026-01-09,home,Mum,3,\n2026-01-02,home,Mum,3,\n2026-01-12,home,Mum,4,\n") == {
        "2026-01-09": {"new_stone"}, "2026-01-12": {"new_stone"},
    }  # fmt: skip


def test_what_was_told_by_hand_keeps_its_victory_beside_a_file(cast: Cast):
    robin = cast.access(cast.robin, cast.leo)
    goal = goal_for(robin, "Leo's")
    by_hand = tell(robin, goal, step=3)
    bring_in(cast, "2026-01-09,home,Mum,3,\n")
    assert won(by_hand) == {"new_stone"} and Victory.objects.count() == 1


def test_what_a_paper_tells_of_a_child_long_ago_isnt_cheered(cast: Cast):
    Child.objects.filter(pk=cast.leo.pk).update(source="A paper.")
    cast.leo.refresh_from_db()
    assert bring_in(cast, "2026-01-09,home,Mum,3,\n") == {}


def test_a_large_file_is_celebrated_in_three_queries(cast: Cast):
    robin = cast.access(cast.robin, cast.leo)
    goal = goal_for(robin, "Leo's")
    days = "\n".join(f"{dt.date(2024, 1, 1) + dt.timedelta(days=n)},home,Mum,{n % 5},S" for n in range(600))
    with CaptureQueriesContext(connection) as seen:
        import_moments(robin, goal, parse_moments(f"{HEADER}{days}\n").moments)
    assert sum("moments_victory" in query["sql"] for query in seen) <= 2 and Victory.objects.count() >= 3


def test_a_draft_without_anything_is_still_a_victory_that_was_told(cast: Cast):
    draft = Draft(id=uuid.uuid4(), happened_at=timezone.now(), time_zone="UTC", setting=Setting.HOME)
    assert won(tell_victory(cast.access(cast.ana), draft)[0]) == {"told"}
