"""A moment belongs to who told it: she alone changes it, takes it back, and puts it back; nothing is ever lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import cheer, put_back, remove_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import Setting


@pytest.fixture
def mums(cast: Cast) -> Moment:
    return tell(
        cast.access(cast.ana),
        cast.circle_time,
        step=3,
        setting=Setting.HOME,
        words="We sang.",
        hours_ago=30,
        strategies=[cast.cushion],
    )


def page(cast: Cast, moment: Moment) -> str:
    return reverse("moment", args=[cast.mia.public_id, moment.pk])


def form_of(client, url: str) -> dict[str, object]:
    """What the open form would send if nothing was changed."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values["when"] = values["when"].strftime("%Y-%m-%dT%H:%M")  # type: ignore[union-attr]
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def lit(goal: Goal) -> list[dt.date | None]:
    return list(goal.stones.values_list("lit_on", flat=True))


def test_who_told_it_can_change_it_and_how_it_stood_is_kept(as_, cast: Cast, mums: Moment):
    client = as_(cast.ana)
    client.post(page(cast, mums), form_of(client, page(cast, mums)) | {"words": "We sang twice.", "step": "4"})
    mums.refresh_from_db()
    assert (mums.words, mums.step) == ("We sang twice.", 4) and list(mums.strategies.all()) == [cast.cushion]
    version = mums.versions.get()
    assert version.by == cast.ana and version.before["words"] == "We sang." and version.before["step"] == 3
    assert version.before["strategies"] == [cast.cushion.public_id]


def test_the_form_holds_all_that_was_told_so_that_one_word_can_be_changed(as_, cast: Cast, mums: Moment):
    client = as_(cast.ana)
    before = Moment.objects.values().get(pk=mums.pk)
    client.post(page(cast, mums), form_of(client, page(cast, mums)))
    after = Moment.objects.values().get(pk=mums.pk)
    assert abs(after.pop("happened_at") - before.pop("happened_at")) < dt.timedelta(minutes=1)
    assert after.pop("changed_at") > before.pop("changed_at") and after == before


def test_how_it_stood_before_is_shown(as_, cast: Cast, mums: Moment):
    client = as_(cast.ana)
    client.post(page(cast, mums), form_of(client, page(cast, mums)) | {"words": "We sang twice."})
    for user in (cast.ana, cast.robin):
        shown = as_(user).get(page(cast, mums)).content.decode()
        assert "How it stood before" in shown and "“We sang.” · stone 4 · " in shown and "changed by Ana" in shown


def test_what_isnt_accepted_in_a_change_is_said_and_stays(as_, cast: Cast, mums: Moment):
    client = as_(cast.ana)
    sent = form_of(client, page(cast, mums)) | {"words": "Next year.", "when": "2999-01-01T10:00"}
    answer = client.post(page(cast, mums), sent)
    assert answer.status_code == 400 and "is still to come" in answer.content.decode()
    assert "Next year." in answer.content.decode() and Moment.objects.get().words == "We sang."


@pytest.mark.parametrize("who", ["robin", "kai", "lopez"])
def test_others_who_read_it_cant_change_it_nor_take_it_back(as_, cast: Cast, mums: Moment, who: str):
    client = as_(getattr(cast, who))
    shown = client.get(page(cast, mums))
    assert shown.status_code == 200 and shown.context["form"] is None and "Take it back" not in shown.content.decode()
    assert client.post(page(cast, mums), {"words": "No.", "step": "0", "setting": "home"}).status_code == 404
    assert client.post(reverse("remove_moment", args=[cast.mia.public_id, mums.pk])).status_code == 404
    assert Moment.objects.get().words == "We sang." and Moment.objects.get().removed_at is None


def test_what_was_taken_back_is_out_of_the_timeline_and_of_the_counts(as_, cast: Cast, mums: Moment):
    others = [tell(cast.access(cast.lopez), cast.circle_time, step=2, hours_ago=h) for h in (50, 60)]
    path = reverse("path", args=[cast.mia.public_id, cast.circle_time.public_id])
    assert "of the last 3 moments" in as_(cast.ana).get(path).content.decode()
    as_(cast.ana).post(reverse("remove_moment", args=[cast.mia.public_id, mums.pk]))
    assert "After three moments" in as_(cast.ana).get(path).content.decode()
    assert "We sang." not in as_(cast.ana).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()
    assert set(Moment.objects.kept()) == set(others)


