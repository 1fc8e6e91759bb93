"""A child's data for her family and therapists: what there is, and all of it as one file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import AuditLine, Deed, Scope
from pebblepath.apps.reports.papers import SIZES
from pebblepath.apps.reports.takeout_models import Takeout
from pebblepath.apps.reports.takeouts import ask_for_takeout, go_on_if_dropped, look_again_in, takeout_of


@child_page(Scope.TAKE)
def your_data(request: HttpRequest, access: Access) -> HttpResponse:
    """What the file holds for this reader; asking for it, waiting for it, and having it.

    The first page that finds the file ready begins to save it, so that asking for it is the last tap.
    """
    if request.method == "POST":
        return _asked(request, access)
    takeout = takeout_of(access)
    if takeout is not None and takeout.is_on_its_way and _was_looked_at(access, takeout):
        # A page that waits looks again by itself: the first look has its line, the file itself will have its own.
        request.is_announced_copy = True  # type: ignore[attr-defined]
    if takeout is None or takeout.ready_at is None:
        return _page(request, access, takeout)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = _page(request, access, takeout)
    if takeout.offered_at is None:
        Takeout.objects.filter(pk=takeout.pk).update(offered_at=timezone.now())
        response["Refresh"] = f"0; url={reverse('your_data_file', args=[access.child.public_id])}"
    return response


def _was_looked_at(access: Access, takeout: Takeout) -> bool:
    """Whether a line of the record says already that somebody looked after the file that they asked for."""
    told = AuditLine.objects.filter(child=access.child, user=access.user, deed=Deed.OPENED, about="your_data")
    return told.filter(at__gte=takeout.asked_at).exists()


def _asked(request: HttpRequest, access: Access) -> HttpResponse:
    size = request.POST.get("size", "")
    if size not in SIZES:
        return _page(request, access, takeout_of(access), wrong="Choose a paper: Letter or A4.")
    ask_for_takeout(access, size)
    return redirect("your_data", access.child.public_id)


def _page(request: HttpRequest, access: Access, takeout: Takeout | None, wrong: str = "") -> HttpResponse:
    if takeout is not None:
        go_on_if_dropped(takeout)
    context = {
        "takeout": takeout,
        "look_again": look_again_in(takeout) if takeout and takeout.is_being_made else None,
        "sees_record": access.may(Scope.CIRCLE),
        "wrong": wrong,
    }
    return render(request, "reports/your_data.html", context, status=400 if wrong else 200)


@child_page(Scope.TAKE)
def your_data_file(request: HttpRequest, access: Access) -> HttpResponse:
    """The file, for who asked for it and may still see what is in it; where there is none, the page to ask for it."""
    takeout = takeout_of(access)
    if takeout is None or takeout.ready_at is None or takeout.file is None:
        return redirect("your_data", access.child.public_id)
    access.record(Deed.TOOK_OUT, "your_data_file", ref=takeout.public_id)
    day = timezone.localtime(takeout.ready_at).date()
    name = f"{slugify(access.child.name) or 'child'}-{day.isoformat()}.zip"
    response = HttpResponse(bytes(takeout.file), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
