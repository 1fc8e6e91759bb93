"""The pages for all reports of a therapist: draft them in one go, see how far it is, sign one after the other."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import person_page, practice_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, User
from pebblepath.apps.reports.batch import batches_of, begin_batch, go_on_if_stalled, progress_of, to_sign, try_again
from pebblepath.apps.reports.models import Batch, ReportKind
from pebblepath.apps.reports.report_forms import DaysForm, ReportYearForm, form_name_of, usual_days, year_of

KINDS = (ReportKind.SCHOOL, ReportKind.PAYER)


@person_page
def all_reports(request: HttpRequest, user: User) -> HttpResponse:
    """What waits for a signature, and the form that drafts reports for all children."""
    practice = practice_of(user)
    year, today = year_of(practice), timezone.localdate(timezone=ZoneInfo(practice.time_zone))
    first, last = usual_days(year, ReportKind.SCHOOL, today)
    initial = {"kind": ReportKind.SCHOOL, "first": first, "last": last}
    form = DaysForm(request.POST or None, kinds=KINDS, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        name = told["form_name"] or form_name_of(year, told["kind"])
        try:
            days = told["first"], told["last"]
            batch = begin_batch(user, practice, told["kind"], *days, form_name=name, asked=form.asked())
        except NotPossible as why:
            messages.error(request, str(why))
        else:
            return redirect("report_batch", batch.public_id)
    waiting = to_sign(user)
    audit.opened_on_one_page(user, "all_reports", request.path, {one.child_id: one.child for one in waiting}.values())
    context = {"form": form, "waiting": waiting, "batches": batches_of(user, practice), "year": year}
    return render(request, "reports/report_all.html", context, status=400 if form.errors else 200)


@person_page
def report_batch(request: HttpRequest, user: User, batch: str) -> HttpResponse:
    """How far a batch is: who has a draft, who has none and why; what broke off is tried again on a tap."""
    found = get_object_or_404(Batch.objects.filter(by=user, practice=practice_of(user)), public_id=batch)
    if request.method == "POST":
        try_again(found)
        return redirect("report_batch", found.public_id)
    progress = progress_of(found)
    go_on_if_stalled(progress)
    audit.opened_on_one_page(user, "report_batch", request.path, [row.child for row in progress.rows])
    return render(request, "reports/report_batch.html", {"batch": found, "progress": progress})


@person_page
def report_year(request: HttpRequest, user: User) -> HttpResponse:
    """The dates of the quarters, and what the forms are called."""
    practice = practice_of(user)
    year = year_of(practice)
    form = ReportYearForm(request.POST or None, year=year)
    if request.method == "POST" and form.is_valid():
        year.quarters = form.quarters()
        year.school_form, year.payer_form = form.cleaned_data["school_form"], form.cleaned_data["payer_form"]
        year.save()
        audit.record(user, Deed.CHANGED, "report_year", ref=practice.public_id)
        messages.success(request, "Kept.")
        return redirect("all_reports")
    return render(request, "reports/report_year.html", {"form": form}, status=400 if form.errors else 200)
