"""The page of a circle's messages."""

from __future__ import annotations

from django.contrib import messages as said
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.messages import read_now, readable_by, send, who_reads
from pebblepath.apps.people.messages_forms import MessageForm
from pebblepath.apps.people.waiting import waited

A_PAGE = 30


@child_page()
def messages(request: HttpRequest, access: Access) -> HttpResponse:
    """What was written to one, the newest last, and a place to write."""
    form = MessageForm(request.POST or None, access=access)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                told = form.cleaned_data
                send(access, told["id"], told["words"], form.readers(), waited=waited(request))
                return redirect("messages", access.child.public_id)
            except NotPossible as why:
                said.error(request, str(why))
                form = form.under_a_new_id(access)
        status = 400
    page = Paginator(readable_by(access.member), A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)[::-1]
    new = read_now(access.member, shown)
    context = {
        "form": form,
        "page": page,
        "lines": [
            (message, who_reads(message, access.member), message.author_id == access.member.pk, message.pk in new)
            for message in shown
        ],
    }
    return render(request, "people/messages.html", context, status=status)
