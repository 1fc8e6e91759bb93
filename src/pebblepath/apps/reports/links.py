"""Showing a signed progress report to a teacher or a payer who has no account, by a link that ends."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Role, Scope
from pebblepath.apps.play.notes import writes_notes
from pebblepath.apps.reports.link_models import ReportLink
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.report_sight import report_of, whole_document
from pebblepath.core.reports.composing import for_families
from pebblepath.core.reports.document import Document

PROGRESS = (ReportKind.SCHOOL, ReportKind.PAYER)


def may_share(access: Access, report: Report) -> bool:
    """Whether a person, who may open a report, may show it by a link: a signed progress report, by family and staff."""
    by_scope = access.may(Scope.SHAPE) and access.member.role in {Role.FAMILY, Role.THERAPIST}
    return by_scope and report.kind in PROGRESS and report.signed_at is not None


def report_to_share(access: Access, public_id: str) -> Report:
    """A report that a person may show by a link.

    Raises:
        Http404: there is none of this child, or not for this person.
    """
    report = report_of(access, public_id)
    if not may_share(access, report):
        raise Http404
    return report


@transaction.atomic
def make_report_link(access: Access, report: Report, name: str, days: int) -> ReportLink:
    """A link for somebody without an account; it shows the report as it reads to who makes it.

    Args:
        access: who makes it.
        report: one that they may share.
        name: for whom it is.
        days: for how long.
    """
    link = ReportLink.objects.create(
        child=access.child,
        report=report,
        whole=writes_notes(access),
        token=secrets.token_urlsafe(32),
        name=name,
        made_by=access.user,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    access.record(Deed.GAVE, "report link", ref=link.pk)
    return link


@transaction.atomic
def take_back_report_link(access: Access, link: ReportLink) -> None:
    """The link stops working now."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    access.record(Deed.TOOK_BACK, "report link", ref=link.pk)


def open_links(report: Report) -> list[ReportLink]:
    """The links to a report that still work, the newest first."""
    return list(report.links.filter(revoked_at=None, expires_at__gt=timezone.now()).select_related("made_by"))


def may_see_address(access: Access, link: ReportLink) -> bool:
    """Whether a person may have a link's address: not the family of one that shows the score."""
    return writes_notes(access) or not link.whole


def open_link(token: str) -> ReportLink:
    """The link behind an address; its opening is a line of the child's record.

    Raises:
        Http404: there is no such link, or it is over.
    """
    found = ReportLink.objects.filter(token=token).select_related("child__practice", "report__signed_by").first()
    if found is None or not found.is_open(timezone.now()):
        raise Http404
    found.report.child = found.child
    audit.record(None, Deed.OPENED, "report link", ref=found.pk, child=found.child, by_name=found.name)
    return found


def as_shown(link: ReportLink) -> Document:
    """The report as the link shows it, with what was added since."""
    whole = whole_document(link.report)
    return whole if link.whole else for_families(whole)
