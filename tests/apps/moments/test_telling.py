from __future__ import annotations

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, make_cast, tell
from pebblepath.apps.moments import actions
from pebblepath.apps.moments.actions import record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Practice
from pebblepath.apps.understanding.actions import give_card
from pebblepath.library import load_library


def url(cast: Cast, goal: str = "") -> str:
    return reverse("tell_goal", args=[cast.mia.public_id, goal or cast.circle_time.public_id])


def told(**changed: object) -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "setting": "school", "step": "3", **changed}


def test_a_moment_takes_a_stone_and_nothing_else(as_, cast: Cast):
    client = as_(cast.ana)
    form = client.get(url(cast)).context["form"]
    answer = client.post(url(cast), {"id": form["id"].value(), "setting": form["setting"].value(), "step": "3"})
    assert answer["Location"] == reverse("child", args=[cast.mia.public_id])
    moment = Moment.objects.get()
    assert (moment.step, moment.setting, moment.told_by.user) == (3, "home", cast.ana)
    assert str(moment.id) == str(form["id"].value()) and abs(moment.happened_at - timezone.now()).seconds < 60


@pytest.mark.parametrize(("who", "setting"), [("robin", "clinic"), ("lopez", "school"), ("ana", "home")])
def test_the_form_begins_with_the_place_where_the_person_usually_is(as_, cast: Cast, who: str, setting: str):
    form = as_(getattr(cast, who)).get(url(cast)).context["form"]
    assert form["setting"].value() == setting


def test_everything_that_may_be_told_is_kept(as_, cast: Cast):
    more = {"felt_good": "2", "proud": "on", "help": "0", "asked_break": "on", "words": "She sang! 🎵"}
    as_(cast.lopez).post(url(cast), told(strategies=[cast.cushion.public_id], **more))
    moment = Moment.objects.get()
    assert (moment.felt_good, moment.proud, moment.help, moment.asked_break) == (2, True, 0, True)
    assert moment.words == "She sang! 🎵" and list(moment.strategies.all()) == [cast.cushion]


def test_what_wasnt_told_stays_open(as_, cast: Cast):
    as_(cast.lopez).post(url(cast), told())
    moment = Moment.objects.get()
    assert (moment.felt_good, moment.proud, moment.help) == (None, None, None) and not moment.asked_break


def test_a_moment_without_a_goal_says_how_it_went(as_, cast: Cast):
    as_(cast.joe).post(url(cast, "any"), {"id": str(uuid.uuid4()), "setting": "community", "ease": "4"})
    moment = Moment.objects.get()
    assert moment.goal is None and moment.ease == 4


def test_a_double_submit_makes_one_moment(as_, cast: Cast):
    same = told(words="Once.")
    first = as_(cast.ana).post(url(cast), same, follow=True).content.decode()
    second = as_(cast.ana).post(url(cast), same, follow=True).content.decode()
    assert Moment.objects.count() == 1
    assert "Kept. Thank you for telling." in first and "This moment was kept already." in second


def test_a_submit_that_comes_late_changes_nothing(as_, cast: Cast):
    same = told()
    as_(cast.ana).post(url(cast), {**same, "step": "3"})
    as_(cast.ana).post(url(cast), {**same, "step": "4"})
    assert Moment.objects.get().step == 3


