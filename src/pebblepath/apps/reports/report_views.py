"""The pages of a child's reports: the list, a new one, the draft, the signed one, and the moments behind a number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Child, Deed, Role, User
from pebblepath.apps.play.notes import for_writers, writes_notes
from pebblepath.apps.reports.batch import next_to_sign
from pebblepath.apps.reports.drafting import DRAFTERS, JUDGED
from pebblepath.apps.reports.links import may_share, open_links
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.papers import SIZES
from pebblepath.apps.reports.report_actions import (
    NotReady,
    amend_report,
    begin_report,
    draft_anew,
    keep_report,
    put_away,
    sign_report,
)
from pebblepath.apps.reports.report_forms import (
    OWN,
    NewReportForm,
    ReportAmendmentForm,
    ReportWords,
    form_name_of,
    usual_days,
    year_of,
)
from pebblepath.apps.reports.report_page import address_of, parts_of, sides_of
from pebblepath.apps.reports.report_sight import as_read, report_of, reports_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@child_page()
def reports(request: HttpRequest, access: Access) -> HttpResponse:
    """All reports about a child that this person may open."""
    if not writes_notes(access) and access.member.role != Role.FAMILY:
        raise Http404
    found = reports_of(access)
    context = {
        "drafts": [report for report in found if not report.signed_at],
        "signed": [report for report in found if report.signed_at],
        "writes": writes_notes(access),
        "kinds": [(kind, ReportKind(kind).label) for kind in DRAFTERS],
    }
    return render(request, "reports/reports.html", context)


@child_page()
def new_report(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose what a report shall be; it is drafted at once."""
    for_writers(access)
    goals = list(Goal.objects.seen_by(access).exclude(state=State.CLOSED))
    today, year = access.child.today(), year_of(access.child.practice)
    kind = request.GET.get("kind", "")
    kind = kind if kind in DRAFTERS else ReportKind.SCHOOL.value
    first, last = usual_days(year, kind, today)
    initial = {"kind": kind, "first": first, "last": last}
    form = NewReportForm(request.POST or None, goals=goals, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        name = told["form_name"] or form_name_of(year, told["kind"])
        made = begin_report(access, told["kind"], told["first"], told["last"], form_name=name, asked=form.asked())
        return redirect("report", access.child.public_id, made.public_id)
    context = {"form": form, "school": year.school_form, "payer": year.payer_form}
    return render(request, "reports/report_new.html", context, status=400 if form.errors else 200)


@child_page()
def report(request: HttpRequest, access: Access, report: str) -> HttpResponse:
    """A report: a draft to read through and sign, or a signed one to read."""
    found = report_of(access, report)
    if found.signed_at:
        typed = _typed(request.POST, found)
        return _signed(request, access, found, typed=typed, status=409 if typed else 200)
    if request.method == "POST":
        return _do(request, access, found)
    return _draft(request, found, _words(found))


def _words(found: Report, data: QueryDict | None = None) -> ReportWords:
    return ReportWords(data, report=found, draft=found.draft(), judged=JUDGED.get(found.kind, ()))


def _draft(request: HttpRequest, found: Report, form: ReportWords, *, missing: dict[str, str] | None = None,
           status: int = 200) -> HttpResponse:  # fmt: skip
    as_of = _instant(found.facts.get("as_of", ""))
    context = {
        "report": found,
        "form": form,
        "parts": parts_of(found, form, missing or {}),
        "draft": form.draft,
        "missing": missing,
        "sides": sides_of(found),
        "told": found.facts.get("told"),
        "as_of": as_of,
        "behind": told_since(found.child, as_of) if as_of else 0,
        "following": next_to_sign(_user(request), after=found),
    }
    return render(request, "reports/report.html", context, status=status)


def told_since(child: Child, as_of: dt.datetime) -> int:
    """How many moments about goals were told, changed or taken back since a draft was made."""
    return Moment.objects.filter(child=child, goal__isnull=False, changed_at__gt=as_of).count()


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _instant(as_of: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(as_of) if as_of else None


def _do(request: HttpRequest, access: Access, found: Report) -> HttpResponse:
    """Whatever is done, what was typed is kept with it; if it can't be, it still stands in the page."""
    form = _words(found, request.POST)
    if not form.is_valid():
        return _draft(request, found, form, status=400)
    try:
        kept = keep_report(access, found, form.written())
        return _act(request, access, kept)
    except NotReady as why:
        kept = report_of(access, found.public_id)
        return _draft(request, kept, _words(kept), missing=why.missing, status=400)
    except NotPossible as why:
        messages.error(request, str(why))
        return _as_typed(request, access, found)


def _as_typed(request: HttpRequest, access: Access, found: Report) -> HttpResponse:
    """The page as it was sent, ready to be sent again on top of what was kept meanwhile."""
    kept = report_of(access, found.public_id)
    if kept.signed_at:
        return _signed(request, access, kept, typed=_typed(request.POST, kept), status=409)
    sent = request.POST.copy()
    sent["changed"] = kept.changed_at.isoformat()
    return _draft(request, kept, _words(kept, sent), status=409)


def _typed(sent: QueryDict, kept: Report) -> str:
    """Own words that didn't get into the report that was signed meanwhile."""
    typed = {name.removeprefix(OWN): words for name, words in sent.items() if name.startswith(OWN)}
    return "\n".join(str(words) for key, words in typed.items() if words and words != kept.words.get(key))


def _act(request: HttpRequest, access: Access, kept: Report) -> HttpResponse:
    act = request.POST.get("act", "save")
    if act == "sign":
        sign_report(access, kept)
        messages.success(request, f"Signed by {access.user.name}.")
    elif act == "anew":
        draft_anew(access, kept)
        messages.success(request, "Drafted again from all that was told by now. Your words are still there.")
    elif act == "drop":
        put_away(access, kept)
        messages.success(request, "The draft is gone.")
        return redirect("reports", access.child.public_id)
    else:
        messages.success(request, "Kept. Nothing is signed yet.")
    following = next_to_sign(access.user, after=kept) if act == "sign" and request.POST.get("go_on") else None
    if following:
        messages.info(request, f"Next: {following.child.name}.")
        return redirect("report", following.child.public_id, following.public_id)
    return redirect("report", access.child.public_id, kept.public_id)


def _signed(request: HttpRequest, access: Access, found: Report, *, typed: str = "",
            form: ReportAmendmentForm | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    """A signed report, with what was added since; what somebody still typed elsewhere stands ready to be added."""
    # Loaded on first use, like every paper.
    from pebblepath.apps.reports.rendering import document_on_page

    writes, shown = writes_notes(access), as_read(access, found)
    if typed:
        messages.error(
            request, "This report was signed meanwhile. What you typed stands below: add it as an amendment."
        )
    context = {
        "report": found,
        "writes": writes,
        "sides": sides_of(found, shown),
        "form": form or ReportAmendmentForm(initial={"words": typed}),
        "open": bool(typed or form),
        "counts": bool(shown.sources),
        "links": open_links(found),
        "may_share": may_share(access, found),
    } | document_on_page(shown, lambda source: address_of(found, source))
    return render(request, "reports/report_signed.html", context, status=status)


@require_POST
@child_page()
def amend(request: HttpRequest, access: Access, report: str) -> HttpResponse:
    """Add to a signed report, with the reason."""
    for_writers(access)
    found = report_of(access, report)
    if not found.signed_at:
        raise Http404
    form = ReportAmendmentForm(request.POST)
    if not form.is_valid():
        return _signed(request, access, found, form=form, status=400)
    amend_report(access, found, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"])
    messages.success(request, "Added. The report itself stays as it was signed.")
    return redirect("report", access.child.public_id, found.public_id)


@child_page()
def report_moments(request: HttpRequest, access: Access, report: str, source: str) -> HttpResponse:
    """The moments behind a number, as they stood when the report was drafted."""
    found = report_of(access, report)
    document = as_read(access, found) if found.signed_at else found.draft()
    ids = document.sources.get(source)
    if ids is None:
        raise Http404
    rows = {row["id"]: row for row in found.facts.get("moments", ())}
    now = dict(_as_they_are(ids))
    listed = [_listed(rows[one], now) for one in ids if one in rows]
    context = {"report": found, "rows": listed[:MOST], "count": len(listed), "more": max(0, len(listed) - MOST)}
    return render(request, "reports/report_moments.html", context)


MOST = 300


def _as_they_are(ids: tuple[str, ...]) -> dict[str, tuple[int | None, bool]]:
    """For each moment that is still there: its stone, and whether it was taken back."""
    columns = Moment.objects.filter(pk__in=ids[:MOST]).values_list("pk", "step", "removed_at")
    return {str(key): (step, removed is not None) for key, step, removed in columns}


def _listed(row: dict[str, Any], now: dict[str, tuple[int | None, bool]]) -> dict[str, Any]:
    step, taken_back = now.get(row["id"], (None, True))
    changed = "" if step == row["step"] and not taken_back else "changed since"
    return {**row, "day": dt.date.fromisoformat(row["day"]), "since": "taken back since" if taken_back else changed}


@child_page()
def report_paper(request: HttpRequest, access: Access, report: str) -> HttpResponse:
    """A signed report as a PDF, or for Word with ``?as=docx``."""
    from pebblepath.apps.reports.rendering import document_docx, document_pdf

    found = report_of(access, report)
    if not found.signed_at:
        raise Http404
    document = as_read(access, found)
    name = f"report-{slugify(access.child.name) or 'child'}-{found.last.isoformat()}"
    audit.record(access.user, Deed.TOOK_OUT, "report", ref=found.public_id, child=access.child)
    if request.GET.get("as") == "docx":
        response = HttpResponse(document_docx(document), content_type=WORD)
        response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
        return response
    size = request.GET.get("size", SIZES[0])
    response = HttpResponse(document_pdf(document, size if size in SIZES else SIZES[0]), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
