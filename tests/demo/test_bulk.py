"""Keeping many moments at once is the same as telling them one by one."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from demo.answers_of_the_demo import MONDAY, child_named
from demo.conftest import EVENING
from pebblepath.apps.goals.models import Stone
from pebblepath.apps.moments.actions import record_moment
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.people.models import AuditLine
from pebblepath.demo.bulk import keep_all
from pebblepath.demo.circles import make_practice
from pebblepath.demo.families import load_practice
from pebblepath.demo.load import SEED, settle_in
from pebblepath.demo.telling import Telling, tellings_of

WHAT = ("id", "child", "goal", "step", "ease", "felt_good", "proud", "help", "asked_break", "words")
WHEN_AND_WHERE = ("happened_at", "day", "time_zone", "setting", "household", "told_by", "told_at", "changed_at")
MOMENT = (*WHAT, *WHEN_AND_WHERE, "removed_at")


class Clock(dt.datetime):
    """A clock that stands where it was put; Django reads it for everything that happens "now"."""

    at: dt.datetime

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
        return cls.at.astimezone(tz)


def tell_one_by_one(tellings: list[Telling], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "datetime", Clock)
        for telling in tellings:
            Clock.at = telling.told_at
            record_moment(telling.access, telling.draft)


def everything() -> dict[str, list[object]]:
    """All that telling leaves behind, in an order that doesn't depend on who wrote it."""
    audit = AuditLine.objects.filter(about="moment").order_by("at")
    return {
        "moments": list(Moment.objects.order_by("id").values_list(*MOMENT)),
        "strategies": sorted(Moment.strategies.through.objects.values_list("moment", "strategy")),
        "stones": list(Stone.objects.order_by("goal", "step").values_list("goal", "step", "lit_on")),
        "victories": sorted(Victory.objects.values_list("moment", "kind")),
        "record": list(audit.values_list("at", "user", "child", "deed", "about", "ref")),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mia", "leo"])
def test_many_at_once_leave_what_one_by_one_would(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = load_practice()
    practice, staff = make_practice(truth, truth.name)
    circle = settle_in(child_named(name), practice, staff, MONDAY)
    tellings = tellings_of(circle, today=MONDAY, until=EVENING, zone=truth.time_zone, seed=SEED)
    with transaction.atomic():
        keep_all(tellings)
        at_once = everything()
        transaction.set_rollback(True)
    tell_one_by_one(tellings, monkeypatch)
    one_by_one = everything()
    assert len(at_once["moments"]) > 150 and len(at_once["victories"]) > 5
    for part in at_once:
        assert at_once[part] == one_by_one[part], part


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_moments_and_another_one_doesn_t() -> None:
    truth = load_practice()
    practice, staff = make_practice(truth, truth.name)
    circle = settle_in(child_named("ava"), practice, staff, MONDAY)
    first, again, other = (
        tellings_of(circle, today=MONDAY, until=EVENING, zone=truth.time_zone, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again != other


@pytest.mark.django_db
def test_nothing_is_told_after_the_present() -> None:
    truth = load_practice()
    practice, staff = make_practice(truth, truth.name)
    circle = settle_in(child_named("ava"), practice, staff, MONDAY)
    noon = EVENING - dt.timedelta(hours=10)
    told = tellings_of(circle, today=MONDAY, until=noon, zone=truth.time_zone, seed=SEED)
    assert max(telling.told_at for telling in told) <= noon
    assert [t.told_at for t in told] == sorted(t.told_at for t in told)
    assert len({t.draft.happened_at for t in told}) == len(told)