def test_a_stone_goes_dark_when_the_only_moment_on_it_is_taken_back(cast: Cast, mums: Moment):
    earlier = tell(cast.access(cast.lopez), cast.circle_time, step=2, hours_ago=200)
    assert lit(cast.circle_time) == [earlier.day, earlier.day, earlier.day, mums.day, None]
    remove_moment(cast.access(cast.ana), mums)
    assert lit(cast.circle_time) == [earlier.day, earlier.day, earlier.day, None, None]
    put_back(cast.access(cast.ana), mums)
    assert lit(cast.circle_time) == [earlier.day, earlier.day, earlier.day, mums.day, None]


def test_a_change_of_the_stone_lights_what_was_truly_reached(as_, cast: Cast, mums: Moment):
    client = as_(cast.ana)
    client.post(page(cast, mums), form_of(client, page(cast, mums)) | {"step": "1"})
    assert lit(cast.circle_time) == [mums.day, mums.day, None, None, None]


def test_a_moment_told_late_lights_its_stone_on_its_own_day(cast: Cast, mums: Moment):
    late = tell(cast.access(cast.lopez), cast.circle_time, step=3, hours_ago=24 * 9)
    assert lit(cast.circle_time) == [late.day, late.day, late.day, late.day, None]


def test_who_took_it_back_can_put_it_back(as_, cast: Cast, mums: Moment):
    url = reverse("remove_moment", args=[cast.mia.public_id, mums.pk])
    shown = as_(cast.ana).post(url, follow=True).content.decode()
    assert "You took this moment back. It counts nowhere." in shown and "Put it back" in shown
    assert "It is back." in as_(cast.ana).post(url, follow=True).content.decode()
    assert "We sang." in as_(cast.robin).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()


def test_what_was_taken_back_isnt_found_by_others(as_, cast: Cast, mums: Moment):
    remove_moment(cast.access(cast.ana), mums)
    assert as_(cast.robin).get(page(cast, mums)).status_code == 404


def test_what_was_taken_back_cant_be_cheered(as_, cast: Cast, mums: Moment):
    victory = mums.victories.get()
    remove_moment(cast.access(cast.ana), mums)
    assert as_(cast.robin).post(reverse("cheer", args=[cast.mia.public_id, victory.pk])).status_code == 404


def test_the_history_outlives_the_taking_back(cast: Cast, mums: Moment):
    remove_moment(cast.access(cast.ana), mums)
    assert mums.versions.get().before["words"] == "We sang."


@pytest.mark.parametrize("bad", ["nonsense", "123", "0" * 31, "00000000-0000-0000-0000-000000000000", "x" * 400])
def test_a_moment_that_isnt_one_isnt_found(as_, cast: Cast, bad: str):
    assert as_(cast.ana).get(reverse("moment", args=[cast.mia.public_id, bad])).status_code == 404
    assert as_(cast.ana).post(reverse("remove_moment", args=[cast.mia.public_id, bad])).status_code == 404


# Cheers.


def test_a_cheer_is_given_and_taken_back(as_, cast: Cast, mums: Moment):
    url = reverse("cheer", args=[cast.mia.public_id, mums.victories.get().pk])
    assert "1 cheer: Robin" in as_(cast.robin).post(url, follow=True).content.decode()
    assert "2 cheers: " in as_(cast.lopez).post(url, follow=True).content.decode()
    as_(cast.robin).post(url, {"cheer": "0"})
    assert [member.name for member in mums.victories.get().cheers.all()] == ["Ms. Lopez"]


def test_the_button_says_whether_one_cheers_and_offers_the_other(as_, cast: Cast, mums: Moment):
    url = reverse("cheer", args=[cast.mia.public_id, mums.victories.get().pk])
    cheering, not_yet = 'name="cheer" value="0" aria-pressed="true"', 'name="cheer" value="1" aria-pressed="false"'
    assert cheering in as_(cast.robin).post(url, follow=True).content.decode()
    assert not_yet in as_(cast.robin).post(url, {"cheer": "0"}, follow=True).content.decode()


def test_a_cheer_stays_when_the_moment_is_changed(as_, cast: Cast, mums: Moment):
    cheer(cast.access(cast.robin), mums.victories.get())
    client = as_(cast.ana)
    client.post(page(cast, mums), form_of(client, page(cast, mums)) | {"words": "We sang twice."})
    assert mums.victories.get().cheers.count() == 1


def test_a_change_in_the_same_second_is_newer(cast: Cast, mums: Moment):
    before = mums.changed_at
    remove_moment(cast.access(cast.ana), mums)
    assert mums.changed_at > before and mums.changed_at <= timezone.now()
