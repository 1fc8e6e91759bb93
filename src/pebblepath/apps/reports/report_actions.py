"""What can be done with a report: draft, keep, draft anew, sign, amend, put away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed
from pebblepath.apps.reports.drafting import DRAFTERS, JUDGED
from pebblepath.apps.reports.models import Report, ReportAmendment
from pebblepath.core.reports.composing import carried_over, compose, vague_in
from pebblepath.core.reports.document import Document, Section, to_json

STANDS = ".stands"


@dataclass(frozen=True)
class Written:
    """What a therapist left in the page of a draft.

    Attributes:
        left_out: keys of the lines that she leaves out.
        words: her own words by section.
        stands: keys of the parts that wait for her judgement, where she lets the counts stand as they are.
        changed: when the draft she had before her was last changed; empty: not known.
    """

    left_out: Collection[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    stands: Collection[str] = ()
    changed: str = ""


class NotReady(NotPossible):
    """A report can't be signed yet.

    Attributes:
        missing: for each part by its key, what is missing or says too little, as a sentence.
    """

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__("Not signed yet. " + " ".join(missing.values()))
        self.missing = dict(missing)


@transaction.atomic
def begin_report(
    access: Access, kind: str, first: dt.date, last: dt.date, *, form_name: str = "", asked: Mapping[str, Any]
) -> Report:
    """Draft a report from what is known now, and keep the draft; see `drafted`."""
    return keep_new(access, drafted(access, kind, first, last, form_name=form_name, asked=asked))


def drafted(
    access: Access, kind: str, first: dt.date, last: dt.date, *, form_name: str = "", asked: Mapping[str, Any]
) -> Report:
    """A draft that isn't kept yet.

    Args:
        access: a therapist's.
        kind: one of those that can be drafted.
        first, last: the days that it tells of, both included.
        form_name: what its reader's own form is called.
        asked: what else was chosen, such as ``goals`` by public id, ``t_score`` and ``weights``.

    Raises:
        NotPossible: the last day comes before the first.
    """
    if last < first:
        raise NotPossible(f"The last day, {last:%-d %B %Y}, comes before the first. Please turn them round.")
    report = Report(child=access.child, kind=kind, first=first, last=last, form_name=form_name, by=access.member)
    report.asked = dict(asked)
    report.drafted = to_json(DRAFTERS[kind](access, report))
    return report


def keep_new(access: Access, report: Report) -> Report:
    """Keep a new draft."""
    report.save()
    audit.record(access.user, Deed.ADDED, "report", ref=report.public_id, child=access.child)
    return report


@transaction.atomic
def keep_report(access: Access, report: Report, written: Written) -> Report:
    """Keep what was ticked and written.

    Raises:
        NotPossible: it was signed or changed meanwhile; nothing was kept.
    """
    report = _still_open(report)
    if written.changed and written.changed != report.changed_at.isoformat():
        raise NotPossible(
            "This report was changed on another page meanwhile. What you wrote stands below and isn't kept yet: "
            "keep it once more to put it in place of the other."
        )
    stands = {f"{key}{STANDS}": "yes" for key in written.stands}
    report.words = {key: words for key, words in written.words.items() if words.strip()} | stands
    report.left_out, report.changed_at = sorted(written.left_out), timezone.now()
    report.save()
    audit.record(access.user, Deed.CHANGED, "report", ref=report.public_id, child=access.child)
    return report


@transaction.atomic
def draft_anew(access: Access, report: Report) -> Report:
    """Draft again from what was told by now; her words stay, and so do the lines that are left out and say the same."""
    report = _still_open(report)
    old = report.draft()
    new = DRAFTERS[report.kind](access, report)
    report.left_out = carried_over(old, new, report.left_out)
    report.drafted, report.changed_at = to_json(new), timezone.now()
    report.save()
    audit.record(access.user, Deed.CHANGED, "report", ref=report.public_id, child=access.child)
    return report


def missing_in(report: Report) -> dict[str, str]:
    """What stands between a draft and its signature: for each part by its key, a sentence."""
    draft = report.draft()
    titles = {section.key: section.title for section in draft.sections}
    said: dict[str, str] = {}
    for section in draft.sections:
        if section.key in JUDGED.get(report.kind, ()) and not _is_judged(report, section):
            ways = "write it, or let the counts stand" if section.blocks else "please write it"
            said[section.key] = f"“{section.title}” is yours to judge: {ways}."
    for vague in vague_in(draft, report.words):
        key, found = vague.section.key, vague.finding
        better = f" For example: “{found.better[0]}”." if found.better else ""
        said.setdefault(key, f"In “{titles[key]}” you wrote “{found.text}”. {found.why}{better}")
    return said


def _is_judged(report: Report, section: Section) -> bool:
    stands = bool(section.blocks) and bool(report.words.get(f"{section.key}{STANDS}"))
    return stands or bool(report.words.get(section.key, "").strip())


@transaction.atomic
def sign_report(access: Access, report: Report) -> Report:
    """Sign a report as it is kept: from now on it stays so.

    Raises:
        NotReady: a judgement is missing, or words of hers tell no fact.
        NotPossible: it is signed already.
    """
    report = _still_open(report)
    missing = missing_in(report)
    if missing:
        raise NotReady(missing)
    report.signed_at, report.signed_by = timezone.now(), access.user
    signed = f"Signed by {access.user}, {timezone.localtime(report.signed_at, access.child.zone):%-d %B %Y, %H:%M}"
    report.document = to_json(_closed(composed(report), signed))
    report.save()
    audit.record(access.user, Deed.ADDED, "signed_report", ref=report.public_id, child=access.child)
    return report


def composed(report: Report) -> Document:
    """A draft as it would be signed now."""
    own = {key: words for key, words in report.words.items() if not key.endswith(STANDS)}
    return compose(report.draft(), left_out=report.left_out, words=own)


def _closed(document: Document, signed: str) -> Document:
    return replace(document, closing=(*document.closing, signed))


@transaction.atomic
def amend_report(access: Access, report: Report, *, reason: str, words: str) -> ReportAmendment:
    """Add to a signed report what is missing or was wrong, and why; the report itself stays.

    Raises:
        NotPossible: it isn't signed yet.
    """
    if not report.signed_at:
        raise NotPossible("This report isn't signed yet: change it where it stands.")
    added = ReportAmendment.objects.create(report=report, by=access.user, reason=reason, words=words)
    audit.record(access.user, Deed.ADDED, "report_amendment", ref=report.public_id, child=access.child)
    return added


@transaction.atomic
def put_away(access: Access, report: Report) -> None:
    """Remove a draft for good.

    Raises:
        NotPossible: it is signed.
    """
    report = _still_open(report)
    ref = report.public_id
    report.delete()
    audit.record(access.user, Deed.REMOVED, "report", ref=ref, child=access.child)


def _still_open(report: Report) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("child__practice", "by").get(pk=report.pk)
    if locked.signed_at:
        raise NotPossible("This report was signed meanwhile. Nothing was changed; add what is missing as an amendment.")
    return locked
