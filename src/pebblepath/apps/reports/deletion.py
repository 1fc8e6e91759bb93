"""The end of a child's record: what goes, what the law makes a practice keep, asking for it, carrying it out."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import ALL_GOALS, Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Child, Deed, Member, Practice, Role, Scope, User
from pebblepath.apps.play.models import Amendment, Minutes, Note
from pebblepath.apps.reports.deletion_models import Deletion, DeletionAnswer, KeepingRule, KeptRecord
from pebblepath.apps.reports.models import Report, ReportAmendment
from pebblepath.apps.reports.takeouts import end_run_out_takeouts
from pebblepath.apps.understanding.models import Photo
from pebblepath.core.exchange.archive import Attachment, write_archive


@dataclass(frozen=True)
class Outlook:
    """What a deletion would mean, in numbers.

    Attributes:
        moments, photos, messages: how many would go.
        notes, reports, minutes: how many signed notes, signed reports and entries of time the practice has to keep.
        until: the last day on which it has to keep them; None where it signed nothing.
    """

    moments: int
    photos: int
    messages: int
    notes: int
    reports: int
    minutes: int
    until: dt.date | None


def rule_of(practice: Practice) -> KeepingRule:
    """How long a practice keeps what it signed; the usual rule where it has said nothing."""
    return KeepingRule.objects.filter(practice=practice).first() or KeepingRule(practice=practice)


def outlook(child: Child) -> Outlook:
    """What deleting a child's record would mean."""
    notes, reports, minutes = _signed(child)
    return Outlook(
        moments=Moment.objects.filter(child=child).count(),
        photos=Photo.objects.filter(strategy__child=child).count(),
        messages=child.messages.count(),
        notes=notes,
        reports=reports,
        minutes=minutes,
        until=keep_until(child, rule_of(child.practice)) if notes or reports or minutes else None,
    )


def _signed(child: Child) -> tuple[int, int, int]:
    notes = Note.objects.filter(session__child=child, signed_at__isnull=False).count()
    return notes, child.reports.exclude(signed_at=None).count(), child.minutes.count()


def keep_until(child: Child, rule: KeepingRule) -> dt.date:
    """The last day on which what was signed has to be kept.

    So many years after the last entry, and not before the child is as old as the rule says, where her birthday is
    known.
    """
    return time_is_over_after(child, max(signed_days(child), default=child.today()), rule)


def time_is_over_after(child: Child, last: dt.date, rule: KeepingRule) -> dt.date:
    """The last day of a rule's time for a child, counted from the last entry about her."""
    after = [_years_on(last, rule.years)]
    if child.born is not None:
        after.append(_years_on(child.born, rule.until_age))
    return max(after)


def signed_days(child: Child) -> list[dt.date]:
    """The newest day on which a note, a report or what was added to one was signed, and of time that was given."""
    found = with_newest_signed(Child.objects.filter(pk=child.pk)).get()
    return newest_signed(found)


def with_newest_signed(children: QuerySet[Child]) -> QuerySet[Any]:
    """Children with the newest of each kind of thing that a practice signs, for `newest_signed`."""
    return children.annotate(
        newest_note=newest_of(Note.objects.filter(session__child=OuterRef("pk")), "signed_at"),
        newest_amendment=newest_of(Amendment.objects.filter(note__session__child=OuterRef("pk")), "at"),
        newest_report=newest_of(Report.objects.filter(child=OuterRef("pk")), "signed_at"),
        newest_added=newest_of(ReportAmendment.objects.filter(report__child=OuterRef("pk")), "at"),
        newest_minutes=newest_of(Minutes.objects.filter(child=OuterRef("pk")), "day"),
    )


def newest_of(rows: QuerySet[Any], column: str) -> Subquery:
    """The newest value of a column, where there is one."""
    return Subquery(rows.exclude(**{column: None}).order_by(f"-{column}").values(column)[:1])


def newest_signed(child: Any) -> list[dt.date]:
    """The days of a child that comes from `with_newest_signed`; as many as there are kinds that she has."""
    times = (child.newest_note, child.newest_amendment, child.newest_report, child.newest_added)
    days = [timezone.localtime(at, child.zone).date() for at in times if at]
    return [*days, child.newest_minutes] if child.newest_minutes else days


def _years_on(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)


def may_ask(access: Access) -> bool:
    """Whether a person may ask for a child's record to be deleted: who says who may see it, if not a link."""
    return access.may(Scope.CIRCLE) and access.member.role in {Role.FAMILY, Role.THERAPIST}


def open_deletion(child: Child) -> Deletion | None:
    """What was asked for and neither taken back nor declined."""
    return open_deletions().filter(child=child).select_related("asked_by").first()


def open_deletions() -> QuerySet[Deletion]:
    """Every wish that was neither taken back nor declined."""
    return Deletion.objects.filter(taken_back_at=None, declined_at=None)


