"""The page where total scores of licensed instruments are typed in."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed
from pebblepath.apps.play.notes import for_writers
from pebblepath.apps.reports.measure_forms import SUGGESTED, MeasureForm
from pebblepath.apps.reports.models import Measure


@child_page()
def measures(request: HttpRequest, access: Access) -> HttpResponse:
    """What was typed in, the newest first, and a form for more; for the child's therapists."""
    for_writers(access)
    form = MeasureForm(request.POST or None, today=access.child.today())
    if request.method == "POST" and form.is_valid():
        add_measure(access, form)
        messages.success(request, "Kept. It stands in the first report from now on.")
        return redirect("measures", access.child.public_id)
    kept = access.child.measures.select_related("by")
    context = {"measures": kept, "form": form, "suggested": SUGGESTED}
    return render(request, "reports/measures.html", context, status=400 if form.errors else 200)


@transaction.atomic
def add_measure(access: Access, form: MeasureForm) -> Measure:
    """Keep a measure as it was typed."""
    measure: Measure = form.save(commit=False)
    measure.child, measure.by, measure.totals = access.child, access.member, form.totals()
    measure.save()
    access.record(Deed.ADDED, "measure", ref=measure.public_id)
    return measure


@require_POST
@child_page()
@transaction.atomic
def remove_measure(request: HttpRequest, access: Access, measure: str) -> HttpResponse:
    """Take out what was typed by mistake; a report that was signed with it stays as it is."""
    for_writers(access)
    found = get_object_or_404(access.child.measures, public_id=measure)
    found.delete()
    access.record(Deed.REMOVED, "measure", ref=measure)
    messages.info(request, f"“{found.name}” of {found.day:%-d %B %Y} is taken out.")
    return redirect("measures", access.child.public_id)