def test_two_submits_at_the_same_instant_make_one_moment(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    ana, draft = cast.access(cast.ana), draft_of(cast.circle_time)
    record_moment(ana, draft)
    # The second looked before the first was kept: it finds nothing, and then the database has it already.
    look, too_early = actions._had, iter([True])
    monkeypatch.setattr(actions, "_had", lambda *asked: None if next(too_early, False) else look(*asked))
    moment, new = record_moment(ana, draft)
    assert (moment.id, new, Moment.objects.count()) == (draft.id, False, 1)


def test_an_id_that_somebody_else_used_is_refused_in_words_and_nothing_is_lost(as_, cast: Cast):
    theirs = tell(cast.access(cast.lopez), cast.circle_time, words="Hers.")
    answer = as_(cast.ana).post(url(cast), told(id=str(theirs.id), words="Mine, typed with one thumb."))
    page = answer.content.decode()
    assert answer.status_code == 409 and "couldn&#x27;t be kept under its number" in page
    assert "Mine, typed with one thumb." in page and Moment.objects.get().words == "Hers."
    assert str(theirs.id) not in page
    again = answer.context["form"]
    as_(cast.ana).post(url(cast), {name: again[name].value() or "" for name in ("id", "setting", "step", "words")})
    assert Moment.objects.count() == 2


def test_an_id_that_somebody_else_used_changes_nothing(cast: Cast):
    draft = draft_of(cast.circle_time)
    record_moment(cast.access(cast.lopez), draft)
    with pytest.raises(NotPossible):
        record_moment(cast.access(cast.ana), draft)


def test_the_same_person_cant_move_a_moment_to_another_child_by_its_id(cast: Cast):
    draft = draft_of(None)
    record_moment(cast.access(cast.robin), draft)
    with pytest.raises(NotPossible):
        record_moment(cast.access(cast.robin, cast.leo), draft)


# When it was.


def local(cast: Cast, zone: str) -> None:
    Practice.objects.filter(pk=cast.practice.pk).update(time_zone=zone)


def test_a_moment_late_in_the_evening_belongs_to_the_day_where_it_happened(as_, cast: Cast):
    late = told(time_zone="America/Chicago", when="2026-03-03T23:30")
    as_(cast.ana).post(url(cast), late)
    moment = Moment.objects.get()
    assert moment.day == dt.date(2026, 3, 3)
    assert moment.happened_at == dt.datetime(2026, 3, 4, 5, 30, tzinfo=dt.UTC)
    assert (
        "Tuesday 3 March 2026"
        in as_(cast.ana).get(reverse("moment", args=[cast.mia.public_id, moment.pk])).content.decode()
    )


def test_a_moment_told_now_belongs_to_the_day_where_the_phone_is(as_, cast: Cast, now_is):
    now_is(dt.datetime(2026, 3, 4, 5, 30, tzinfo=dt.UTC))
    as_(cast.ana).post(url(cast), told(time_zone="America/Chicago"))
    as_(cast.ana).post(url(cast), told(time_zone="Asia/Tokyo"))
    assert set(Moment.objects.values_list("day", flat=True)) == {dt.date(2026, 3, 3), dt.date(2026, 3, 4)}


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 300])
def test_a_time_zone_we_dont_know_becomes_the_practices(as_, cast: Cast, zone: str):
    local(cast, "America/Chicago")
    as_(cast.ana).post(url(cast), told(time_zone=zone))
    assert Moment.objects.get().time_zone == "America/Chicago"


def test_what_is_still_to_come_is_explained_and_nothing_typed_is_lost(as_, cast: Cast, now_is):
    now_is(dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC))
    answer = as_(cast.ana).post(
        url(cast), told(when="2026-03-05T08:00", words="Tomorrow's song.", time_zone="America/Chicago")
    )
    page = answer.content.decode()
    assert answer.status_code == 400 and not Moment.objects.exists()
    assert "5 March 2026, 08:00 is still to come (here it is 4 March, 09:00)." in page
    assert "Please give a time up to now, or leave it open." in page
    assert "Tomorrow&#x27;s song." in page and 'value="2026-03-05T08:00"' in page
    assert answer.context["form"]["step"].value() == "3"


def test_a_clock_that_is_a_little_fast_is_forgiven(as_, cast: Cast):
    soon = (timezone.now() + dt.timedelta(minutes=4)).strftime("%Y-%m-%dT%H:%M")
    assert as_(cast.ana).post(url(cast), told(when=soon, time_zone="UTC")).status_code == 302
    assert Moment.objects.get().happened_at <= timezone.now()


def test_a_day_before_the_child_was_born_is_explained(as_, cast: Cast):
    cast.mia.born = dt.date(2020, 5, 1)
    cast.mia.save()
    answer = as_(cast.ana).post(url(cast), told(when="2019-05-01T08:00"))
    assert answer.status_code == 400 and "1 May 2019 is too long ago. Please check the year." in answer.content.decode()


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "1066-10-14T09:00", "9999-12-31T23:59"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_year_far_off_is_explained_in_every_zone(as_, cast: Cast, when: str, zone: str):
    assert as_(cast.ana).post(url(cast), told(when=when, time_zone=zone)).status_code == 400


