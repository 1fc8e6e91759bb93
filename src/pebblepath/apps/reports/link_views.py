"""Pages that show a signed progress report by a link, and the page where such links are made and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.reports.link_models import ReportLink
from pebblepath.apps.reports.links import (
    as_shown,
    make_report_link,
    may_see_address,
    open_link,
    open_links,
    report_to_share,
    take_back_report_link,
)
from pebblepath.apps.reports.models import Report
from pebblepath.apps.reports.report_forms import ReportLinkForm


@child_page()
def share_report(request: HttpRequest, access: Access, report: str) -> HttpResponse:
    """Say for whom and for how long, and get a link; the links that work are listed, each to be taken back."""
    found = report_to_share(access, report)
    if request.method == "POST" and "take_back" in request.POST:
        return _take_back(request, access, found)
    form = ReportLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link = make_report_link(access, found, form.cleaned_data["name"], form.cleaned_data["days"])
        messages.success(request, f"The link for {link.name} is ready.")
        return redirect("share_report", access.child.public_id, found.public_id)
    links = [(link, *_shown_to(request, access, link)) for link in open_links(found)]
    context = {"report": found, "form": form, "links": links}
    return render(request, "reports/share_report.html", context, status=400 if form.errors else 200)


def _take_back(request: HttpRequest, access: Access, found: Report) -> HttpResponse:
    key = request.POST["take_back"]
    one = get_object_or_404(found.links.filter(revoked_at=None), pk=int(key) if key.isdecimal() else 0)
    take_back_report_link(access, one)
    messages.success(request, "The link doesn’t work any more.")
    return redirect("share_report", access.child.public_id, found.public_id)


def _shown_to(request: HttpRequest, access: Access, link: ReportLink) -> tuple[str, SafeString]:
    """A link's address, and the same as a code for a phone's camera; empty for who may not have it."""
    import segno

    if not may_see_address(access, link):
        return "", SafeString("")
    address = request.build_absolute_uri(reverse("shown_report", args=[link.token]))
    drawn = segno.make(address, micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return address, mark_safe(drawn)


def shown_report(request: HttpRequest, token: str) -> HttpResponse:
    """A signed progress report behind its link, for who has no account: to read, and nothing else of the child."""
    # Loaded on first use, like every paper.
    from pebblepath.apps.reports.rendering import document_on_page

    link = open_link(token)
    with timezone.override(link.child.practice.time_zone):
        context = {"report": link.report, "until": link.expires_at} | document_on_page(as_shown(link))
        response = render(request, "reports/shown_report.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