def practices_led_by(user: User) -> QuerySet[Practice]:
    """The practices that a person leads, the first one first."""
    return Practice.objects.filter(staff_places__user=user, staff_places__leads=True).order_by("pk")


def wishes_to_answer(user: User) -> QuerySet[Deletion]:
    """The wishes to delete a record that wait for this person, who leads a practice; none for anybody else."""
    led = practices_led_by(user).values("pk")[:1]
    return open_deletions().filter(child__practice=Subquery(led))


@transaction.atomic
def ask(access: Access, words: str) -> Deletion:
    """Ask the practice to delete everything about a child; the same again is one wish."""
    found = open_deletion(access.child)
    if found is not None:
        return found
    made = Deletion.objects.create(child=access.child, asked_by=access.member, words=words)
    access.record(Deed.ADDED, "deletion", ref=made.pk)
    transaction.on_commit(lambda: _tell_leads(access.child.practice))
    return made


def _tell_leads(practice: Practice) -> None:
    """A mail that names no child: where to look, and nothing else."""
    leads = User.objects.filter(staff_of__practice=practice, staff_of__leads=True)
    send_mail(
        subject="A family asks to delete a record",
        message=(
            f"Hello,\n\nsomebody asks {practice.name} to delete a child's record.\n"
            "Sign in to Pebblepath, open Colleagues, then Records that end, and answer it there.\n"
        ),
        from_email=None,
        recipient_list=[lead.email for lead in leads],
    )


@transaction.atomic
def take_back(access: Access, deletion: Deletion) -> None:
    """Who asked doesn't want it any more."""
    deletion.taken_back_at = timezone.now()
    deletion.save()
    access.record(Deed.TOOK_BACK, "deletion", ref=deletion.pk)


@transaction.atomic
def answer(access: Access, deletion: Deletion, *, agrees: bool) -> None:
    """Say whether one agrees with what somebody else of the circle asked for."""
    DeletionAnswer.objects.update_or_create(
        deletion=deletion, member=access.member, defaults={"agrees": agrees, "at": timezone.now()}
    )
    access.record(Deed.CHANGED, "deletion", ref=deletion.pk)


@transaction.atomic
def decline(user: User, deletion: Deletion, reason: str) -> None:
    """The practice says why it can't; who asked reads it."""
    deletion.declined_at, deletion.declined_by, deletion.reason = timezone.now(), user, reason
    deletion.save()
    audit.record(user, Deed.TOOK_BACK, "deletion", ref=deletion.pk, child=deletion.child)


@transaction.atomic
def carry_out(user: User, deletion: Deletion, *, name: str) -> KeptRecord | None:
    """Delete everything about a child. What the practice signed goes into one closed file until its last day.

    Args:
        user: the practice's lead.
        deletion: what was asked for.
        name: the child's name, typed again, so that no tap too many deletes a child.

    Returns:
        The closed file; None where nothing has to be kept, or no longer.

    Raises:
        NotPossible: another name was typed.
    """
    return end_record(user, deletion.child, name=name)


@transaction.atomic
def end_record(user: User, child: Child, *, name: str) -> KeptRecord | None:
    """Delete everything about a child, as `carry_out` does; who may begin it, the caller has looked at."""
    if name.strip().casefold() != child.name.strip().casefold():
        raise NotPossible(f"That isn't the child's name. To delete everything, type {child.name}.")
    until = outlook(child).until
    kept = None
    if until is not None and until >= child.today():
        kept = KeptRecord.objects.create(
            practice=child.practice, name=child.name, closed_by=user, keep_until=until, file=closed_file(user, child)
        )
    gone = child.public_id
    child.delete()
    audit.record(user, Deed.REMOVED, "child", ref=gone)
    return kept


def closed_file(user: User, child: Child) -> bytes:
    """The archive of what a practice has to keep: sessions, notes, reports, minutes, consents, who looked; as tables,
    and what was signed as papers, too."""
    from pebblepath.apps.reports.signed_papers import signed_papers
    from pebblepath.apps.reports.your_data import about, tables_of_record

    access = whole_sight(user, child)
    papers = [Attachment(path, meaning, pdf) for path, meaning, pdf in signed_papers(access)]
    out = io.BytesIO()
    write_archive(out, about=about(access), tables=tables_of_record(access), attachments=papers)
    return out.getvalue()


def whole_sight(user: User, child: Child) -> Access:
    """A view on a record that leaves nothing out, for closing it; its place is in no circle."""
    place = Member(child=child, user=user, role=Role.THERAPIST, name=str(user))
    return Access(place, frozenset((scope.value, ALL_GOALS) for scope in Scope))


def let_go(today: dt.date) -> int:
    """Delete the closed files whose last day is over; how many. The files of "your data" end with their day, too."""
    end_run_out_takeouts(timezone.now())
    over = KeptRecord.objects.filter(keep_until__lt=today)
    gone = list(over.values_list("public_id", flat=True))
    over.delete()
    for ref in gone:
        audit.record(None, Deed.REMOVED, "kept_record", ref=ref)
    return len(gone)