@pytest.mark.parametrize("when", ["yesterday", "2026-02-30T10:00", "12/31"])
def test_a_time_that_isnt_one_is_explained_and_stays(as_, cast: Cast, when: str):
    answer = as_(cast.ana).post(url(cast), told(when=when, words="Kept?"))
    assert answer.status_code == 400 and "Enter a valid date/time." in answer.content.decode()
    assert when in answer.content.decode() and "Kept?" in answer.content.decode()


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (45, "Your phone&#x27;s clock is 45 minutes ahead. We kept the moment with our time."),
        (-180, "Your phone&#x27;s clock is 3 hours behind."),
    ],
)
def test_a_clock_that_is_off_is_told(as_, cast: Cast, minutes: int, says: str):
    clock = (timezone.now() + dt.timedelta(minutes=minutes)).isoformat()
    page = as_(cast.ana).post(url(cast), told(phone_clock=clock), follow=True).content.decode()
    assert says in page and abs(Moment.objects.get().happened_at - timezone.now()) < dt.timedelta(minutes=1)


def test_a_clock_that_is_right_is_passed_over(as_, cast: Cast):
    page = as_(cast.ana).post(url(cast), told(phone_clock=timezone.now().isoformat()), follow=True).content.decode()
    assert "clock" not in page


@pytest.mark.parametrize("clock", ["nonsense", "99999-01-01", "a\x00b"])
def test_a_clock_that_cant_be_read_doesnt_stop_a_moment(as_, cast: Cast, clock: str):
    assert as_(cast.ana).post(url(cast), told(phone_clock=clock)).status_code == 302


# What isn't accepted.


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"step": ""}, "Please tap the stone that fits best."),
        ({"step": "7"}, "7 is not one of the available choices"),
        ({"step": "9" * 40}, "is not one of the available choices"),
        ({"setting": "moon"}, "moon is not one of the available choices"),
        ({"words": "x" * 601}, "at most 600 characters"),
        ({"words": "a\x00b"}, "Null characters are not allowed"),
        ({"strategies": ["zzzzzzzzzzzz"]}, "zzzzzzzzzzzz is not one of the available choices"),
        ({"help": "9"}, "9 is not one of the available choices"),
        ({"felt_good": "9"}, "9 is not one of the available choices"),
        ({"id": "not a uuid"}, "Enter a valid UUID"),
        ({"id": ""}, "This field is required"),
    ],
)
def test_what_isnt_accepted_is_said_and_what_was_typed_stays(as_, cast: Cast, changed: dict[str, object], says: str):
    answer = as_(cast.lopez).post(url(cast), {**told(words="Typed with one thumb."), **changed})
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and not Moment.objects.exists()
    assert str(changed.get("words", "Typed with one thumb."))[:1] in page


def test_a_strategy_of_another_child_isnt_accepted(as_, cast: Cast):
    leos = give_card(cast.access(cast.robin, cast.leo), load_library().strategies["wobble-cushion"])
    assert as_(cast.robin).post(url(cast), told(strategies=[leos.public_id])).status_code == 400


def test_words_are_shown_as_words_never_as_markup(as_, cast: Cast):
    as_(cast.ana).post(url(cast), told(words="<b onclick=x>so loud</b>"))
    page = as_(cast.ana).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()
    assert "<b onclick" not in page and "&lt;b onclick=x&gt;so loud" in page


def test_a_page_that_grew_too_old_to_send_is_told_kindly(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    answer = client.post(url(cast), told())
    assert answer.status_code == 403 and "That page has grown old" in answer.content.decode()
    assert not Moment.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time anyway")
def test_ten_submits_at_once_make_one_moment():
    cast = make_cast()
    ana, draft = cast.access(cast.ana), draft_of(cast.circle_time)

    def once(_: int) -> bool:
        try:
            return record_moment(ana, draft)[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(once, range(10))) == 1
    assert Moment.objects.count() == 1
