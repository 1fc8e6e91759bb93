"""Reports for all children of one therapist in one go. They are drafts: each is read and signed by itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, open_places, places_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Practice, User
from pebblepath.apps.play.notes import writes_notes
from pebblepath.apps.reports.models import Batch, BatchRow, Report
from pebblepath.apps.reports.report_actions import drafted, keep_new

logger = logging.getLogger(__name__)

# Work that the machine dropped is taken up again after so long without a child being done.
STALLED = dt.timedelta(minutes=2)
NO_GOAL = "No goal is on the way, so there is nothing to report."
NOTHING_TOLD = "Nothing was told about the goals in these days, so there is nothing to report."


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    batch: Batch
    rows: list[BatchRow]

    @property
    def done(self) -> int:
        """How many children were looked at."""
        return sum(row.done_at is not None for row in self.rows)

    @property
    def drafted(self) -> list[BatchRow]:
        """The children who have a report."""
        return [row for row in self.rows if row.report_id]

    @property
    def without(self) -> list[BatchRow]:
        """The children who have none, and it is known why."""
        return [row for row in self.rows if row.done_at and not row.report_id and not row.failed]

    @property
    def failed(self) -> list[BatchRow]:
        """The children whose draft broke off; the reason is in the log."""
        return [row for row in self.rows if row.failed]

    @property
    def to_sign(self) -> int:
        """How many of the drafts still wait for a signature."""
        return sum(row.report is not None and row.report.signed_at is None for row in self.drafted)


def writers_places(user: User, practice: Practice) -> list[Access]:
    """The children of a practice for whom somebody writes, studies left out; two queries."""
    return [
        access
        for access in open_places(user, places_of(user))
        if writes_notes(access) and access.child.practice_id == practice.pk and not access.child.source
    ]


@transaction.atomic
def begin_batch(
    user: User, practice: Practice, kind: str, first: dt.date, last: dt.date, *, form_name: str, asked: dict[str, Any]
) -> Batch:
    """Put all children of a therapist on the worker's list; asked twice for the same, it is one batch.

    Raises:
        NotPossible: there is no child for whom this person writes.
    """
    places = writers_places(user, practice)
    if not places:
        raise NotPossible("There is no child here for whom you write reports.")
    same = Batch.objects.filter(practice=practice, by=user, kind=kind, first=first, last=last, ended_at=None).first()
    batch = same or Batch.objects.create(
        practice=practice, by=user, kind=kind, first=first, last=last, form_name=form_name, asked=asked
    )
    known = set(batch.rows.values_list("child_id", flat=True))
    BatchRow.objects.bulk_create(
        BatchRow(batch=batch, child=access.child) for access in places if access.child.pk not in known
    )
    audit.record(user, Deed.ADDED, "report_batch", ref=batch.public_id)
    transaction.on_commit(lambda: draft_batch.enqueue(batch.pk))
    return batch


@task()
def draft_batch(batch_id: int) -> None:
    """Draft what isn't drafted yet; doing it twice does no harm, and what stopped halfway goes on where it stopped.

    A child whose draft breaks off is marked as such, and the others are drafted all the same.
    """
    batch = Batch.objects.select_related("practice", "by").get(pk=batch_id)
    places = {access.child.pk: access for access in writers_places(batch.by, batch.practice)}
    for row in batch.rows.filter(done_at=None).select_related("child__practice"):
        try:
            _draft_one(batch, row, places.get(row.child_id))
        except Exception:  # whatever it is, the other children aren't to wait for it
            logger.exception("drafting for %s in batch %s broke off", row.child.public_id, batch.public_id)
            batch.rows.filter(pk=row.pk, done_at=None).update(failed=True, done_at=timezone.now())
    Batch.objects.filter(pk=batch.pk, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def _draft_one(batch: Batch, row: BatchRow, access: Access | None) -> None:
    row = BatchRow.objects.select_for_update().get(pk=row.pk)
    if row.done_at:
        return
    if access is None:
        row.why = "You don’t write reports for this child any more."
    else:
        row.report, row.why = _report_for(batch, access)
    row.done_at = timezone.now()
    row.save()


@transaction.atomic
def try_again(batch: Batch) -> None:
    """Put the children whose draft broke off on the worker's list once more; where none did, nothing happens."""
    if batch.rows.filter(failed=True).update(failed=False, done_at=None):
        Batch.objects.filter(pk=batch.pk).update(ended_at=None, asked_again_at=timezone.now())
        audit.record(batch.by, Deed.CHANGED, "report_batch", ref=batch.public_id)
        transaction.on_commit(lambda: draft_batch.enqueue(batch.pk))


def _report_for(batch: Batch, access: Access) -> tuple[Report | None, str]:
    """The report of one child, and what there is to know about it; the same days are drafted once."""
    same = Report.objects.filter(
        child=access.child, by=access.member, kind=batch.kind, first=batch.first, last=batch.last
    ).first()
    if same is not None:
        return same, "It was there already."
    if not Goal.objects.seen_by(access).filter(state=State.ACTIVE).exists():
        return None, NO_GOAL
    new = drafted(access, batch.kind, batch.first, batch.last, form_name=batch.form_name, asked=batch.asked)
    if new.facts.get("told") == 0:
        return None, NOTHING_TOLD
    return keep_new(access, new), thin(new.facts)


def thin(facts: dict[str, Any]) -> str:
    """For which goals too little was told, as a sentence; nothing where there is enough."""
    few = facts.get("thin", [])
    if not few:
        return ""
    return f"Too little was told to say how it goes: {', '.join(few)}."


def progress_of(batch: Batch) -> Progress:
    """How far a batch is; one query."""
    rows = batch.rows.select_related("child", "report").defer("report__facts", "report__drafted", "report__document")
    return Progress(batch, list(rows))


def go_on_if_stalled(progress: Progress) -> None:
    """Put a batch on the worker's list again when the work was dropped."""
    if progress.batch.ended_at:
        return
    newest = max((row.done_at for row in progress.rows if row.done_at), default=progress.batch.made_at)
    asked = progress.batch.asked_again_at or newest
    if timezone.now() - max(newest, asked) > STALLED:
        Batch.objects.filter(pk=progress.batch.pk).update(asked_again_at=timezone.now())
        draft_batch.enqueue(progress.batch.pk)


def to_sign(user: User) -> list[Report]:
    """The drafts that wait for somebody's signature, by the child's name."""
    mine = [access.child.pk for access in open_places(user, places_of(user)) if writes_notes(access)]
    waiting = Report.objects.unsigned().filter(by__user=user, child__in=mine).select_related("child")
    return list(waiting.defer("facts", "drafted", "document").order_by("child__name", "pk"))


def next_to_sign(user: User, *, after: Report) -> Report | None:
    """The draft that comes after another in the order of names, from the start again after the last."""
    waiting = [report for report in to_sign(user) if report.pk != after.pk]
    later = [one for one in waiting if (one.child.name, one.pk) > (after.child.name, after.pk)]
    return next(iter([*later, *waiting]), None)


def batches_of(user: User, practice: Practice) -> Iterable[Batch]:
    """The newest batches of somebody."""
    return Batch.objects.filter(by=user, practice=practice)[:6]
