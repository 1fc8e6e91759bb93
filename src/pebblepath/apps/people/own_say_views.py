"""The page on which a child sees who sees what, and has her own say."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people import own_say
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role


@child_page()
def who_sees(request: HttpRequest, access: Access) -> HttpResponse:
    """Who sees what, in words for the child."""
    _only_the_child(access)
    return render(request, "people/who_sees.html", {"people": own_say.who_sees(access)})


@require_POST
@child_page()
def switch_timeline(request: HttpRequest, access: Access, member: int) -> HttpResponse:
    """Switch off, or on again, what somebody sees of what others told."""
    _only_the_child(access)
    before = own_say.switch(access, member)
    now = "no longer sees" if before.told else "sees again"
    messages.success(request, f"{before.member.name} {now} what others told about you.")
    return redirect("who_sees", access.child.public_id)


def _only_the_child(access: Access) -> None:
    if access.member.role != Role.CHILD:
        raise Http404
