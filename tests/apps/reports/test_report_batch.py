"""Reports for all children of a therapist in one go: who gets a draft, who doesn't and why, and one by one to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell
from pebblepath.apps.people.actions import NotPossible, take_back_consent
from pebblepath.apps.people.models import Child, Scope
from pebblepath.apps.reports import batch as batches
from pebblepath.apps.reports.batch import (
    NO_GOAL,
    NOTHING_TOLD,
    STALLED,
    begin_batch,
    draft_batch,
    next_to_sign,
    to_sign,
)
from pebblepath.apps.reports.models import Batch, BatchRow, Report
from pebblepath.apps.reports.report_actions import Written, keep_report, sign_report

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]
MonkeyPatch = pytest.MonkeyPatch


def begun(cast: Cast, kind: str = "school") -> Batch:
    today = cast.mia.today()
    return begin_batch(
        cast.robin, cast.practice, kind, today - dt.timedelta(days=30), today, form_name="IEP report", asked={}
    )


def rows(batch: Batch) -> dict[str, BatchRow]:
    return {row.child.name: row for row in batch.rows.select_related("child", "report")}


@pytest.fixture
def told(cast: Cast) -> None:
    """Mia has seven moments in four weeks, Leo a goal and no moment."""
    for n in range(7):
        tell(cast.access(cast.lopez), cast.circle_time, hours_ago=96 * n + 1)
    goal_for(cast.access(cast.robin, cast.leo), "I zip")


def test_each_child_gets_a_draft_or_a_reason(cast: Cast, told: None):
    batch = begun(cast)
    draft_batch.func(batch.pk)
    found = rows(batch)
    assert set(found) == {"Mia", "Leo"}
    assert found["Mia"].report and found["Mia"].report.kind == "school"
    assert found["Mia"].why == "Too little was told to say how it goes: I zip my jacket."
    assert (found["Leo"].report, found["Leo"].why) == (None, NOTHING_TOLD)
    batch.refresh_from_db()
    assert batch.ended_at


def test_a_child_without_a_goal_is_named_with_the_reason(cast: Cast):
    batch = begun(cast)
    draft_batch.func(batch.pk)
    assert rows(batch)["Leo"].why == NO_GOAL


def test_a_batch_that_runs_twice_drafts_once(cast: Cast, told: None):
    batch = begun(cast)
    draft_batch.func(batch.pk)
    draft_batch.func(batch.pk)
    again = begun(cast)
    draft_batch.func(again.pk)
    assert Report.objects.count() == 1
    assert rows(again)["Mia"].why == "It was there already."


def test_the_same_batch_asked_for_twice_is_one(cast: Cast, told: None):
    assert begun(cast).pk == begun(cast).pk
    assert BatchRow.objects.count() == 2


def breaking_for(child: Child, error: BaseException) -> Callable[..., object]:
    """Drafting as it is, but for one child."""
    real = batches.drafted

    def breaks(access, *args, **asked):  # type: ignore[no-untyped-def]
        if access.child == child:
            raise error
        return real(access, *args, **asked)

    return breaks


def test_a_draft_that_breaks_off_stops_no_other_childs(
    cast: Cast, told: None, monkeypatch: MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    tell(cast.access(cast.robin, cast.leo), cast.leo.goals.get())
    batch = begun(cast)
    monkeypatch.setattr(batches, "drafted", breaking_for(cast.leo, ZeroDivisionError("no such median")))
    draft_batch.func(batch.pk)  # Leo comes before Mia
    found = rows(batch)
    assert found["Leo"].failed and found["Leo"].done_at and not found["Leo"].report
    assert found["Mia"].report and not found["Mia"].failed
    batch.refresh_from_db()
    assert batch.ended_at
    (line,) = [line for line in caplog.records if line.name.endswith("reports.batch")]
    assert cast.leo.public_id in line.getMessage() and line.exc_info
    assert "Leo" not in line.getMessage()


def test_the_page_names_the_child_whose_draft_broke_off_and_it_can_be_tried_again(
    cast: Cast, told: None, as_: SignIn, monkeypatch: MonkeyPatch, queries: Queries
):
    batch = begun(cast)
    page = reverse("report_batch", args=[batch.public_id])
    with monkeypatch.context() as broken:
        broken.setattr(batches, "drafted", breaking_for(cast.mia, ZeroDivisionError()))
        draft_batch.func(batch.pk)
    text = as_(cast.robin).get(page).content.decode()
    assert "These drafts couldn’t be made." in text
    assert f"{reverse('new_report', args=[cast.mia.public_id])}?kind=school" in text
    assert NOTHING_TOLD in text  # Leo's reason stands apart
    assert queries(as_(cast.robin), page) <= 15
    assert as_(cast.kai).post(page).status_code == 404
    assert as_(cast.robin).post(page)["Location"] == page
    batch.refresh_from_db()
    assert batch.ended_at is None and not rows(batch)["Mia"].done_at and rows(batch)["Leo"].done_at
    draft_batch.func(batch.pk)
    assert rows(batch)["Mia"].report
    assert "couldn’t be made" not in as_(cast.robin).get(page).content.decode()


def test_trying_again_where_nothing_broke_off_changes_nothing(cast: Cast, told: None, as_: SignIn):
    batch = begun(cast)
    draft_batch.func(batch.pk)
    before = {name: row.done_at for name, row in rows(batch).items()}
    as_(cast.robin).post(reverse("report_batch", args=[batch.public_id]))
    batch.refresh_from_db()
    assert batch.ended_at and {name: row.done_at for name, row in rows(batch).items()} == before


def test_what_stopped_halfway_goes_on_where_it_stopped(cast: Cast, told: None, monkeypatch: MonkeyPatch):
    batch = begun(cast)
    real = batches.drafted
    monkeypatch.setattr(batches, "drafted", breaking_for(cast.mia, KeyboardInterrupt()))  # the machine goes off
    with pytest.raises(KeyboardInterrupt):
        draft_batch.func(batch.pk)
    found = rows(batch)
    assert found["Leo"].done_at and not found["Mia"].done_at
    monkeypatch.setattr(batches, "drafted", real)
    draft_batch.func(batch.pk)
    assert rows(batch)["Mia"].report and rows(batch)["Leo"].done_at == found["Leo"].done_at


def test_only_children_for_whom_one_writes_are_in_a_batch(cast: Cast, told: None):
    member = cast.access(cast.robin, cast.leo).member
    take_back_consent(cast.robin, member.consents.get(scope=Scope.PLAY))
    Child.objects.filter(pk=cast.omar.pk).update(practice=cast.practice)
    assert set(rows(begun(cast))) == {"Mia"}


def test_who_writes_for_nobody_is_told_so(cast: Cast):
    with pytest.raises(NotPossible, match="no child here for whom you write"):
        begin_batch(
            cast.nina, cast.practice, "school", dt.date(2026, 1, 1), dt.date(2026, 2, 1), form_name="", asked={}
        )


def test_somebody_who_lost_a_child_meanwhile_gets_no_report_of_her(cast: Cast, told: None):
    batch = begun(cast)
    member = cast.access(cast.robin).member
    take_back_consent(cast.robin, member.consents.get(scope=Scope.PLAY))
    draft_batch.func(batch.pk)
    assert rows(batch)["Mia"].why == "You don’t write reports for this child any more."
    assert not Report.objects.exists()


def test_progress_is_shown_and_dropped_work_is_taken_up_again(
    cast: Cast, told: None, as_: SignIn, now_is: Callable[[dt.datetime], None], monkeypatch: MonkeyPatch
):
    batch = begun(cast)
    page = reverse("report_batch", args=[batch.public_id])
    text = as_(cast.robin).get(page).content.decode()
    assert "0 of 2 children" in text and 'hx-trigger="every 2s"' in text
    asked: list[int] = []
    monkeypatch.setattr(type(draft_batch), "enqueue", lambda self, key: asked.append(key))
    now_is(timezone.now() + STALLED + dt.timedelta(seconds=1))
    as_(cast.robin).get(page)
    as_(cast.robin).get(page)
    assert asked == [batch.pk]


def test_a_finished_batch_says_who_has_none_and_why(cast: Cast, told: None, as_: SignIn, queries: Queries):
    batch = begun(cast)
    draft_batch.func(batch.pk)
    page = reverse("report_batch", args=[batch.public_id])
    text = as_(cast.robin).get(page).content.decode()
    assert "1 of 2 children have a draft" in text and NOTHING_TOLD in text and "every 2s" not in text
    assert queries(as_(cast.robin), page) <= 15
    assert as_(cast.kai).get(page).status_code == 404


def test_drafts_are_signed_one_after_the_other_and_never_unread(cast: Cast, told: None, as_: SignIn):
    tell(cast.access(cast.robin, cast.leo), cast.leo.goals.get())
    batch = begun(cast)
    draft_batch.func(batch.pk)
    assert [report.child.name for report in to_sign(cast.robin)] == ["Leo", "Mia"]
    leo, mia = to_sign(cast.robin)
    answer = as_(cast.robin).post(
        reverse("report", args=[leo.child.public_id, leo.public_id]),
        {"act": "sign", "stands": ["need"], "go_on": "yes"},
    )
    assert answer["Location"] == reverse("report", args=[mia.child.public_id, mia.public_id])
    assert [report.child.name for report in to_sign(cast.robin)] == ["Mia"]
    kept = keep_report(cast.access(cast.robin), mia, Written(stands=["need"]))
    sign_report(cast.access(cast.robin), kept)
    assert next_to_sign(cast.robin, after=mia) is None


def test_the_page_for_all_begins_a_batch_and_keeps_to_few_queries(
    cast: Cast, told: None, as_: SignIn, queries: Queries
):
    page, today = reverse("all_reports"), cast.mia.today()
    sent = {"kind": "payer", "first": today - dt.timedelta(days=9), "last": today, "t_score": "on"}
    answer = as_(cast.robin).post(page, sent)
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("report_batch", args=[batch.public_id])
    assert (batch.kind, batch.form_name, batch.asked) == (
        "payer", "Occupational therapy progress report", {"t_score": True, "weights": "equal"}
    )  # fmt: skip
    draft_batch.func(batch.pk)
    assert queries(as_(cast.robin), page) <= 15
    assert as_(cast.ana).get(page).status_code == 404
