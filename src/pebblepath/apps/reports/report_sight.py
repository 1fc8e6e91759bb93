"""Which reports a person may open, and how a signed one reads to them."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.play.notes import writes_notes
from pebblepath.apps.reports.models import Report, ReportAmendment, ReportQuerySet
from pebblepath.core.reports.composing import for_families
from pebblepath.core.reports.document import Document, Paragraph, Section, line


def reports_of(access: Access) -> list[Report]:
    """The reports that a person may open, the newest first.

    Who writes notes of a child opens all of them. Family opens what is signed, where they see every goal and what
    others told of it; and what counts moments of a home that isn't theirs only where that was agreed.
    """
    short = _candidates(access).defer("facts", "drafted", "document").select_related("by", "signed_by")
    return [report for report in short if _may_open(access, report)]


def report_of(access: Access, public_id: str) -> Report:
    """One report that a person may open.

    Raises:
        Http404: there is none of this child, or for this person there is nothing.
    """
    report = get_object_or_404(_whole(access), public_id=public_id)
    report.child = access.child
    if not _may_open(access, report):
        raise Http404
    return report


def whole_reports_of(access: Access) -> list[Report]:
    """The same as `reports_of`, with all that each of them says."""
    found = [report for report in _whole(access) if _may_open(access, report)]
    for report in found:
        report.child = access.child
    return found


def _whole(access: Access) -> ReportQuerySet:
    return _candidates(access).select_related("by", "signed_by").prefetch_related("amendments__by")


def _candidates(access: Access) -> ReportQuerySet:
    reports = Report.objects.filter(child=access.child).annotate(homes=F("facts__homes"))
    if writes_notes(access):
        return reports
    reads = access.member.role == Role.FAMILY and access.goals_for(Scope.TIMELINE) is None
    return reports.signed() if reads and access.goals_for(Scope.SEE) is None else reports.none()


def _may_open(access: Access, report: Report) -> bool:
    homes = set(getattr(report, "homes", None) or ()) - {access.member.household_id}
    return writes_notes(access) or not homes or access.may(Scope.OTHER_HOME)


def as_read(access: Access, report: Report) -> Document:
    """A signed report with what was added since; without its score where family reads it."""
    whole = whole_document(report)
    return whole if writes_notes(access) else for_families(whole)


def whole_document(report: Report) -> Document:
    """A signed report with its amendments after it."""
    signed = report.as_signed()
    added = [_amended(number, one, report) for number, one in enumerate(report.amendments.all(), 1)]
    return replace(signed, sections=(*signed.sections, *added))


def _amended(number: int, added: ReportAmendment, report: Report) -> Section:
    at = timezone.localtime(added.at, report.child.zone)
    lines = [*added.words.splitlines(), f"Why: {added.reason}"]
    return Section(
        f"amendment-{number}",
        f"Amended by {added.by}, {at:%-d %B %Y, %H:%M}",
        tuple(Paragraph(line(one)) for one in lines if one.strip()),
    )
