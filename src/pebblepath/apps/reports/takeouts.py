"""Everything about a child as one file: asked for, made by the worker, kept for a day for who asked, then gone."""

from __future__ import annotations

import datetime as dt
import io
import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pebblepath.apps.people.access import Access, accesses_of
from pebblepath.apps.people.models import Deed, Member, Scope
from pebblepath.apps.reports.takeout_models import Takeout

logger = logging.getLogger(__name__)

KEPT_FOR = dt.timedelta(days=1)
# Work that the machine dropped is put on the worker's list again after so long.
STALLED = dt.timedelta(minutes=2)
SOONEST, LATEST = 2, 60


@transaction.atomic
def ask_for_takeout(access: Access, size: str) -> Takeout:
    """Put somebody's file on the worker's list; asked twice while it is being made, it is one.

    Args:
        access: who asks; an older file of theirs goes.
        size: of the papers in it, one of ``SIZES``.
    """
    mine = Takeout.objects.filter(member=access.member)
    making = mine.filter(size=size, ready_at=None, failed=False).defer("file").first()
    if making is not None:
        return making
    mine.delete()
    made = Takeout.objects.create(member=access.member, size=size)
    access.record(Deed.ADDED, "file of everything", ref=made.public_id)
    transaction.on_commit(lambda: make_takeout.enqueue(made.pk))
    return made


def takeout_of(access: Access) -> Takeout | None:
    """Somebody's file, without what is in it: being made, ready, or broken off; None where there is none to be had.

    A file that was made while they might see something else than now is none of theirs any more.
    """
    found = Takeout.objects.filter(member=access.member).defer("file").first()
    if found is None or found.ready_at is None:
        return found
    return found if found.is_open(timezone.now()) and found.grants == grants_of(access) else None


def grants_of(access: Access) -> list[list[str]]:
    """What somebody may see and do, in a form that can be kept and compared; and whose home is theirs."""
    own_home = ["own home", str(access.member.household_id or "")]
    return [own_home, *sorted([scope, goal] for scope, goal in access.grants)]


def go_on_if_dropped(takeout: Takeout) -> None:
    """Put a file on the worker's list again when the work was dropped."""
    now = timezone.now()
    if takeout.is_being_made and now - takeout.tried_at > STALLED:
        Takeout.objects.filter(pk=takeout.pk).update(tried_at=now)
        make_takeout.enqueue(takeout.pk)


def look_again_in(takeout: Takeout) -> int:
    """After how many seconds a page looks again: soon at first, later seldom, so that the record stays short."""
    waited = (timezone.now() - takeout.asked_at).total_seconds()
    return min(max(SOONEST, round(waited / 2)), LATEST)


@task()
def make_takeout(takeout_id: int) -> None:
    """Make one file in the worker, with what its reader may see now; doing it twice does no harm."""
    found = Takeout.objects.filter(pk=takeout_id, ready_at=None).select_related(
        "member__child__practice", "member__household", "member__user"
    )
    takeout = found.first()
    if takeout is None:
        return
    (access,) = accesses_of([takeout.member])
    if not Member.objects.present().filter(pk=takeout.member_id).exists() or not access.may(Scope.TAKE):
        takeout.delete()
        return
    try:
        with timezone.override(access.child.practice.time_zone):
            file = archive_for(access, takeout.size)
    except Exception:  # whatever it is, who waits is told so
        logger.exception("making the file %s broke off", takeout.public_id)
        Takeout.objects.filter(pk=takeout.pk, ready_at=None).update(failed=True)
        return
    now = timezone.now()
    Takeout.objects.filter(pk=takeout.pk, ready_at=None).update(
        file=file, grants=grants_of(access), ready_at=now, expires_at=now + KEPT_FOR, failed=False
    )


def archive_for(access: Access, size: str) -> bytes:
    """Everything about a child that a person may read, as a ZIP file."""
    # The evidence engine's arrays come with these; they are loaded on first use to keep the workers small.
    from pebblepath.apps.reports.your_data import about, attachments_of, tables_of
    from pebblepath.core.exchange.archive import write_archive

    out = io.BytesIO()
    write_archive(out, about=about(access), tables=tables_of(access), attachments=attachments_of(access, size))
    return out.getvalue()


def end_run_out_takeouts(now: dt.datetime) -> None:
    """Delete the files whose day is over, and those that broke off a day ago."""
    Takeout.objects.filter(expires_at__lte=now).delete()
    Takeout.objects.filter(ready_at=None, asked_at__lte=now - KEPT_FOR).delete()
