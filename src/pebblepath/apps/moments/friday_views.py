"""A child's Fridays, for who sees everything that is told of her: read them, and thank."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.moments import friday
from pebblepath.apps.moments.class_forms import ThanksForm
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope

SHOWN = 20


@child_page(Scope.TIMELINE)
def fridays(request: HttpRequest, access: Access) -> HttpResponse:
    """What helped at school, week by week; a therapist's reading is told to the teacher."""
    if not friday.may_read_fridays(access):
        raise Http404
    picks = list(friday.fridays_of(access)[:SHOWN])
    friday.read(access, picks)
    return render(request, "moments/fridays.html", {"picks": picks, "ready": friday.READY_THANKS})


@require_POST
@child_page(Scope.TIMELINE)
def thank_for_friday(request: HttpRequest, access: Access, pick: int) -> HttpResponse:
    """A line back to the teacher."""
    if not access.is_therapist or not friday.may_read_fridays(access):
        raise Http404
    found = get_object_or_404(friday.fridays_of(access), pk=pick)
    form = ThanksForm(request.POST)
    if form.is_valid():
        friday.thank(access, found, form.cleaned_data["thanks"])
        messages.success(request, f"{found.member.name} will see it with the next tap.")
        return redirect("fridays", access.child.public_id)
    picks = list(friday.fridays_of(access)[:SHOWN])
    context = {"picks": picks, "ready": friday.READY_THANKS, "form": form, "form_for": found.pk}
    return render(request, "moments/fridays.html", context, status=400)
